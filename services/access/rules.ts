import type { Role } from './roles.ts';

/**
 * The one table that decides who may do what: what is kept (`groups`), what may be done with it (`actions`), and which
 * roles may do it. Every register belongs to one group; where its rows lie says `lies`, so that a grant within a
 * federation reaches the rows of that subtree alone. docs/access.md is printed from here.
 */
export const actions = {
  read: '查看 read',
  create: '新增 create',
  correct: '更正 correct',
  end: '终止 end',
  void: '作废 void',
  load: '导入 load',
  undo: '撤销导入 undo',
  decide: '审定 decide',
  look: '查看个人信息 look at personal data',
  administer: '管理 administer',
} as const;

export type Action = keyof typeof actions;

export type Rules = { readonly [A in Action]?: readonly Role[] };

const everyone = [
  ...['public', 'portal', 'analyst', 'officer', 'assistance_officer', 'reviewer', 'leader', 'administrator'],
] as readonly Role[];
const readers: readonly Role[] = ['analyst', 'officer', 'assistance_officer', 'reviewer', 'leader'];
/** Whoever holds any role: each for itself alone, see services/api/subscription. */
const subscribers: readonly Role[] = everyone.filter((role) => role !== 'public' && role !== 'portal');
const kept = (by: readonly Role[]): Rules => ({ create: by, correct: by, end: by, void: by, load: by, undo: by });

type Group = { readonly zh: string; readonly en: string; readonly rules: Rules };

export const groups = {
  published: { zh: '已发布指标', en: 'published figures, targets and definitions', rules: { read: everyone } },
  restricted: {
    zh: '受限指标',
    en: 'restricted figures',
    rules: { read: ['portal', ...readers, 'administrator'], administer: ['leader', 'administrator'] },
  },
  place: { zh: '区划、工会组织与园区', en: 'places and federations', rules: { read: everyone, ...kept(['officer']) } },
  enterprise: { zh: '企业', en: 'enterprises', rules: { read: readers, ...kept(['officer']) } },
  union: {
    zh: '基层工会',
    en: 'unions',
    rules: { read: readers, ...kept(['officer']), decide: ['reviewer', 'leader'] },
  },
  rating: {
    zh: '星级评定',
    en: 'ratings',
    rules: { read: readers, ...kept(['officer']), decide: ['reviewer', 'leader'] },
  },
  work: {
    zh: '工作台账',
    en: 'registers of work',
    rules: { read: readers, ...kept(['officer']), decide: ['reviewer', 'leader'] },
  },
  return: {
    zh: '汇总报表',
    en: 'aggregate returns',
    rules: { read: readers, ...kept(['officer']), decide: ['officer', 'reviewer', 'leader'] },
  },
  target: {
    zh: '目标',
    en: 'targets and light rules',
    rules: { read: readers, ...kept(['officer', 'leader']), decide: ['leader'] },
  },
  money: {
    zh: '经费',
    en: 'union funds',
    rules: { read: ['analyst', 'officer', 'reviewer', 'leader'], ...kept(['officer']), decide: ['leader'] },
  },
  member: {
    zh: '会员实名',
    en: 'members',
    rules: { read: ['officer'], ...kept(['officer']), look: ['assistance_officer'] },
  },
  assistance: {
    zh: '困难帮扶',
    en: 'hardship files, grants and visits',
    rules: {
      read: ['assistance_officer'],
      ...kept(['assistance_officer']),
      decide: ['assistance_officer'],
      look: ['assistance_officer'],
    },
  },
  query: {
    zh: '保存的查询',
    en: 'saved queries',
    rules: {
      read: [...readers, 'administrator'],
      create: readers,
      correct: readers,
      void: readers,
      decide: ['reviewer', 'leader', 'administrator'],
    },
  },
  display: {
    zh: '大屏与显示授权',
    en: 'walls and the tokens of their screens',
    rules: {
      read: ['leader', 'administrator'],
      create: ['leader', 'administrator'],
      correct: ['leader', 'administrator'],
      end: ['leader', 'administrator'],
    },
  },
  subscription: {
    zh: '订阅',
    en: 'own subscriptions',
    rules: { read: subscribers, create: subscribers, correct: subscribers, end: subscribers },
  },
  import: {
    zh: '导入记录',
    en: 'imports',
    rules: { read: [...readers, 'administrator'] },
  },
  operation: {
    zh: '运行记录',
    en: 'nights, notices, closed periods',
    rules: { read: [...readers, 'administrator'], administer: ['administrator'] },
  },
  identity: {
    zh: '账号与授权',
    en: 'accounts, grants, keys',
    rules: { read: ['administrator'], administer: ['administrator'] },
  },
  audit: { zh: '审计', en: 'audit', rules: { read: ['administrator'], administer: ['administrator'] } },
} as const satisfies Record<string, Group>;

export type GroupName = keyof typeof groups;

export const groupNames = Object.keys(groups) as readonly GroupName[];

/**
 * Where a row lies, by columns of its own: in a region, under a federation, at a union or an enterprise, at a union or
 * else a federation (`holder`), at an enterprise or else a union (`entrant`), in a region or else a park (`place`), in the
 * scope that `scope_id` names, or where the row of another register lies. `nowhere`: it belongs to the whole tree.
 */
