import { aggregateReturn, target, targetMilestone } from '../sheets/returns-and-targets.ts';
import { stageTable } from '../staging/stage.ts';
import {
  type Check,
  columnNames,
  daysInOrder,
  partOf,
  referred,
  register,
  rowCheck,
  type StagedSheets,
} from './register.ts';

export const aggregateReturns = register(aggregateReturn, {
  checks: [
    rowCheck(
      'aggregate_return',
      'EXACTLY_ONE',
      'park_code',
      'num_nonnulls(s.park_code, s.region_code) <> 1',
      {},
      columnNames(aggregateReturn, ['park_code', 'region_code']),
    ),
    partOf(aggregateReturn, 'covered_count', 'enterprise_count'),
    rowCheck('aggregate_return', 'MEMBERS_ABOVE_WORKERS', 'member_count', 's.member_count > s.worker_count', {
      members: 's.member_count',
      workers: 's.worker_count',
    }),
  ],
});

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

const scopeUnknown: Check = {
  code: 'SCOPE_UNKNOWN',
  column: 'scope_id',
  query: (staged) => `
    select s.row_no, s.scope_id as value from ${stageTable('target')} s
    where case split_part(s.scope_id, ':', 1) ${scopeMissing(staged)} else false end`,
};

export const targets = register(target, {
  defaults: { calendar_method: "'day'", is_inherited: 'true' },
  checks: [
    scopeUnknown,
    daysInOrder(target, 'starts_on', 'ends_on'),
    rowCheck('target', 'SUPERSEDES_ITSELF', 'supersedes_code', 's.supersedes_code = s.target_code'),
  ],
});

export const targetMilestones = register(targetMilestone);
