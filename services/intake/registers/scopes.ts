import { stageTable } from '../staging/stage.ts';
import { type Check, referred, type StagedSheets } from './register.ts';

const scopeKinds = { region: 'region', park: 'park', federation: 'federation', union: 'trade_union' } as const;

function scopeMissing(staged: StagedSheets): string {
  return Object.entries(scopeKinds)
    .map(([kind, sheetKey]) => {
      const { table = '', code = '' } = referred[sheetKey] ?? {};
      const inFile = staged.has(sheetKey)
        ? `or exists (select from ${stageTable(sheetKey)} own where own.${code} = split_part(s.scope_id, ':', 2))`
        : '';
      return `when '${kind}' then not (
        exists (select from ${table} known where known.${code} = split_part(s.scope_id, ':', 2)) ${inFile})`;
    })
    .join('\n');
}

/** The place or body that `scope_id` names must exist. */
export const scopeUnknown = (sheetKey: string): Check => ({
  code: 'SCOPE_UNKNOWN',
  column: 'scope_id',
  query: (staged) => `
    select s.row_no, s.scope_id as value from ${stageTable(sheetKey)} s
    where case split_part(s.scope_id, ':', 1) ${scopeMissing(staged)} else false end`,
});
