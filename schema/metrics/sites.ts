import { firstVersion } from './first-version.ts';
import type { Level, Metric, Part, Words } from './metric.ts';

const studios: Words = { zh: '劳模工作室', en: 'model-worker studios' };
const stations: Words = { zh: '爱心驿站', en: 'care stations' };
const rooms: Words = { zh: '爱心母婴室', en: 'mother-and-baby rooms' };

const source: Words = {
  zh: '「新建劳模工作室42个」「爱心驿站」「五星级“爱心母婴室”」',
  en: '42 new model-worker studios; care stations; mother-and-baby rooms of five stars',
};

const placed: Words = {
  zh: '按所在地计入地区，按登记的园区计入园区，按主管的总工会及其上级计入总工会。',
  en: 'A site counts in its place, in the park it is registered in, and under the federation in charge and those above.',
};

const starLevels: readonly Level[] = [
  { key: '5', name: { zh: '五星级', en: '5 stars' }, column: 'star_5' },
  { key: '4', name: { zh: '四星级', en: '4 stars' }, column: 'star_4' },
  { key: '3', name: { zh: '三星级', en: '3 stars' }, column: 'star_3' },
  { key: '2', name: { zh: '二星级', en: '2 stars' }, column: 'star_2' },
  { key: '1', name: { zh: '一星级', en: '1 star' }, column: 'star_1' },
  { key: 'unrated', name: { zh: '无星级', en: 'without a star' }, column: 'without_star' },
];

function sites(name: Words, column: string): Part {
  return { name, counts: 'sites', column };
}

/** Open sites of a kind on a day. */
function siteCount(id: string, kind: string, name: Words): Metric {
  return {
    id,
    name: { zh: `${name.zh}数`, en: name.en },
    formula: { zh: `当日开放的${name.zh}数`, en: `${name.en} open on the day` },
    numerator: sites(name, 'site_count'),
    denominator: null,
    unit: 'count',
    better: 'higher',
    shape: 'count',
    time: 'stock',
    definition: firstVersion(
      id,
      {
        zh: `自开放之日起，至关闭前一日止。${placed.zh}`,
        en: `From the day of opening until the day of closing. ${placed.en}`,
      },
      source,
    ),
    disclosure: 'public',
    mart: 'service_site',
    kind,
    scopes: ['region', 'park', 'federation'],
  };
}

/** The same by stars. */
function siteStars(id: string, count: Metric): Metric {
  return {
    ...count,
    id,
    name: { zh: `${count.numerator.name.zh}星级分布`, en: `${count.name.en} by stars` },
    formula: {
      zh: `当日各星级的${count.numerator.name.zh}数 ÷ 当日开放的${count.numerator.name.zh}数`,
      en: `${count.name.en} at each level of stars ÷ ${count.name.en} open on the day`,
    },
    numerator: sites(
      { zh: `该星级的${count.numerator.name.zh}数`, en: `${count.name.en} of the level` },
      'level_count',
    ),
    denominator: count.numerator,
    unit: 'share',
    better: 'neither',
    shape: 'distribution',
    levels: starLevels,
    definition: firstVersion(
      id,
      {
        zh: `最近一次评定持续到下一次；从未评定、评后无星和已摘星的归入无星级；各类阵地从不相加。${placed.zh}`,
        en: `A decision holds until the next one; never rated, rated without a star and star removed are all without a star. Kinds of sites are never added. ${placed.en}`,
      },
      source,
    ),
    keys: ['level_key'],
  };
}

export const modelWorkerStudioCount = siteCount('model_worker_studio_count', 'model_worker_studio', studios);
export const careStationCount = siteCount('care_station_count', 'care_station', stations);
export const motherBabyRoomCount = siteCount('mother_baby_room_count', 'mother_baby_room', rooms);

export const modelWorkerStudioStars = siteStars('model_worker_studio_star_distribution', modelWorkerStudioCount);
export const careStationStars = siteStars('care_station_star_distribution', careStationCount);
export const motherBabyRoomStars = siteStars('mother_baby_room_star_distribution', motherBabyRoomCount);

export const newModelWorkerStudioCount: Metric = {
  ...modelWorkerStudioCount,
  id: 'new_model_worker_studio_count',
  name: { zh: '新建劳模工作室数', en: 'new model-worker studios' },
  formula: { zh: '期间内开放的劳模工作室数', en: 'model-worker studios opened in the period' },
  numerator: sites({ zh: '新建劳模工作室', en: 'new model-worker studios' }, 'new_site_count'),
  time: 'flow',
  definition: firstVersion(
    'new_model_worker_studio_count',
    {
      zh: `按开放日计入期间，期间内又关闭的仍是新建。${placed.zh}`,
      en: `Counted in the period of opening, closed again or not. ${placed.en}`,
    },
    source,
  ),
  mart: 'new_service_site',
};
