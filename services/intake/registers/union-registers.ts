import { censusFinding, coverageLink, member, tradeUnion } from '../sheets/unions.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';

const unionRows = stageTable('trade_union');
const linkRows = stageTable('coverage_link');

const creditCodeTaken: Check = {
  code: 'KEY_TAKEN',
  column: 'credit_code',
  query: () => `
    select s.row_no, s.credit_code as value, min(other.union_code) as owner
    from ${unionRows} s join (
      select union_code, credit_code from ${unionRows}
      union all
      select union_code, credit_code from trade_union known
      where credit_code is not null and not exists (select from ${unionRows} own where own.union_code = known.union_code)
    ) other on other.credit_code = s.credit_code and other.union_code <> s.union_code
    group by s.row_no, s.credit_code`,
};

export const unions = register(tradeUnion, {
  checks: [
    creditCodeTaken,
    daysInOrder(tradeUnion, 'approved_on', 'term_ends_on'),
    daysInOrder(tradeUnion, 'approved_on', 'dissolved_on'),
    rowCheck(
      'trade_union',
      'TOGETHER',
      'certificate_no',
      '(s.certificate_no is null) <> (s.certificate_issued_on is null)',
      {},
      columnNames(tradeUnion, ['certificate_no', 'certificate_issued_on']),
    ),
  ],
});

/** Links as they will stand: those of the file, and those of the registers that the file does not replace. */
const linksToBe = `
  select credit_code, union_code, kind, valid_from, valid_to, row_no from ${linkRows}
  where valid_from is not null and (valid_to is null or valid_to > valid_from)
  union all
  select enterprise.credit_code, trade_union.union_code, known.kind, known.valid_from, known.valid_to, 0
  from coverage_link known join enterprise using (enterprise_id) join trade_union using (union_id)
  where exists (select from ${linkRows} s where s.credit_code = enterprise.credit_code)
    and not exists (
      select from ${linkRows} s
      where s.credit_code = enterprise.credit_code and s.union_code = trade_union.union_code
        and s.valid_from = known.valid_from
    )`;

/** Pairs of links of one enterprise that overlap, reported at the later row of the file. */
const overlapping = (condition: string) => () =>
  `
  with link as materialized (${linksToBe})
  select s.row_no, s.valid_from::text as value,
    min(other.union_code || ' ' || other.valid_from || ' ~ ' || coalesce(other.valid_to::text, '')) as other
  from link s join link other on other.credit_code = s.credit_code and ${condition}
  where s.row_no > other.row_no
    and daterange(s.valid_from, s.valid_to) && daterange(other.valid_from, other.valid_to)
  group by s.row_no, s.valid_from`;

export const coverageLinks = register(coverageLink, {
  replacesRows: true,
  checks: [
    daysInOrder(coverageLink, 'valid_from', 'valid_to'),
    {
      code: 'PERIOD_OVERLAP',
      column: 'valid_from',
      query: overlapping('other.union_code = s.union_code and other.valid_from <> s.valid_from'),
    },
    {
      code: 'INDEPENDENT_OVERLAP',
      column: 'kind',
      query: overlapping("s.kind = 'independent' and other.kind = 'independent' and other.union_code <> s.union_code"),
    },
  ],
});

export const members = register(member, {
  defaults: { validity: "'valid'", sex_code: "'9'" },
  checks: [daysInOrder(member, 'joined_on', 'left_on')],
});

export const censusFindings = register(censusFinding, {
  checks: [daysInOrder(censusFinding, 'checked_on', 'rectified_on', true)],
});