export type Lies =
  | {
      readonly at:
        | 'region'
        | 'federation'
        | 'union'
        | 'enterprise'
        | 'holder'
        | 'entrant'
        | 'place'
        | 'scope'
        | 'nowhere';
    }
  | { readonly at: 'parent'; readonly register: string; readonly by: string };

/** `isShared`: read by whoever may read it anywhere, such as the star rules of the county by its towns. */
type RegisterRule = { readonly group: GroupName; readonly lies: Lies; readonly isShared?: true };

const of = (group: GroupName, at: Exclude<Lies['at'], 'parent'>): RegisterRule => ({ group, lies: { at } });
/** Lies where the row of `register` lies that has the same value in the column `by`. */
const under = (group: GroupName, register: string, by: string): RegisterRule => ({
  group,
  lies: { at: 'parent', register, by },
});
const shared = (rule: RegisterRule): RegisterRule => ({ ...rule, isShared: true });

/** Every register under the name of its table (or of what is served, where there is no table). */
export const registers = {
  figure: of('published', 'nowhere'),
  figure_restriction: of('restricted', 'scope'),
  region: of('place', 'region'),
  federation: of('place', 'federation'),
  park: of('place', 'region'),
  enterprise: of('enterprise', 'enterprise'),
  enterprise_period: of('enterprise', 'region'),
  headcount_observation: of('enterprise', 'enterprise'),
  membership_observation: of('enterprise', 'enterprise'),
  trade_union: of('union', 'federation'),
  coverage_link: of('union', 'entrant'),
  census_finding: of('union', 'union'),
  member: of('member', 'entrant'),
  rating_scheme: shared(of('rating', 'federation')),
  rating_level: shared(under('rating', 'rating_scheme', 'scheme_code')),
  rating_round: shared(under('rating', 'rating_scheme', 'scheme_code')),
  star_rating: of('rating', 'union'),
  account_chart: of('money', 'nowhere'),
  ledger_account: of('money', 'nowhere'),
  ledger_line: of('money', 'holder'),
  frontline_rule: of('money', 'nowhere'),
  frontline_rule_account: of('money', 'nowhere'),
  hardship_household: of('assistance', 'federation'),
  assistance_grant: of('assistance', 'federation'),
  household_visit: under('assistance', 'hardship_household', 'household_id'),
  aggregate_return: of('return', 'place'),
  target: shared(of('target', 'scope')),
  target_milestone: shared(under('target', 'target', 'target_code')),
  check_in: of('target', 'scope'),
  light_rule: shared(of('target', 'federation')),
  light_band: shared(under('target', 'light_rule', 'light_rule_code')),
  campaign: shared(of('work', 'federation')),
  campaign_goal: shared(of('work', 'scope')),
  unionisation_event: of('work', 'enterprise'),
  bargaining_offer: of('work', 'federation'),
  agreement: of('work', 'federation'),
  agreement_enterprise: of('work', 'enterprise'),
  congress_proposal: of('work', 'holder'),
  union_pairing: of('work', 'union'),
  service_site: of('work', 'federation'),
  service_site_rating: under('work', 'service_site', 'site_code'),
  contest: of('work', 'federation'),
  contest_entry: of('work', 'entrant'),
  activity: of('work', 'federation'),
  honour: of('work', 'federation'),
  enrolment: of('work', 'federation'),
  rights_case: of('work', 'federation'),
  suggestion: of('work', 'union'),
  apprenticeship: of('work', 'union'),
  startup_loan: of('work', 'federation'),
  enterprise_visit: of('work', 'federation'),
  star_plan: of('rating', 'union'),
  regional_rule: shared(of('target', 'region')),
  public_holiday: of('target', 'nowhere'),
  return_filing: of('return', 'federation'),
  wall: of('display', 'scope'),
  display_token: under('display', 'wall', 'wall_code'),
  subscription: of('subscription', 'nowhere'),
  import: of('import', 'federation'),
  saved_query: of('query', 'federation'),
  embed_use: of('operation', 'nowhere'),
  night_run: of('operation', 'nowhere'),
  notice: of('operation', 'nowhere'),
  closed_period: of('operation', 'nowhere'),
  account: of('identity', 'nowhere'),
  access_grant: of('identity', 'federation'),
  api_key: of('identity', 'nowhere'),
  audit_event: of('audit', 'nowhere'),
} as const satisfies Record<string, RegisterRule>;

export type Register = keyof typeof registers;

/** The rule of a register. */
export const ruleOf = (register: Register): RegisterRule => registers[register];

/** The roles that may do this with rows of the group, each where it was granted; `[]`: nobody. */
export function rolesOf(group: GroupName, action: Action): readonly Role[] {
  const { rules }: { rules: Rules } = groups[group];
  return rules[action] ?? [];
}

/** Every set of roles that the table names: what a viewer may do is decided by one of these. */
export const roleSets: readonly (readonly Role[])[] = [
  ...new Set(Object.values(groups).flatMap(({ rules }: { rules: Rules }) => Object.values(rules))),
];
