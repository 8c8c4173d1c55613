import type { CodeOf } from '../codes.ts';

/**
 * Kinds of the small registers that share one shape. `requires` names columns of the sheet that a row of the kind must
 * fill beside those that every row must; `counts` says what a row adds to the figures of its kind.
 */
export type Kind = {
  readonly zh: string;
  readonly en: string;
  readonly requires: readonly string[];
  /** Name of what is counted when it is not the rows themselves, such as essays. */
  readonly counts?: { readonly zh: string; readonly en: string };
};
export type KindList = Readonly<Record<string, Kind>>;

/** Something that was held, given or done on a day, with how many took part. */
export const activityKinds = {
  party_union: { zh: '党工共建活动', en: 'party–union co-building', requires: ['attendee_count'] },
  legal_outreach: { zh: '法制宣传（送法）', en: 'legal outreach', requires: ['attendee_count'] },
  model_worker_talk: { zh: '劳模宣讲', en: 'model-worker talk', requires: ['attendee_count'] },
  adviser_training: {
    zh: '协商指导员、谈判员培训',
    en: 'training of bargaining advisers',
    requires: ['attendee_count'],
  },
  cadre_training: { zh: '工会干部培训', en: 'training of union cadres', requires: ['attendee_count'] },
  frontline_service: { zh: '培训、服务、维权到一线', en: 'three-frontline service', requires: [] },
  tripartite_meeting: { zh: '劳动关系三方会议', en: 'tripartite meeting', requires: [] },
  democratic_meeting: { zh: '民主管理会议', en: 'democratic-management meeting', requires: ['union_code', 'level'] },
  satisfaction_vote: {
    zh: '会员满意度测评',
    en: 'member satisfaction vote',
    requires: ['union_code', 'attendee_count', 'favourable_count'],
  },
  employment_training: { zh: '就业培训', en: 'employment training', requires: ['attendee_count', 'target_group'] },
  job_placement: { zh: '职业介绍', en: 'job placement', requires: ['attendee_count', 'target_group'] },
  startup_guidance: { zh: '创业指导', en: 'start-up guidance', requires: ['attendee_count', 'target_group'] },
  contact_card: {
    zh: '发放工作联系卡',
    en: 'contact cards issued',
    requires: ['item_count'],
    counts: { zh: '张', en: 'cards' },
  },
  study_session: { zh: '集中学习', en: 'study session', requires: [] },
  study_essay: {
    zh: '心得体会',
    en: 'study essays',
    requires: ['item_count'],
    counts: { zh: '篇', en: 'essays' },
  },
  information_report: {
    zh: '信息报送',
    en: 'information reports',
    requires: ['item_count'],
    counts: { zh: '条', en: 'reports' },
  },
  publication: {
    zh: '门户网站、内刊稿件',
    en: 'items of the portal and the journal',
    requires: ['item_count'],
    counts: { zh: '篇', en: 'items' },
  },
  retired_cadre_service: { zh: '老干部服务', en: 'service to retired cadres', requires: [] },
} as const satisfies KindList;

/** A title or an award given to a unit, a union, a federation or a person. */
export const honourKinds = {
  harmonious_unit: { zh: '劳动关系和谐单位', en: 'harmonious labour-relations unit', requires: [] },
  model_home: { zh: '模范职工之家', en: "model workers' home", requires: ['union_code'] },
  model_small_home: { zh: '模范职工小家', en: "model workers' small home", requires: ['union_code'] },
  six_good: {
    zh: '“六好”乡镇（街道）工会',
    en: 'six-good township union',
    requires: ['recipient_federation_code', 'criteria_met_count'],
  },
  five_have: { zh: '“五有五好”工会', en: 'five-have five-good union', requires: ['union_code', 'criteria_met_count'] },
  finest_worker: { zh: '最美职工', en: 'finest worker', requires: ['person_key'] },
  learning_worker: { zh: '知能型员工', en: 'learning worker', requires: ['person_key'] },
  model_worker: { zh: '劳动模范', en: 'model worker', requires: ['person_key'] },
} as const satisfies KindList;

/** Who or what takes part in something for a time. */
export const enrolmentKinds = {
  joint_pledge: { zh: '共同约定行动', en: 'joint pledge', requires: ['credit_code'] },
  bargaining_adviser: { zh: '工资集体协商指导员', en: 'bargaining adviser', requires: ['person_key'] },
  bargaining_negotiator: { zh: '工资集体协商谈判员', en: 'bargaining negotiator', requires: ['person_key'] },
  full_time_officer: { zh: '专职工会干部', en: 'full-time union officer', requires: ['union_code', 'person_key'] },
  part_time_officer: { zh: '兼职工会干部', en: 'part-time union officer', requires: ['union_code', 'person_key'] },
  hired_chair: { zh: '职业化工会主席', en: 'hired union chair', requires: ['union_code', 'person_key'] },
  review_board: { zh: '评审工作委员会委员', en: 'member of the review board', requires: ['person_key'] },
  reform_pilot: { zh: '产业工人队伍建设改革试点', en: 'industrial-workforce reform pilot', requires: ['credit_code'] },
  village_enterprise_pilot: { zh: '村企共建试点', en: 'village–enterprise pilot', requires: [] },
} as const satisfies KindList;

