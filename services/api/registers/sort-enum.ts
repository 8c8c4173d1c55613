import type { KeyKind, Order } from 'pothos-plugin-kysely/keyset.ts';
import { builder } from '../builder.ts';

/** Orders by each of these columns, and by the one that names a row, rising and falling. */
export function sortsOf<R>(
  key: string & keyof R,
  columns: { readonly [C in keyof R & string]?: KeyKind },
): Readonly<Record<string, Order<R>>> {
  const sorts: Record<string, Order<R>> = {};
  for (const direction of ['asc', 'desc'] as const) {
    sorts[`key_${direction}`] = { columns: [{ name: key, kind: 'text' }], direction };
    for (const [name, kind] of Object.entries(columns) as [string & keyof R, KeyKind][]) {
      sorts[`${name}_${direction}`] = {
        columns: [
          { name, kind },
          { name: key, kind: 'text' },
        ],
        direction,
      };
    }
  }
  return sorts;
}

/** The enum by which a caller chooses among orders. */
export function sortEnum(name: string, sorts: Readonly<Record<string, unknown>>) {
  return builder.enumType(name, {
    description: 'In which order.',
    values: Object.fromEntries(
      Object.keys(sorts)
        .sort()
        .map((value) => [value.toUpperCase(), { value, description: describe(value) }]),
    ) as Record<string, { value: string; description: string }>,
  });
}

function describe(sort: string): string {
  const column = sort.replace(/_(asc|desc)$/, '');
  const by = column === 'key' ? 'what names a row' : column.replaceAll('_', ' ');
  return `By ${by}, ${sort.endsWith('_asc') ? 'rising' : 'falling'}.`;
}
