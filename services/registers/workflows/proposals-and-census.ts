import { recordRegister } from '../record-registers.ts';
import { ask, correct, TODAY, type Workflow } from './workflow.ts';

const proposals = recordRegister('congress_proposal');

export const proposal: Workflow = {
  name: 'proposal',
  zh: '职代会提案',
  en: 'proposal of a workers’ congress',
  subject: 'congress_proposal',
  states: {
    open: { zh: '承办中', en: 'with its owner' },
    overdue: { zh: '超期未答复', en: 'overdue' },
    rectifying: { zh: '整改中', en: 'being rectified' },
    closed: { zh: '已办结', en: 'closed' },
  },
  state: (known) => `case
    when ${known}.feedback_on is null then case when ${known}.due_on < ${TODAY} then 'overdue' else 'open' end
    when ${known}.needs_rectification and ${known}.rectified_on is null then 'rectifying'
    else 'closed' end`,
  dueOn: (known) => `case when ${known}.feedback_on is null then ${known}.due_on end`,
  steps: [
    {
      name: 'giveProposalFeedback',
      zh: '答复',
      en: 'give feedback',
      from: ['open', 'overdue'],
      input: ask('congress_proposal', 'feedback_on*', 'needs_rectification', 'satisfaction'),
      changes: correct(proposals),
    },
    {
      name: 'reassignProposal',
      zh: '改派或调整期限',
      en: 'give it to another owner or another day',
      from: ['open', 'overdue'],
      input: ask('congress_proposal', 'owner_unit', 'due_on'),
      changes: correct(proposals),
    },
    {
      name: 'rectifyProposal',
      zh: '完成整改',
      en: 'complete the rectification',
      from: ['rectifying'],
      input: ask('congress_proposal', 'rectified_on*'),
      changes: correct(proposals),
    },
    {
      name: 'rateProposal',
      zh: '评价满意度',
      en: 'state the satisfaction',
      from: ['rectifying', 'closed'],
      input: ask('congress_proposal', 'satisfaction*'),
      changes: correct(proposals),
    },
  ],
};

export const census: Workflow = {
  name: 'census',
  zh: '工会清查',
  en: 'census of unions',
  subject: 'census_finding',
  states: {
    normal: { zh: '正常', en: 'normal' },
    finding: { zh: '待整改', en: 'to be rectified' },
    rectified: { zh: '已整改', en: 'rectified' },
  },
  state: (known) => `case when ${known}.result = 'normal' then 'normal'
    when ${known}.rectified_on is null then 'finding' else 'rectified' end`,
  dueOn: () => 'null::date',
  steps: [
    {
      name: 'rectifyFinding',
      zh: '完成整改',
      en: 'put it right',
      from: ['finding'],
      input: ask('census_finding', 'rectified_on*', 'note'),
      changes: correct(recordRegister('census_finding')),
    },
  ],
};
