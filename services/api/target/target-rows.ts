import type { Publication } from '@union/warehouse/publication/reader.ts';
import { type Context, loaderOf } from '../context.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';
import { perPublication } from '../publication/per-publication.ts';
import type { TargetKey, TargetState } from './target.queries.ts';

/** A row of the mart `target_projection`. */
export type ProjectionRow = {
  metric_id: string;
  scope_id: string;
  ends_on: string;
  projection_state: 'projected' | 'too_few_points' | 'period_over' | 'no_value';
  point_count: number;
  trend_per_month: number | null;
  projected_value: number | null;
  projected_lower: number | null;
  projected_upper: number | null;
  reaches_on: string | null;
};

/** A row of the mart `target_children`. */
export type ChildrenRow = {
  metric_id: string;
  scope_id: string;
  level: string;
  method: 'sum' | 'mean_by_denominator';
  child_count: number;
  compared_count: number;
  parent_value: number;
  children_value: number | null;
  difference: number | null;
  adds_up: boolean | null;
};

/** A row of the mart `target_imbalance`. */
export type ImbalanceRow = {
  metric_id: string;
  scope_id: string;
  level: string;
  unit_count: number;
  range_points: number;
  deviation_points: number;
  weighted_deviation_points: number | null;
  behind_count: number;
  behind_share: number;
  bottom_scope_ids: string | null;
};

/** A row of the mart `target_group`. */
export type GroupRow = {
  group_code: string;
  scope_id: string;
  target_count: number;
  met_count: number;
  passes: boolean | null;
  worst_status: TargetState;
};

/** A row of the mart `light_band`, with its rule. */
export type BandRow = {
  light_rule_code: string;
  name_zh: string;
  name_en: string;
  measure: 'points' | 'relative';
  federation_code: string | null;
  source: string | null;
  note: string | null;
  /** Absent in publications made before rules could look back. */
  red_after_months?: number | null;
  talk_after_yellows?: number | null;
  band_no: number;
  applies_to: 'any' | 'met' | 'leader';
  from_bp: number | null;
  from_included: boolean;
  to_bp: number | null;
  to_included: boolean;
  light: 'green' | 'yellow' | 'red' | 'blue' | 'none';
  status: 'met' | 'on_track' | 'behind' | 'far_behind';
  word_zh: string;
  word_en: string;
  shape: 'circle' | 'diamond' | 'triangle' | 'square' | 'star' | 'ring';
  colour_token: string;
};

/** Rows of a mart by metric and scope; all that one turn asks for come by one statement a publication. */
function pairLoader<R extends { metric_id: string; scope_id: string }>(select: string) {
  const find = async (publication: Publication, keys: readonly TargetKey[]): Promise<R[][]> => {
    const pairs = keys.map((_, at) => `($${2 * at + 1}, $${2 * at + 2})`);
    const rows = await publication.query<R>(
      `select * from (${select}) where (metric_id, scope_id) in (${pairs.join(', ')}) order by all`,
      keys.flatMap(({ metricId, scopeId }) => [metricId, scopeId]),
    );
    const found = Map.groupBy(rows, (row) => `${row.metric_id} ${row.scope_id}`);
    return keys.map(({ metricId, scopeId }) => found.get(`${metricId} ${scopeId}`) ?? []);
  };
  const load = (_: Context, keys: readonly TargetKey[]) => perPublication(keys, find);
  return (context: Context, key: TargetKey): Promise<R[]> =>
    loaderOf(context, load, ({ publication, metricId, scopeId }) => `${publication.id} ${metricId} ${scopeId}`).load(
      key,
    );
}

/** The projection of one status. */
export const loadProjections = pairLoader<ProjectionRow>('from target_projection');

/** Whether the targets right below add up to this one, by level. */
export const loadChildren = pairLoader<ChildrenRow>(
  'select * exclude (parent_scope_id), parent_scope_id as scope_id from target_children',
);

/** How unevenly the scopes below stand, by level. */
export const loadImbalances = pairLoader<ImbalanceRow>(
  'select * exclude (parent_scope_id), parent_scope_id as scope_id from target_imbalance',
);

/** The verdict of a group on a scope; undefined where the group governs nothing there. */
export async function findGroup(
  publication: Publication,
  groupCode: string,
  scopeId: string,
): Promise<GroupRow | undefined> {
  const [row] = await publication.query<GroupRow>(
    'select * exclude (as_of) from target_group where group_code = $1 and scope_id = $2',
    [groupCode, scopeId],
  );
  return row;
}

