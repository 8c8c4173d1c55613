-- Entries of contests by kind_key (the kind of contest, and 'all'): entrant_count: workers who take part, a person in two
-- entries twice; approximate_count: entries whose entrants are stated as about; new_enterprise_count: enterprises that never entered a contest of the kind before; of_month_count,
-- of_calendar_year_count, of_union_year_count: enterprises on their first entry in that kind of period.
-- An entry counts in the place of its enterprise on the day, or of its union when no enterprise is named.
with enterprise_entries as (
    select
        raw_contest_entry.*,
        greatest(raw_contest_entry.entered_on, stg_settlement.settled_on) as placed_on
    from raw_contest_entry
        join stg_settlement using (enterprise_id)
),

placed_entries as (
    select
        enterprise_entries.contest_code,
        enterprise_entries.entry_no,
        enterprise_entries.enterprise_id,
        enterprise_entries.entered_on,
        enterprise_entries.entrant_count,
        enterprise_entries.is_approximate,
        stg_enterprise_period.region_code,
        stg_enterprise_period.park_code,
        stg_place_federation.federation_code
    from enterprise_entries
        asof join stg_enterprise_period
            on stg_enterprise_period.enterprise_id = enterprise_entries.enterprise_id
                and stg_enterprise_period.valid_from <= enterprise_entries.placed_on
        left join stg_place_federation on stg_place_federation.region_code = stg_enterprise_period.region_code
    union all
    select
        raw_contest_entry.contest_code,
        raw_contest_entry.entry_no,
        null,
        raw_contest_entry.entered_on,
        raw_contest_entry.entrant_count,
        raw_contest_entry.is_approximate,
        stg_union.region_code,
        stg_union.park_code,
        stg_union.federation_code
    from raw_contest_entry
        join stg_union using (union_id)
    where raw_contest_entry.enterprise_id is null
),

kind_entries as (
    select
        placed_entries.* exclude (contest_code, entry_no),
        (contest_code, entry_no) as entry_key,
        unnest([raw_contest.kind, 'all']) as kind_key
    from placed_entries
        join raw_contest using (contest_code)
),

numbered as (
    select
        *,
        row_number() over (partition by enterprise_id, kind_key order by entered_on, entry_key) as entry_ever,
        row_number() over (partition by enterprise_id, kind_key, date_trunc('month', entered_on) order by entered_on, entry_key)
            as entry_of_month,
        row_number() over (partition by enterprise_id, kind_key, date_trunc('year', entered_on) order by entered_on, entry_key)
            as entry_of_calendar_year,
        row_number() over (
            partition by enterprise_id, kind_key, date_trunc('year', entered_on + interval 3 month) order by entered_on, entry_key
        ) as entry_of_union_year
    from kind_entries
)

select
    kind_key,
    region_code,
    park_code,
    federation_code,
    entered_on as happened_on,
    entrant_count,
    is_approximate::integer as approximate_count,
    (enterprise_id is not null and entry_ever = 1)::integer as new_enterprise_count,
    (enterprise_id is not null and entry_of_month = 1)::integer as of_month_count,
    (enterprise_id is not null and entry_of_calendar_year = 1)::integer as of_calendar_year_count,
    (enterprise_id is not null and entry_of_union_year = 1)::integer as of_union_year_count
from numbered
