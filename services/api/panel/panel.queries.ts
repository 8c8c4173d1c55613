import { addDays } from '@union/schema/calendar.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { getScope, type Scope, type ScopeTree, scopeTree } from '../scope/scope-tree.ts';
import type { TargetRow, TargetStatus } from '../target/target.queries.ts';

/** A scope of one publication with every target that holds for it. */
export type Panel = { readonly scope: Scope; readonly targets: readonly TargetStatus[] };

const place = new Map(catalogue.map(({ id }, at) => [id, at]));

/** The panel of a scope: its targets in the order of the catalogue, those of one group side by side. @throws ScopeNotFound */
export async function getPanel(publication: Publication, scopeId: string): Promise<Panel> {
  const scope = await getScope(publication, scopeId);
  const rows = await publication.query<TargetRow>('select * from target_status where scope_id = $1', [scope.id]);
  const placeOf = ({ metric_id }: TargetRow) => place.get(metric_id) ?? Number.POSITIVE_INFINITY;
  const firstOf = (row: TargetRow) =>
    Math.min(
      ...rows
        .filter((other) => other === row || (row.group_code !== null && other.group_code === row.group_code))
        .map(placeOf),
    );
  const known = rows.filter(({ metric_id }) => place.has(metric_id));
  known.sort((a, b) => firstOf(a) - firstOf(b) || placeOf(a) - placeOf(b));
  return { scope, targets: known.map((row) => ({ scope, row })) };
}

/** The scopes above one, the top first. */
export async function ancestorsOf(scope: Scope): Promise<Scope[]> {
  const tree = await scopeTree(scope.publication);
  const above: Scope[] = [];
  for (let at = scope.parentId; at !== undefined; ) {
    const parent = tree.find(at);
    if (!parent) break;
    above.unshift(parent);
    at = parent.parentId;
  }
  return above;
}

/** A day and the twelve month ends before it, the latest first. */
export function daysOf(asOf: string): string[] {
  const days = [asOf];
  while (days.length < 13) days.push(addDays(`${(days.at(-1) as string).slice(0, 7)}-01`, -1));
  return days;
}

/** Scopes by part of their name, or by the beginning of their code: an exact one first, then those that begin so, then the rest in their usual order. */
export function searchScopes(tree: ScopeTree, text: string, most: number): Scope[] {
  const asked = text.trim().toLowerCase();
  if (asked === '') return [];
  const rankOf = ({ name, id }: Scope) => {
    const [names, code] = [name.toLowerCase(), id.slice(id.indexOf(':') + 1).toLowerCase()];
    if (names === asked || code === asked || id.toLowerCase() === asked) return 0;
    if (names.startsWith(asked) || code.startsWith(asked)) return 1;
    return names.includes(asked) || id.toLowerCase().startsWith(asked) ? 2 : 3;
  };
  return tree
    .all()
    .map((scope) => ({ scope, rank: rankOf(scope) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ scope }) => scope);
}
