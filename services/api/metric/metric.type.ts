import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Definition as DefinitionEntry, Metric as MetricEntry } from '@union/schema/metrics/metric.ts';
import { builder } from '../builder.ts';
import { metricPage } from './metric-page.ts';

export const Counted = builder.enumType('Counted', {
  description: 'What a numerator or a denominator counts.',
  values: {
    ENTERPRISES: { value: 'enterprises', description: '企业 · enterprises' },
    WORKERS: { value: 'workers', description: '职工 · workers' },
    MEMBERS: { value: 'members', description: '会员 · members' },
    UNIONS: { value: 'unions', description: '工会 · unions' },
    PARKS: { value: 'parks', description: '园区 · parks' },
    CENTS: { value: 'cents', description: '分 · hundredths of a yuan' },
    DAYS: { value: 'days', description: '天 · days' },
    SCORE_HUNDREDTHS: { value: 'score_hundredths', description: '分值的百分之一 · hundredths of a point' },
    SITES: { value: 'sites', description: '服务阵地 · service sites' },
    ENTRANTS: { value: 'entrants', description: '参赛职工 · workers who take part in a contest' },
    OFFERS: { value: 'offers', description: '要约书 · bargaining offers' },
    AGREEMENTS: { value: 'agreements', description: '合同 · agreements' },
    PROPOSALS: { value: 'proposals', description: '提案 · proposals of congresses' },
    HOUSEHOLDS: { value: 'households', description: '户 · households' },
    VISITS: { value: 'visits', description: '走访次数 · visits' },
    GRANTS: { value: 'grants', description: '帮扶笔数 · grants' },
    ACTIVITIES: { value: 'activities', description: '活动场次 · sessions of activities' },
    ATTENDEES: { value: 'attendees', description: '参加人次 · people who take part' },
    ITEMS: { value: 'items', description: '件、篇、条 · items' },
    CASES: { value: 'cases', description: '案件、问题 · cases and problems' },
    LOANS: { value: 'loans', description: '授信笔数 · credit lines' },
    HONOURS: { value: 'honours', description: '称号 · titles' },
    ENROLMENTS: { value: 'enrolments', description: '名册人数或单位数 · who or what is enrolled' },
  } as const,
});

const MetricUnit = builder.enumType('MetricUnit', {
  description: 'What the value of a figure is.',
  values: {
    SHARE: { value: 'share', description: '百分比 · a fraction, 0 to 1, shown as a percentage.' },
    COMPLETION: {
      value: 'completion',
      description: '完成率 · a fraction of a goal, shown as a percentage; may pass 1.',
    },
    QUOTIENT: { value: 'quotient', description: '比值 · one count over another of the same; 1 when they agree.' },
    AVERAGE: { value: 'average', description: '平均数 · one count a unit of another.' },
    COUNT: {
      value: 'count',
      description: '数量 · a whole number of what the numerator counts; there is no denominator.',
    },
    DAYS: { value: 'days', description: '天数 · days a case.' },
    CENTS: { value: 'cents', description: '金额 · hundredths of a yuan a case.' },
    SCORE_HUNDREDTHS: {
      value: 'score_hundredths',
      description: '分差 · hundredths of a point a case; may be below 0.',
    },
  } as const,
});

const Better = builder.enumType('Better', {
  description: 'Which direction of a metric is good.',
  values: {
    HIGHER: { value: 'higher', description: 'More is better.' },
    LOWER: { value: 'lower', description: 'Less is better.' },
    NEITHER: { value: 'neither', description: 'Neither: the metric only describes.' },
  } as const,
});

const MetricShape = builder.enumType('MetricShape', {
  description: 'Whether a metric is one figure or one a level.',
  values: {
    RATIO: { value: 'ratio', description: 'One figure, a quotient of two: `figure`, `series`, `ranking`.' },
    COUNT: { value: 'count', description: 'One figure, a count alone: `figure`, `series`, `ranking`.' },
    DISTRIBUTION: { value: 'distribution', description: 'One figure a level: `distribution`, `movement`.' },
  } as const,
});

const MetricTime = builder.enumType('MetricTime', {
  description: 'Whether a metric is true on a day or summed over a period.',
  values: {
    STOCK: { value: 'stock', description: 'True on its day.' },
    FLOW: { value: 'flow', description: 'Summed over a period that ends on its day.' },
  } as const,
});

