import { firstVersion } from './first-version.ts';
import type { Counted, Metric, Words } from './metric.ts';

/** Metrics of the small registers: a kind each of the marts `work_record` (flows) and `work_standing` (stocks). */
const placed: Words = {
  zh: '按登记的地区和总工会计入；由工会登记的按工会所在地和隶属计入。',
  en: 'Counted in the place and under the federation that are registered; what a union registers where the union is.',
};

const known: Words = {
  zh: '以发布当晚所知为准：以后办结的仍会提高其登记期间的比例。期间内没有的不适用。',
  en: 'As known on the night of publication: what is closed later still raises the period in which it began. Without any it is not applicable.',
};

type Measure = { readonly column: string; readonly counts: Counted; readonly name: Words };

const sessions: Measure = { column: 'record_count', counts: 'activities', name: { zh: '场次', en: 'sessions' } };
const attendees: Measure = { column: 'attendee_count', counts: 'attendees', name: { zh: '参加人次', en: 'attendees' } };
const items = (zh: string, en: string): Measure => ({ column: 'item_count', counts: 'items', name: { zh, en } });

function base(
  id: string,
  name: Words,
  kind: string,
  source: Words,
  more: Words,
): Pick<Metric, 'id' | 'name' | 'better' | 'definition' | 'disclosure' | 'kind' | 'scopes'> {
  return {
    id,
    name,
    better: 'higher',
    definition: firstVersion(id, { zh: `${more.zh}${placed.zh}`, en: `${more.en} ${placed.en}`.trim() }, source),
    disclosure: 'public',
    kind,
    scopes: ['region', 'park', 'federation'],
  };
}

/** How much of a kind was done in a period. */
function flow(id: string, name: Words, kind: string, measure: Measure, source: Words): Metric {
  const approximate: Words = {
    zh: '登记为「近」「约」的数照登记数计入。',
    en: 'Numbers entered as about count as they are.',
  };
  return {
    ...base(id, name, kind, source, approximate),
    formula: {
      zh: `期间内登记的${name.zh}（${measure.name.zh}合计）`,
      en: `${measure.name.en} of the period, summed: ${name.en}`,
    },
    numerator: { name, counts: measure.counts, column: measure.column },
    denominator: null,
    unit: measure.counts === 'cents' ? 'cents' : 'count',
    shape: 'count',
    time: 'flow',
    mart: 'work_record',
    approximate: 'approximate_count',
  };
}

/** Which part of a kind of a period came to something. */
function share(id: string, name: Words, kind: string, part: Measure, whole: Measure, source: Words): Metric {
  return {
    ...base(id, name, kind, source, known),
    formula: {
      zh: `期间内登记的：${part.name.zh} ÷ ${whole.name.zh}`,
      en: `of the period: ${part.name.en} ÷ ${whole.name.en}`,
    },
    numerator: { name: part.name, counts: part.counts, column: part.column },
    denominator: { name: whole.name, counts: whole.counts, column: whole.column },
    unit: 'share',
    shape: 'ratio',
    time: 'flow',
    mart: 'work_record',
  };
}

/** How much of a kind holds on a day. */
function standing(id: string, name: Words, kind: string, counts: Counted, source: Words): Metric {
  return {
    ...base(id, name, kind, source, {
      zh: '自开始日起，至终止或撤销前一日止。',
      en: 'From its first day until the day before it ends or is revoked.',
    }),
    formula: { zh: `当日有效的${name.zh}`, en: `${name.en} that hold on the day` },
    numerator: { name, counts, column: 'standing_count' },
    denominator: null,
    unit: 'count',
    shape: 'count',
    time: 'stock',
    mart: 'work_standing',
  };
}

const measure = (column: string, counts: Counted, zh: string, en: string): Measure => ({
  column,
  counts,
  name: { zh, en },
});
const words = (zh: string, en: string): Words => ({ zh, en });

