/**
 * The code lists of the registers: the value stored, its Chinese name and its English one. Database checks, the
 * workbook's drop-down lists, GraphQL enums and pages all take them from here.
 */
export type CodeList = Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type CodeOf<L extends CodeList> = Extract<keyof L, string>;

export const regionLevels = {
  nation: { zh: '全国', en: 'nation' },
  province: { zh: '省', en: 'province' },
  city: { zh: '市', en: 'city' },
  county: { zh: '县（市、区）', en: 'county' },
  town: { zh: '镇（街道）', en: 'town' },
  village: { zh: '村（社区）', en: 'village' },
} as const satisfies CodeList;
export type RegionLevel = CodeOf<typeof regionLevels>;

export const federationLevels = {
  nation: { zh: '全国总工会', en: 'national federation' },
  province: { zh: '省级总工会', en: 'provincial federation' },
  city: { zh: '市级总工会', en: 'city federation' },
  county: { zh: '县级总工会', en: 'county federation' },
  town: { zh: '镇（街道）总工会', en: 'town federation' },
  industry: { zh: '产业（系统）工会', en: 'industry federation' },
} as const satisfies CodeList;
export type FederationLevel = CodeOf<typeof federationLevels>;

export const parkLevels = {
  national: { zh: '国家级', en: 'national' },
  province: { zh: '省级', en: 'provincial' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
} as const satisfies CodeList;
export type ParkLevel = CodeOf<typeof parkLevels>;

/** Unit types of the union registration form. */
export const unitTypes = {
  '110': { zh: '国有企业', en: 'state-owned' },
  '120': { zh: '集体企业', en: 'collective' },
  '130': { zh: '股份合作企业', en: 'joint-stock cooperative' },
  '140': { zh: '联营企业', en: 'associated' },
  '151': { zh: '国有独资公司', en: 'wholly state-owned company' },
  '159': { zh: '其他有限责任公司', en: 'other limited liability company' },
  '161': { zh: '国有控股股份有限公司', en: 'state-holding joint-stock company' },
  '169': { zh: '其他股份有限公司', en: 'other joint-stock company' },
  '170': { zh: '私营企业', en: 'private' },
  '190': { zh: '其他内资企业', en: 'other domestic' },
  '200': { zh: '港澳台商投资企业', en: 'Hong Kong, Macao and Taiwan invested' },
  '300': { zh: '外商投资企业', en: 'foreign invested' },
  '400': { zh: '事业单位', en: 'public institution' },
  '500': { zh: '机关', en: 'government body' },
  '600': { zh: '个体经济组织', en: 'individual business' },
  '700': { zh: '民办非企业单位', en: 'private non-enterprise unit' },
} as const satisfies CodeList;

/** Whether a unit is public by its kind, or not: what the register says of each enterprise. */
export const ownerships = {
  public: { zh: '公有制单位', en: 'public' },
  non_public: { zh: '非公有制单位', en: 'non-public' },
} as const satisfies CodeList;

/** Sections of GB/T 4754; the letters are the same in the editions of 2011 and 2017. */
export const industrySections = {
  A: { zh: '农、林、牧、渔业', en: 'agriculture, forestry, animal husbandry and fishery' },
  B: { zh: '采矿业', en: 'mining' },
  C: { zh: '制造业', en: 'manufacturing' },
  D: { zh: '电力、热力、燃气及水生产和供应业', en: 'electricity, heat, gas and water' },
  E: { zh: '建筑业', en: 'construction' },
  F: { zh: '批发和零售业', en: 'wholesale and retail' },
  G: { zh: '交通运输、仓储和邮政业', en: 'transport, storage and post' },
  H: { zh: '住宿和餐饮业', en: 'accommodation and catering' },
  I: { zh: '信息传输、软件和信息技术服务业', en: 'information transmission, software and IT services' },
  J: { zh: '金融业', en: 'finance' },
  K: { zh: '房地产业', en: 'real estate' },
  L: { zh: '租赁和商务服务业', en: 'leasing and business services' },
  M: { zh: '科学研究和技术服务业', en: 'scientific research and technical services' },
  N: { zh: '水利、环境和公共设施管理业', en: 'water conservancy, environment and public facilities' },
  O: { zh: '居民服务、修理和其他服务业', en: 'resident services, repair and other services' },
  P: { zh: '教育', en: 'education' },
  Q: { zh: '卫生和社会工作', en: 'health and social work' },
  R: { zh: '文化、体育和娱乐业', en: 'culture, sports and entertainment' },
  S: { zh: '公共管理、社会保障和社会组织', en: 'public administration, social security and social organisations' },
  T: { zh: '国际组织', en: 'international organisations' },
} as const satisfies CodeList;

export const observationSources = {
  census: { zh: '普查', en: 'census' },
  return: { zh: '报表', en: 'return' },
  social_insurance: { zh: '社保', en: 'social insurance' },
  register: { zh: '台账', en: 'register' },
} as const satisfies CodeList;

export const unionTypes = {
  single: { zh: '单独基层工会', en: 'single union' },
  joint: { zh: '联合基层工会', en: 'joint union' },
  regional: { zh: '区域性工会', en: 'regional union' },
  industry: { zh: '行业性工会', en: 'industry union' },
  federation: { zh: '基层工会联合会', en: 'federation of grassroots unions' },
  park: { zh: '园区工会', en: 'park union' },
  township: { zh: '镇（街道）工会', en: 'township union' },
} as const satisfies CodeList;
export type UnionType = CodeOf<typeof unionTypes>;

export const chairKinds = {
  full_time: { zh: '专职', en: 'full-time' },
  part_time: { zh: '兼职', en: 'part-time' },
  hired: { zh: '聘用（职业化）', en: 'hired professional' },
} as const satisfies CodeList;

/** Kinds of coverage; only the first four are primary coverage by default. */
export const coverageKinds = {
  independent: { zh: '单独建会', en: 'independent' },
  joint: { zh: '联合建会', en: 'joint' },
  regional_direct: { zh: '区域性工会直接覆盖', en: 'regional, direct' },
  industry_direct: { zh: '行业性工会直接覆盖', en: 'industry, direct' },
  organiser: { zh: '组织员', en: 'organiser' },
  federation_secondary: { zh: '联合会（二次覆盖）', en: 'federation (second coverage)' },
} as const satisfies CodeList;
export type CoverageKind = CodeOf<typeof coverageKinds>;

export const memberValidities = {
  valid: { zh: '有效', en: 'valid' },
  duplicate: { zh: '重复', en: 'duplicate' },
  incomplete: { zh: '信息不全', en: 'incomplete' },
} as const satisfies CodeList;

/** GB/T 2261.1. */
export const sexCodes = {
  '0': { zh: '未知的性别', en: 'unknown' },
  '1': { zh: '男', en: 'male' },
  '2': { zh: '女', en: 'female' },
  '9': { zh: '未说明的性别', en: 'not stated' },
} as const satisfies CodeList;

export const censusResults = {
  normal: { zh: '正常', en: 'normal' },
  shell: { zh: '空壳工会', en: 'shell union' },
  zombie: { zh: '僵尸工会', en: 'zombie union' },
  problem: { zh: '存在问题', en: 'has problems' },
} as const satisfies CodeList;

export const ratingOutcomes = {
  first: { zh: '首次命名', en: 'first naming' },
  keep: { zh: '保持', en: 'keep' },
  raise: { zh: '晋级', en: 'raise' },
  lower: { zh: '降级', en: 'lower' },
  remove: { zh: '撤销', en: 'remove' },
  not_rated: { zh: '未达星级', en: 'reviewed without a star' },
} as const satisfies CodeList;

export const accountSides = {
  income: { zh: '收入', en: 'income' },
  spending: { zh: '支出', en: 'spending' },
} as const satisfies CodeList;

export const fundSources = {
  union_funds: { zh: '工会经费', en: 'union funds' },
  upper_subsidy: { zh: '上级补助', en: 'subsidy from above' },
  government: { zh: '财政拨款', en: 'government' },
  donation: { zh: '社会捐助', en: 'donation' },
  administration: { zh: '行政拨付', en: 'administration' },
  other: { zh: '其他', en: 'other' },
} as const satisfies CodeList;

export const beneficiaryClasses = {
  frontline: { zh: '一线职工', en: 'frontline workers' },
  hardship: { zh: '困难职工', en: 'workers in hardship' },
  cadre: { zh: '干部', en: 'cadres' },
  all_members: { zh: '全体会员', en: 'all members' },
  union_self: { zh: '工会自身', en: 'the union itself' },
  unclassified: { zh: '未分类', en: 'unclassified' },
} as const satisfies CodeList;

export const frontlineTreatments = {
  direct: { zh: '直接用于职工', en: 'direct' },
  hardship_or_warmth: { zh: '困难帮扶、送温暖', en: 'hardship or warmth' },
  spending_only: { zh: '只计入支出', en: 'spending only' },
} as const satisfies CodeList;

export const hardshipCategories = {
  deep: { zh: '深度困难', en: 'deep hardship' },
  relative: { zh: '相对困难', en: 'relative hardship' },
  accident: { zh: '意外致困', en: 'hardship by accident' },
} as const satisfies CodeList;

export const hardshipCauses = {
  illness: { zh: '患病', en: 'illness' },
  disability: { zh: '残疾', en: 'disability' },
  accident: { zh: '意外事故', en: 'accident' },
  schooling: { zh: '子女上学', en: 'schooling' },
  unemployment: { zh: '失业', en: 'unemployment' },
  disaster: { zh: '灾害', en: 'disaster' },
  other: { zh: '其他', en: 'other' },
} as const satisfies CodeList;

export const assistanceTypes = {
  living: { zh: '生活救助', en: 'living' },
  medical: { zh: '医疗救助', en: 'medical' },
  schooling: { zh: '子女助学', en: 'schooling' },
  legal: { zh: '法律援助', en: 'legal aid' },
  training: { zh: '职业培训', en: 'vocational training' },
  job_placement: { zh: '职业介绍', en: 'job placement' },
  warmth: { zh: '送温暖', en: 'warmth' },
} as const satisfies CodeList;

export const targetComparisons = {
  '>': { zh: '超过', en: 'more than' },
  '>=': { zh: '达到', en: 'at least' },
  '<': { zh: '低于', en: 'less than' },
  '<=': { zh: '不超过', en: 'at most' },
} as const satisfies CodeList;
export type TargetComparison = CodeOf<typeof targetComparisons>;

/** What a light rule measures a gap in. */
export const lightMeasures = {
  points: { zh: '百分点', en: 'points' },
  relative: { zh: '相对比例', en: 'relative to the path' },
} as const satisfies CodeList;

/** Which scopes a band of a light rule is for, beside its gaps. */
export const lightApplications = {
  any: { zh: '全部', en: 'any' },
  met: { zh: '已达标的', en: 'those that met it' },
  leader: { zh: '第一名', en: 'the first of the ranking' },
} as const satisfies CodeList;

export const lights = {
  green: { zh: '绿', en: 'green' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
  blue: { zh: '蓝', en: 'blue' },
  none: { zh: '无', en: 'none' },
} as const satisfies CodeList;

/** A light is a shape too, as colour alone says nothing to some readers and different things to others. */
export const lightShapes = {
  circle: { zh: '圆', en: 'circle' },
  diamond: { zh: '菱形', en: 'diamond' },
  triangle: { zh: '三角', en: 'triangle' },
  square: { zh: '方块', en: 'square' },
  star: { zh: '星', en: 'star' },
  ring: { zh: '圆环', en: 'ring' },
} as const satisfies CodeList;

/** What a band of a light rule says of a scope. */
export const targetStatuses = {
  met: { zh: '已达标', en: 'met' },
  on_track: { zh: '符合序时', en: 'on track' },
  behind: { zh: '落后', en: 'behind' },
  far_behind: { zh: '严重落后', en: 'far behind' },
} as const satisfies CodeList;

/** How the share of a period that has passed is counted. */
export const calendarMethods = {
  day: { zh: '按日', en: 'by day' },
  month: { zh: '按月', en: 'by month' },
} as const satisfies CodeList;
export type CalendarMethod = CodeOf<typeof calendarMethods>;

export const campaignKinds = {
  unionisation: { zh: '集中建会', en: 'unionisation' },
  bargaining: { zh: '集中协商要约', en: 'bargaining' },
  settlement: { zh: '新落户企业跟踪', en: 'tracking of new settlers' },
  census: { zh: '集中清查', en: 'census' },
} as const satisfies CodeList;

/** Stages of an enterprise on the way to a union, in their order. */
export const unionisationStages = {
  found: { zh: '摸排发现', en: 'found' },
  contacted: { zh: '上门联系', en: 'contacted' },
  preparing: { zh: '筹备建会', en: 'preparing' },
  approved: { zh: '上级批复', en: 'approved' },
  established: { zh: '正式建会', en: 'established' },
} as const satisfies CodeList;

export const offerReplies = {
  accepted: { zh: '同意协商', en: 'accepted' },
  refused: { zh: '拒绝协商', en: 'refused' },
  negotiating: { zh: '正在协商', en: 'negotiating' },
} as const satisfies CodeList;

export const agreementKinds = {
  wage: { zh: '工资专项集体合同', en: 'wage agreement' },
  collective: { zh: '集体合同', en: 'collective contract' },
  skill_grade: { zh: '能级工资协议', en: 'skill-grade wage agreement' },
  regional_wage: { zh: '区域性工资专项集体合同', en: 'regional wage agreement' },
  female_special: { zh: '女职工特殊保护专项集体合同', en: 'female-workers special contract' },
} as const satisfies CodeList;

export const satisfactionLevels = {
  satisfied: { zh: '满意', en: 'satisfied' },
  basically_satisfied: { zh: '基本满意', en: 'basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
} as const satisfies CodeList;

/** Two visit rules of two federations and the visits at festivals; they are never merged. */
export const visitProgrammes = {
  two_month: { zh: '两月一访', en: 'every two months' },
  quarterly: { zh: '季季访', en: 'every quarter' },
  festival: { zh: '节日慰问', en: 'festival' },
} as const satisfies CodeList;

export const pairingProgrammes = {
  joint_prosper: { zh: '联手兴家', en: 'joining hands to build a home' },
  joint_strengthen: { zh: '联手强家', en: 'joining hands to strengthen a home' },
  pairing: { zh: '结对共建', en: 'pairing' },
  village_enterprise: { zh: '村企共建', en: 'village and enterprise' },
  party_union: { zh: '党工共建', en: 'party and union' },
} as const satisfies CodeList;

export const siteKinds = {
  model_worker_studio: { zh: '劳模工作室', en: 'model-worker studio' },
  care_station: { zh: '爱心驿站', en: 'care station' },
  mother_baby_room: { zh: '爱心母婴室', en: 'mother-and-baby room' },
} as const satisfies CodeList;

export const contestKinds = {
  ankang_cup: { zh: '安康杯竞赛', en: 'Ankang Cup safety contest' },
  labour: { zh: '劳动竞赛', en: 'labour contest' },
  skills: { zh: '技能竞赛', en: 'skills contest' },
  quarterly_match: { zh: '季度技术比武', en: 'quarterly skills match' },
} as const satisfies CodeList;
