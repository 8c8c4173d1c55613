/**
 * The demo geography: Sheyang county with its real town-level units, and parks of which two are real places and the
 * others are invented. Every area carries the story its figures are to tell.
 */
export const COUNTY = '320924';
export const CITY = '320900';
export const PROVINCE = '320000';

export type Town = {
  /** NBS town-level code, 9 digits. */
  readonly code: string;
  readonly name: string;
  /** Which workbook its office sends. */
  readonly office: Office;
};
export type Office = '开发区与港区' | '合德镇' | '北片' | '南片';

export const towns: readonly Town[] = [
  { code: '320924100', name: '合德镇', office: '合德镇' },
  { code: '320924101', name: '临海镇', office: '北片' },
  { code: '320924102', name: '千秋镇', office: '北片' },
  { code: '320924104', name: '四明镇', office: '北片' },
  { code: '320924106', name: '海河镇', office: '北片' },
  { code: '320924108', name: '海通镇', office: '北片' },
  { code: '320924109', name: '兴桥镇', office: '南片' },
  { code: '320924110', name: '新坍镇', office: '南片' },
  { code: '320924111', name: '长荡镇', office: '南片' },
  { code: '320924112', name: '盘湾镇', office: '南片' },
  { code: '320924113', name: '特庸镇', office: '南片' },
  { code: '320924114', name: '洋马镇', office: '南片' },
  { code: '320924117', name: '黄沙港镇', office: '南片' },
  { code: '320924400', name: '县经济开发区', office: '开发区与港区' },
  { code: '320924401', name: '淮海农场', office: '北片' },
  { code: '320924402', name: '临海农场', office: '北片' },
  { code: '320924403', name: '新洋农场', office: '南片' },
  { code: '320924404', name: '盐场', office: '南片' },
  { code: '320924406', name: '射阳港经济区', office: '开发区与港区' },
];

const townByCode = new Map(towns.map((town) => [town.code, town]));

/** The town-level unit of a code. @throws RangeError when there is none. */
export function getTown(code: string): Town {
  const town = townByCode.get(code);
  if (!town) throw new RangeError(`no town-level unit of the county has the code ${code}`);
  return town;
}

export type Park = {
  readonly code: string;
  readonly name: string;
  /** How people call it in a longer name. */
  readonly shortName: string;
  readonly level: 'province' | 'city' | 'county';
  readonly regionCode: string;
  readonly openedOn: string;
  /** Years before `until` on which its park union was approved; undefined: it has none. */
  readonly unionYears?: number;
  /** Sends counts only; the register holds no enterprise of it. */
  readonly returnsOnly?: boolean;
};

export const parks: readonly Park[] = [
  {
    code: '320924400',
    name: '江苏射阳经济开发区',
    shortName: '射阳经济开发区',
    level: 'province',
    regionCode: '320924400',
    openedOn: '2001-06-18',
    unionYears: 9.2,
  },
  {
    code: '320924406',
    name: '射阳港经济区',
    shortName: '射阳港经济区',
    level: 'province',
    regionCode: '320924406',
    openedOn: '2003-09-28',
    unionYears: 6.4,
  },
  {
    code: '320924-P03',
    name: '射阳县纺织染整产业园',
    shortName: '纺织染整产业园',
    level: 'city',
    regionCode: '320924101',
    openedOn: '2008-04-16',
    unionYears: 1.6,
  },
  {
    code: '320924-P04',
    name: '射阳县新能源装备产业园',
    shortName: '新能源装备产业园',
    level: 'city',
    regionCode: '320924117',
    openedOn: '2011-10-09',
  },
  {
    code: '320924-P05',
    name: '合德镇工业集中区',
    shortName: '合德工业集中区',
    level: 'county',
    regionCode: '320924100',
    openedOn: '2004-05-20',
    unionYears: 4.1,
  },
  {
    code: '320924-P06',
    name: '海河镇工业集中区',
    shortName: '海河工业集中区',
    level: 'county',
    regionCode: '320924106',
    openedOn: '2005-03-11',
    unionYears: 1.1,
  },
  {
    code: '320924-P07',
    name: '兴桥镇机械电子产业园',
    shortName: '兴桥机电产业园',
    level: 'county',
    regionCode: '320924109',
    openedOn: '2007-08-22',
    unionYears: 0.75,
  },
  {
    code: '320924-P08',
    name: '特庸镇茧丝绸产业园',
    shortName: '特庸茧丝绸产业园',
    level: 'county',
    regionCode: '320924113',
    openedOn: '2009-11-30',
  },
  {
    code: '320924-P09',
    name: '四明镇农产品加工集中区',
    shortName: '四明农产品加工集中区',
    level: 'county',
    regionCode: '320924104',
    openedOn: '2010-06-08',
    unionYears: 2.6,
    returnsOnly: true,
  },
  {
    code: '320924-P10',
    name: '洋马镇健康产业园',
    shortName: '洋马健康产业园',
    level: 'county',
    regionCode: '320924114',
    openedOn: '2013-05-15',
    returnsOnly: true,
  },
];

