-- block: a scope passes exactly when every target of the group is met
select group_code, scope_id from target_group where coalesce(passes, false) <> (met_count = target_count);

-- warn: a group has at least two targets
select group_code from target_group group by group_code having max(target_count) < 2;
