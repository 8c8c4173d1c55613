-- block: the periods to date of every federation are the count of the register itself
with register_counts as (
    select
        new_service_site.scope_id,
        new_service_site.period_kind,
        new_service_site.kind_key,
        count(*) as new_site_count
    from new_service_site
        join night on new_service_site.valid_to = night.as_of + 1
        join stg_federation_ancestor
            on new_service_site.scope_id = 'federation:' || stg_federation_ancestor.ancestor_code
        join raw_service_site
            on raw_service_site.federation_code = stg_federation_ancestor.federation_code
                and raw_service_site.kind = new_service_site.kind_key
                and raw_service_site.opened_on between new_service_site.period_start and night.as_of
    group by all
)
select
    new_service_site.scope_id,
    new_service_site.period_kind,
    new_service_site.kind_key,
    new_service_site.new_site_count,
    register_counts.new_site_count as register_count
from new_service_site
    join night on new_service_site.valid_to = night.as_of + 1
    left join register_counts using (scope_id, period_kind, kind_key)
where new_service_site.scope_id like 'federation:%'
    and new_service_site.new_site_count <> coalesce(register_counts.new_site_count, 0);
