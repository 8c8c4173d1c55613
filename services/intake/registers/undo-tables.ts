import type { Words } from '../sheets/column.ts';
import type { Register, RegisterColumn } from './register.ts';
import { registers, steppedRegisters } from './registers.ts';

/** What undoing an import needs to know of a table. */
export type UndoTable = {
  readonly table: string;
  readonly title: Words;
  /** The natural key, by which `import_change` names rows. */
  readonly key: readonly RegisterColumn[];
  /** The other columns that intake sets. */
  readonly values: readonly string[];
  readonly replacesRows: boolean;
  readonly refersToItself: boolean;
};

const key = (name: string): RegisterColumn => ({ name, from: name, value: name, isKey: true, nullKey: undefined });

/** Periods fill no sheet of their own: the sheet of enterprises does. */
const enterprisePeriods: UndoTable = {
  table: 'enterprise_period',
  title: { zh: '企业情况（按时段）', en: 'periods of enterprises' },
  key: [key('enterprise_id'), key('valid_from')],
  values: [],
  replacesRows: true,
  refersToItself: false,
};

/** Every table that intake writes, in load order. */
export const undoTables: readonly UndoTable[] = [...registers, ...steppedRegisters].flatMap((register) =>
  register.table === 'enterprise' ? [ofRegister(register), enterprisePeriods] : [ofRegister(register)],
);

function ofRegister({ table, sheet, columns, replacesRows, refersToItself }: Register): UndoTable {
  return {
    table,
    title: { zh: sheet.zh, en: sheet.en },
    key: columns.filter((column) => column.isKey),
    values: columns.filter((column) => !column.isKey).map((column) => column.name),
    replacesRows,
    refersToItself,
  };
}
