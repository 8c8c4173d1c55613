import type { FigureRow } from '../figure/figure.queries.ts';

/** What changes at a break: the rule version, where rows came from, or the rule, scheme or campaign that is applied. */
export const breakKinds = ['definition', 'source', 'rule', 'scheme', 'campaign'] as const;
export type BreakKind = (typeof breakKinds)[number];

/** A day from which on points are made in another way than the ones before; `from` and `to` say what changed. */
export type SeriesBreak = {
  readonly at: string;
  readonly kind: BreakKind;
  readonly from: string;
  readonly to: string;
  /** The rule versions before and from that day on; the same unless that is what changed. */
  readonly fromVersion: number;
  readonly toVersion: number;
};

type Point = Pick<FigureRow, 'as_of' | 'definition_version' | 'source' | 'rule_code' | 'scheme_code' | 'campaign_code'>;

const made: Readonly<Record<BreakKind, (point: Point) => string | null>> = {
  definition: (point) => String(point.definition_version),
  source: (point) => point.source,
  rule: (point) => point.rule_code,
  scheme: (point) => point.scheme_code,
  campaign: (point) => point.campaign_code,
};

/** Where one point is made in another way than the point before it; several on one day when several things change. */
export function breaksOf(points: readonly Point[]): SeriesBreak[] {
  return points.slice(1).flatMap((point, at) => {
    const before = points[at] as Point;
    return breakKinds.flatMap((kind) => {
      const [from, to] = [made[kind](before), made[kind](point)];
      if (from === to || from === null || to === null) return [];
      const versions = { fromVersion: before.definition_version, toVersion: point.definition_version };
      return [{ at: point.as_of, kind, from, to, ...versions }];
    });
  });
}
