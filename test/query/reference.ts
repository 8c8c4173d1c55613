import { addDays } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/** A figure counted straight from the registers. */
export type Counted = { readonly numerator: number; readonly denominator: number | null; readonly isKnown: boolean };

/** What is asked of the registers: a scope, the days of a point, and a part of the scope. */
export type Asked = {
  readonly scope: string;
  /** First day that is summed; for what is true on a day it is not looked at. */
  readonly start: string;
  readonly end: string;
  readonly segment: string;
  readonly level: string;
};

/**
 * Facts of a metric by PostgreSQL: where each lies, since when it is known of (`known_on`), its parts of the numerator and the
 * denominator on the last day of a point or within it, and its segments and level. Written from the definitions of the
 * catalogue, not from the models of the warehouse.
 */
type Source = { readonly facts: string; readonly isRatio: boolean };

const unionIsActive = (union: string) => `${union}.approved_on <= asked.last_day
  and (${union}.dissolved_on is null or ${union}.dissolved_on > asked.last_day)
  and (${union}.term_ends_on is null or ${union}.term_ends_on + interval '12 months' > asked.last_day)`;
const noSegments = 'null::text as industry, null::text as unit_type, null::text as ownership';

const newUnions = (numerator: string, level = 'null::text') => `
  select region_code, park_code, federation_code, approved_on as known_on, ${noSegments}, ${level} as level,
    case when approved_on between asked.first_day and asked.last_day then ${numerator} else 0 end as n,
    (approved_on between asked.first_day and asked.last_day)::int as d
  from trade_union`;

export const sources: Readonly<Record<string, Source>> = {
  enterprise_unionisation_rate: {
    isRatio: true,
    facts: `
      select period.region_code, period.park_code,
        -- The federation whose region is the deepest that holds the place.
        (select f.federation_code from federation f where f.level <> 'industry' and starts_with(period.region_code, f.region_code)
          order by length(f.region_code) desc limit 1) as federation_code,
        period.valid_from as known_on,
        left(period.industry_code, 1) as industry, period.unit_type_code as unit_type,
        case when period.is_non_public then 'non_public' else 'public' end as ownership, null::text as level,
        (holds and exists (
          select from coverage_link link join trade_union u using (union_id)
          where link.enterprise_id = period.enterprise_id and link.kind in ('independent', 'joint', 'regional_direct', 'industry_direct')
            and link.valid_from <= asked.last_day and (link.valid_to is null or link.valid_to > asked.last_day)
            and ${unionIsActive('u')}))::int as n,
        holds::int as d
      from (
        select *, valid_from <= asked.last_day and (valid_to is null or valid_to > asked.last_day) as holds from enterprise_period
      ) period`,
  },
  union_certificate_share: {
    isRatio: true,
    facts: `
      select region_code, park_code, federation_code, approved_on as known_on, ${noSegments}, null::text as level,
        (${unionIsActive('u')} and certificate_issued_on <= asked.last_day)::int as n, (${unionIsActive('u')})::int as d
      from trade_union u`,
  },
  new_union_count: { isRatio: false, facts: newUnions('1') },
  new_union_independent_share: { isRatio: true, facts: newUnions(`(org_type = 'single')::int`) },
  new_union_type_distribution: {
    isRatio: true,
    facts: newUnions('(org_type = kind)::int', 'kind').replace(
      'from trade_union',
      `from trade_union cross join unnest(array['single', 'joint', 'regional', 'industry', 'federation', 'park', 'township']) kind`,
    ),
  },
  bargaining_offers_sent: {
    isRatio: false,
    facts: `
      select region_code, null::text as park_code, federation_code, least(sent_on, reply_due_on) as known_on, ${noSegments}, null::text as level,
        (sent_on between asked.first_day and asked.last_day)::int as n, 0 as d
      from bargaining_offer`,
  },
  bargaining_offer_reply_in_time_share: {
    isRatio: true,
    facts: `
      select region_code, null::text as park_code, federation_code, least(sent_on, reply_due_on) as known_on, ${noSegments}, null::text as level,
        (reply_due_on between asked.first_day and asked.last_day and replied_on <= reply_due_on)::int as n,
        (reply_due_on between asked.first_day and asked.last_day)::int as d
      from bargaining_offer`,
  },
  legal_outreach_reach: {
    isRatio: false,
    facts: `
      select region_code, null::text as park_code, federation_code, held_on as known_on, ${noSegments}, null::text as level,
        case when held_on between asked.first_day and asked.last_day then attendee_count else 0 end as n, 0 as d
      from activity where kind = 'legal_outreach'`,
  },
  startup_loan_amount: {
    isRatio: false,
    facts: `
      select region_code, null::text as park_code, federation_code, granted_on as known_on, ${noSegments}, null::text as level,
        case when granted_on between asked.first_day and asked.last_day then line_cents else 0 end as n, 0 as d
      from startup_loan`,
  },
};

/** The figures of a metric, in the order asked for, by one statement on the registers. */
export async function countInRegisters({ db }: Database, metric: string, asked: readonly Asked[]): Promise<Counted[]> {
  const source = sources[metric];
  if (!source) throw new Error(`no reference for ${metric}`);
  if (asked.length === 0) return [];
  const rows = asked.map(({ scope, start, end, segment, level }, no) => {
    const [kind = '', code = ''] = scope.split(':');
    const [family = '', member = ''] = segment === 'all' ? [] : segment.split(':');
    return { no, kind, code, first_day: start, last_day: end, family, member, level };
  });
  const found = await sql<{ n: string; d: string; is_known: boolean }>`
    with recursive asked as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as asked (no int, kind text, code text, first_day date, last_day date, family text, member text, level text)
    ),
    regions (top, code) as (
      select distinct code, code from asked where kind = 'region'
      union select top, region.region_code from regions join region on region.parent_code = regions.code
    ),
    federations (top, code) as (
      select distinct code, code from asked where kind = 'federation'
      union select top, federation_code from federations join federation on parent_code = federations.code
    )
    select coalesce(sum(fact.n), 0) as n, coalesce(sum(fact.d), 0) as d, coalesce(bool_or(fact.known_on <= asked.last_day), false) as is_known
    from asked left join lateral (
      select * from (${sql.raw(source.facts)}) facts
      where case asked.kind
          when 'region' then region_code in (select code from regions where top = asked.code)
          when 'park' then park_code = asked.code
          else federation_code in (select code from federations where top = asked.code) end
        and case asked.family
          when 'industry' then coalesce(industry, 'unknown') = asked.member
          when 'unit_type' then coalesce(unit_type, 'unknown') = asked.member
          when 'ownership' then ownership = asked.member
          else true end
        and (asked.level = '' or level = asked.level)
    ) fact on true
    group by asked.no order by asked.no`.execute(db);
  return found.rows.map(({ n, d, is_known }) => ({
    ...{ numerator: Number(n), denominator: source.isRatio ? Number(d) : null, isKnown: is_known },
  }));
}

/** The last day of a month that is not after `day`: what is known by month speaks of it. */
export function monthEnd(day: string): string {
  return addDays(day, 1).endsWith('-01') ? day : addDays(`${day.slice(0, 7)}-01`, -1);
}
