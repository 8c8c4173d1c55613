/**
 * Questions that both engines are asked on the same tables, in the words that both understand. The tables are the
 * registers in PostgreSQL and what the night has copied of them in DuckDB. `totals` of both answers must be equal.
 */
export const questions = [
  {
    totals: 'sum(enterprise_count), sum(covered_count)',
    name: 'coverage of every town at each month end, by an event sweep',
    sql: `
      with spans as (
        select enterprise_id, valid_from as day, 1 as active, 0 as links from enterprise_period
        union all
        select enterprise_id, valid_to, -1, 0 from enterprise_period where valid_to is not null
        union all
        select enterprise_id, valid_from, 0, 1 from coverage_link where kind <> 'federation_secondary'
        union all
        select enterprise_id, valid_to, 0, -1 from coverage_link where kind <> 'federation_secondary' and valid_to is not null
      ),
      states as (
        select
          enterprise_id,
          day,
          case when sum(sum(active)) over sweep > 0 then 1 else 0 end as is_active,
          case when sum(sum(active)) over sweep > 0 and sum(sum(links)) over sweep > 0 then 1 else 0 end as is_covered
        from spans
        group by enterprise_id, day
        window sweep as (partition by enterprise_id order by day rows unbounded preceding)
      ),
      changes as (
        select
          enterprise_id,
          day,
          is_active - lag(is_active, 1, 0) over (partition by enterprise_id order by day) as enterprises,
          is_covered - lag(is_covered, 1, 0) over (partition by enterprise_id order by day) as covered
        from states
      ),
      months as (
        select
          enterprise_period.region_code,
          date_trunc('month', changes.day) as month,
          sum(changes.enterprises) as enterprises,
          sum(changes.covered) as covered
        from changes
          join enterprise_period
            on enterprise_period.enterprise_id = changes.enterprise_id
              and enterprise_period.valid_from <= changes.day
              and (enterprise_period.valid_to is null or changes.day <= enterprise_period.valid_to)
        group by enterprise_period.region_code, date_trunc('month', changes.day)
      )
      select
        region_code,
        month,
        sum(enterprises) over (partition by region_code order by month rows unbounded preceding) as enterprise_count,
        sum(covered) over (partition by region_code order by month rows unbounded preceding) as covered_count
      from months`,
  },
  {
    totals: 'sum(amount_cents), sum(line_count)',
    name: 'spending by holder, account and month',
    sql: `
      select
        union_id, federation_code, account_code, date_trunc('month', posted_on) as month,
        sum(amount_cents) as amount_cents, count(*) as line_count
      from ledger_line
      group by union_id, federation_code, account_code, date_trunc('month', posted_on)`,
  },
  {
    totals: 'sum(amount_cents), sum(line_count)',
    name: 'spending by account and month',
    sql: `
      select account_code, date_trunc('month', posted_on) as month, sum(amount_cents) as amount_cents, count(*) as line_count
      from ledger_line
      group by account_code, date_trunc('month', posted_on)`,
  },
] as const;

/** The tables that they read. */
export const tables = ['enterprise_period', 'coverage_link', 'ledger_line'] as const;
