import type { Metric, Words } from './metric.ts';

/** A field of work that metrics belong to. `owner`: the office that answers for its definitions, unless a setting names another. */
export type MetricGroup = { readonly key: string; readonly name: Words; readonly owner: Words };

/** In the order in which lists show them. */
export const metricGroups = [
  {
    key: 'organisation',
    name: { zh: '组织建设', en: 'organisation' },
    owner: { zh: '基层工作部', en: 'grassroots organisation office' },
  },
  {
    key: 'stars',
    name: { zh: '星级评定', en: 'star ratings' },
    owner: { zh: '基层工作部', en: 'grassroots organisation office' },
  },
  {
    key: 'bargaining',
    name: { zh: '集体协商与民主管理', en: 'bargaining and democratic management' },
    owner: { zh: '权益保障部', en: 'rights protection office' },
  },
  {
    key: 'assistance',
    name: { zh: '困难帮扶', en: 'assistance' },
    owner: { zh: '权益保障部（帮扶中心）', en: 'rights protection office (assistance centre)' },
  },
  {
    key: 'money',
    name: { zh: '经费使用', en: 'union funds' },
    owner: { zh: '财务部', en: 'finance office' },
  },
  {
    key: 'services',
    name: { zh: '服务阵地与竞赛', en: 'service sites and contests' },
    owner: { zh: '劳动和经济工作部', en: 'labour and economy office' },
  },
  {
    key: 'work',
    name: { zh: '各项工作', en: 'registers of work' },
    owner: { zh: '办公室', en: 'general office' },
  },
] as const satisfies readonly MetricGroup[];

export type MetricGroupKey = (typeof metricGroups)[number]['key'];

/** The group of each mart; a metric belongs where its mart does. */
const groupOfMart: Readonly<Record<string, MetricGroupKey>> = {
  coverage: 'organisation',
  coverage_per_union: 'organisation',
  park_union: 'organisation',
  park_union_chair: 'organisation',
  new_coverage: 'organisation',
  new_union: 'organisation',
  new_union_member: 'organisation',
  new_member: 'organisation',
  union_quality: 'organisation',
  union_pairing: 'organisation',
  campaign_progress: 'organisation',
  settlement_backlog: 'organisation',
  return_quality: 'organisation',
  star_distribution: 'stars',
  star_share: 'stars',
  self_rating: 'stars',
  agreement_coverage: 'bargaining',
  agreement_in_force: 'bargaining',
  agreement_signing: 'bargaining',
  wage_agreement_expiry: 'bargaining',
  bargaining_offer: 'bargaining',
  offer_overdue: 'bargaining',
  congress_proposal: 'bargaining',
  proposal_overdue: 'bargaining',
  assistance_share: 'assistance',
  household_assistance: 'assistance',
  household_coverage: 'assistance',
  household_visit: 'assistance',
  spending_share: 'money',
  service_site: 'services',
  new_service_site: 'services',
  contest_entry: 'services',
  work_record: 'work',
  work_standing: 'work',
};

/** The group of a metric. @throws Error for a mart that has none yet */
export function groupOf({ mart }: Pick<Metric, 'mart'>): MetricGroup {
  const key = groupOfMart[mart];
  const group = metricGroups.find((each) => each.key === key);
  if (!group) throw new Error(`the mart ${mart} belongs to no group of metrics`);
  return group;
}
