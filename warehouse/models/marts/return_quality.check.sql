-- block: one row a scope and day
select scope_id, valid_from from return_quality group by scope_id, valid_from having count(*) > 1;

-- block: a return is not used before its day, and the register knew the place then
select scope_id, valid_from from return_quality
where reported_on > valid_from or registered_enterprise_count < 1 or returned_enterprise_count < 0;

-- block: where a day has both, the register's count is that of coverage
select return_quality.scope_id, return_quality.reported_on, registered_enterprise_count, coverage.enterprise_count
from return_quality
    join coverage
        on coverage.scope_id = return_quality.scope_id
            and coverage.segment = 'all'
            and return_quality.reported_on >= coverage.valid_from
            and return_quality.reported_on < coverage.valid_to
where coverage.source = 'register'
    and coverage.enterprise_count <> registered_enterprise_count;
