import { contest, contestEntry, serviceSite, serviceSiteRating } from '../sheets/sites-and-contests.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';
import { starChecks } from './star-checks.ts';

export const serviceSites = register(serviceSite, { checks: [daysInOrder(serviceSite, 'opened_on', 'closed_on')] });

const ratedBeforeOpening: Check = {
  code: 'RATED_BEFORE_OPENING',
  column: 'decided_on',
  query: (staged) => `
    select s.row_no, s.decided_on::text as value, site.opened_on::text as day
    from ${stageTable('service_site_rating')} s
      join (${rowsToBe('service_site', 'site_code', ['opened_on'], staged)}) site using (site_code)
    where s.decided_on < site.opened_on`,
};

export const serviceSiteRatings = register(serviceSiteRating, {
  checks: [...starChecks('service_site_rating'), ratedBeforeOpening],
});

export const contests = register(contest, { checks: [daysInOrder(contest, 'starts_on', 'ends_on', true)] });

const enteredAfterEnd: Check = {
  code: 'ENTERED_AFTER_END',
  column: 'entered_on',
  query: (staged) => `
    select s.row_no, s.entered_on::text as value, contest.ends_on::text as day
    from ${stageTable('contest_entry')} s
      join (${rowsToBe('contest', 'contest_code', ['ends_on'], staged)}) contest using (contest_code)
    where s.entered_on > contest.ends_on`,
};

export const contestEntries = register(contestEntry, {
  defaults: { is_approximate: 'false' },
  checks: [
    rowCheck(
      'contest_entry',
      'AT_LEAST_ONE',
      'credit_code',
      'num_nonnulls(s.credit_code, s.union_code) = 0',
      {},
      columnNames(contestEntry, ['credit_code', 'union_code']),
    ),
    enteredAfterEnd,
  ],
});