const activityMetrics: readonly Metric[] = [
  flow(
    'party_union_activity_count',
    words('党工共建活动场次', 'party–union sessions'),
    'party_union',
    sessions,
    words('「黨工共建」「党建带工建」', 'party and union build together'),
  ),
  flow(
    'party_union_attendee_count',
    words('党工共建参加人次', 'attendees of party–union sessions'),
    'party_union',
    attendees,
    words('党工共建 60 人', '60 people at a party–union session'),
  ),
  flow(
    'legal_outreach_count',
    words('法制宣传场次', 'legal outreach events'),
    'legal_outreach',
    sessions,
    words('「法制宣傳月」「送法下鄉」', 'the month of legal outreach'),
  ),
  flow(
    'legal_outreach_reach',
    words('法制宣传受众人次', 'people reached by legal outreach'),
    'legal_outreach',
    attendees,
    words('「法制宣傳月」「送法下鄉」', 'the month of legal outreach'),
  ),
  flow(
    'model_worker_talk_count',
    words('劳模宣讲场次', 'model-worker talks'),
    'model_worker_talk',
    sessions,
    words('「8個單位」', 'talks at eight units'),
  ),
  flow(
    'model_worker_talk_audience',
    words('劳模宣讲受众人次', 'audience of model-worker talks'),
    'model_worker_talk',
    attendees,
    words('「受眾達5000人」', 'an audience of 5,000'),
  ),
  flow(
    'adviser_trainee_count',
    words('协商指导员、谈判员培训人次', 'bargaining advisers trained'),
    'adviser_training',
    attendees,
    words('「工資集體協商指導員、談判員」', 'advisers and negotiators of wage bargaining'),
  ),
  flow(
    'tripartite_meeting_count',
    words('三方会议次数', 'tripartite meetings'),
    'tripartite_meeting',
    sessions,
    words('「三方協商制度」', 'the tripartite system'),
  ),
  flow(
    'democratic_meeting_count',
    words('民主管理会议次数', 'democratic-management meetings'),
    'democratic_meeting',
    sessions,
    words('「公司、厂区、班组“三级”民主管理」', 'democratic management at three levels'),
  ),
  flow(
    'employment_service_count',
    words('就业创业帮扶人次', 'people served by employment assistance'),
    'employment_service',
    attendees,
    words('「就業培訓、職業介紹、創業指導」', 'training, placement and start-up guidance'),
  ),
  flow(
    'contact_card_count',
    words('发放工作联系卡数', 'contact cards issued'),
    'contact_card',
    items('联系卡', 'cards'),
    words('「發放了工作聯系卡，記錄了民情日記」', 'contact cards and visit diaries'),
  ),
  flow(
    'study_session_count',
    words('集中学习次数', 'study sessions'),
    'study_session',
    sessions,
    words('「集中學習6次」', 'six study sessions'),
  ),
  flow(
    'study_essay_count',
    words('心得体会篇数', 'study essays'),
    'study_essay',
    items('心得体会', 'essays'),
    words('「撰寫心得體會26篇」', '26 essays'),
  ),
  flow(
    'information_report_count',
    words('信息报送条数', 'information reports'),
    'information_report',
    items('信息', 'reports'),
    words('「報送信息3條」', 'three reports'),
  ),
  flow(
    'published_item_count',
    words('门户网站、内刊稿件数', 'items of the portal and the journal'),
    'publication',
    items('稿件', 'items'),
    words('「縣總工會門戶網站、內刊等宣傳平臺」', 'the portal and the journal'),
  ),
  flow(
    'retired_cadre_service_count',
    words('老干部服务次数', 'services to retired cadres'),
    'retired_cadre_service',
    sessions,
    words('「財務、經審、老干部」', 'finance, audit, retired cadres'),
  ),
  share(
    'frontline_service_share',
    words('服务到一线占比', 'frontline share of service events'),
    'frontline_service',
    measure('frontline_count', 'activities', '在一线的服务', 'services at the frontline'),
    measure('record_count', 'activities', '全部服务', 'all services'),
    words('「培训、服务、维权到一线」', 'training, service and rights at the frontline'),
  ),
  share(
    'member_satisfaction_rate',
    words('会员满意率', 'member satisfaction rate'),
    'satisfaction_vote',
    measure('favourable_count', 'attendees', '满意的会员', 'members who are satisfied'),
    measure('attendee_count', 'attendees', '参加测评的会员', 'members who voted'),
    words('「以職工會員是否認可、滿意為評判依據」', 'what members approve of is the measure'),
  ),
];

