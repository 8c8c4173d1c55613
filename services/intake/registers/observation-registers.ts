import { headcountObservation, membershipObservation } from '../sheets/enterprises.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, partOf, register } from './register.ts';

export const headcounts = register(headcountObservation, {
  checks: [
    partOf(headcountObservation, 'female_count', 'worker_count'),
    partOf(headcountObservation, 'migrant_count', 'worker_count'),
  ],
});

/**
 * Members against the workers last known on that day. Headcounts of the file and of the registers are laid on one
 * line with the memberships, and a running maximum of (day, workers) as one number finds the last in one sort.
 */
const membersAboveWorkers: Check = {
  code: 'MEMBERS_ABOVE_WORKERS',
  column: 'member_count',
  query: (staged) => `
    select row_no, members::text as value, members, workers from (
      select row_no, members,
        max(known) over (partition by credit_code order by day range unbounded preceding) % 4294967296 as workers
      from (
        select credit_code, observed_on as day, row_no, member_count as members, null::bigint as known
        from ${stageTable('membership_observation')}
        union all
        select enterprise.credit_code, observed_on, null, null, (observed_on - date '1900-01-01') * 4294967296 + worker_count
        from headcount_observation join enterprise using (enterprise_id)
        where exists (select from ${stageTable('membership_observation')} s where s.credit_code = enterprise.credit_code)
        ${
          staged.has('headcount_observation')
            ? `union all
        select credit_code, observed_on, null, null, (observed_on - date '1900-01-01') * 4294967296 + worker_count
        from ${stageTable('headcount_observation')} where observed_on is not null and worker_count is not null`
            : ''
        }
      ) events where credit_code is not null and day is not null
    ) counted where members > workers`,
};

export const memberships = register(membershipObservation, {
  checks: [partOf(membershipObservation, 'female_count', 'member_count'), membersAboveWorkers],
});