/** What is opened, followed and closed with a result. */
export const rightsCaseKinds = {
  dispute: { zh: '劳动关系矛盾调处', en: 'dispute mediation', requires: [] },
  appeal: { zh: '职工诉求', en: 'worker appeal', requires: ['channel'] },
  wage_arrears: { zh: '欠薪', en: 'wage arrears', requires: ['worker_count', 'claimed_yuan'] },
  rights_platform: { zh: '职工维权平台案件', en: "case of the workers' rights platform", requires: ['channel'] },
  audit_finding: { zh: '经审问题', en: 'finding of the funds audit', requires: ['due_on'] },
} as const satisfies KindList;

export const caseChannels = {
  visit: { zh: '来访', en: 'visit' },
  letter: { zh: '来信', en: 'letter' },
  hotline: { zh: '12351 热线', en: 'hotline 12351' },
  online: { zh: '网上', en: 'online' },
  outreach: { zh: '走访发现', en: 'found on a visit' },
  transferred: { zh: '上级转办', en: 'passed on from above' },
  audit: { zh: '审查审计', en: 'audit' },
} as const;

export const caseResults = {
  resolved: { zh: '已解决', en: 'resolved' },
  partly: { zh: '部分解决', en: 'partly resolved' },
  unresolved: { zh: '未解决', en: 'not resolved' },
  referred: { zh: '移送有关部门', en: 'referred' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
} as const;

/** Where a meeting of democratic management was held. */
export const managementLevels = {
  company: { zh: '公司', en: 'company' },
  plant: { zh: '厂区', en: 'plant' },
  team: { zh: '班组', en: 'team' },
} as const;

export const targetGroups = {
  laid_off: { zh: '下岗失业职工', en: 'laid-off workers' },
  hardship: { zh: '生活困难职工', en: 'workers in hardship' },
  migrant: { zh: '农民工', en: 'migrant workers' },
  other: { zh: '其他', en: 'others' },
} as const;

export const honourLevels = {
  nation: { zh: '全国', en: 'national' },
  province: { zh: '省级', en: 'provincial' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
  town: { zh: '镇（街道）级', en: 'town' },
} as const;

export const honourResults = {
  awarded: { zh: '授予', en: 'awarded' },
  nominated: { zh: '提名', en: 'nominated' },
  not_reached: { zh: '未达标', en: 'not reached' },
} as const;

export const visitProblems = {
  none: { zh: '无问题', en: 'none' },
  labour: { zh: '用工', en: 'labour' },
  finance: { zh: '融资', en: 'finance' },
  market: { zh: '市场', en: 'market' },
  policy: { zh: '政策', en: 'policy' },
  rights: { zh: '劳动关系', en: 'labour relations' },
  other: { zh: '其他', en: 'other' },
} as const;

export const borrowerKinds = {
  enterprise: { zh: '企业', en: 'enterprise' },
  person: { zh: '个人', en: 'person' },
} as const;

/**
 * Rules that differ by place. A place without one of its own takes that of the nearest place above it, and at last the
 * platform's default, which stands here with its reason.
 */
export const regionalRuleKinds = {
  union_eligibility_months: { zh: '应建会期限（月）', en: 'months in which a new enterprise is to form a union' },
  offer_reply_days: { zh: '要约答复期限（日）', en: 'days to reply to a bargaining offer' },
  offer_reply_workdays: { zh: '要约答复期限（工作日）', en: 'working days to reply to a bargaining offer' },
  renewal_notice_days: {
    zh: '合同续签提前期（日）',
    en: 'days before its expiry in which an agreement is to be renewed',
  },
  warmth_cap_per_time_yuan: { zh: '送温暖每次限额（元）', en: 'most of one warmth payment, in yuan' },
  warmth_cap_per_year_yuan: {
    zh: '送温暖每户每年限额（元）',
    en: 'most of warmth payments to a file in a year, in yuan',
  },
  stage_idle_days: { zh: '建会各阶段停留期限（日）', en: 'days that a unionisation case may stay in one stage' },
} as const;
export type RegionalRuleKind = CodeOf<typeof regionalRuleKinds>;

/** What holds where no place has a rule. `null`: then there is no such limit. */
export const regionalRuleDefaults: Readonly<Record<RegionalRuleKind, number | null>> = {
  union_eligibility_months: 6,
  offer_reply_days: 15,
  offer_reply_workdays: null,
  renewal_notice_days: 90,
  warmth_cap_per_time_yuan: 3000,
  warmth_cap_per_year_yuan: 6000,
  stage_idle_days: 60,
};
