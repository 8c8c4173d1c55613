import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Cell, Workbook, WorkbookWriter } from '@cj-tech-master/excelts';
import type { Problem } from '../problems/problem-list.ts';
import type { Severity } from '../problems/rules.ts';
import { openSource } from '../source/open-source.ts';
import { shown } from '../values/typed-text.ts';
import { boxedNote, columnLetter } from './layout.ts';

const colours: Readonly<Record<Severity, string>> = { error: 'FFFF9999', warning: 'FFFFEB9C', notice: 'FFDDEBF7' };

/**
 * Writes a copy of the file into `folder` with every cell that has a problem filled (red: error, yellow: warning, blue:
 * notice) and the rule in its note; a problem of a row or a sheet stands at its first cell. The rest of a workbook stays as
 * it is; a CSV file becomes a workbook.
 * @returns the path of the copy.
 */
export async function writeMarkedCopy(file: string, problems: readonly Problem[], folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const source = await openSource(file);
  await source.close();
  const path = join(folder, `${basename(file, extname(file))}-标注.xlsx`);
  if (source.format === 'xlsx') await markWorkbook(file, problems, path);
  else await markCsv(file, problems, path);
  return path;
}

async function markWorkbook(file: string, problems: readonly Problem[], path: string): Promise<void> {
  const workbook = new Workbook();
  await workbook.xlsx.readFile(file);
  for (const [place, found] of byCell(problems)) {
    const { sheet, cell } = JSON.parse(place) as { sheet: string | null; cell: string };
    const worksheet = sheet === null ? workbook.worksheets[0] : workbook.getWorksheet(sheet);
    if (worksheet) mark(worksheet.getCell(cell), found);
  }
  await workbook.xlsx.writeFile(path);
}

async function markCsv(file: string, problems: readonly Problem[], path: string): Promise<void> {
  const marks = new Map([...byCell(problems)].map(([place, found]) => [JSON.parse(place).cell as string, found]));
  const source = await openSource(file);
  const writer = new WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false });
  for await (const sheet of source.sheets) {
    const worksheet = writer.addWorksheet(sheet.name.slice(0, 31));
    for await (const rows of sheet.rows) {
      for (const { number, values } of rows) {
        const row = worksheet.getRow(number);
        values.forEach((value, index) => {
          row.getCell(index + 1).value = shown(value);
        });
        for (let index = 0; index < Math.max(1, values.length); index++) {
          const found = marks.get(`${columnLetter(index + 1)}${number}`);
          if (found) mark(row.getCell(index + 1), found);
        }
        row.commit();
      }
    }
    worksheet.commit();
  }
  await source.close();
  await writer.commit();
}

/** Problems by the cell they are shown at. */
function byCell(problems: readonly Problem[]): Map<string, Problem[]> {
  const cells = new Map<string, Problem[]>();
  for (const problem of problems) {
    const cell = problem.cell ?? `A${problem.row ?? 1}`;
    const place = JSON.stringify({ sheet: problem.sheet, cell });
    const found = cells.get(place);
    if (found) found.push(problem);
    else cells.set(place, [problem]);
  }
  return cells;
}

function mark(cell: Cell, problems: readonly Problem[]): void {
  const [worst] = problems.toSorted((a, b) => rank(a) - rank(b));
  if (!worst) return;
  // Cells read from a file share their style objects: a changed one would colour others.
  cell.style = {
    ...cell.style,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: colours[worst.severity] } },
  };
  const lines = problems.map(({ code, zh, en, column, cell: at }) => {
    const where = at === null && column ? `${column}：` : '';
    return `${where}${zh}\n${en} [${code}]`;
  });
  const before = noteText(cell);
  const text = [...lines, ...(before ? ['', before] : [])].join('\n');
  cell.note = boxedNote(text);
}

const rank = ({ severity }: Problem) => ['error', 'warning', 'notice'].indexOf(severity);

function noteText(cell: Cell): string {
  const { note } = cell;
  if (!note) return '';
  if (typeof note === 'string') return note;
  return (note.texts ?? []).map(({ text }) => text).join('');
}
