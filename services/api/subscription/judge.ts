import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { literal, openDuckDb, rowsOf, shareOfMemory } from '@union/warehouse/duckdb.ts';
import type { Manifest } from '@union/warehouse/publication/manifest.ts';
import { comparePublicationIds } from '@union/warehouse/publication/publications.ts';

/** What is held against publications. `since`: ISO instant; what was published before it fires nothing. */
export type Asked = {
  readonly id: number;
  readonly event: 'threshold' | 'behind' | 'stale' | 'briefing';
  readonly metric: string | null;
  readonly scope: string | null;
  readonly comparison: '>' | '>=' | '<' | '<=' | null;
  readonly threshold: number | null;
  readonly months: number | null;
  readonly since: string;
};

/** The figure that a subscription is told of, as it was published. */
export type ToldFigure = {
  readonly metric: string;
  readonly scope: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly state: string;
  /** Of the publication before; null where there was none, or no value. */
  readonly valueBefore: number | null;
  readonly stateBefore: string | null;
  readonly countedOn: string;
  readonly targetValue: number;
  readonly comparison: string;
  readonly need: number | null;
  readonly pathValue: number | null;
  readonly status: string;
  readonly wordZh: string;
  readonly wordEn: string;
};

/** Something that a subscription is told. */
export type Fired = {
  readonly subscription: number;
  readonly event: Asked['event'];
  readonly publicationId: string;
  readonly asOf: string;
  /** `2026-10`, for what is told by the month; null otherwise. */
  readonly month: string | null;
  /** threshold: whether the condition holds now. */
  readonly holds: boolean | null;
  /** behind: months running. */
  readonly running: number | null;
  readonly scopeId: string | null;
  /** The scope by its name. */
  readonly scopeName: string | null;
  readonly figure: ToldFigure | null;
};

/** The table of statuses and that of scopes, as each publication writes them. */
const STATUS = 'parquet/target_status.parquet';
const SCOPE = 'parquet/scope.parquet';

/**
 * The publications of a folder in the order in which they were served: one of a past day that was made later was never the
 * current one, and tells nobody anything.
 */
export function servedOnes(manifests: readonly Manifest[]): Manifest[] {
  const served: Manifest[] = [];
  for (const manifest of manifests.toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))) {
    const last = served.at(-1);
    if (!last || comparePublicationIds(manifest.publicationId, last.publicationId) > 0) served.push(manifest);
  }
  return served;
}

/**
 * What subscriptions are told by publications, in the order in which they were served: one statement over the published
 * statuses of all of them.
 * @param folder of the publications. @param served as `servedOnes` gives them.
 */
