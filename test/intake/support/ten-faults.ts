import { Workbook } from '@cj-tech-master/excelts';
import { findSheet } from '@union/intake/sheets/sheets.ts';
import { columnLetter } from '@union/intake/workbook/layout.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import { county, mill, pick, works } from './county.ts';

/**
 * Writes a workbook with ten different faults and one warning, each in a sheet an office would send.
 * `node test/intake/support/ten-faults.ts [FILE]` makes one to try `pnpm intake check` on.
 */
export async function writeTenFaults(path: string): Promise<void> {
  const rows = pick(
    county(),
    'federation',
    'park',
    'enterprise',
    'headcount_observation',
    'membership_observation',
    'trade_union',
    'coverage_link',
    'census_finding',
  );
  rows.coverage_link?.push({
    credit_code: mill,
    union_code: 'SY-0001',
    kind: 'independent',
    valid_from: '2014-01-01',
  });
  await writeWorkbook(path, rows);

  const workbook = new Workbook();
  await workbook.xlsx.readFile(path);
  const cell = (sheet: string, column: string, row: number) => {
    const spec = findSheet(sheet);
    const index = spec?.columns.findIndex(({ key }) => key === column) ?? -1;
    const worksheet = workbook.getWorksheet(spec?.zh ?? '');
    if (!worksheet || index < 0) throw new Error(`no column ${sheet}.${column}`);
    return worksheet.getCell(`${columnLetter(index + 1)}${row}`);
  };
  // 1 A credit code whose last character is wrong.
  cell('enterprise', 'credit_code', 4).value = '91110108551385082F';
  // 2 A code that no list has.
  cell('enterprise', 'unit_type_code', 2).value = '私企';
  // 3 A park that nobody registered.
  cell('enterprise', 'park_code', 3).value = '320924999';
  // 4 A day in the future.
  cell('headcount_observation', 'observed_on', 3).value = '2099年12月31日';
  // 5 A negative headcount.
  cell('headcount_observation', 'worker_count', 3).value = -40;
  // 6 A formula that failed, and a warning: more members than workers.
  cell('membership_observation', 'female_count', 2).value = {
    formula: 'VLOOKUP(A2,Z:Z,1,0)',
    result: { error: '#N/A' },
  };
  cell('membership_observation', 'member_count', 2).value = 200;
  // 7 The same union twice.
  cell('trade_union', 'union_code', 3).value = 'SY-0001';
  // 8 The same union covers the same enterprise twice at once: in the rows above.
  // 9 A merged header.
  workbook.getWorksheet('工会清查')?.mergeCells('D1:E1');
  // 10 A sheet that is not of the template.
  workbook.addWorksheet('领导讲话').getCell('A1').value = '此表不属于模板';
  // The union that was renamed away is missed by the link of the works; it is given the one that is left.
  cell('coverage_link', 'union_code', 3).value = 'SY-0001';
  cell('coverage_link', 'credit_code', 3).value = works;
  await workbook.xlsx.writeFile(path);
}

if (import.meta.main) {
  const path = process.argv[2] ?? '十处错误.xlsx';
  await writeTenFaults(path);
  process.stdout.write(`${path}\n`);
}
