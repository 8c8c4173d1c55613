import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { ZipArchive } from '@cj-tech-master/excelts/archive';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { additivityOf } from '@union/warehouse/query/additivity.ts';
import { aboutPublication, caveats, LICENCE } from './about.ts';
import { cellOf } from './csv.ts';
import { describedFiles, publicationSummary } from './publication-files.ts';
import { bilingual } from './rows.ts';

/**
 * A publication with all that is needed to read it, as the bytes of a ZIP archive: README, data dictionary, licence, caveats,
 * the DuckDB file and the Parquet files. The same publication gives the same bytes.
 */
export function bundleOf(publication: Publication): AsyncIterable<Uint8Array> {
  const { id, folder } = publication;
  // What is packed already is stored as it is.
  const archive = new ZipArchive({ level: 0, reproducible: true, noSort: true });
  const text = (name: string, content: string) => archive.add(`${id}/${name}`, Buffer.from(content));
  text('README.md', readme(publication));
  text('LICENCE.txt', `${LICENCE}\n`);
  text('CAVEATS.md', `# 使用须知 Caveats\n\n${caveats.map(([name, words]) => `- **${name}** ${words}`).join('\n')}\n`);
  text('data-dictionary.csv', `\uFEFF${metricsTable()}`);
  text('columns.csv', `\uFEFF${columnsTable()}`);
  text('publication.json', `${JSON.stringify(publicationSummary(publication), null, 2)}\n`);
  for (const { path } of describedFiles(publication)) archive.add(`${id}/${path}`, fileParts(join(folder, path)));
  return archive.stream();
}

async function* fileParts(path: string): AsyncGenerator<Uint8Array> {
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 })) yield part as Uint8Array;
}

/** The three lines that each tool takes; the documentation and its tests have them from here. */
export const openingLines = {
  duckdb: [
    "ATTACH 'warehouse.duckdb' AS union_data (READ_ONLY);",
    'USE union_data;',
    'SELECT * FROM figure_member_rate LIMIT 10;',
  ],
  python: [
    'import duckdb',
    "union_data = duckdb.connect('warehouse.duckdb', read_only=True)",
    "print(union_data.sql('select * from figure_member_rate').df())",
  ],
  r: [
    'library(duckdb)',
    "union_data <- dbConnect(duckdb(), 'warehouse.duckdb', read_only = TRUE)",
    "head(dbGetQuery(union_data, 'select * from figure_member_rate'))",
  ],
  parquet: [
    'import pyarrow.parquet as pq',
    "table = pq.read_table('parquet/figure/member_rate.parquet')",
    'print(table.to_pandas().head())',
  ],
  // Where no package can be installed: a query as plain.csv.
  pythonAlone: [
    'import csv',
    "figures = list(csv.DictReader(open('figures.csv', encoding='utf-8', newline='')))",
    "print(len(figures), figures[0]['metric_name'], figures[0]['value'])",
  ],
  // Not fileEncoding, which loses rows where R runs without a UTF-8 locale.
  rAlone: [
    "figures <- read.csv('figures.csv', encoding = 'UTF-8')",
    "cat(nrow(figures), figures$metric_name[1], figures$value[1], '\\n')",
  ],
} as const;

function readme(publication: Publication): string {
  const block = (language: string, lines: readonly string[]) => `\`\`\`${language}\n${lines.join('\n')}\n\`\`\`\n`;
  return `# 工会数据 ${publication.id} · union data

${aboutPublication(publication)
  .map(([name, content]) => `- ${name}: ${content}`)
  .join('\n')}

## 内容 What is in it

- \`warehouse.duckdb\`：全部已发布的表和指标视图 · all published tables, and a view \`figure_<metric>\` for each metric
- \`parquet/\`：同样的内容，一表一文件 · the same as Parquet, a file a table; \`parquet/figure/<metric>.parquet\` holds the figures of a metric
- \`data-dictionary.csv\`：每个指标的公式、分子、分母、单位、口径 · formula, parts, unit and definition of every metric
- \`columns.csv\`：指标视图各列的含义 · what the columns of figures mean
- \`CAVEATS.md\`、\`LICENCE.txt\`、\`publication.json\`

## 打开 Open it

DuckDB

${block('sql', openingLines.duckdb)}
Python

${block('python', openingLines.python)}
R

${block('r', openingLines.r)}
Parquet

${block('python', openingLines.parquet)}
无需安装任何包 Without any package

任一查询的 .plain.csv 存为 figures.csv · any query as .plain.csv, saved as figures.csv

${block('python', openingLines.pythonAlone)}
${block('r', openingLines.rAlone)}`;
}

