import { firstVersion } from './first-version.ts';
import type { Metric } from './metric.ts';

const source = {
  zh: '射阳县总工会半年总结：「安康杯」新增企业 51 家，参赛职工近 2000 人；9 家银行的 18 名选手参加比赛',
  en: 'half-year summary of the Sheyang federation: 51 enterprises new to the Ankang Cup and nearly 2,000 entrants; 18 contestants of 9 banks',
};

const placed = {
  zh: '按参赛登记日计入期间，按企业当日所在地计入地区和园区，按所在地的总工会计入总工会；只登记工会的按工会计入。',
  en: 'Counted on the day of entry, where the enterprise was on that day and in the federations of that place; an entry of a union alone counts where the union does.',
};

export const contestEntrantCount: Metric = {
  id: 'contest_entrant_count',
  name: { zh: '参赛职工人次', en: 'contest entrants' },
  formula: { zh: '期间内各类竞赛参赛登记的人数合计', en: 'workers entered in contests of every kind in the period' },
  numerator: { name: { zh: '参赛职工人次', en: 'entrants' }, counts: 'entrants', column: 'entrant_count' },
  denominator: null,
  unit: 'count',
  better: 'higher',
  shape: 'count',
  time: 'flow',
  definition: firstVersion(
    'contest_entrant_count',
    {
      zh: `一人参加两项算两次；登记为「近」「约」的人数照登记数计入，合计随之标「约」。${placed.zh}`,
      en: `A person in two entries counts twice; counts entered as about count as they are, and the sum then says about. ${placed.en}`,
    },
    source,
  ),
  disclosure: 'public',
  mart: 'contest_entry',
  kind: 'all',
  approximate: 'approximate_count',
  scopes: ['region', 'park', 'federation'],
};

const { approximate: _, ...exact } = contestEntrantCount;

export const contestEnterpriseCount: Metric = {
  ...exact,
  id: 'contest_enterprise_count',
  name: { zh: '参赛企业数', en: 'enterprises in contests' },
  formula: {
    zh: '期间内参加各类竞赛的企业数（去重）',
    en: 'distinct enterprises that entered a contest in the period',
  },
  numerator: {
    name: { zh: '参赛企业数', en: 'enterprises that took part' },
    counts: 'enterprises',
    column: 'enterprise_count',
  },
  definition: firstVersion(
    'contest_enterprise_count',
    {
      zh: `一家企业在一个期间内只算一次，计入其首次参赛时所在地，因此各月之和可大于全年；只登记工会的不算企业。${placed.zh}`,
      en: `An enterprise counts once in a period, in its place on the first entry, so months may add up to more than their year; entries of a union alone are no enterprise. ${placed.en}`,
    },
    source,
  ),
};

export const ankangCupEntrantCount: Metric = {
  ...contestEntrantCount,
  id: 'ankang_cup_entrant_count',
  name: { zh: '「安康杯」参赛职工人次', en: 'Ankang Cup entrants' },
  formula: { zh: '期间内「安康杯」竞赛参赛登记的人数合计', en: 'workers entered in the Ankang Cup in the period' },
  definition: firstVersion('ankang_cup_entrant_count', contestEntrantCount.definition.notes, source),
  kind: 'ankang_cup',
};

export const ankangCupNewEnterpriseCount: Metric = {
  ...contestEnterpriseCount,
  id: 'ankang_cup_new_enterprise_count',
  name: { zh: '「安康杯」新增参赛企业数', en: 'enterprises new to the Ankang Cup' },
  formula: {
    zh: '期间内首次参加「安康杯」竞赛的企业数',
    en: 'enterprises whose first entry ever in the Ankang Cup came in the period',
  },
  numerator: {
    name: { zh: '新增参赛企业数', en: 'enterprises new to the contest' },
    counts: 'enterprises',
    column: 'new_enterprise_count',
  },
  definition: firstVersion(
    'ankang_cup_new_enterprise_count',
    {
      zh: `以往各届都未参加过的企业才算新增，一家企业只算一次。${placed.zh}`,
      en: `New is an enterprise that entered none of the earlier cups; it counts once. ${placed.en}`,
    },
    source,
  ),
  kind: 'ankang_cup',
};
