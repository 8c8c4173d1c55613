import type { Publication } from '@union/warehouse/publication/reader.ts';
import { printMetricQuery } from '@union/warehouse/query/print-request.ts';
import type { Planned } from '../metric-query/run-metric-query.ts';
import { linkOf } from './links.ts';
import { type About, bilingual, type ExportColumn } from './rows.ts';

/** On what terms figures are given out, and what to mind. */
export const LICENCE =
  '工会统计数据，引用时请注明发布编号、数据日期和口径版本 · union statistics; when quoting them name the publication, the day and the version of the definition';

/** What a reader of figures must know. */
export const caveats: readonly (readonly [name: string, text: string])[] = [
  [
    '状态 states',
    'reported 已报；zero 为零；suppressed 不公布（户数过少）；not_applicable 不适用（分母为零）；not_reported 未报；restricted 未开放。六者含义不同，空值不是零 · an empty number is never zero: read state',
  ],
  [
    '比例 rates',
    '比例不能相加；合并时须将分子、分母分别相加后再除 · rates do not add up; add numerators and denominators',
  ],
  [
    '困难职工数据 households',
    '1 至 4 户的单元格及可推算它的单元格不公布，户数取整到 5 的倍数 · cells of 1 to 4 households, and those that would tell them, are withheld; counts are rounded to multiples of 5',
  ],
  ['口径 definitions', '口径版本不同的数据不可比 · figures of different versions of a definition do not compare'],
];

/** What is told of a publication. */
export function aboutPublication({ manifest }: Publication): readonly (readonly [name: string, text: string])[] {
  const { publicationId, asOf, publishedAt, codeVersion, content } = manifest;
  return [
    ['发布编号 publication', publicationId],
    ['数据日期 as of', asOf],
    ['发布时间 published at', publishedAt],
    ['内容校验 content sha256', content?.sha256 ?? ''],
    ['程序版本 code version', codeVersion],
  ];
}

/** What stands beside the figures of a query. */
export function aboutFigures({ plan, publication }: Planned, columns: readonly ExportColumn[]): About {
  const definitions = plan.metrics.flatMap(({ metric }): (readonly [string, string])[] => {
    const { definition, denominator, numerator } = metric;
    const version = publication.manifest.definitions[metric.id] ?? definition.version;
    return [
      [
        `${metric.name.zh} ${metric.id}`,
        `${bilingual(metric.name)}（口径版本 version ${version}，自 since ${definition.since}）`,
      ],
      ['公式 formula', bilingual(metric.formula)],
      ['分子 numerator', bilingual(numerator.name)],
      ['分母 denominator', denominator ? bilingual(denominator.name) : '无 none'],
      ['单位 unit', metric.unit],
      ['说明 notes', bilingual(definition.notes)],
      ['来源 source', bilingual(definition.source)],
    ];
  });
  return {
    title: plan.metrics.map(({ metric }) => metric.name.zh).join('、'),
    definitions: [...definitions, ...columns.map(({ name, words }) => [name, bilingual(words)] as const)],
    origin: [
      ...aboutPublication(publication),
      ['查询 query', printMetricQuery(plan.request)],
      ['复现地址 link', linkOf(plan.request, publication.id)],
      ...(plan.compare ? [['对比 compared with', plan.compare.publication ?? plan.compare.with] as const] : []),
      ...(plan.request.limit === undefined ? [] : [['行数上限 row limit', String(plan.request.limit)] as const]),
      ['许可 licence', LICENCE],
      ...caveats,
    ],
    createdAt: publication.manifest.publishedAt,
  };
}