const line = (cells: readonly (string | number | null)[]) =>
  cells.map((cell) => cellOf(cell === null ? null : String(cell), true)).join(',');

/** Every metric of the catalogue, a line each. */
export function metricsTable(): string {
  const header = [
    ...['metric_id', 'name_zh', 'name_en', 'formula_zh', 'formula_en', 'numerator', 'numerator_counts', 'denominator'],
    ...['denominator_counts', 'unit', 'better', 'shape', 'time', 'disclosure', 'table', 'definition_version', 'since'],
    ...['notes_zh', 'notes_en', 'source_zh', 'source_en', 'adds_over_scopes', 'adds_over_time'],
  ];
  const rows = catalogue.map((metric) => {
    const { numerator, denominator, definition } = metric;
    const { overScopes, overTime } = additivityOf(metric);
    return [
      ...[metric.id, metric.name.zh, metric.name.en, metric.formula.zh, metric.formula.en],
      ...[bilingual(numerator.name), numerator.counts],
      ...[denominator && bilingual(denominator.name), denominator?.counts ?? null],
      ...[metric.unit, metric.better, metric.shape, metric.time, metric.disclosure, `figure_${metric.id}`],
      ...[definition.version, definition.since, definition.notes.zh, definition.notes.en],
      ...[definition.source.zh, definition.source.en],
      ...[overScopes ? bilingual(overScopes) : 'yes', overTime ? bilingual(overTime) : 'yes'],
    ];
  });
  return `${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

/** What the columns of a view of figures mean. */
export const figureViewColumns: readonly (readonly [name: string, zh: string, en: string])[] = [
  ['metric_id', '指标编号', 'id of the metric'],
  ['definition_version', '口径版本', 'version of the definition'],
  ['scope_id', '范围编号：region:、park:、federation: 加编码', 'id of the scope'],
  [
    'segment',
    '类别：all 整体，或 industry:、unit_type:、ownership: 加编码',
    'the part of the scope; all for the whole',
  ],
  ['grain', 'day 逐日已知，month 仅月末已知', 'known day by day, or at month ends alone'],
  ['valid_from', '自该日起（含）', 'the first day on which it stands'],
  ['valid_to', '至该日止（不含）', 'the first day on which it no longer does'],
  ['period_kind', '期间：day 时点、month、calendar_year、union_year（累计）', 'what it sums over, to date'],
  ['period_start', '期间首日；时点为空', 'first day of the period; null for a stock'],
  ['scheme_code', '评定办法；无则空', 'rating scheme; null without one'],
  ['rule_code', '一线口径规则；无则空', 'frontline rule; null without one'],
  ['campaign_code', '专项行动；无则空', 'campaign; null without one'],
  ['kind_key', '类型；无则空', 'kind; null without one'],
  ['level_key', '级别；无则空', 'level; null without one'],
  ['numerator', '分子；不公布为空', 'numerator; null when withheld'],
  ['denominator', '分母；计数类、不公布为空', 'denominator; null for counts and when withheld'],
  ['value', '数值；仅 reported、zero 有值', 'value; only when reported or zero'],
  ['state', '状态：reported、zero、suppressed、not_applicable', 'state'],
  ['unclassified', '分母中尚未分类的部分（分）', 'part of the denominator that nobody has classified, in cents'],
  ['source', '来源：register、return、mixed', 'registers, returns or both'],
  ['is_approximate', '是否含「近、约」的数', 'whether a number behind it is stated as about'],
  ['includes_late', '是否含补录', 'whether it counts what became known late'],
];

function columnsTable(): string {
  return `${[['column', 'zh', 'en'], ...figureViewColumns].map(line).join('\r\n')}\r\n`;
}
