import { assistanceGrant, hardshipHousehold } from '../sheets/assistance.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, daysInOrder, register, rowCheck } from './register.ts';

export const hardshipHouseholds = register(hardshipHousehold, {
  checks: [daysInOrder(hardshipHousehold, 'opened_on', 'closed_on')],
});

/** 先建档、后帮扶: a payment for hardship falls on a day on which its file is open. Reversals may come after it closed. */
const fileNotOpen: Check = {
  code: 'HARDSHIP_FILE_NOT_OPEN',
  column: 'file_no',
  query: (staged) => `
    select s.row_no, s.file_no as value, s.paid_on::text as day
    from ${stageTable('assistance_grant')} s join (
      select file_no, opened_on, closed_on from hardship_household known
      ${
        staged.has('hardship_household')
          ? `where not exists (select from ${stageTable('hardship_household')} own where own.file_no = known.file_no)
      union all select file_no, opened_on, closed_on from ${stageTable('hardship_household')} where opened_on is not null`
          : ''
      }
    ) file using (file_no)
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
