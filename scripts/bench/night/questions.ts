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
    name: 'spending of every park by month, each line joined to its account, its union and its park',
    sql: `
      select trade_union.park_code, date_trunc('month', ledger_line.posted_on) as month,
        sum(ledger_line.amount_cents) as amount_cents, count(*) as line_count
      from ledger_line
        join ledger_account using (chart_code, account_code)
        join trade_union on trade_union.union_id = ledger_line.union_id
        join park on park.park_code = trade_union.park_code
      where ledger_account.side = 'spending'
      group by trade_union.park_code, date_trunc('month', ledger_line.posted_on)`,
  },
  {
    totals: 'sum(amount_cents), sum(line_count)',
    name: 'spending of every scope by month and class: regions, parks and federations with all beneath them, summed by holder first',
    sql: `
      with recursive region_climb as (
        select region_code, region_code as above from region
        union all
        select region_climb.region_code, region.parent_code
        from region_climb join region on region.region_code = region_climb.above
        where region.parent_code is not null
      ),
      federation_climb as (
        select federation_code, federation_code as above from federation
        union all
        select federation_climb.federation_code, federation.parent_code
        from federation_climb join federation on federation.federation_code = federation_climb.above
        where federation.parent_code is not null
      ),
      months as (
        select union_id, federation_code, date_trunc('month', posted_on) as month, beneficiary_class,
          sum(amount_cents) as amount_cents, count(*) as line_count
        from ledger_line join ledger_account using (chart_code, account_code)
        where ledger_account.side = 'spending'
        group by union_id, federation_code, date_trunc('month', posted_on), beneficiary_class
      ),
      places as (
        select trade_union.region_code, trade_union.federation_code, trade_union.park_code, months.month, months.beneficiary_class,
          sum(months.amount_cents) as amount_cents, sum(months.line_count) as line_count
        from months join trade_union on trade_union.union_id = months.union_id
        group by trade_union.region_code, trade_union.federation_code, trade_union.park_code, months.month, months.beneficiary_class
        union all
        select federation.region_code, federation.federation_code, null, months.month, months.beneficiary_class,
          months.amount_cents, months.line_count
        from months join federation on federation.federation_code = months.federation_code
      ),
      scoped as (
        select 'region:' || region_climb.above as scope_id, places.month, places.beneficiary_class, places.amount_cents, places.line_count
        from places join region_climb on region_climb.region_code = places.region_code
        union all
        select 'federation:' || federation_climb.above, places.month, places.beneficiary_class, places.amount_cents, places.line_count
        from places join federation_climb on federation_climb.federation_code = places.federation_code
        union all
        select 'park:' || park_code, month, beneficiary_class, amount_cents, line_count
        from places where park_code is not null
      )
      select scope_id, month, beneficiary_class, sum(amount_cents) as amount_cents, sum(line_count) as line_count
      from scoped
      group by scope_id, month, beneficiary_class`,
  },
] as const;

/** The tables that they read. */
export const tables = [
  'enterprise_period',
  'coverage_link',
  'ledger_line',
  'ledger_account',
  'trade_union',
  'park',
  'region',
  'federation',
] as const;
