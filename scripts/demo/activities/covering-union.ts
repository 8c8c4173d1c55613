import type { Enterprise } from '../enterprises.ts';
import type { Link, LinkKind, Organisation, Union } from '../unions/union.ts';

const PRIMARY: ReadonlySet<LinkKind> = new Set(['independent', 'joint', 'regional_direct', 'industry_direct']);

/** The union that covers an enterprise on a day: its own before one it shares; undefined when none does. */
export type CoveringUnion = (enterprise: Enterprise, day: string) => Union | undefined;

export function coveringUnions({ links }: Organisation): CoveringUnion {
  const byEnterprise = Map.groupBy(
    links.filter(({ kind }) => PRIMARY.has(kind)),
    ({ enterprise }) => enterprise,
  );
  return (enterprise, day) => {
    const now = (byEnterprise.get(enterprise) ?? []).filter(
      ({ from, to, union }) => from <= day && (to === null || to > day) && isThere(union, day),
    );
    return (now.find(({ kind }) => kind === 'independent') ?? now[0])?.union;
  };
}

/** The link by which each enterprise first came under a union. */
export function firstCovers({ links }: Organisation): Map<Enterprise, Link> {
  const first = new Map<Enterprise, Link>();
  for (const link of links) {
    const known = first.get(link.enterprise);
    if (PRIMARY.has(link.kind) && (!known || link.from < known.from)) first.set(link.enterprise, link);
  }
  return first;
}

/** Whether the union is approved and not dissolved on `day`. */
export function isThere(union: Union, day: string): boolean {
  return union.approvedOn <= day && (union.dissolvedOn === null || union.dissolvedOn > day);
}
