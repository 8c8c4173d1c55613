import { addDays } from '@union/schema/calendar.ts';
import { calendarUntil } from '../calendar.ts';
import type { Size } from './scales.ts';

/** One table's rows, numbered 1 to `count`; `insert` writes those from `:from` to `:to`. */
export type Step = { readonly table: string; readonly count: number; readonly insert: string };

/** Of the unions, this share are of one enterprise; the others share what is left. */
const SINGLE_SHARE = 0.7;
/** Quarters in which a household was visited, mostly. */
const QUARTERS_VISITED = 4;

/** Pseudo-random, in [0, 1), from a row's number and a subject; the seed is baked in. */
export function randomFunction(seed: number): string {
  return `
    create or replace function demo_random(bigint, integer) returns float8 language sql immutable parallel safe as $$
      select ((hashint8extended($1, ${seed % 1_000_000} * 1000::bigint + $2) >> 11) & 9007199254740991)::float8 / 9007199254740992
    $$`;
}

/**
 * What is small and comes first: federations of the regions that take part, a numbered list of their towns, parks,
 * the charts of accounts, the rating scheme and the targets.
 */
export function foundation(size: Size, until: string): readonly string[] {
  const { half } = calendarUntil(until);
  const starts = `${half.year - 1}-10-01`;
  const ends = `${half.year + 1}-09-30`;
  return [
    `insert into federation (federation_code, name, level, parent_code, region_code)
      select region_code, name || '总工会', level, null, region_code from region
      where retired_on is null and level <> 'village'
        and (level = 'nation' or region_code like '${size.regionPrefix}%' or '${size.regionPrefix}' like rtrim(left(region_code, 4), '0') || '%')`,
    `update federation set parent_code = region.parent_code
      from region where region.region_code = federation.federation_code
        and exists (select from federation parent where parent.federation_code = region.parent_code)`,
    `create unlogged table demo_town as
      select row_number() over (order by region_code) as town_no, region_code as town_code, left(region_code, 6) as county_code,
        null::text as park_code
      from region where level = 'town' and retired_on is null and region_code like '${size.regionPrefix}%'`,
    `update demo_town set park_code = town_code || '-P'
      where town_no % greatest(1, (select count(*) from demo_town) / ${size.parks}) = 0`,
    'create unique index on demo_town (town_no) include (town_code, county_code, park_code)',
    'analyze demo_town',
    `insert into park (park_code, name, level, region_code, opened_on)
      select park_code, region.name || '工业园区', 'county', town_code, date '2001-01-01' + (town_no % 4000)::int
      from demo_town join region on region.region_code = town_code where park_code is not null`,
    `insert into account_chart (chart_code, name, valid_from) values ('BENCH', '基准科目', '2010-01-01')`,
    `insert into ledger_account (chart_code, account_code, name, side, is_transfer_down) values
      ('BENCH', '402', '拨缴经费收入', 'income', false), ('BENCH', '403', '上级补助收入', 'income', false),
      ('BENCH', '501', '职工活动支出', 'spending', false), ('BENCH', '502', '维权支出', 'spending', false),
      ('BENCH', '50204', '困难职工帮扶费', 'spending', false), ('BENCH', '50205', '送温暖费', 'spending', false),
      ('BENCH', '503', '业务支出', 'spending', false), ('BENCH', '504', '行政支出', 'spending', false),
      ('BENCH', '506', '补助下级支出', 'spending', true)`,
    `insert into frontline_rule (rule_code, name, approved_by, valid_from) values ('DEFAULT-1', '默认规则', '基准', '2010-01-01')`,
    `insert into frontline_rule_account (rule_code, chart_code, account_code, counts_as) values
      ('DEFAULT-1', 'BENCH', '501', 'direct'), ('DEFAULT-1', 'BENCH', '502', 'direct'),
      ('DEFAULT-1', 'BENCH', '50204', 'hardship_or_warmth'), ('DEFAULT-1', 'BENCH', '50205', 'hardship_or_warmth'),
      ('DEFAULT-1', 'BENCH', '503', 'spending_only'), ('DEFAULT-1', 'BENCH', '504', 'spending_only'),
      ('DEFAULT-1', 'BENCH', '506', 'spending_only')`,
    `insert into rating_scheme (scheme_code, name, federation_code, valid_from)
      select 'BENCH-5', '五级办法', federation_code, '2020-01-01' from federation order by length(federation_code), parent_code nulls first limit 1`,
    `insert into rating_level (scheme_code, level, name, min_score)
      select 'BENCH-5', level, level || '星', 50 + 9 * level from generate_series(1, 5) level`,
    `insert into rating_round (round_code, scheme_code, name, opened_on, closed_on) values
      ('BENCH-5-A', 'BENCH-5', '上一轮', '${half.year - 1}-03-01', '${half.year - 1}-06-20'),
      ('BENCH-5-B', 'BENCH-5', '本轮', '${half.year}-03-01', '${half.year}-06-20')`,
    `insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison)
      select 'BENCH-' || metric, metric_id, 'region:' || region_code, '${starts}', '${ends}', 0.5, 0.85, '>'
      from (values ('JH', 'enterprise_unionisation_rate'), ('RH', 'member_rate')) metrics (metric, metric_id),
        (select region_code from federation order by length(federation_code), parent_code nulls first limit 1) top`,
  ];
}

