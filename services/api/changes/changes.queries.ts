import { join } from 'node:path';
import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import { literal, openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import { DATABASE } from '@union/warehouse/publication/manifest.ts';
import { interruptible, type Publication, runAbortable } from '@union/warehouse/publication/reader.ts';
import { closedFiguresOf, isClosed } from '../publication/guarded-publication.ts';
import { getScope, type Scope, scopeTree } from '../scope/scope-tree.ts';
import type { TargetRow } from '../target/target.queries.ts';
import { ChangesBackwards } from './errors.ts';

export const changeKinds = [
  'crossed',
  'lost',
  'fell_behind',
  'caught_up',
  'new_in_bottom',
  'restated',
  'new_target',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One side of a change: columns of `target_status`, of a figure alone where it is `restated`; null where it knows none. */
export type ChangeSide = {
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly value: number | null;
  readonly need: number | null;
  readonly rank: number | null;
  readonly status: TargetRow['status'] | null;
  readonly word_zh: string | null;
  readonly word_en: string | null;
  readonly shape: TargetRow['shape'] | null;
};

/** Something that is otherwise than in an earlier publication. */
export type Change = {
  readonly kind: ChangeKind;
  readonly metricId: string;
  readonly scopeId: string;
  readonly before: ChangeSide;
  readonly after: ChangeSide;
  /** The day that a restated figure speaks of. */
  readonly day: string | null;
  /** Why, for a figure of a closed period; null for one that was still open. */
  readonly reason: string | null;
  /** Among whose scopes it is one of the last; of `new_in_bottom` alone. */
  readonly parentId: string | null;
};

export type Changes = {
  readonly scope: Scope;
  readonly since: Publication;
  readonly until: Publication;
  /** Of all there are, by kind. */
  readonly counts: readonly { readonly kind: ChangeKind; readonly count: number }[];
  readonly rows: readonly Change[];
};

/** Changes of each kind that one answer lists. */
export const LISTED_CHANGES = 40;

const side = ['numerator', 'denominator', 'value', 'need', 'rank', 'status', 'word_zh', 'word_en', 'shape'] as const;
type ChangeRow = {
  kind: ChangeKind;
  metric_id: string;
  scope_id: string;
  day: string | null;
  reason: string | null;
  parent_scope_id: string | null;
  count: number;
} & { [K in (typeof side)[number] as `old_${K}`]: never } & { [K in (typeof side)[number] as `new_${K}`]: never };

/** Answers that are kept for each publication; every visitor of a panel asks for the same few. */
const KEPT = 200;
const keptOf = new WeakMap<Publication, Map<string, Promise<Changes>>>();

/** The same as `readChanges`, read once: neither of two publications ever changes, nor what of them is closed to who asks. */
export function findChanges(since: Publication, until: Publication, scopeId: string): Promise<Changes> {
  const kept = keptOf.get(until) ?? new Map<string, Promise<Changes>>();
  keptOf.set(until, kept);
  const key = `${since.id} ${scopeId}`;
  const known = kept.get(key);
  if (known) return known;
  // Requests share the reading, so that none of them ends it when it goes.
  const reading = runAbortable(undefined, () => readChanges(since, until, scopeId));
  kept.set(key, reading);
  reading.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return reading;
}

/**
 * What is otherwise on the targets of a scope and of all below it: one statement over both publications, read-only.
 * @throws ScopeNotFound when the later one does not know it; ChangesBackwards when `since` is not the earlier one.
 */
async function readChanges(since: Publication, until: Publication, scopeId: string): Promise<Changes> {
  const scope = await getScope(until, scopeId);
  if (since.manifest.asOf > until.manifest.asOf) throw new ChangesBackwards(since.id, until.id);
  const instance = await openDuckDb(':memory:', { threads: 1, memoryLimit: 512 * 1024 * 1024 });
  try {
    const connection = await instance.connect();
    await connection.run(`attach ${literal(join(since.folder, DATABASE))} as earlier (read_only)`);
    await connection.run(`attach ${literal(join(until.folder, DATABASE))} as later (read_only)`);
    const metrics = await rowsOf<{ metric_id: string }>(
      connection,
      `select distinct metric_id from earlier.main.target_status semi join later.main.target_status using (metric_id)`,
    );
    const known = catalogue.map(({ id }) => id).filter((id) => metrics.some((row) => row.metric_id === id));
    const rows = await interruptible(
      connection,
      rowsOf<ChangeRow>(connection, changesSql(known, scopeId, since, await closedPairs(until, known)), undefined),
    );
    const counts = changeKinds.flatMap((kind) => {
      const first = rows.find((row) => row.kind === kind);
      return first ? [{ kind, count: first.count }] : [];
    });
    return { scope, since, until, counts, rows: rows.filter(({ metric_id }) => findMetric(metric_id)).map(changeOf) };
  } finally {
    instance.closeSync();
  }
}

function changeOf(row: ChangeRow): Change {
  const sideOf = (prefix: 'old' | 'new') =>
    Object.fromEntries(side.map((name) => [name, row[`${prefix}_${name}`] ?? null])) as unknown as ChangeSide;
  return {
    ...{ kind: row.kind, metricId: row.metric_id, scopeId: row.scope_id, day: row.day, reason: row.reason },
    ...{ parentId: row.parent_scope_id, before: sideOf('old'), after: sideOf('new') },
  };
}

/** States from the best to the worst; what cannot be judged is no change of standing. */
const ORDER = `['met', 'on_track', 'undefined', 'behind', 'far_behind']`;

/** Metric and scope of every figure that is closed to who asks, as rows of SQL; undefined where none is. */
async function closedPairs(publication: Publication, metrics: readonly string[]): Promise<string | undefined> {
  if (!closedFiguresOf(publication)) return undefined;
  const scopes = (await scopeTree(publication)).all();
  const pairs = await Promise.all(
    metrics.flatMap((metric) =>
      scopes.map(async ({ id }) =>
        (await isClosed(publication, metric, id)) ? [`(${literal(metric)}, ${literal(id)})`] : [],
      ),
    ),
  );
  const closed = pairs.flat();
  return closed.length > 0 ? closed.join(', ') : undefined;
}

function changesSql(
  metrics: readonly string[],
  scopeId: string,
  since: Publication,
  closed: string | undefined,
): string {
  const columns = (prefix: string, from: string) =>
    side.map((name) => `${from}.${name} as ${prefix}_${name}`).join(', ');
  // A figure as it was published for the earlier day, and as it is told of that day now.
  const figures = metrics.map(
    (id) => `
      select metric_id, scope_id, period_kind, numerator, denominator, value, state, rule_code, scheme_code
      from later.main.figure_${id} where segment = '${WHOLE}'
        and valid_from <= date ${literal(since.manifest.asOf)} and valid_to > date ${literal(since.manifest.asOf)}`,
  );
  const empty = `select null::varchar as metric_id, null::varchar as scope_id, null::varchar as period_kind, null::bigint as numerator,
      null::bigint as denominator, null::double as value, null::varchar as state, null::varchar as rule_code, null::varchar as scheme_code where false`;
  return `
    with scopes as (
      select scope_id, depth, sort_no from later.main.scope_ancestor join later.main.scope using (scope_id)
      where ancestor_scope_id = ${literal(scopeId)}
    ),
    standings as (
      select later.metric_id, later.scope_id, earlier.target_code is distinct from later.target_code as is_other_target,
        ${columns('old', 'earlier')}, ${columns('new', 'later')},
        list_position(${ORDER}, earlier.status) as was, list_position(${ORDER}, later.status) as is_now
      from later.main.target_status as later
        join scopes using (scope_id)
        left join earlier.main.target_status as earlier
          on earlier.metric_id = later.metric_id and earlier.scope_id = later.scope_id
    ),
    moved as (
      select
        case
          when is_other_target then 'new_target'
          when is_now = 1 then 'crossed'
          when was = 1 then 'lost'
          when is_now > was then 'fell_behind'
          else 'caught_up'
        end as kind,
        * exclude (is_other_target, was, is_now),
        null::date as day, null::varchar as reason, null::varchar as parent_scope_id
      from standings
      where is_other_target or was <> is_now
    ),
    bottoms as (
      select metric_id, parent_scope_id, level, unnest(string_split(bottom_scope_ids, ' ')) as scope_id
      from later.main.target_imbalance join scopes on scopes.scope_id = target_imbalance.parent_scope_id
    ),
    earlier_bottoms as (
      select metric_id, parent_scope_id, level, unnest(string_split(bottom_scope_ids, ' ')) as scope_id
      from earlier.main.target_imbalance
    ),
    new_in_bottom as (
      select 'new_in_bottom' as kind, standings.* exclude (is_other_target, was, is_now),
        null::date as day, null::varchar as reason, bottoms.parent_scope_id
      from bottoms
        join standings using (metric_id, scope_id)
        -- A list that was not there before has nobody new.
        semi join earlier_bottoms as known
          on known.metric_id = bottoms.metric_id and known.parent_scope_id = bottoms.parent_scope_id and known.level = bottoms.level
        anti join earlier_bottoms as same
          on same.metric_id = bottoms.metric_id and same.parent_scope_id = bottoms.parent_scope_id
            and same.level = bottoms.level and same.scope_id = bottoms.scope_id
    ),
    told as (${figures.length > 0 ? figures.join(' union all ') : empty}),
    open_restated as (
      select earlier.metric_id, earlier.scope_id, earlier.as_of as day, null::varchar as reason,
        earlier.numerator as old_numerator, earlier.denominator as old_denominator, earlier.value as old_value,
        told.numerator as new_numerator, told.denominator as new_denominator, told.value as new_value
      from earlier.main.target_status as earlier
        join scopes using (scope_id)
        join told on told.metric_id = earlier.metric_id and told.scope_id = earlier.scope_id and told.period_kind = earlier.period
          and earlier.counted_on = earlier.as_of and told.rule_code is null and told.scheme_code is null
      where (told.numerator, told.denominator) is distinct from (earlier.numerator, earlier.denominator)
        and earlier.state <> 'not_reported'
    ),
    closed_restated as (
      select metric_id, scope_id, day, reason, old_numerator, old_denominator, old_value, new_numerator, new_denominator, new_value
      from later.main.restatement join scopes using (scope_id)
      where segment = '${WHOLE}' and restated_at > ${literal(since.manifest.publishedAt)}
      -- Of a figure that was restated for many days the latest is told.
      qualify row_number() over (partition by metric_id, scope_id order by day desc, restatement_id desc) = 1
    ),
    restated as (
      select 'restated' as kind, * from closed_restated
      union all by name
      select 'restated' as kind, * from open_restated anti join closed_restated using (metric_id, scope_id)
    ),
    changes as (
      select * from moved
      union all by name
      select * from new_in_bottom
      union all by name
      select * from restated
    )
    select changes.*, (count(*) over (partition by kind))::integer as count
    from changes join scopes using (scope_id)
      ${closed === undefined ? '' : `anti join (values ${closed}) as closed (metric_id, scope_id) using (metric_id, scope_id)`}
    qualify row_number() over (partition by kind order by depth, metric_id, sort_no) <= ${LISTED_CHANGES}
    order by list_position([${changeKinds.map((kind) => `'${kind}'`).join(', ')}], kind), depth, metric_id, sort_no, day`;
}
