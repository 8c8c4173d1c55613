import { readFileSync } from 'node:fs';
import { loadFiles } from '@union/intake/load.ts';
import type { LoadReport } from '@union/intake/report.ts';
import type { UndoReport } from '@union/intake/undo.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from '../access/support/visitor.ts';
import { county, pick } from '../intake/support/county.ts';
import { temporary } from '../intake/support/files.ts';
import { writeTenFaults } from '../intake/support/ten-faults.ts';
import { type CountyOffice, openCountyOffice } from './support/county-office.ts';

let office: CountyOffice;
let officer: Person;
let neighbour: Person;
let reader: Person;

beforeAll(async () => {
  office = await openCountyOffice();
  const path = temporary('places.xlsx');
  const places = pick(county(), 'federation', 'park');
  // Without another county the one would be everything.
  places.federation?.push({ federation_code: '320925', name: '建湖县总工会', level: 'county', region_code: '320925' });
  await writeWorkbook(path, places);
  await loadFiles(office.database, [path], { loadedBy: 'test' });
  officer = await signedIn('李经办', 'officer', '320924');
  neighbour = await signedIn('合德经办', 'officer', '320924100');
  reader = await signedIn('分析员', 'analyst', '320924');
});
afterAll(() => office.close());

type Person = { readonly visitor: Visitor; readonly csrf: string };