/** The large tables. Rows follow from their number alone, so chunks can be written in any order and at the same time. */
export function steps(size: Size, until: string): readonly Step[] {
  const { enterprises, unions, headcountsEach, ledgerLinesEach } = size;
  const singles = Math.floor(unions * SINGLE_SHARE);
  const shared = unions - singles;
  const stride = Math.floor(enterprises / singles);
  const quarters = calendarUntil(until).quarterEnds.slice(-headcountsEach);
  const quarterArray = `array[${quarters.map((day) => `date '${day}'`).join(', ')}]`;
  const end = `date '${until}'`;

  // Towns hold blocks of enterprises of about the same size, in the order of their numbers.
  const townOf = (enterprise: string): string =>
    `1 + ((${enterprise} - 1) * (select count(*) from demo_town)) / ${enterprises}`;
  const settledOn = (id: string): string =>
    `(case when demo_random(${id}, 11) < 0.9 then ${end} - 730 - (demo_random(${id}, 1) ^ 1.3 * 7000)::int
      else ${end} - 40 - (demo_random(${id}, 1) * 690)::int end)`;
  const closedOn = (id: string): string =>
    `(case when demo_random(${id}, 2) < 0.06 and demo_random(${id}, 11) < 0.9 then ${end} - (demo_random(${id}, 3) * 700)::int end)`;
  const workers = (id: string): string =>
    `(3 + exp(2.1 + 1.9 * (demo_random(${id}, 4) + demo_random(${id}, 5) + demo_random(${id}, 6) - 1.5)))`;
  const isSingle = (id: string): string => `(${id} % ${stride} = 0 and ${id} / ${stride} <= ${singles})`;
  const isCovered = (id: string): string => `(${isSingle(id)} or demo_random(${id}, 7) < 0.76)`;
  const unionOf = (id: string): string =>
    `(case when ${isSingle(id)} then ${id} / ${stride} else ${singles} + 1 + ((${id} - 1) * ${shared}) / ${enterprises} end)`;
  /** The first enterprise of a union, which says where the union is. */
  const firstOf = (union: string): string =>
    `(case when ${union} <= ${singles} then ${union} * ${stride} else 1 + ((${union} - ${singles} - 1) * ${enterprises}) / ${shared} end)`;
  const coveredFrom = (id: string): string =>
    `greatest(${settledOn(id)} + 30, ${end} - (demo_random(${unionOf(id)}, 21) ^ 2 * 5000)::int, ${end} - (demo_random(${id}, 8) ^ 1.6 * 1800)::int)`;
  const digits = (id: string): string =>
    [29, 25, 13, 8, 24, 10, 30, 28].map((weight, at) => `(${id} / ${10 ** (7 - at)}) % 10 * ${weight}`).join(' + ');
  const region = (code: string): string =>
    [9, 27, 19, 26, 16, 17].map((weight, at) => `substr(${code}, ${at + 1}, 1)::int * ${weight}`).join(' + ');
  /** A valid credit code: authority, county, then M and the number in eight digits. */
  const creditCode = (authority: '91' | '81', county: string, id: string): string => {
    const head = Number(authority[0]) + 3 * Number(authority[1]) + 20 * 21;
    return `'${authority}' || ${county} || 'M' || lpad(${id}::text, 8, '0') || substr('0123456789ABCDEFGHJKLMNPQRTUWXY',
      (31 - (${head} + ${region(county)} + ${digits(id)})::int % 31) % 31 + 1, 1)`;
  };
  const numbered = 'generate_series(:from::bigint, :to::bigint) as id';

  return [
    {
      table: 'enterprise',
      count: enterprises,
      insert: `insert into enterprise (enterprise_id, credit_code) overriding system value
        select id, ${creditCode('91', 'county_code', 'id')} from ${numbered} join demo_town on town_no = ${townOf('id')}`,
    },
    {
      table: 'enterprise_period',
      count: enterprises,
      insert: `insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, unit_type_code, industry_code, is_non_public, is_above_scale)
        with drawn as materialized (
          select id, town_code, case when demo_random(id, 9) < 0.6 then park_code end as park_code,
            ${settledOn('id')} as settled_on, ${closedOn('id')} as closed_on,
            case when demo_random(id, 10) < 0.03 then ${end} - 10 - (demo_random(id, 12) * 600)::int end as moved_on
          from ${numbered} join demo_town on town_no = ${townOf('id')}
        ), periods as (
          select *, settled_on as valid_from, case when moved_on > settled_on and (closed_on is null or moved_on < closed_on) then moved_on else closed_on end as valid_to, park_code as park from drawn
          union all
          select *, moved_on, closed_on, null from drawn where moved_on > settled_on and (closed_on is null or moved_on < closed_on)
        )
        select id, valid_from, valid_to, '企业' || id, town_code, park, '170', (array['C17', 'C34', 'F51', 'E47', 'G54', 'H62', 'A01'])[1 + (id % 7)], id % 20 <> 0, ${workers('id')} > 40
        from periods where valid_to is null or valid_to > valid_from`,
    },
    {
      table: 'headcount_observation',
      count: enterprises * headcountsEach,
      insert: `insert into headcount_observation (enterprise_id, observed_on, source, worker_count, female_count)
        select enterprise_id, observed_on, 'return', workers, workers / 3
        from (select 1 + (id - 1) / ${headcountsEach} as enterprise_id, (${quarterArray})[1 + (id - 1) % ${headcountsEach}] as observed_on, id from ${numbered}) rows,
          lateral (select (${workers('enterprise_id')} * (0.94 + 0.12 * demo_random(id, 13)))::int as workers) counted`,
    },
    {
      table: 'trade_union',
      count: unions,
      insert: `insert into trade_union (union_id, union_code, credit_code, name, org_type, federation_code, region_code, park_code, approved_on, term_ends_on, dissolved_on, chair_kind) overriding system value
        select id, 'B' || lpad(id::text, 9, '0'), case when demo_random(id, 20) < 0.85 then ${creditCode('81', 'county_code', 'id')} end,
          '工会' || id, case when id <= ${singles} then 'single' when id % 10 = 0 then 'regional' when id % 10 = 1 then 'industry' else 'joint' end,
          town_code, town_code, case when id <= ${singles} and demo_random(${firstOf('id')}, 9) < 0.6 then park_code end,
          ${end} - 1 - (case when id <= ${singles} then 8000 else 6000 end),
          case when demo_random(id, 22) < 0.95 then ${end} + 30 + (demo_random(id, 23) * 1500)::int else ${end} - (demo_random(id, 23) * 900)::int end,
          case when demo_random(id, 24) < 0.02 then ${end} - (demo_random(id, 25) * 700)::int end, 'part_time'
        from ${numbered} join demo_town on town_no = ${townOf(firstOf('id'))}`,
    },
    {
      table: 'coverage_link',
      count: enterprises,
      insert: `insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to)
        select id, union_id, case when ${isSingle('id')} then 'independent' when union_id % 10 = 0 then 'regional_direct' when union_id % 10 = 1 then 'industry_direct' else 'joint' end, valid_from, closed_on
        from ${numbered}, lateral (select ${unionOf('id')} as union_id, ${coveredFrom('id')} as valid_from, ${closedOn('id')} as closed_on) drawn
        where ${isCovered('id')} and (closed_on is null or closed_on > valid_from)`,
    },
    {
      table: 'membership_observation',
      count: enterprises,
      insert: `insert into membership_observation (enterprise_id, observed_on, source, member_count)
        select id, observed_on, 'return', greatest(1, (${workers('id')} * (0.62 + 0.2 * demo_random(id, 14) + 0.012 * at))::int)
        from ${numbered}, unnest(array[1, ${quarters.length}]) as at, lateral (select (${quarterArray})[at] as observed_on) days
        where ${isCovered('id')} and ${coveredFrom('id')} <= observed_on`,
    },
    {
      table: 'census_finding',
      count: unions,
      insert: `insert into census_finding (union_id, checked_on, result, rectified_on)
        select id, ${end} - 500, (array['normal', 'shell', 'zombie', 'problem'])[1 + floor(4 * demo_random(id, 31) ^ 2)::int],
          case when demo_random(id, 32) < 0.4 then ${end} - 200 end
        from ${numbered} where demo_random(id, 30) < 0.1`,
    },
    {
      table: 'star_rating',
      count: unions,
      insert: `insert into star_rating (round_code, scheme_code, union_id, self_score, review_score, level, outcome, decided_by, decided_on)
        select round_code, scheme_code, id, score + 2, score, case when level > 0 then level end, case when level = 0 then 'not_rated' when round_code = 'BENCH-5-A' then 'first' else 'keep' end, '评审委员会', closed_on - 3
        from ${numbered} cross join rating_round, lateral (select round((55 + 44 * demo_random(id, length(round_code) + ascii(right(round_code, 1))))::numeric, 1) as score) scored,
          lateral (select greatest(0, floor((score - 50) / 9))::int as level) rated
        where demo_random(id, 33) < 0.6`,
    },
    {
      table: 'ledger_line',
      count: unions * ledgerLinesEach,
      insert: `insert into ledger_line (union_id, voucher_no, line_no, posted_on, chart_code, account_code, amount_cents, fund_source, beneficiary_class)
        select 1 + (id - 1) / ${ledgerLinesEach}, 'V' || lpad(((id - 1) % ${ledgerLinesEach} / 5)::text, 3, '0'), 1 + (id - 1) % ${ledgerLinesEach} % 5,
          ${end} - ((id - 1) % ${ledgerLinesEach} / 5 * 150 + demo_random(id, 41) * 140)::int,
          'BENCH', (array['402', '501', '501', '501', '502', '50204', '50205', '503', '504'])[1 + floor(9 * demo_random(id, 42))::int],
          (case when demo_random(id, 43) < 0.01 then -1 else 1 end) * (10000 + (exp(9 + 4 * demo_random(id, 44)))::bigint),
          'union_funds', (array['frontline', 'all_members', 'hardship', 'union_self', 'cadre', 'unclassified'])[1 + floor(6 * demo_random(id, 45) ^ 1.5)::int]
        from ${numbered}`,
    },
    {
      table: 'hardship_household',
      count: size.households,
      insert: `insert into hardship_household (household_id, file_no, federation_code, region_code, category, cause, rule_version, opened_on) overriding system value
        select id, 'H' || lpad(id::text, 9, '0'), town_code, town_code, (array['deep', 'relative', 'accident'])[1 + (id % 3)], 'illness', '2019', ${end} - 900 - (demo_random(id, 51) * 1500)::int
        from ${numbered} join demo_town on town_no = 1 + ((id - 1) * (select count(*) from demo_town)) / ${size.households}`,
    },
    {
      table: 'assistance_grant',
      count: size.grants,
      insert: `insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
        select 'G' || lpad(id::text, 10, '0'), town_code, case when is_file then household_id end, case when is_file then 'hardship' else (array['frontline', 'frontline', 'all_members', 'unclassified'])[1 + (id % 4)] end,
          'warmth', 50000 + (demo_random(id, 61) * 250000)::bigint, 'government', ${end} - (demo_random(id, 62) * 850)::int
        from ${numbered}, lateral (select 1 + ((id - 1) * ${size.households}) / ${size.grants} as household_id, demo_random(id, 63) < 0.7 as is_file) drawn
          join demo_town on town_no = 1 + ((household_id - 1) * (select count(*) from demo_town)) / ${size.households}`,
    },
    {
      // Two wage agreements a union, the second of which renews the first; some unions let it lapse.
      table: 'agreement',
      count: unions,
      insert: `insert into agreement (agreement_no, kind, federation_code, region_code, union_id, signed_on, valid_from, expires_on, renews_agreement_no, covered_enterprise_count, covered_worker_count)
        select 'A' || lpad(union_id::text, 9, '0') || '-' || round, 'wage', federation_code, region_code, union_id, signed_on, signed_on + 1, signed_on + 366,
          case when round = 2 then 'A' || lpad(union_id::text, 9, '0') || '-1' end, 1, 10 + (demo_random(union_id, 72) * 90)::int
        from trade_union, generate_series(1, 2) as round,
          lateral (select ${end} - 705 + (round - 1) * 360 + (demo_random(union_id, 70) * 340)::int as signed_on) signed
        where union_id between :from::bigint and :to::bigint and (round = 1 or demo_random(union_id, 71) < 0.8)`,
    },
    {
      table: 'household_visit',
      count: size.households * QUARTERS_VISITED,
      insert: `insert into household_visit (household_id, visited_on, programme)
        select 1 + (id - 1) / ${QUARTERS_VISITED}, ${end} - 90 * (id % ${QUARTERS_VISITED})::int - (demo_random(id, 81) * 80)::int, 'quarterly'
        from ${numbered} where demo_random(id, 82) < 0.85`,
    },
  ];
}

/** Transfers of each county to its towns by quarter, both sides: a few lines beside the unions' many. */
export function transfers(until: string): string {
  return `insert into ledger_line (federation_code, voucher_no, line_no, posted_on, chart_code, account_code, amount_cents, fund_source, beneficiary_class, counterparty_federation_code)
    select case side when 1 then county_code else town_code end, 'T' || town_no || '-' || quarter, side, date '${addDays(until, -20)}' - 91 * quarter, 'BENCH',
      case side when 1 then '506' else '403' end, 500000 + (demo_random(town_no * 100 + quarter, 71) * 3000000)::bigint, 'union_funds', 'unclassified',
      case side when 1 then town_code else county_code end
    from demo_town join federation on federation_code = county_code, generate_series(0, 11) as quarter, generate_series(1, 2) as side`;
}
