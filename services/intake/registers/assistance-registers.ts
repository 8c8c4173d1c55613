import { assistanceGrant, hardshipHousehold } from '../sheets/assistance.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';

export const hardshipHouseholds = register(hardshipHousehold, {
  checks: [daysInOrder(hardshipHousehold, 'opened_on', 'closed_on')],
});

/** 先建档、后帮扶: a payment for hardship falls on a day on which its file is open. Reversals may come after it closed. */
const fileNotOpen: Check = {
  code: 'HARDSHIP_FILE_NOT_OPEN',
  column: 'file_no',
  query: (staged) => `
    select s.row_no, s.file_no as value, s.paid_on::text as day
    from ${stageTable('assistance_grant')} s join (${rowsToBe('hardship_household', 'file_no', ['opened_on', 'closed_on'], staged)}) file using (file_no)
    where s.beneficiary_class = 'hardship' and s.amount_yuan > 0
      and (s.paid_on < file.opened_on or s.paid_on >= file.closed_on)`,
};

export const assistanceGrants = register(assistanceGrant, {
  checks: [
    rowCheck(
      'assistance_grant',
      'HARDSHIP_FILE_MISSING',
      'file_no',
      "s.beneficiary_class = 'hardship' and s.file_no is null",
    ),
    fileNotOpen,
    rowCheck(
      'assistance_grant',
      'REVERSAL_SIGN',
      'amount_yuan',
      '(s.amount_yuan < 0) <> (s.reverses_grant_no is not null)',
    ),
  ],
});