const caseMetrics: readonly Metric[] = [
  share(
    'dispute_closed_share',
    words('矛盾调处办结率', 'closed share of disputes'),
    'dispute',
    measure('closed_count', 'cases', '已办结', 'closed'),
    measure('record_count', 'cases', '受理', 'opened'),
    words('「劳动关系矛盾调处机制」', 'mediation of disputes'),
  ),
  share(
    'appeal_closed_share',
    words('职工诉求办结率', 'closed share of worker appeals'),
    'appeal',
    measure('closed_count', 'cases', '已办结', 'closed'),
    measure('record_count', 'cases', '受理', 'opened'),
    words('「畅通职工反映诉求」', 'workers can say what they need'),
  ),
  share(
    'wage_arrears_recovered_share',
    words('欠薪追回比例', 'recovered share of wage arrears'),
    'wage_arrears',
    measure('settled_cents', 'cents', '追回金额', 'amount recovered'),
    measure('amount_cents', 'cents', '涉及金额', 'amount claimed'),
    words('「農民工工資拖欠」「防止惡意欠薪」', 'wages of migrant workers in arrears'),
  ),
  flow(
    'rights_platform_case_count',
    words('维权平台受理件数', 'cases of the rights platform'),
    'rights_platform',
    measure('record_count', 'cases', '受理', 'opened'),
    words('「職工維權平臺的作用沒有得到充分發揮」', 'the rights platform is not used enough'),
  ),
  share(
    'rights_platform_closed_share',
    words('维权平台办结率', 'closed share of rights-platform cases'),
    'rights_platform',
    measure('closed_count', 'cases', '已办结', 'closed'),
    measure('record_count', 'cases', '受理', 'opened'),
    words('「職工維權平臺的作用沒有得到充分發揮」', 'the rights platform is not used enough'),
  ),
  {
    ...standing(
      'open_audit_finding_count',
      words('未整改的经审问题数', 'open findings of the funds audit'),
      'open_audit_finding',
      'cases',
      words('「財務、經審、老干部」', 'finance, audit, retired cadres'),
    ),
    better: 'lower',
  },
  share(
    'suggestion_adopted_share',
    words('合理化建议采纳率', 'adopted share of rationalisation proposals'),
    'suggestion',
    measure('closed_count', 'proposals', '采纳', 'adopted'),
    measure('record_count', 'proposals', '提出', 'submitted'),
    words('「提合理化建议」', 'workers make proposals'),
  ),
  share(
    'visit_problem_solved_share',
    words('企业问题解决率', 'solved share of problems of enterprises'),
    'visit_problem',
    measure('closed_count', 'cases', '已解决', 'solved'),
    measure('record_count', 'cases', '走访提出的问题', 'problems raised on visits'),
    words('「进企业、解难题、促发展」', 'into enterprises, solve problems'),
  ),
  flow(
    'startup_loan_count',
    words('五一创业贷笔数', 'start-up loans granted'),
    'startup_loan',
    measure('record_count', 'loans', '授信', 'credit lines'),
    words('「五一創業貸」', 'the May-Day start-up loan'),
  ),
  flow(
    'startup_loan_amount',
    words('五一创业贷授信额', 'amount of start-up loans'),
    'startup_loan',
    measure('amount_cents', 'cents', '授信额度', 'credit lines'),
    words('「五一創業貸」', 'the May-Day start-up loan'),
  ),
  flow(
    'apprentice_graduation_count',
    words('徒弟出师人数', 'apprentices who graduated'),
    'graduation',
    measure('record_count', 'attendees', '出师', 'graduations'),
    words('「师徒结对」', 'masters and apprentices'),
  ),
];

