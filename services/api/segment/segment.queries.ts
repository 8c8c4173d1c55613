import { industrySections, ownerships, unitTypes } from '@union/schema/codes.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { SegmentNotFound, SegmentsNotKept } from '../errors.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';
import type { Scope } from '../scope/scope-tree.ts';

/** Ways to cut a scope into segments that add up to it, as the ids of segments begin. */
export const segmentFamilies = ['industry', 'unit_type', 'ownership'] as const;
export type SegmentFamily = (typeof segmentFamilies)[number];

/** A part of a scope, such as its manufacturers. */
export type Segment = {
  /** `industry:C`, `unit_type:170`, `ownership:non_public`; the code is `unknown` where the register does not say. */
  readonly id: string;
  readonly family: SegmentFamily;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
};

type Names = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
const namesOf: Readonly<Record<SegmentFamily, Names>> = {
  industry: industrySections,
  unit_type: unitTypes,
  ownership: ownerships,
};
const UNKNOWN = { zh: '未登记', en: 'not recorded' };

/** The segment with this id, in the words of the code list; undefined for the whole and for what is no segment. */
export function segmentOf(id: string): Segment | undefined {
  const [family = '', code = ''] = id.split(':');
  if (!segmentFamilies.includes(family as SegmentFamily)) return undefined;
  const words = namesOf[family as SegmentFamily][code] ?? (code === 'unknown' ? UNKNOWN : { zh: code, en: code });
  return { id, family: family as SegmentFamily, code, name: words.zh, nameEn: words.en };
}

/** Ids of the segments that a publication has figures of a metric of, in the order of the code lists, without the whole. */
export const segmentsOfMetric = keptPerPublication(async (publication, metricId) => {
  const rows = await publication.query<{ segment: string }>(
    `select distinct segment from figure_${metricId} where segment <> '${WHOLE}'`,
  );
  return inOrder(rows.map(({ segment }) => segment));
});

/**
 * The segments that a scope has figures of a metric of, on a day.
 * @throws SegmentsNotKept where the metric is cut and the scope is not
 */
export async function segmentsOfScope(
  publication: Publication,
  metric: Metric,
  scope: Scope,
  day: string,
): Promise<Segment[]> {
  if (!scope.hasSegments && (await segmentsOfMetric(publication, metric.id)).length > 0) checkCut(scope);
  const rows = await publication.query<{ segment: string }>(
    `select distinct segment from figure_${metric.id}
      where scope_id = $1 and segment <> '${WHOLE}' and valid_from <= $2::date and valid_to > $2::date`,
    [scope.id, day],
  );
  return inOrder(rows.map(({ segment }) => segment)).flatMap((id) => segmentOf(id) ?? []);
}

/** The families of segments that a publication has figures of a metric of. */
export async function familiesOfMetric(publication: Publication, metricId: string): Promise<readonly SegmentFamily[]> {
  const ids = await segmentsOfMetric(publication, metricId);
  return segmentFamilies.filter((family) => ids.some((id) => id.startsWith(`${family}:`)));
}

function inOrder(ids: readonly string[]): string[] {
  const place = (id: string) => segmentFamilies.indexOf(id.split(':')[0] as SegmentFamily);
  // What the register does not say comes last of its family: letters come after digits and capitals.
  return ids.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** @throws SegmentsNotKept when only whole figures are made for the scope. */
function checkCut(scope: Scope): void {
  // A publication of an older code says nothing of its rules.
  if (!scope.hasSegments) throw new SegmentsNotKept(scope, scope.publication.manifest.rules?.segmentTownsUpTo);
}

/**
 * The segment that a caller asks for, the whole when none.
 * @param scopes the scopes that it is asked of.
 * @throws SegmentNotFound that lists what exists, SegmentsNotKept when one of the scopes has whole figures alone
 */
export async function chooseSegment(
  publication: Publication,
  metric: Metric,
  asked: string | null | undefined,
  scopes: readonly Scope[],
): Promise<string> {
  if (asked == null || asked === WHOLE) return WHOLE;
  const ids = await segmentsOfMetric(publication, metric.id);
  if (!ids.includes(asked)) throw new SegmentNotFound(metric.id, asked, ids);
  scopes.forEach(checkCut);
  return asked;
}
