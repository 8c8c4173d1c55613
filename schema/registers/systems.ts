/**
 * The systems that the source documents of the project name, and where each has its place: the tables that hold it and the
 * metrics that are made of it. Sheets and GraphQL types follow from the tables. docs/registers.md is printed from here.
 */
export type System = {
  readonly no: number;
  readonly zh: string;
  readonly en: string;
  /** The register first that is the system's own. */
  readonly tables: readonly string[];
  readonly metrics: readonly string[];
  /** Where else it is seen, by a name in the GraphQL query: a published figure, a list. */
  readonly queries?: readonly string[];
};

type Row = readonly [zh: string, en: string, tables: string, metrics: string, queries?: string];

/** In the order of the documents; lists are separated by spaces. */
const rows: readonly Row[] = [
  [
    '企业建会动态数据库',
    'park unionisation register',
    'enterprise enterprise_period unionisation_event',
    'enterprise_unionisation_rate new_coverage_count settlement_to_union_days',
    'unionisationCases',
  ],
  [
    '新落户园区企业跟踪',
    'new-settler tracking',
    'enterprise enterprise_period headcount_observation unionisation_event',
    'settlement_backlog_count settlement_backlog_age settlement_overdue_share',
  ],
  [
    '建会率、入会率目标',
    'park coverage target',
    'target target_milestone',
    'enterprise_unionisation_rate member_rate park_union_rate',
    'target',
  ],
  [
    '基线',
    'coverage baseline',
    'target aggregate_return',
    'enterprise_unionisation_rate member_rate returned_against_registered_enterprises',
  ],
  [
    '区域性、行业性工会',
    'regional and industrial union coverage',
    'coverage_link trade_union',
    'enterprise_unionisation_rate coverage_per_union new_union_type_distribution',
  ],
  [
    '长期不建会单位',
    'long-term non-unionised list',
    'enterprise unionisation_event regional_rule',
    'settlement_backlog_age settlement_overdue_share',
    'workList target',
  ],
  ['集中建会月', 'unionisation campaign', 'campaign campaign_goal', 'campaign_progress'],
  [
    '双措并举、二次覆盖',
    'second coverage and professional union chairs',
    'coverage_link enrolment',
    'enterprise_secondary_coverage_rate hired_chair_count park_union_professional_chair_share',
  ],
  [
    '专职人员不足',
    'union staffing register',
    'enrolment trade_union',
    'full_time_officer_count union_full_time_chair_share',
  ],
  [
    '星级工会推进计划、数据库、提升目标',
    'star-rated union register',
    'star_rating star_plan rating_level',
    'star_distribution star_three_and_above_share',
    'movement',
  ],
  ['双会双星双争', 'star programme', 'rating_scheme rating_level', 'star_distribution'],
  [
    '评审工作委员会',
    'rating review board',
    'enrolment star_rating',
    'review_board_member_count self_rating_reviewed_share',
  ],
  [
    '自我评星定星、逐一过堂',
    'self-rating and screening',
    'star_rating rating_round star_plan',
    'self_rating_difference self_rating_reviewed_share',
  ],
  ['序时要求差距', 'schedule progress', 'target light_rule light_band', 'campaign_progress', 'target'],
  ['不平衡性', 'imbalance between units', 'target', 'enterprise_unionisation_rate', 'ranking target'],
  [
    '工会经费向一线倾斜',
    'frontline spending share',
    'ledger_line ledger_account account_chart frontline_rule frontline_rule_account',
    'spending_frontline_share_broad spending_frontline_share_strict',
  ],
  [
    '救助力度、频度',
    'assistance intensity and frequency',
    'assistance_grant household_visit regional_rule',
    'assistance_per_household assistance_payments_per_household assistance_frontline_share',
  ],
  ['考核指标、工作竞赛', 'assessment indicators and league table', 'target', 'enterprise_unionisation_rate', 'ranking'],
  ['推进速度名列全市第一', 'rank claim', 'service_site', 'new_model_worker_studio_count', 'ranking'],
  [
    '空壳、僵尸工会清查',
    'union census',
    'census_finding',
    'union_shell_zombie_share enterprise_unionisation_rate_effective member_rate_effective',
  ],
  [
    '新建工会组织',
    'union establishment ledger',
    'trade_union member membership_observation',
    'new_union_count new_union_independent_share new_union_member_count members_per_new_union new_member_count',
  ],
  ['工会社团法人资格登记', 'union legal-person certificate register', 'trade_union', 'union_certificate_share'],
  ['村企联合基层工会', 'village–enterprise joint union', 'trade_union coverage_link', 'new_union_type_distribution'],
  ['六好乡镇工会', 'six-good township union rating', 'honour', 'six_good_union_count'],
  ['五有五好', 'five-have five-good union rating', 'honour', 'five_have_union_count'],
  [
    '模范职工之家、小家，满意度',
    "model workers' home; member satisfaction vote",
    'honour activity',
    'model_home_count model_small_home_count member_satisfaction_rate',
  ],
  [
    '两个普遍',
    'two universals',
    'coverage_link agreement',
    'enterprise_unionisation_rate wage_agreement_coverage_rate',
  ],
  ['联手兴家、强家', 'pairing programme', 'union_pairing', 'paired_union_count paired_union_share'],
  [
    '党工共建',
    'party–union co-building',
    'activity union_pairing',
    'party_union_activity_count party_union_attendee_count',
  ],
  [
    '工资集体协商要约书',
    'wage bargaining offer',
    'bargaining_offer regional_rule public_holiday',
    'bargaining_offers_sent bargaining_offer_reply_in_time_share bargaining_offers_overdue',
  ],
  [
    '续签合同',
    'wage agreement renewal',
    'agreement',
    'wage_agreements_renewed wage_agreement_renewal_rate wage_agreements_lapsed agreements_expiring',
  ],
  [
    '区域性合同',
    'regional wage agreement',
    'agreement agreement_enterprise',
    'regional_wage_agreements_signed wage_agreement_unnamed_enterprises',
  ],
  [
    '协商突击月；指导员、谈判员',
    'bargaining campaign; bargaining advisers',
    'campaign enrolment activity',
    'campaign_progress bargaining_adviser_count bargaining_negotiator_count adviser_trainee_count',
  ],
  ['签约门槛', 'agreement types and threshold', 'agreement', 'agreement_signed_share agreements_in_force'],
  [
    '女职工专项集体合同数据库',
    'female-workers special contract register',
    'agreement',
    'female_contract_coverage_rate female_contract_worker_coverage_rate female_contracts_expiring',
  ],
  [
    '职代会提案',
    "workers' congress proposal",
    'congress_proposal',
    'congress_proposal_closure_rate congress_proposal_in_time_share congress_proposals_overdue congress_proposal_satisfied_share',
  ],
  ['三级民主管理', 'three-level democratic management', 'activity', 'democratic_meeting_count'],
  ['和谐劳动关系', 'harmonious labour-relations unit', 'honour', 'harmonious_unit_count'],
  ['共同约定行动', 'joint-pledge action', 'enrolment', 'joint_pledge_enterprise_count'],
  [
    '三方协商、矛盾调处、诉求',
    'tripartite meeting; dispute mediation; worker appeal',
    'rights_case activity',
    'tripartite_meeting_count dispute_closed_share appeal_closed_share',
  ],
  ['欠薪', 'wage-arrears case', 'rights_case', 'wage_arrears_recovered_share'],
  ['法制宣传', 'legal outreach event', 'activity', 'legal_outreach_count legal_outreach_reach'],
  [
    '手牵手、往前走',
    'hand-in-hand programme',
    'hardship_household assistance_grant',
    'assistance_per_household household_coverage_rate',
  ],
  [
    '两月一访',
    'two-month visit rule',
    'household_visit',
    'household_visit_two_month_rate household_visit_two_month_rolling_rate',
  ],
  [
    '困难职工季季访',
    'quarterly hardship visit',
    'household_visit',
    'household_visit_quarterly_rate household_visit_quarterly_rolling_rate',
  ],
  ['工作联系卡、民情日记', 'contact card; visit diary', 'activity household_visit', 'contact_card_count'],
  ['困难救助工程', 'hardship file', 'hardship_household', 'household_unvisited_share household_coverage_rate'],
  ['就业、创业帮扶', 'employment assistance', 'activity', 'employment_service_count'],
  ['五一创业贷', 'May-Day start-up loan', 'startup_loan', 'startup_loan_count startup_loan_amount'],
  ['爱心驿站', 'care station', 'service_site service_site_rating', 'care_station_count care_station_star_distribution'],
  [
    '五星级爱心母婴室',
    'mother-and-baby room',
    'service_site service_site_rating',
    'mother_baby_room_count mother_baby_room_star_distribution',
  ],
  ['劳模工作室', 'model-worker studio', 'service_site', 'model_worker_studio_count new_model_worker_studio_count'],
  [
    '劳模管理',
    'model-worker register; talk tour',
    'honour activity',
    'model_worker_count model_worker_talk_count model_worker_talk_audience',
  ],
  ['师徒结对', 'apprenticeship pair', 'apprenticeship', 'apprenticeship_count apprentice_graduation_count'],
  [
    '安康杯',
    'Ankang Cup safety contest',
    'contest contest_entry',
    'ankang_cup_entrant_count ankang_cup_new_enterprise_count',
  ],
  [
    '劳动竞赛、技能竞赛',
    'labour and skills contest',
    'contest contest_entry',
    'contest_entrant_count contest_enterprise_count',
  ],
  ['季度技术比武', 'quarterly skills match', 'contest contest_entry', 'contest_entrant_count'],
  ['最美职工', 'finest-worker award', 'honour', 'finest_worker_count'],
  [
    '合理化建议、知能型员工',
    'rationalisation proposal; learning-worker title',
    'suggestion honour',
    'suggestion_adopted_share learning_worker_count',
  ],
  ['产改试点', 'industrial-workforce reform pilot', 'enrolment', 'reform_pilot_count'],
  ['培训、服务、维权到一线', 'three-frontline service', 'activity', 'frontline_service_share'],
  ['门户网站、内刊', 'portal and journal', 'activity', 'published_item_count', 'freshness'],
  [
    '职工维权平台',
    "workers' rights platform",
    'rights_case',
    'rights_platform_case_count rights_platform_closed_share',
  ],
  ['进企业、解难题、促发展', 'enterprise visit', 'enterprise_visit', 'visit_problem_solved_share', 'workList'],
  ['村企共建', 'village–enterprise pilot', 'enrolment union_pairing', 'village_enterprise_pilot_count'],
  [
    '教育实践活动',
    'study-campaign counters',
    'activity',
    'study_session_count study_essay_count information_report_count',
  ],
  [
    '财务、经审、老干部',
    'finance; funds audit; retired cadres',
    'rights_case ledger_line activity',
    'open_audit_finding_count retired_cadre_service_count',
  ],
];

const list = (text = '') => text.split(' ').filter(Boolean);

/** All of them, by number. */
export const systems: readonly System[] = rows.map(([zh, en, tables, metrics, queries], at) => ({
  no: at + 1,
  zh,
  en,
  tables: list(tables),
  metrics: list(metrics),
  ...(queries === undefined ? {} : { queries: list(queries) }),
}));