const Disclosure = builder.enumType('Disclosure', {
  description: 'What is done before publication so that nobody can be recognised.',
  values: {
    PUBLIC: { value: 'public', description: 'Nothing is needed.' },
    HOUSEHOLD: {
      value: 'household',
      description: 'Cells of 1 to 4 households are suppressed, and a second one with them.',
    },
  } as const,
});

export const Definition = builder.objectRef<DefinitionEntry>('Definition').implement({
  description: 'The version of the rule by which a figure was made. Source: the publication.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id, the id of the metric.' }),
    version: t.exposeInt('version', {
      description: 'Raised whenever the same rows would give another figure. Unit: version, 1 and more.',
    }),
    since: t.expose('since', { type: 'Date', description: 'First day on which this version was in force.' }),
    notes: t.string({
      description: 'What is left out and what is counted in, in Chinese.',
      resolve: (of) => of.notes.zh,
    }),
    notesEn: t.string({ description: 'The same in English.', resolve: (of) => of.notes.en }),
    source: t.string({ description: 'Where the rule comes from, in Chinese.', resolve: (of) => of.source.zh }),
    sourceEn: t.string({ description: 'The same in English.', resolve: (of) => of.source.en }),
  }),
});

export const Metric = builder.objectRef<MetricEntry>('Metric').implement({
  description:
    'An entry of the metric catalogue: what a figure means, whatever its day and scope. Source: the definitions of the platform.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Stable id in snake case, such as `enterprise_unionisation_rate`.' }),
    name: t.string({ description: 'Name in Chinese.', resolve: (metric) => metric.name.zh }),
    nameEn: t.string({ description: 'Name in English.', resolve: (metric) => metric.name.en }),
    formula: t.string({ description: 'The formula in words, in Chinese.', resolve: (metric) => metric.formula.zh }),
    formulaEn: t.string({ description: 'The formula in words, in English.', resolve: (metric) => metric.formula.en }),
    numeratorName: t.string({
      description: 'What the numerator is, in Chinese.',
      resolve: (metric) => metric.numerator.name.zh,
    }),
    numeratorNameEn: t.string({
      description: 'What the numerator is, in English.',
      resolve: (metric) => metric.numerator.name.en,
    }),
    numeratorCounts: t.field({
      type: Counted,
      description: 'The unit of the numerator.',
      resolve: (metric) => metric.numerator.counts,
    }),
    denominatorName: t.string({
      nullable: true,
      description:
        'What the numerator is divided by, in Chinese; for a distribution, the whole of its shares; null for a count.',
      resolve: (metric) => metric.denominator?.name.zh,
    }),
    denominatorNameEn: t.string({
      nullable: true,
      description: 'The same in English; null for a count.',
      resolve: (metric) => metric.denominator?.name.en,
    }),
    denominatorCounts: t.field({
      type: Counted,
      nullable: true,
      description: 'The unit of the denominator; null for a count.',
      resolve: (metric) => metric.denominator?.counts,
    }),
    unit: t.expose('unit', { type: MetricUnit, description: 'What the value of a figure is.' }),
    better: t.expose('better', { type: Better, description: 'Which direction is good.' }),
    shape: t.expose('shape', { type: MetricShape, description: 'One figure, or one a level.' }),
    time: t.expose('time', { type: MetricTime, description: 'True on a day, or summed over a period.' }),
    disclosure: t.expose('disclosure', { type: Disclosure, description: 'What is done against recognition.' }),
    definition: t.expose('definition', { type: Definition, description: 'The rule version in force.' }),
    pageUrl: t.string({
      description: 'Address of its page in the catalogue, below the address of this server.',
      resolve: ({ id }) => metricPage(id),
    }),
  }),
});

builder.queryFields((t) => ({
  metrics: t.field({
    type: [Metric],
    description: 'Every metric, in the order in which lists show them.',
    extensions: { cost: { rows: catalogue.length } },
    resolve: () => [...catalogue],
  }),
  metric: t.field({
    type: Metric,
    nullable: true,
    description: 'The metric with this id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Such as `member_rate`.' }) },
    resolve: (_, { id }) => findMetric(id),
  }),
}));
