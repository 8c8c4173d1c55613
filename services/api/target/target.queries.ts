import type {
  CalendarMethod,
  CodeOf,
  lightShapes,
  lights,
  TargetComparison,
  targetStatuses,
} from '@union/schema/codes.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type DataLoader from 'dataloader';
import { type Context, loaderOf } from '../context.ts';
import type { Figure, FigureRow, PeriodKind } from '../figure/figure.queries.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { perPublication } from '../publication/per-publication.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';

/** A row of the mart `target_status`: where one scope stands against the target that holds for it, on the as-of day. */
export type TargetRow = {
  target_code: string;
  metric_id: string;
  scope_id: string;
  /** The scope that the target was set for; the same as `scope_id` when it is its own. */
  target_scope_id: string;
  is_own: boolean;
  as_of: string;
  /** The day of its path and figure; absent in publications made before there was one. */
  counted_on?: string;
  numerator: number | null;
  /** Null for a count. */
  denominator: number | null;
  value: number | null;
  state: FigureRow['state'] | 'not_reported';
  definition_version: number | null;
  /** What a flow is summed over: a published kind of period, or the target's own days. */
  period: PeriodKind | 'own';
  is_running: boolean;
  baseline_value: number | null;
  target_value: number;
  comparison: TargetComparison;
  starts_on: string;
  ends_on: string;
  calendar_method: CalendarMethod;
  document: string | null;
  clause: string | null;
  approved_by: string | null;
  group_code: string | null;
  supersedes_code: string | null;
  time_progress: number;
  completion: number | null;
  path_value: number | null;
  gap_to_path_points: number | null;
  gap_to_target_points: number | null;
  need_strict: number | null;
  need_weak: number | null;
  need: number | null;
  required_per_month: number | null;
  light_rule: string;
  /** The band of the rule that gave the light; null when none holds the gap. */
  band_no: number | null;
  /** Null when the rule does not look back; these four are absent in publications made before any could. */
  months_below?: number | null;
  yellow_count?: number | null;
  is_red_by_months?: boolean;
  is_talk_due?: boolean;
  light: CodeOf<typeof lights> | 'undefined' | 'not_applicable';
  status: TargetState;
  word_zh: string;
  word_en: string;
  shape: CodeOf<typeof lightShapes> | 'cross' | 'dash';
  colour_token: string;
  rank: number | null;
  rank_of: number | null;
  rank_change_month: number | null;
  rank_change_year: number | null;
  rank_min_denominator: number;
};

/** Where a scope stands; `undefined`: the light rule does not say. */
export type TargetState = CodeOf<typeof targetStatuses> | 'undefined' | 'not_applicable';

export type TargetStatus = { readonly scope: Scope; readonly row: TargetRow };

/** What a target is looked up by: one metric and scope of one publication. */
export type TargetKey = { readonly publication: Publication; readonly metricId: string; readonly scopeId: string };

/** The loader of targets of one request: all that are asked for in one turn come by one statement a publication. */
export function targetLoader(context: Context): DataLoader<TargetKey, TargetRow | undefined, string> {
  return loaderOf(context, loadTargets, (key) => `${key.publication.id} ${key.metricId} ${key.scopeId}`);
}

async function loadTargets(_: Context, keys: readonly TargetKey[]): Promise<(TargetRow | undefined)[]> {
  return perPublication(keys, findTargetRows);
}

/** Where each scope stands; undefined where no target holds. One statement. */
export async function findTargetRows(
  publication: Publication,
  keys: readonly Pick<TargetKey, 'metricId' | 'scopeId'>[],
): Promise<(TargetRow | undefined)[]> {
  const pairs = keys.map((_, at) => `($${2 * at + 1}, $${2 * at + 2})`);
  const rows = await publication.query<TargetRow>(
    `select * from target_status where (metric_id, scope_id) in (${pairs.join(', ')})
      qualify row_number() over (partition by metric_id, scope_id order by is_own desc, ends_on, target_code) = 1`,
    keys.flatMap(({ metricId, scopeId }) => [metricId, scopeId]),
  );
  const found = new Map(rows.map((row) => [`${row.metric_id} ${row.scope_id}`, row]));
  return keys.map(({ metricId, scopeId }) => found.get(`${metricId} ${scopeId}`));
}

/** Where a scope stands on one metric; undefined when no target holds. @throws MetricNotFound, ScopeNotFound, FigureRestricted */
export async function findTarget(
  publication: Publication,
  loader: DataLoader<TargetKey, TargetRow | undefined, string>,
  asked: { readonly metric: string; readonly scope: string },
): Promise<TargetStatus | undefined> {
  const metric = getMetric(asked.metric);
  const scope = await getScope(publication, asked.scope);
  await requireOpen(publication, metric.id, scope.id);
  const row = await loader.load({ publication, metricId: metric.id, scopeId: scope.id });
  return row && { scope, row };
}

/**
 * The target beside a figure; undefined when none holds, for a figure of an earlier day than the publication's, as
 * targets are reckoned for that day alone, and for a flow over another period than the target is reckoned by.
 */
export async function findTargetOfFigure(
  loader: DataLoader<TargetKey, TargetRow | undefined, string>,
  { metric, scope, period, asked }: Figure,
): Promise<TargetStatus | undefined> {
  if (asked !== undefined && asked < scope.publication.manifest.asOf) return undefined;
  const row = await loader.load({ publication: scope.publication, metricId: metric.id, scopeId: scope.id });
  if (!row || (metric.time === 'flow' && period !== row.period)) return undefined;
  return { scope, row };
}