export async function judge(folder: string, served: readonly Manifest[], asked: readonly Asked[]): Promise<Fired[]> {
  const whole = served.filter(({ publicationId }) => existsSync(join(folder, publicationId, STATUS)));
  if (whole.length === 0 || asked.length === 0) return [];
  const publications = whole.map(({ publicationId, asOf, publishedAt }, no) => ({
    ...{ id: publicationId, as_of: asOf, no, published_at: new Date(publishedAt).toISOString() },
    path: join(folder, publicationId, STATUS),
  }));
  const scopes = join(folder, whole.at(-1)?.publicationId ?? '', SCOPE);
  const instance = await openDuckDb(':memory:', {
    ...{ threads: 1, memoryLimit: shareOfMemory(0.1) },
    temporaryFolder: join(tmpdir(), `union-duckdb-${process.pid}`),
  });
  const connection = await instance.connect();
  try {
    const rows = await rowsOf<Row>(
      connection,
      statement(
        publications.map(({ path }) => path),
        scopes,
      ),
      {
        asked: JSON.stringify(asked),
        publications: JSON.stringify(publications),
      },
    );
    return rows.map(firedOf);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

type Row = {
  subscription: number;
  event: Asked['event'];
  publication_id: string;
  as_of: string;
  month: string | null;
  holds: boolean | null;
  running: number | null;
  scope_name: string | null;
  metric_id: string | null;
  scope_id: string | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  state: string | null;
  value_before: number | null;
  state_before: string | null;
  counted_on: string | null;
  target_value: number | null;
  target_comparison: string | null;
  need: number | null;
  path_value: number | null;
  status: string | null;
  word_zh: string | null;
  word_en: string | null;
};

function firedOf(row: Row): Fired {
  const { metric_id: metric, scope_id: scope, state, counted_on: countedOn, target_value: targetValue } = row;
  return {
    ...{ subscription: row.subscription, event: row.event, publicationId: row.publication_id, asOf: row.as_of },
    ...{ month: row.month, holds: row.holds, running: row.running },
    ...{ scopeId: row.scope_id, scopeName: row.scope_name },
    figure:
      metric === null || scope === null || state === null || countedOn === null || targetValue === null
        ? null
        : {
            ...{ metric, scope, numerator: row.numerator, denominator: row.denominator, value: row.value, state },
            ...{ valueBefore: row.value_before, stateBefore: row.state_before, countedOn, targetValue },
            ...{ comparison: row.target_comparison ?? '', need: row.need, pathValue: row.path_value },
            ...{ status: row.status ?? '', wordZh: row.word_zh ?? '', wordEn: row.word_en ?? '' },
          },
  };
}

/**
 * One row for each notice. A condition of one's own is held against numerator and denominator in whole numbers, a millionth
 * being the finest step of a threshold; that of the target is the one that the warehouse reckoned.
 */
const statement = (paths: readonly string[], scopes: string) => `
with asked as (
    select unnest(from_json($asked::json, '[{"id":"BIGINT","event":"VARCHAR","metric":"VARCHAR","scope":"VARCHAR","comparison":"VARCHAR","threshold":"DOUBLE","months":"INTEGER","since":"TIMESTAMP"}]'), recursive := true)
),

published as (
    select unnest(from_json($publications::json, '[{"id":"VARCHAR","as_of":"DATE","no":"INTEGER","published_at":"TIMESTAMP","path":"VARCHAR"}]'), recursive := true)
),

statuses as (
    select
        published.id as publication_id,
        published.no,
        published.as_of as published_as_of,
        published.published_at,
        status.* replace (coalesce(counted_on, status.as_of) as counted_on)
    from (
        from read_parquet([${paths.map(literal).join(', ')}], union_by_name = true, filename = 'path')
        -- What publications of before did not have yet.
        union all by name
        select null::date as counted_on, null::integer as months_below where false
    ) as status join published using (path)
    where (metric_id, scope_id) in (select (metric, scope) from asked)
    qualify row_number() over (
        partition by published.no, metric_id, scope_id order by is_own desc, ends_on, target_code
    ) = 1
),

-- One row a subscription and publication that has its figure.
held as (
    select
        asked.id as subscription,
        asked.event,
        asked.since,
        coalesce(asked.months, 2) as months_wanted,
        sign(
            status.numerator::hugeint * 1000000
            - round(asked.threshold * 1000000)::hugeint * coalesce(status.denominator, 1)::hugeint
        ) as side,
        case
            when status.value is null then null
            when asked.threshold is null then status.need = 0
            else case asked.comparison
                when '>' then side > 0
                when '>=' then side >= 0
                when '<' then side < 0
                when '<=' then side <= 0
            end
        end as holds,
        status.*
    from asked join statuses as status on status.metric_id = asked.metric and status.scope_id = asked.scope
),

compared as (
    select
        *,
        lag(holds ignore nulls) over running_order as held_before,
        lag(value) over running_order as value_before,
        lag(state) over running_order as state_before
    from held
    window running_order as (partition by subscription order by no)
),

-- The last publication of each month, once the month is over: from then on the month is known.
months as (
    select
        strftime(as_of, '%Y-%m') as month,
        max(no) as closing_no
    from published
    group by month
),

known_months as (
    select
        months.month,
        months.closing_no,
        min(published.no) as known_no
    from months join published
        on strftime(published.as_of, '%Y-%m') > months.month
            or (strftime(published.as_of, '%Y-%m') = months.month and published.as_of = last_day(published.as_of))
    group by months.month, months.closing_no
),

month_ends as (
    select
        held.* exclude (holds, side),
        known_months.month,
        known_months.known_no,
        held.status in ('behind', 'far_behind') as is_behind,
        year(held.published_as_of) * 12 + month(held.published_as_of) as month_no
    from held join known_months on known_months.closing_no = held.no
    where held.event = 'behind'
),

streaks as (
    select
        *,
        row_number() over (partition by subscription, streak order by month_no) as counted
    from (
        select
            *,
            month_no - row_number() over (partition by subscription, is_behind order by month_no) as streak
        from month_ends
    )
    where is_behind
),

figures as (
    select
        subscription, event, since, no, null as month, holds, null::integer as running,
        metric_id, scope_id, numerator, denominator, value, state, value_before, state_before, counted_on, target_value,
        comparison as target_comparison, need, path_value, status, word_zh, word_en
    from compared
    where (event = 'threshold' and holds <> held_before)
        or (event = 'stale' and state = 'not_reported' and coalesce(state_before, '') <> 'not_reported')
    union all by name
    select
        subscription, event, since, known_no as no, month, null::boolean as holds,
        -- A light rule that looks back knows more months than are kept.
        greatest(counted, coalesce(months_below, 0))::integer as running,
        metric_id, scope_id, numerator, denominator, value, state, counted_on, target_value,
        comparison as target_comparison, need, path_value, status, word_zh, word_en
    from streaks
    where greatest(counted, coalesce(months_below, 0)) >= months_wanted
    union all by name
    select asked.id as subscription, asked.event, asked.since, known_months.known_no as no, known_months.month, asked.scope as scope_id
    from asked cross join known_months
    where asked.event = 'briefing'
)

select
    subscription,
    event,
    published.id as publication_id,
    published.as_of,
    figures.month,
    holds,
    running,
    coalesce(scope.name, figures.scope_id) as scope_name,
    figures.* exclude (subscription, event, since, no, month, holds, running)
from figures
    join published using (no)
    left join read_parquet(${literal(scopes)}) as scope on scope.scope_id = figures.scope_id
where published.published_at >= figures.since
order by subscription, published.no, figures.month
`;
