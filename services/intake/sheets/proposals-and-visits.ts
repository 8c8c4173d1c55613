import { pairingProgrammes, satisfactionLevels, visitProgrammes } from '@union/schema/codes.ts';
import { code, day, identifier, pastDay, reference, type SheetSpec, text, yesNo } from './column.ts';

export const congressProposal: SheetSpec = {
  key: 'congress_proposal',
  zh: '职代会提案',
  en: 'congress proposals',
  note: {
    zh: '一行是一件立案的职代会提案，由基层工会或总工会（只填一个）提交承办单位。不填提案内容。',
    en: 'One accepted proposal of a workers’ congress a row, of a union or of a federation (exactly one). Its text is not given.',
  },
  rowKey: ['proposal_no'],
  columns: [
    identifier('proposal_no', '提案编号', 'proposal number', { required: true, longest: 40, example: 'SYTA-2014-001' }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', {
      empty: { zh: '总工会的提案', en: 'a proposal of a federation' },
      example: 'SY-0001',
    }),
    reference('federation_code', '总工会代码', 'federation code', 'federation', {
      empty: { zh: '基层工会的提案', en: 'a proposal of a union' },
    }),
    text('owner_unit', '承办单位', 'owner unit', { required: true, example: '后勤部' }),
    pastDay('accepted_on', '立案日期', 'accepted on', { required: true, example: '2014-02-20' }),
    day('due_on', '答复期限', 'due on', {
      required: true,
      example: '2014-05-20',
      note: { zh: '按时答复的最后一天（含）。', en: 'The last day on which feedback is in time.' },
    }),
    pastDay('feedback_on', '答复日期', 'feedback on', {
      empty: { zh: '未答复', en: 'no answer yet' },
      example: '2014-05-08',
    }),
    yesNo('needs_rectification', '需要整改', 'needs rectification', { empty: { zh: '否', en: 'no' }, example: '是' }),
    pastDay('rectified_on', '整改完成日期', 'rectified on', {
      empty: { zh: '未完成，或无须整改', en: 'not done yet, or nothing to put right' },
      example: '2014-06-10',
    }),
    code('satisfaction', '满意度', 'satisfaction', satisfactionLevels, {
      empty: { zh: '未评价', en: 'not rated' },
      example: '满意',
      note: { zh: '答复之后才有。', en: 'Only once there is feedback.' },
    }),
  ],
};

export const householdVisit: SheetSpec = {
  key: 'household_visit',
  zh: '困难职工走访',
  en: 'household visits',
  note: {
    zh: '一行是按一项制度走访一户一次。「两月一访」与「季季访」是两项制度，一次走访同时算作两项的填两行。只填档案编号，不得填写姓名、住址、走访内容。',
    en: 'One visit to one household under one programme a row; a visit that serves two programmes is two rows. The number of the file only: no name, no address, no diary.',
  },
  rowKey: ['file_no', 'visited_on', 'programme'],
  columns: [
    reference('file_no', '档案编号', 'file number', 'hardship_household', { required: true, example: 'SYKN-2014-001' }),
    pastDay('visited_on', '走访日期', 'visited on', { required: true, example: '2014-02-18' }),
    code('programme', '走访制度', 'programme', visitProgrammes, { required: true, example: '两月一访' }),
    text('team', '走访小组', 'team', { empty: { zh: '未写明', en: 'not named' }, maxLength: 60, example: '第一组' }),
  ],
};

export const unionPairing: SheetSpec = {
  key: 'union_pairing',
  zh: '结对共建',
  en: 'union pairings',
  note: {
    zh: '一行是一对结对：一个基层工会，与另一个工会或一个只写名称的单位（只填一个）。',
    en: 'One pair a row: a union, and either another union or a partner named only (exactly one).',
  },
  rowKey: ['pairing_code'],
  columns: [
    identifier('pairing_code', '结对编号', 'pairing code', { required: true, example: 'SYJD-2014-001' }),
    code('programme', '活动', 'programme', pairingProgrammes, { required: true, example: '联手兴家' }),
    reference('union_code', '工会统计代码', 'union code', 'trade_union', { required: true, example: 'SY-0001' }),
    reference('partner_union_code', '结对工会代码', 'partner union', 'trade_union', {
      empty: { zh: '对方只写名称', en: 'the partner is named only' },
    }),
    text('partner_name', '结对单位', 'partner', {
      empty: { zh: '对方是登记的工会', en: 'the partner is a registered union' },
      example: '射阳县供电公司工会',
    }),
    pastDay('starts_on', '开始日期', 'starts on', { required: true, example: '2014-03-01' }),
    day('ends_on', '终止日期', 'ends on', {
      empty: { zh: '仍结对', en: 'it still holds' },
      note: { zh: '不再结对的第一天。', en: 'First day on which it no longer holds.' },
    }),
  ],
};