type GroupKey = { readonly publication: Publication; readonly groupCode: string; readonly scopeId: string };

async function findGroups(publication: Publication, keys: readonly GroupKey[]): Promise<(GroupRow | undefined)[]> {
  const pairs = keys.map((_, at) => `($${2 * at + 1}, $${2 * at + 2})`);
  const rows = await publication.query<GroupRow>(
    `select * exclude (as_of) from target_group where (group_code, scope_id) in (${pairs.join(', ')})`,
    keys.flatMap(({ groupCode, scopeId }) => [groupCode, scopeId]),
  );
  const found = new Map(rows.map((row) => [`${row.group_code} ${row.scope_id}`, row]));
  return keys.map(({ groupCode, scopeId }) => found.get(`${groupCode} ${scopeId}`));
}

const loadGroups = (_: Context, keys: readonly GroupKey[]) => perPublication(keys, findGroups);

/** The same for many scopes by one statement. */
export function loadGroup(context: Context, key: GroupKey): Promise<GroupRow | undefined> {
  return loaderOf(
    context,
    loadGroups,
    ({ publication, groupCode, scopeId }: GroupKey) => `${publication.id} ${groupCode} ${scopeId}`,
  ).load(key);
}

/** The metrics of a group's targets, in the order of their ids. */
export function loadMetricsOfGroup(context: Context, publication: Publication, groupCode: string): Promise<string[]> {
  return loaderOf(context, loadGroupMetrics, keyOfCode).load({ publication, code: groupCode });
}

/** The bands of a light rule, by number; none when the publication has no such rule. */
export function loadBands(context: Context, publication: Publication, ruleCode: string): Promise<BandRow[]> {
  return loaderOf(context, loadRuleBands, keyOfCode).load({ publication, code: ruleCode });
}

/** The bands of every light rule, by rule and number. */
export function findBands(publication: Publication): Promise<BandRow[]> {
  return publication.query<BandRow>('from light_band order by light_rule_code, band_no', []);
}

/** A row of the mart `target_milestone`. */
export type MilestoneRow = { target_code: string; due_on: string; value: number };

/** The milestones of a target by day; none in publications made before they were told. */
export function loadMilestones(context: Context, publication: Publication, code: string): Promise<MilestoneRow[]> {
  return loaderOf(context, loadTargetMilestones, keyOfCode).load({ publication, code });
}

const loadTargetMilestones = (_: Context, keys: readonly CodeKey[]) =>
  perPublication(keys, async (publication, wanted) => {
    const byTarget = await milestonesOf(publication, 'target_milestone');
    return wanted.map(({ code }) => byTarget.get(code) ?? []);
  });

/** All of them; few, and asked for by every panel. */
export const milestonesOf = keptPerPublication(async (publication): Promise<ReadonlyMap<string, MilestoneRow[]>> => {
  const [table] = await publication.query(`select 1 from duckdb_tables() where table_name = 'target_milestone'`);
  if (!table) return new Map();
  const rows = await publication.query<MilestoneRow>(
    'select target_code, due_on, value from target_milestone order by target_code, due_on',
  );
  return Map.groupBy(rows, (row) => row.target_code);
});

type CodeKey = { readonly publication: Publication; readonly code: string };

const keyOfCode = ({ publication, code }: CodeKey) => `${publication.id} ${code}`;

const loadRuleBands = (_: Context, keys: readonly CodeKey[]) =>
  perPublication(keys, async (publication, wanted) => {
    const byRule = Map.groupBy(await findBands(publication), (band) => band.light_rule_code);
    return wanted.map(({ code }) => byRule.get(code) ?? []);
  });

const loadGroupMetrics = (_: Context, keys: readonly CodeKey[]) =>
  perPublication(keys, async (publication, wanted) => {
    const rows = await publication.query<{ group_code: string; metric_id: string }>(
      `select distinct group_code, metric_id from target_status
        where group_code in (${wanted.map((_key, at) => `$${at + 1}`).join(', ')}) order by metric_id`,
      wanted.map(({ code }) => code),
    );
    const byGroup = Map.groupBy(rows, (row) => row.group_code);
    return wanted.map(({ code }) => (byGroup.get(code) ?? []).map((row) => row.metric_id));
  });