async function signedIn(name: string, role: 'officer' | 'analyst', federation: string): Promise<Person> {
  const visitor = new Visitor();
  const link = new URL(await office.linkFor(name, role, federation));
  await visitor.ask(
    `${link.origin}/sign-in/link`,
    { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    { method: 'POST', body: link.search.slice(1) },
  );
  const me = await visitor.ask(`${office.server.url}/office/data/me`, { 'sec-fetch-site': 'same-origin' });
  return { visitor, csrf: ((await me.json()) as { csrfToken: string }).csrfToken };
}

/** What the routes of the intake answer; which of it is there depends on what was asked. */
type Answer = {
  status: number;
  body: {
    id: string | null;
    report: LoadReport;
    undone: UndoReport;
    errors?: { message: string; extensions: { code: string } }[];
  };
};

async function send({ visitor, csrf }: Person, path: string, body: Uint8Array | object, site = 'same-origin') {
  const isFile = body instanceof Uint8Array;
  const response = await visitor.ask(
    `${office.server.url}/office/intake/${path}`,
    {
      ...{ 'sec-fetch-site': site, 'x-csrf-token': csrf },
      'content-type': isFile ? 'application/octet-stream' : 'application/json',
    },
    { method: 'POST', body: isFile ? (body as BodyInit) : JSON.stringify(body) },
  );
  return { status: response.status, body: await response.json() } as Answer;
}

async function imports({ visitor }: Person): Promise<string[]> {
  const response = await visitor.ask(`${office.server.url}/office/intake/imports`, { 'sec-fetch-site': 'same-origin' });
  const { imports: listed } = (await response.json()) as { imports: { fileName: string; status: string }[] };
  return listed.map(({ fileName, status }) => `${fileName} ${status}`);
}

async function workbook(name: string, ...sheets: string[]): Promise<Uint8Array> {
  const path = temporary(name);
  await writeWorkbook(path, pick(county(), ...sheets));
  return readFileSync(path);
}

const codeOf = ({ status, body }: Answer) => `${status} ${body.errors?.[0]?.extensions.code}`;

test('a faulty workbook is told cell by cell and cannot be loaded; a good one is checked, loaded by that check, and undone', async () => {
  const faulty = temporary('ten.xlsx');
  await writeTenFaults(faulty);
  const refused = await send(officer, 'check?name=ten.xlsx', readFileSync(faulty));
  expect(refused).toMatchObject({ status: 200, body: { id: null, report: { status: 'refused', file: 'ten.xlsx' } } });
  expect(refused.body.report.problems).toContainEqual(
    expect.objectContaining({ code: 'CREDIT_CODE_CHECK', severity: 'error', sheet: '企业', cell: 'A4' }),
  );

  const good = await workbook('enterprises.xlsx', 'enterprise');
  const checked = await send(officer, 'check?name=%E4%BC%81%E4%B8%9A.xlsx', good);
  expect(checked.body.report).toMatchObject({ status: 'fine', importId: null, file: '企业.xlsx' });
  expect(await office.database.db.selectFrom('enterprise').select('credit_code').execute()).toEqual([]);

  const { id } = checked.body;
  expect(codeOf(await send(neighbour, 'load', { id }))).toBe('404 CHECKED_FILE_NOT_FOUND');
  const loaded = await send(officer, 'load', { id });
  expect(loaded.body.report).toMatchObject({ status: 'loaded', sheets: [{ sheet: 'enterprise', inserted: 3 }] });
  expect(codeOf(await send(officer, 'load', { id }))).toBe('404 CHECKED_FILE_NOT_FOUND');
  expect([await imports(officer), await imports(neighbour)]).toEqual([['企业.xlsx loaded'], []]);

  const { importId } = loaded.body.report;
  expect(codeOf(await send(reader, 'undo', { importId }))).toBe('403 NOT_PERMITTED');
  const undone = await send(officer, 'undo', { importId });
  expect(undone.body.undone.tables).toContainEqual({ table: 'enterprise', deleted: 3, restored: 0 });
  expect(await imports(officer)).toEqual(['企业.xlsx undone']);
});

test('rows beyond the own subtree stop the whole file, and who loads nothing sends nothing', async () => {
  const rows = pick(county(), 'federation');
  for (const federation of rows.federation ?? []) federation.name = `新${federation.name}`;
  const path = temporary('renamed.xlsx');
  await writeWorkbook(path, rows);
  const parks = readFileSync(path);
  const beyond = await send(neighbour, 'check?name=parks.xlsx', parks);
  expect(beyond.body).toMatchObject({ id: null, report: { status: 'refused', problems: [{ code: 'NOT_PERMITTED' }] } });
  expect(codeOf(await send(reader, 'check?name=parks.xlsx', parks))).toBe('403 NOT_PERMITTED');
  const nobody = { visitor: new Visitor(), csrf: '' };
  expect(codeOf(await send(nobody, 'check?name=parks.xlsx', parks))).toBe('403 NOT_PERMITTED');
});

test('a page of another site cannot upload for whoever is signed in, and a body is a workbook or CSV', async () => {
  const file = await workbook('again.xlsx', 'federation');
  expect(codeOf(await send(officer, 'check?name=a.xlsx', file, 'cross-site'))).toBe('403 NOT_PERMITTED');
  expect(codeOf(await send({ ...officer, csrf: 'x' }, 'check?name=a.xlsx', file))).toBe('403 CROSS_SITE_REFUSED');
  expect(codeOf(await send(officer, 'check?name=a.exe', file))).toBe('400 FILE_KIND_UNKNOWN');
  expect(codeOf(await send(officer, 'check', file))).toBe('400 BAD_REQUEST');
});

test('warnings are confirmed by their number before the file is loaded', async () => {
  const rows = pick(county(), 'enterprise', 'headcount_observation', 'membership_observation');
  const [members] = rows.membership_observation ?? [];
  if (members) members.member_count = 500;
  const path = temporary('warned.xlsx');
  await writeWorkbook(path, rows);
  const { body } = await send(officer, 'check?name=warned.xlsx', readFileSync(path));
  expect(body.report).toMatchObject({ status: 'fine', counts: { errors: 0, warnings: 1 } });
  expect(codeOf(await send(officer, 'load', { id: body.id }))).toBe('409 WARNINGS_NOT_CONFIRMED');
  expect((await send(officer, 'load', { id: body.id, confirmedWarnings: 1 })).body.report.status).toBe('loaded');
});
