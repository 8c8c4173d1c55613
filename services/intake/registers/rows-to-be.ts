import { stageTable } from '../staging/stage.ts';
import type { StagedSheets } from './register.ts';

/**
 * SQL for the rows of a register as they will stand once the file is in: those of the file, and those of the registers
 * that the file does not replace. Only for columns of the same name in the sheet and in the table.
 */
export function rowsToBe(sheetKey: string, key: string, columns: readonly string[], staged: StagedSheets): string {
  const list = [key, ...columns].join(', ');
  if (!staged.has(sheetKey)) return `select ${list} from ${sheetKey}`;
  const own = stageTable(sheetKey);
  return `
    select ${list} from ${sheetKey} known where not exists (select from ${own} own where own.${key} = known.${key})
    union all select ${list} from ${own} where ${key} is not null`;
}
