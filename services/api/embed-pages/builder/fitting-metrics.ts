import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { ScopeKind as MadeFor, Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { kindsOf } from '../../fragment/render-fragment.ts';
import type { Scope } from '../../scope/scope-tree.ts';

/**
 * The metrics that an element can show for a scope, in the order of the catalogue: those with one figure that are made for
 * what it shows, which for a ranking or a map are the places below; for a target those that have one there. May be empty.
 */
export async function fittingMetrics(
  publication: Publication,
  document: string,
  scope: Pick<Scope, 'id' | 'kind'>,
): Promise<readonly Metric[]> {
  const shown = kindsOf[document]?.(scope.id).toLowerCase() ?? scope.kind;
  const madeFor: MadeFor = shown === 'park' || shown === 'federation' ? shown : 'region';
  const fitting = catalogue.filter(({ shape, scopes }) => shape !== 'distribution' && scopes.includes(madeFor));
  if (document !== 'target') return fitting;
  const rows = await publication.query<{ metric_id: string }>(
    'select distinct metric_id from target_status where scope_id = $1',
    [scope.id],
  );
  const withTarget = new Set(rows.map(({ metric_id }) => metric_id));
  return fitting.filter(({ id }) => withTarget.has(id));
}
