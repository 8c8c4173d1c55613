import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Workbook } from '@cj-tech-master/excelts';
import { sheets } from '@union/intake/sheets/sheets.ts';
import { columnLetter } from '@union/intake/workbook/layout.ts';
import { writeMarkedCopy } from '@union/intake/workbook/marked-copy.ts';
import { writeTemplate } from '@union/intake/workbook/template.ts';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyRegisters, openTestDatabase } from '../support/database.ts';
import { county, first, mill, pick } from './support/county.ts';
import { broken, everything, take, temporary, textFile, workbookOf, worksheet } from './support/files.ts';
import { writeHandmadeWorkbook } from './support/handmade-workbook.ts';
import { writeTenFaults } from './support/ten-faults.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase('embedded');
});
beforeEach(() => emptyRegisters(database));
afterAll(() => database.close());

const read = async (path: string) => {
  const workbook = new Workbook();
  await workbook.xlsx.readFile(path);
  return workbook;
};
const noteOf = (workbook: Workbook, sheet: string, cell: string) => {
  const note = workbook.getWorksheet(sheet)?.getCell(cell).note;
  return typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
};
const fillOf = (workbook: Workbook, sheet: string, cell: string) => {
  const fill = workbook.getWorksheet(sheet)?.getCell(cell).style.fill;
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
};

describe('the template', () => {
  test('has one sheet a register with its headers, the English name in a note, and an example row', async () => {
    const path = temporary('template.xlsx');
    await writeTemplate(path);
    const workbook = await read(path);
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['填表说明', ...sheets.map(({ zh }) => zh), '代码']);
    for (const sheet of sheets) {
      const found = worksheet(workbook, sheet.key);
      sheet.columns.forEach((column, index) => {
        expect(found.getCell(1, index + 1).value).toBe(column.zh);
        expect(noteOf(workbook, sheet.zh, `${columnLetter(index + 1)}1`)).toContain(`${column.en} (${column.key})`);
      });
      expect(found.getCell('A2').text).toMatch(/^示例：/);
    }
  });

  test('drop-down lists hold every code of their list', async () => {
    const path = temporary('lists.xlsx');
    await writeTemplate(path);
    const workbook = await read(path);
    const cell = worksheet(workbook, 'enterprise').getCell('E5');
    const { formulae } = cell.dataValidation as { formulae: string[] };
    const [reference = ''] = formulae;
    const [, column, from, to] = /^'?代码'?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)$/.exec(reference) ?? [];
    const entries = [];
    for (let row = Number(from); row <= Number(to); row++)
      entries.push(workbook.getWorksheet('代码')?.getCell(`${column}${row}`).text);
    expect(entries).toHaveLength(16);
    expect(entries).toContain('私营企业');
  });

  test('the empty template holds no row; its example rows, typed in without the mark, load without a fault', async () => {
    const path = temporary('empty.xlsx');
    await writeTemplate(path);
    expect(broken(await take(database, path))).toEqual(['FILE_EMPTY']);
    const workbook = await read(path);
    for (const sheet of sheets) {
      const cell = worksheet(workbook, sheet.key).getCell('A2');
      cell.value = cell.text.replace('示例：', '');
    }
    // The parent of the example federation is the city's, which an office would have loaded before.
    worksheet(workbook, 'federation').addRow(['320900', '盐城市总工会', '市级总工会', null, '320900']);
    await workbook.xlsx.writeFile(path);
    expect(broken(await take(database, path))).toEqual([]);
  });
});

