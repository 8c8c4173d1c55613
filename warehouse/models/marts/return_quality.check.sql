-- block: one row a scope and day
select scope_id, as_of from return_quality group by scope_id, as_of having count(*) > 1;

-- block: a return is not used before its day, and the register knew the place then
select scope_id, as_of from return_quality
where reported_on > as_of or registered_enterprise_count < 1 or returned_enterprise_count < 0;

-- block: where a day has both, the register's count is that of coverage
select return_quality.scope_id, return_quality.as_of, registered_enterprise_count, coverage.enterprise_count
from return_quality
    join coverage using (scope_id, as_of)
where return_quality.reported_on = return_quality.as_of
    and coverage.source = 'register'
    and coverage.enterprise_count <> registered_enterprise_count;