/**
 * A piece of the county in which enterprises are drawn: a park, or what lies outside the parks of a town.
 * Shares are fractions; `start` speaks of the day two years before `until`, `end` of `until`.
 */
export type Area = {
  readonly key: string;
  readonly town: Town;
  readonly park: Park | undefined;
  /** Active enterprises on `until`, and how many of them are unionised then: exact. */
  readonly enterprises: number;
  readonly covered: number;
  readonly startShare: number;
  readonly startMemberRate: number;
  readonly endMemberRate: number;
  readonly medianSize: number;
  readonly character: 'seat' | 'industry' | 'rural' | 'harbour' | 'farm';
};

type Story = readonly [
  place: string,
  enterprises: number,
  covered: number,
  startShare: number,
  startMembers: number,
  endMembers: number,
  medianSize: number,
  character: Area['character'],
];

const parkStories: readonly Story[] = [
  ['320924400', 240, 211, 0.532, 0.511, 0.884, 30, 'industry'],
  ['320924406', 180, 160, 0.462, 0.437, 0.826, 27, 'harbour'],
  // 68 of 80 is 85.00 %: not more than 85 %.
  ['320924-P03', 80, 68, 0.435, 0.468, 0.868, 36, 'industry'],
  ['320924-P04', 60, 43, 0.372, 0.341, 0.664, 40, 'industry'],
  ['320924-P05', 100, 89, 0.514, 0.492, 0.871, 22, 'industry'],
  ['320924-P06', 70, 56, 0.448, 0.463, 0.859, 20, 'industry'],
  ['320924-P07', 60, 47, 0.405, 0.388, 0.752, 24, 'industry'],
  ['320924-P08', 40, 22, 0.286, 0.302, 0.517, 21, 'industry'],
];

const townStories: readonly Story[] = [
  ['320924100', 522, 417, 0.505, 0.487, 0.793, 11, 'seat'],
  ['320924101', 150, 114, 0.452, 0.44, 0.748, 11, 'rural'],
  ['320924102', 120, 88, 0.44, 0.427, 0.722, 10, 'rural'],
  ['320924104', 105, 79, 0.438, 0.42, 0.741, 10, 'rural'],
  ['320924106', 130, 100, 0.46, 0.451, 0.757, 10, 'rural'],
  ['320924108', 110, 83, 0.445, 0.436, 0.738, 10, 'rural'],
  ['320924109', 120, 95, 0.475, 0.462, 0.784, 10, 'rural'],
  ['320924110', 85, 60, 0.412, 0.398, 0.692, 9, 'rural'],
  ['320924111', 95, 69, 0.42, 0.41, 0.715, 9, 'rural'],
  ['320924112', 100, 78, 0.462, 0.455, 0.771, 10, 'rural'],
  ['320924113', 90, 58, 0.372, 0.361, 0.633, 9, 'rural'],
  ['320924114', 85, 65, 0.455, 0.44, 0.752, 9, 'rural'],
  ['320924117', 140, 108, 0.458, 0.446, 0.755, 12, 'harbour'],
  ['320924401', 40, 33, 0.52, 0.534, 0.83, 13, 'farm'],
  ['320924402', 35, 28, 0.5, 0.51, 0.806, 13, 'farm'],
  ['320924403', 30, 25, 0.51, 0.522, 0.838, 13, 'farm'],
];

/** Every area with enterprises in the register, except the salt works, which hold one idle enterprise (`enterprises.ts`). */
export const areas: readonly Area[] = [...parkStories, ...townStories].map((story): Area => {
  const [place, enterprises, covered, startShare, startMemberRate, endMemberRate, medianSize, character] = story;
  const park = parkStories.includes(story) ? parks.find((one) => one.code === place) : undefined;
  const town = getTown(park ? park.regionCode : place);
  const key = park ? `park:${place}` : `town:${place}`;
  return { key, town, park, enterprises, covered, startShare, startMemberRate, endMemberRate, medianSize, character };
});

export const saltWorks: Area = {
  key: 'town:320924404',
  town: getTown('320924404'),
  park: undefined,
  enterprises: 1,
  covered: 0,
  startShare: 0,
  startMemberRate: 0,
  endMemberRate: 0,
  medianSize: 10,
  character: 'farm',
};

/** The name under which an area appears in names of unions. */
export function areaName(area: Area): string {
  return area.park ? area.park.shortName : area.town.name;
}

/** Industry federations (产业工会) of the county. */
export const industryFederations = [
  { code: '320924-EDU', name: '射阳县教育工会' },
  { code: '320924-HLT', name: '射阳县卫生健康系统工会' },
  { code: '320924-TRA', name: '射阳县交通运输工会' },
  { code: '320924-CON', name: '射阳县建筑行业工会' },
  { code: '320924-COM', name: '射阳县商贸服务业工会' },
] as const;