const standingMetrics: readonly Metric[] = [
  standing(
    'harmonious_unit_count',
    words('劳动关系和谐单位数', 'harmonious labour-relations units'),
    'honour_harmonious_unit',
    'honours',
    words('「培植典型單位20家」', '20 model units'),
  ),
  standing(
    'model_home_count',
    words('模范职工之家数', 'model workers’ homes'),
    'honour_model_home',
    'honours',
    words('「模范职工之家和模范职工小家」', 'model homes and small homes'),
  ),
  standing(
    'model_small_home_count',
    words('模范职工小家数', 'model workers’ small homes'),
    'honour_model_small_home',
    'honours',
    words('「模范职工之家和模范职工小家」', 'model homes and small homes'),
  ),
  standing(
    'six_good_union_count',
    words('“六好”乡镇（街道）工会数', 'six-good township unions'),
    'honour_six_good',
    'honours',
    words('「六好”鄉鎮（街道）工會」', 'six-good township unions'),
  ),
  standing(
    'five_have_union_count',
    words('“五有五好”工会数', 'five-have five-good unions'),
    'honour_five_have',
    'honours',
    words('「五有五好」', 'five have, five good'),
  ),
  flow(
    'finest_worker_count',
    words('最美职工人数', 'finest workers'),
    'honour_finest_worker',
    measure('closed_count', 'honours', '授予', 'awarded'),
    words('「射陽縣十佳最美職工」', 'ten finest workers of the county'),
  ),
  standing(
    'learning_worker_count',
    words('知能型员工人数', 'learning workers'),
    'honour_learning_worker',
    'honours',
    words('「连续两年被评为知能型员工」', 'learning workers two years running'),
  ),
  standing(
    'model_worker_count',
    words('劳动模范人数', 'model workers'),
    'honour_model_worker',
    'honours',
    words('「在全縣各級勞模中篩選了10名」', 'ten of the county’s model workers'),
  ),
  standing(
    'joint_pledge_enterprise_count',
    words('共同约定行动企业数', 'enterprises of the joint pledge'),
    'joint_pledge',
    'enterprises',
    words('「共同約定行動」', 'the joint pledge'),
  ),
  standing(
    'bargaining_adviser_count',
    words('协商指导员人数', 'bargaining advisers'),
    'bargaining_adviser',
    'enrolments',
    words('「工資集體協商指導員、談判員」', 'advisers and negotiators of wage bargaining'),
  ),
  standing(
    'bargaining_negotiator_count',
    words('协商谈判员人数', 'bargaining negotiators'),
    'bargaining_negotiator',
    'enrolments',
    words('「工資集體協商指導員、談判員」', 'advisers and negotiators of wage bargaining'),
  ),
  standing(
    'full_time_officer_count',
    words('专职工会干部人数', 'full-time union officers'),
    'full_time_officer',
    'enrolments',
    words('「大多工業園區工會沒有專職工作人員」', 'most park unions have nobody full-time'),
  ),
  standing(
    'hired_chair_count',
    words('职业化工会主席人数', 'hired union chairs'),
    'hired_chair',
    'enrolments',
    words('「招聘職業化工會主席」', 'hire professional chairs'),
  ),
  standing(
    'review_board_member_count',
    words('评审委员会委员人数', 'members of the review board'),
    'review_board',
    'enrolments',
    words('「三雙”創建評審工作委員會」', 'the review board'),
  ),
  standing(
    'reform_pilot_count',
    words('产改试点企业数', 'industrial-workforce reform pilots'),
    'reform_pilot',
    'enterprises',
    words('「产改」', 'reform of the industrial workforce'),
  ),
  standing(
    'village_enterprise_pilot_count',
    words('村企共建试点数', 'village–enterprise pilots'),
    'village_enterprise_pilot',
    'enrolments',
    words('「"村企共建"工作试点」', 'village and enterprise build together'),
  ),
  standing(
    'apprenticeship_count',
    words('师徒结对数', 'apprenticeship pairs'),
    'apprenticeship',
    'enrolments',
    words('「师徒结对」', 'masters and apprentices'),
  ),
];

/** Metrics of activities, cases, suggestions, visits, loans, honours and enrolments. */
export const workRecordMetrics: readonly Metric[] = [...activityMetrics, ...caseMetrics, ...standingMetrics];
