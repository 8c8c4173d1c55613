import { type RecordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';
import { builder } from '../../builder.ts';
import { CoverageLinkConnection } from '../../coverage-link/coverage-link.type.ts';
import { StarRatingConnection } from '../../rating/rating.type.ts';
import { connectionType } from '../connection.type.ts';
import './relations.ts';
import { sortEnum } from '../sort-enum.ts';
import { describeInput } from './describe-column.ts';
import { filterOf } from './filters.ts';
import { handWritten, type RecordRow, recordType, sortableDays, sortColumn } from './record-types.ts';

/** Lists at the root that are written by hand. */
const listedByHand = new Set(['park', 'enterprise', 'trade_union']);

/** Connections that exist already, below other rows. */
const connections: Readonly<Record<string, unknown>> = {
  coverage_link: CoverageLinkConnection,
  star_rating: StarRatingConnection,
};

for (const described of recordRegisters) {
  if (!listedByHand.has(described.name)) addList(described);
}

/** The connection of a register at the root: filters, sorting, total; and one row by what names it. */
function addList(described: RecordRegister): void {
  const type = recordType(described.name);
  const { sheet } = described.register;
  const connection = connections[described.name] ?? connectionType(type as never, described.typeName, sheet.en);
  const { input, conditions } = filterOf(described);
  const { sorts, input: sort } = sortsOf(described);
  builder.queryField(described.plural, (t) =>
    t.rowsConnection({
      type,
      connection: connection as never,
      description: `${sheet.zh} · ${sheet.en}. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.`,
      order: byId(described, 'asc') as never,
      sorts: { argument: 'sort', orders: sorts } as never,
      args: {
        filter: t.arg({ type: input as never, description: 'Which ones; all when absent.' }),
        sort: t.arg({ type: sort as never, description: 'In which order; by what names a row when absent.' }),
      },
      where: { filter: conditions } as never,
    }),
  );
  const key = sheet.columns.find((column) => column.key === sheet.rowKey[0]);
  if (sheet.rowKey.length > 1 || described.id !== sheet.rowKey[0] || !key) return;
  const singular = described.typeName.charAt(0).toLowerCase() + described.typeName.slice(1);
  builder.queryField(singular, (t) =>
    t.rowBy({
      type,
      nullable: true,
      description: `The row with this key; null when there is none. Error: REGISTER_CLOSED.`,
      args: { key: t.arg.id({ required: true, description: describeInput(key, undefined) }) },
      by: { [described.id]: 'key' } as never,
    }),
  );
}

function byId({ id, idKind }: RecordRegister, direction: 'asc' | 'desc'): Order<RecordRow> {
  return { columns: [{ name: id, kind: idKind }], direction };
}

/** By what names a row and by each day, rising and falling. */
function sortsOf(described: RecordRegister): { sorts: Record<string, Order<RecordRow>>; input: unknown } {
  const sorts: Record<string, Order<RecordRow>> = {};
  for (const direction of ['asc', 'desc'] as const) {
    sorts[`key_${direction}`] = byId(described, direction);
    for (const { column, filled } of sortableDays(described)) {
      if (!filled && handWritten.has(described.name)) continue;
      sorts[`${column}_${direction}`] = {
        columns: [
          { name: filled ? column : sortColumn(column), kind: 'day' },
          { name: described.id, kind: described.idKind },
        ],
        direction,
      };
    }
  }
  const input = sortEnum(`${described.typeName}Sort`, sorts);
  return { sorts, input };
}
