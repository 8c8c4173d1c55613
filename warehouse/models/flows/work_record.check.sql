-- block: every part is some of its whole
select scope_id, kind_key, period_kind, valid_from from work_record
where frontline_count > record_count or closed_count > record_count or favourable_count > attendee_count
    or least(record_count, attendee_count, item_count, closed_count) < 0
    or (amount_cents > 0 and settled_cents > amount_cents);

-- block: the sessions of every federation in its periods to date are those of the register itself
with register_counts as (
    select
        work_record.scope_id,
        work_record.period_kind,
        work_record.kind_key,
        sum(raw_activity.session_count) as record_count
    from work_record
        join night on work_record.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on work_record.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_activity
            on raw_activity.federation_code = stg_federation_ancestor.federation_code
                and raw_activity.kind = work_record.kind_key
                and raw_activity.held_on between work_record.period_start and night.as_of
    group by all
)
select work_record.scope_id, work_record.period_kind, work_record.kind_key, work_record.record_count
from work_record
    join night on work_record.valid_to = night.as_of + 1
    join register_counts using (scope_id, period_kind, kind_key)
where work_record.record_count <> register_counts.record_count;
