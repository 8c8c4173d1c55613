import { campaignKinds, unionisationStages } from '@union/schema/codes.ts';
import { code, count, day, identifier, pastDay, reference, type SheetSpec, scope, text } from './column.ts';

export const campaign: SheetSpec = {
  key: 'campaign',
  zh: '集中行动',
  en: 'campaigns',
  note: {
    zh: '一行是一次集中行动，如集中建会月、要约行动月。',
    en: 'One campaign a row, such as a month of unionisation or of bargaining.',
  },
  rowKey: ['campaign_code'],
  columns: [
    identifier('campaign_code', '行动代码', 'campaign code', { required: true, example: 'SY-JH-2014' }),
    text('name', '名称', 'name', { required: true, example: '2014年集中建会月' }),
    code('kind', '类别', 'kind', campaignKinds, { required: true, example: '集中建会' }),
    reference('federation_code', '主办总工会代码', 'federation code', 'federation', {
      required: true,
      example: '320924',
    }),
    day('starts_on', '开始日期', 'starts on', { required: true, example: '2014-05-01' }),
    day('ends_on', '截止日期', 'ends on', {
      required: true,
      example: '2014-05-31',
      note: { zh: '最后一天（含）。', en: 'The last day, included.' },
    }),
    text('document', '文件', 'document', { empty: { zh: '未写明', en: 'not named' }, example: '射工发〔2014〕9号' }),
  ],
};

export const campaignGoal: SheetSpec = {
  key: 'campaign_goal',
  zh: '行动目标',
  en: 'campaign goals',
  note: {
    zh: '一行是一个范围在一次集中行动中的目标数：建会行动为首次建会的企业数，要约行动为签订份数。上级与下级的目标分别填写，不相加。',
    en: 'How many one scope is to reach in one campaign a row: enterprises with their first union, or agreements signed. Goals of a scope and of those below it are given apart and never added.',
  },
  rowKey: ['campaign_code', 'scope_id'],
  columns: [
    reference('campaign_code', '行动代码', 'campaign code', 'campaign', { required: true, example: 'SY-JH-2014' }),
    scope('scope_id', '范围', 'scope', { required: true, example: 'region:320924100' }),
    count('goal_count', '目标数', 'goal', { required: true, unit: 'goal', min: 1, example: '12' }),
  ],
};

export const unionisationEvent: SheetSpec = {
  key: 'unionisation_event',
  zh: '建会进程',
  en: 'unionisation events',
  note: {
    zh: '一行是一家企业到达建会的一个阶段：摸排发现、上门联系、筹备建会、上级批复、正式建会。被拒后可再次到达同一阶段。',
    en: 'One stage that an enterprise reached on the way to a union a row. A stage may be reached again after a refusal.',
  },
  rowKey: ['credit_code', 'stage', 'occurred_on'],
  columns: [
    reference('credit_code', '企业统一社会信用代码', "enterprise's credit code", 'enterprise', {
      required: true,
      example: '91320924MA00000070',
    }),
    code('stage', '阶段', 'stage', unionisationStages, { required: true, example: '上门联系' }),
    pastDay('occurred_on', '日期', 'occurred on', { required: true, example: '2014-05-12' }),
    text('officer', '联系人（岗位）', 'officer', {
      empty: { zh: '未写明', en: 'not named' },
      maxLength: 60,
      example: '组织部',
      note: { zh: '填部门或岗位即可。', en: 'A department or a post will do.' },
    }),
    day('next_action_on', '下一步日期', 'next action on', {
      empty: { zh: '没有安排', en: 'none is set' },
      example: '2014-05-26',
    }),
    reference('campaign_code', '行动代码', 'campaign code', 'campaign', {
      empty: { zh: '不属于集中行动', en: 'of no campaign' },
      example: 'SY-JH-2014',
    }),
  ],
};
