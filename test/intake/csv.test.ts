import { loadFiles } from '@union/intake/load.ts';
import type { Database } from '@union/schema/db/database.ts';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eachEngine, emptyRegisters, openTestDatabase } from '../support/database.ts';
import { county, mill, pick, works } from './support/county.ts';
import { broken, TODAY, take, textFile, workbookOf } from './support/files.ts';

const header = '统一社会信用代码,统计日期,来源,职工人数,女职工人数,农民工人数';
const plain = `${header}\n${mill},2015-06-30,报表,120,56,\n${works},2015/6/30,census,"1,040",,7\n`;
const bom = '\ufeff';

const files: [form: string, content: string | Uint8Array][] = [
  ['UTF-8', plain],
  ['UTF-8 with a byte order mark', bom + plain],
  ['GB18030', iconv.encode(plain, 'gb18030')],
  [
    'UTF-16 as Excel saves Unicode text',
    iconv.encode(bom + plain.replace('"1,040"', '1040').replaceAll(',', '\t'), 'utf16le'),
  ],
  ['tabs', plain.replace('"1,040"', '1040').replaceAll(',', '\t')],
  ['semicolons', plain.replace('"1,040"', '1040').replaceAll(',', ';')],
  ['Windows line ends', plain.replaceAll('\n', '\r\n')],
  ['no line end at the end', plain.trimEnd()],
  ['blank lines and trailing separators', `${plain.replaceAll('\n', ',,\n')},,,\n\n`.replace(`${header},,`, header)],
  [
    'English keys, other order',
    `worker_count,credit_code,source,observed_on,migrant_count,female_count\n120,${mill},return,20150630,,56\n1040,${works},census,42185,7,\n`,
  ],
  [
    'full-width and stray spaces in headers and cells',
    plain
      .replace('职工人数', ' 职工 人数\u00a0')
      .replace('120', '１２０ ')
      .replace('2015/6/30', '２０１５年６月３０日'),
  ],
];

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  beforeEach(async () => {
    await emptyRegisters(database);
    await take(database, await workbookOf(pick(county(), 'federation', 'park', 'enterprise')));
  });
  afterAll(() => database.close());

  test.each(files)('read: %s', async (form, content) => {
    const report = await take(database, textFile(`${form}-${engine}.csv`, content));
    expect(broken(report)).toEqual([]);
    expect(report).toMatchObject({ status: 'loaded', format: 'csv' });
    const rows = database.db
      .selectFrom('headcount_observation')
      .select(['observed_on', 'source', 'worker_count', 'female_count', 'migrant_count'])
      .orderBy('worker_count');
    expect(await rows.execute()).toEqual([
      { observed_on: '2015-06-30', source: 'return', worker_count: 120, female_count: 56, migrant_count: null },
      { observed_on: '2015-06-30', source: 'census', worker_count: 1040, female_count: null, migrant_count: 7 },
    ]);
  });

  test('a cell with a line break keeps its row whole, and rows are numbered as a spreadsheet numbers them', async () => {
    const content = `园区代码,名称,级别,行政区划代码,设立日期\nP-1,"一期\n二期",县级,320924,2010-01-01\nP-2,乙,县级,320924,2099-01-01\n`;
    const report = await take(database, textFile(`breaks-${engine}.csv`, content));
    expect(broken(report)).toEqual(['DAY_FUTURE E3']);
  });

  test('the sheet is told by the header, otherwise by the name of the file, otherwise by the option', async () => {
    const content = '目标代码,节点日期,节点值\nSY-1,2012-06-30,65%\n';
    expect(broken(await take(database, textFile(`随便-${engine}.csv`, content)))).toEqual(['REFERENCE_UNKNOWN A2']);
    const vague = '代码,名字\nA,B\n';
    expect(broken(await take(database, textFile(`会员实名-${engine}.csv`, vague)))).toEqual([
      'HEADER_MISSING 会员实名',
    ]);
    expect(broken(await take(database, textFile(`未知-${engine}.csv`, vague)))).toEqual([
      `SHEET_UNKNOWN 未知-${engine}`,
    ]);
    const named = await take(database, textFile(`别名-${engine}.csv`, vague), { sheet: 'park' });
    expect(broken(named)).toEqual(['HEADER_MISSING 园区']);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['bytes of no known encoding', new Uint8Array([0xd5, 0xff, 0xff, 0xfe, 0x2c, 0x80, 0xff]), 'ENCODING_UNKNOWN'],
    ['a quote that never ends', `${header}\n"${mill},2015-06-30,报表,120,,\n`, 'CSV_MALFORMED'],
    ['an empty file', '', 'FILE_EMPTY'],
    ['a header and no row', `${header}\n`, 'FILE_EMPTY'],
    ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'FILE_OLD_EXCEL'],
    ['a workbook that is cut short', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'FILE_DAMAGED'],
  ])('refused: %s', async (what, content, code) => {
    const report = await take(database, textFile(`${what}-${engine}.csv`, content));
    expect(report.status).toBe('refused');
    expect(report.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test.each(['check', 'load'] as const)(
    'a file that breaks off midway does not stop the next one: %s',
    async (mode) => {
      const rows = `${mill},2015-06-30,报表,120,,\n`.repeat(5000);
      const broken = textFile(`破损-${engine}-${mode}.csv`, `${header}\n${rows}"${mill},2015`);
      const good = textFile(`完好-${engine}-${mode}.csv`, plain);
      const reports = await loadFiles(database, [broken, good], { loadedBy: 'tester', today: TODAY, mode });
      expect(reports.map(({ status }) => status)).toEqual(['refused', mode === 'check' ? 'fine' : 'loaded']);
      expect(reports[0]?.problems.map(({ code }) => code)).toEqual(['CSV_MALFORMED']);
    },
  );

  test('a file that is not there is a report like any other', async () => {
    const report = await take(database, '/nowhere/at-all.xlsx');
    expect(report).toMatchObject({ status: 'refused', sha256: null, problems: [{ code: 'FILE_NOT_FOUND' }] });
  });
});
