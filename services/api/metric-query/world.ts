import type { Publication } from '@union/warehouse/publication/reader.ts';
import type { MetricQueryRequest, QueryScopeKind, SegmentDimension } from '@union/warehouse/query/request.ts';
import type { KeyChoice, QueryScope, QueryWorld } from '@union/warehouse/query/world.ts';
import { firstDailyDay } from '../figure/figure.queries.ts';
import { argumentOf, chooseKeys, chosenKeys, levelsOfMetric } from '../figure-key/figure-key.queries.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { type Scope, scopeTree } from '../scope/scope-tree.ts';
import { familiesOfMetric, segmentsOfMetric } from '../segment/segment.queries.ts';
import { milestonesOf } from '../target/target-rows.ts';

/**
 * What the planner of metric queries must know of a publication, for one request; nothing of it is asked twice.
 * @throws MetricNotFound, FigureKeyNotFound, FigureKeyRequired
 */
export async function worldOf(
  publication: Publication,
  request: MetricQueryRequest,
  other?: Publication,
): Promise<QueryWorld> {
  const tree = await scopeTree(publication);
  const families = new Map<string, readonly SegmentDimension[]>();
  const segments = new Map<string, readonly string[]>();
  const levels = new Map<string, readonly string[]>();
  const choices: KeyChoice[] = [];
  for (const ask of request.metrics) {
    const metric = getMetric(ask.metric);
    families.set(metric.id, await familiesOfMetric(publication, metric.id));
    if (request.segments?.length) segments.set(metric.id, await segmentsOfMetric(publication, metric.id));
    if (request.levels && metric.keys?.includes('level_key')) {
      levels.set(metric.id, await levelsOfMetric(publication, metric.id));
    }
    choices.push(await chooseKeys(publication, metric, withoutNamed(ask, request)));
  }
  const day = ({ manifest }: Publication) => manifest.asOf;
  return {
    publicationId: publication.id,
    asOf: day(publication),
    dailyFrom: firstDailyDay(publication),
    definitions: publication.manifest.definitions,
    metric: getMetric,
    scope: (id) => queryScope(tree.get(id)),
    below: (id, kind) => tree.below(id, kind).map(queryScope),
    families: (id) => families.get(id) ?? [],
    segments: (id) => segments.get(id) ?? [],
    levels: (id) => levels.get(id) ?? [],
    choice: (at) => choices[at] ?? {},
    hasMilestones: request.compare?.with === 'target' && (await milestonesOf(publication, 'target_milestone')).size > 0,
    other: other && {
      publicationId: other.id,
      asOf: day(other),
      dailyFrom: firstDailyDay(other),
      definitions: other.manifest.definitions,
      folder: other.folder,
    },
  };
}

/** Kinds that rows tell apart need not be chosen among. */
function withoutNamed(
  ask: MetricQueryRequest['metrics'][number],
  { by = [] }: MetricQueryRequest,
): Parameters<typeof chooseKeys>[2] {
  const every = chosenKeys.filter((key) => by.some((dimension) => argumentOf[key] === argumentName(dimension)));
  return { ...ask, every };
}

const argumentName = (dimension: string) => (dimension === 'of_kind' ? 'ofKind' : dimension);

function queryScope({ id, kind, name, parentId, hasSegments }: Scope): QueryScope {
  return { id, kind: kind satisfies QueryScopeKind, name, parentId, hasSegments };
}
