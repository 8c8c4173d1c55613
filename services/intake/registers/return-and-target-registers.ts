import { aggregateReturn, target, targetMilestone } from '../sheets/returns-and-targets.ts';
import { columnNames, daysInOrder, partOf, register, rowCheck } from './register.ts';
import { scopeUnknown } from './scopes.ts';

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

export const targets = register(target, {
  defaults: { calendar_method: "'day'", is_inherited: 'true' },
  checks: [
    scopeUnknown('target'),
    daysInOrder(target, 'starts_on', 'ends_on'),
    rowCheck('target', 'SUPERSEDES_ITSELF', 'supersedes_code', 's.supersedes_code = s.target_code'),
  ],
});

export const targetMilestones = register(targetMilestone);