describe('workbooks of other programs', () => {
  const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

  test('one that LibreOffice saved gives the same rows as the one it was made of', async () => {
    await take(database, await workbookOf(county()));
    const content = withoutLoad(await everything(database));
    await emptyRegisters(database);
    const report = await take(database, fixture('county-libreoffice.xlsx'));
    expect(broken(report)).toEqual([]);
    expect(withoutLoad(await everything(database))).toEqual(content);
  });

  const soffice = hasLibreOffice();
  test.skipIf(!soffice)('one that LibreOffice saves here and now', async () => {
    const path = await workbookOf(county());
    const out = temporary('converted');
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=file://${temporary('profile')}`,
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        out,
        path,
      ],
      { stdio: 'ignore' },
    );
    expect(broken(await take(database, `${out}/${path.slice(dirname(path).length + 1)}`))).toEqual([]);
  });

  test('one without references, with pronunciations, Chinese date formats and shared texts, as WPS writes', async () => {
    const path = temporary('wps.xlsx');
    const texts = ['园区代码', '名称', '级别', '行政区划代码', '设立日期', 'P-1', '射阳', '省级'];
    await writeHandmadeWorkbook(path, {
      name: '园区',
      sharedStrings: texts.map((text) =>
        text === '射阳'
          ? '<si><r><t>射</t></r><r><t xml:space="preserve">阳 </t></r><rPh sb="0" eb="1"><t>シャ</t></rPh></si>'
          : `<si><t>${text}</t></si>`,
      ),
      xml: `<row>${[0, 1, 2, 3, 4].map((at) => `<c t="s"><v>${at}</v></c>`).join('')}</row>
        <row><c t="s"><v>5</v></c><c t="s"><v>6</v></c><c t="s"><v>7</v></c><c><v>320924</v></c><c s="1"><v>38808</v></c></row>`,
    });
    expect(broken(await take(database, path))).toEqual([]);
    expect(await database.db.selectFrom('park').select(['name', 'opened_on', 'region_code']).execute()).toEqual([
      { name: '射阳', opened_on: '2006-04-01', region_code: '320924' },
    ]);
  });

  test('one with every element in a namespace, inline texts, and days counted from 1904', async () => {
    const path = temporary('namespaced.xlsx');
    const inline = (text: string) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`;
    await writeHandmadeWorkbook(path, {
      name: 'park',
      prefix: 'x',
      from1904: true,
      xml: `<x:row r="1">${['park_code', 'name', 'level', 'region_code', 'opened_on'].map(inline).join('')}</x:row>
        <x:row r="2">${['P-1', '射阳', 'county', '320924'].map(inline).join('')}<x:c s="1"><x:v>37346</x:v></x:c></x:row>`,
    });
    expect(broken(await take(database, path))).toEqual([]);
    expect(await database.db.selectFrom('park').select('opened_on').execute()).toEqual([{ opened_on: '2006-04-01' }]);
  });

  test('a cell far outside of any sheet is damage, not a row of a billion cells', async () => {
    const path = temporary('far.xlsx');
    await writeHandmadeWorkbook(path, { name: '园区', xml: '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>' });
    expect(broken(await take(database, path))).toEqual(['FILE_DAMAGED']);
  });

  test('a formula counts by its result', async () => {
    const rows = county();
    const path = await workbookOf(rows, (workbook) => {
      worksheet(workbook, 'headcount_observation').getCell('D2').value = { formula: 'SUM(E2:F2)+34', result: 120 };
      worksheet(workbook, 'park').getCell('C2').value = { formula: '"开发"&"区"', result: '开发区' };
    });
    expect(broken(await take(database, path))).toEqual([]);
    expect(await database.db.selectFrom('park').select('name').execute()).toEqual([{ name: '开发区' }]);
  });
});

describe('a marked copy', () => {
  test('colours each faulty cell, notes the rule, and leaves the rest as it is', async () => {
    const path = temporary('ten.xlsx');
    await writeTenFaults(path);
    const report = await take(database, path, { mode: 'check' });
    const copy = await read(await writeMarkedCopy(path, report.problems, temporary('marked')));
    const original = await read(path);
    expect(copy.worksheets.map(({ name }) => name)).toEqual(original.worksheets.map(({ name }) => name));
    for (const problem of report.problems) {
      const cell = problem.cell ?? 'A1';
      expect(noteOf(copy, problem.sheet ?? '', cell)).toContain(`${problem.zh}\n${problem.en} [${problem.code}]`);
      expect(fillOf(copy, problem.sheet ?? '', cell)).toBe(problem.severity === 'error' ? 'FFFF9999' : 'FFFFEB9C');
    }
    expect(fillOf(copy, '企业', 'E3')).toBeUndefined();
    expect(copy.getWorksheet('企业')?.getCell('B2').value).toBe('射阳示范纺织有限公司');
    expect(copy.getWorksheet('企业')?.getCell('E5').dataValidation).toEqual(
      original.getWorksheet('企业')?.getCell('E5').dataValidation,
    );
    expect(noteOf(copy, '工会清查', 'D1')).toContain('说明 / note (note)');
  });

  test('once its cells are put right it loads', async () => {
    const rows = pick(county(), 'federation', 'park', 'enterprise');
    first(rows, 'enterprise').park_code = 'P-99';
    const path = await workbookOf(rows);
    const report = await take(database, path);
    const copyPath = await writeMarkedCopy(path, report.problems, temporary('marked'));
    const copy = await read(copyPath);
    worksheet(copy, 'enterprise').getCell('D2').value = '320924400';
    await copy.xlsx.writeFile(copyPath);
    expect(broken(await take(database, copyPath))).toEqual([]);
  });

  test('of a CSV file is a workbook', async () => {
    const path = textFile('人数.csv', `统一社会信用代码,统计日期,来源,职工人数\n${mill},2015-06-30,报表,-5\n`);
    const report = await take(database, path);
    const copy = await read(await writeMarkedCopy(path, report.problems, temporary('marked')));
    expect(fillOf(copy, '人数', 'D2')).toBe('FFFF9999');
    expect(copy.worksheets[0]?.getCell('B2').value).toBe('2015-06-30');
  });
});

/** Rows without the columns that differ from load to load. */
function withoutLoad(content: Record<string, unknown[]>): unknown {
  return JSON.parse(JSON.stringify(content), (key, value) =>
    ['import_id', 'recorded_at'].includes(key) ? undefined : value,
  );
}

function hasLibreOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
