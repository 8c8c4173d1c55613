import { congressProposal, householdVisit, unionPairing } from '../sheets/proposals-and-visits.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';

export const congressProposals = register(congressProposal, {
  defaults: { needs_rectification: 'false' },
  checks: [
    rowCheck(
      'congress_proposal',
      'EXACTLY_ONE',
      'union_code',
      'num_nonnulls(s.union_code, s.federation_code) <> 1',
      {},
      columnNames(congressProposal, ['union_code', 'federation_code']),
    ),
    daysInOrder(congressProposal, 'accepted_on', 'due_on', true),
    daysInOrder(congressProposal, 'accepted_on', 'feedback_on', true),
    daysInOrder(congressProposal, 'accepted_on', 'rectified_on', true),
    rowCheck(
      'congress_proposal',
      'RECTIFICATION_UNNEEDED',
      'rectified_on',
      's.rectified_on is not null and s.needs_rectification is not true',
    ),
    rowCheck(
      'congress_proposal',
      'SATISFACTION_TOO_EARLY',
      'satisfaction',
      's.satisfaction is not null and s.feedback_on is null',
    ),
  ],
});

/** A visit after a file was closed (回访) is no fault, one before it was opened hardly meant this file. */
const visitOutsideFile: Check = {
  code: 'VISIT_OUTSIDE_FILE',
  column: 'visited_on',
  query: (staged) => `
    select s.row_no, s.visited_on::text as value
    from ${stageTable('household_visit')} s
      join (${rowsToBe('hardship_household', 'file_no', ['opened_on', 'closed_on'], staged)}) file using (file_no)
    where s.visited_on < file.opened_on or s.visited_on >= file.closed_on`,
};

export const householdVisits = register(householdVisit, { checks: [visitOutsideFile] });

export const unionPairings = register(unionPairing, {
  checks: [
    rowCheck(
      'union_pairing',
      'EXACTLY_ONE',
      'partner_union_code',
      'num_nonnulls(s.partner_union_code, s.partner_name) <> 1',
      {},
      columnNames(unionPairing, ['partner_union_code', 'partner_name']),
    ),
    rowCheck('union_pairing', 'PAIRED_WITH_ITSELF', 'partner_union_code', 's.partner_union_code = s.union_code'),
    daysInOrder(unionPairing, 'starts_on', 'ends_on'),
  ],
});
