import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { issueKey, type KeyRole } from '@union/access/identity/keys.ts';
import { Reaches } from '@union/access/reach.ts';
import { liftRestriction, setRestriction } from '@union/access/restricted/restrictions.ts';
import { operator } from '@union/access/viewer.ts';
import { type ExportFormat, exportFormats } from '@union/api/export/formats.ts';
import { linkOf, pathOf } from '@union/api/export/links.ts';
import { snippetsOf } from '@union/api/saved-query/snippets.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import { tableFromIPC } from 'apache-arrow';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { giveTwoCounties } from '../access/support/two-counties.ts';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';

/** Files under /export while figures of a park are kept from the public; see test/access/restricted.test.ts for other ways out. */
const forms = Object.keys(exportFormats) as ExportFormat[];
const RATE = 'enterprise_unionisation_rate';
const COUNTY = 'region:320924';
/** Of the park that is closed; another one has the same numbers. */
const PARK = 'park:PA';
const RANKING = `{ ranking(metric: "${RATE}", parent: "${COUNTY}", kind: PARK) {
  rows { rank scope { id } figure { numerator denominator value state } } } }`;
const parks: MetricQueryRequest = {
  metrics: [{ metric: RATE }, { metric: 'union_certificate_share' }],
  ...{ scopes: { under: COUNTY, kind: 'park' }, by: ['scope'] },
};

const atTheMachine = new Reaches(operator('test'), new Map());
let downloads: string;
let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let publicationId: string;
let account: number;

beforeAll(async () => {
  downloads = mkdtempSync(join(tmpdir(), 'union-restricted-'));
  folder = makePublicationsFolder();
  publicationId = await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  await giveTwoCounties(database);
  await sql`
    insert into park (park_code, name, level, region_code, opened_on) values ('PA', '园区甲', 'county', '320924', '2010-01-01')
  `.execute(database.db);
  await sql`
    insert into saved_query (name, title, federation_code, owner_kind, owner_id, owner_name, query, variables, reads, state,
      reviewed_query, reviewed_variables, reviewed_reads, reviewed_sha256)
    values ('parks', '园区', '320924', 'account', '999', '甲', ${RANKING}, '{}', 'published', 'reviewed',
      ${RANKING}, '{}', 'published', encode(sha256(${RANKING}::bytea), 'hex'))
  `.execute(database.db);
  server = await openTestServer(folder.path, database);
  account = await createAccount(database.db, atTheMachine, { name: '分析员' });
  for (const role of ['analyst', 'portal'] as const) {
    await grantRole(database.db, atTheMachine, { accountId: account, role, federationCode: '320900' });
  }
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
  rmSync(downloads, { recursive: true, force: true });
});

const keyOf = async (role: KeyRole, federationCode: string) => {
  const asked = { accountId: account, name: '导出', role, federationCode, days: 30 };
  return { authorization: `Bearer ${(await issueKey(database.db, atTheMachine, asked)).key}` };
};

/** Keeps figures from the public until the work is done; both are noticed within a second. */
async function restricted(metricId: string | null, scopeId: string | null, work: () => Promise<void>): Promise<void> {
  const id = await setRestriction(database.db, atTheMachine, { metricId, scopeId, reason: '考核期间不公开' });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  try {
    await work();
  } finally {
    await liftRestriction(database.db, atTheMachine, id);
    await new Promise((resolve) => setTimeout(resolve, 1100));
  }
}

type Row = Readonly<Record<string, unknown>>;

/** The rows of a file, by a reader of its form. */
async function rowsIn(form: ExportFormat, bytes: Buffer): Promise<Row[]> {
  const path = join(downloads, `file.${form}`);
  writeFileSync(path, bytes);
  switch (form) {
    case 'jsonl':
      return bytes
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Row);
    case 'arrow':
      return tableFromIPC(bytes)
        .toArray()
        .map((row) => row.toJSON() as Row);
    case 'xlsx': {
      const workbook = new Workbook();
      await workbook.xlsx.load(bytes);
      const sheet = workbook.getWorksheet('数据');
      const [header = [], ...rows] = (sheet?.getSheetValues() ?? [])
        .slice(1)
        .map((row) => (row as unknown[]).slice(1)) as unknown[][];
      return rows.map((row) => Object.fromEntries(header.map((name, at) => [name as string, row[at] ?? null])));
    }
    default: {
      const instance = await openDuckDb(':memory:');
      const from = form === 'parquet' ? `'${path}'` : `read_csv('${path}')`;
      const rows = await rowsOf(await instance.connect(), `select * from ${from}`);
      instance.closeSync();
      return rows;
    }
  }
}

/** What a command prints; the server answers in this process, so it is not waited for. */
const run = (command: string, args: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ error: Error | null; stdout: string; stderr: string }>((resolve) => {
    execFile(command, [...args], { env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } }, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
  });

const take = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
const numberOf = (cell: unknown) => (cell == null ? null : Number(cell));

describe('a park whose rate is restricted', () => {
  test('stands in a file of any form without its numbers, whole for who may see it', async () => {
    const key = await keyOf('analyst', '320924');
    const elsewhere = await keyOf('analyst', '320925');
    const pathIn = (form: ExportFormat) => pathOf(parks, form, publicationId);
    const rateIn = async (form: ExportFormat, answer: Response, scope = PARK, metric = RATE) => {
      const rows = await rowsIn(form, Buffer.from(await answer.arrayBuffer()));
      const row = rows.find((one) => one.scope_id === scope && one.metric_id === metric);
      return [form, row?.state, ...[row?.numerator, row?.denominator, row?.value].map(numberOf)];
    };
    // Files that were made before are not given out either.
    const tags = new Map<ExportFormat, string>();
    for (const form of forms) {
      const before = await take(pathIn(form));
      tags.set(form, before.headers.get('etag') ?? '');
      expect(await rateIn(form, before)).toEqual([form, 'reported', 3, 4, 0.75]);
    }
    await restricted(RATE, PARK, async () => {
      for (const form of forms) {
        const path = pathIn(form);
        const closed = await take(path, { 'if-none-match': tags.get(form) ?? '', range: 'bytes=0-5' });
        const { status, headers } = closed;
        expect([form, status, headers.get('etag'), headers.get('cache-control')]).toEqual([
          ...[form, 200, null, 'private, no-store'],
        ]);
        expect(await rateIn(form, closed)).toEqual([form, 'restricted', null, null, null]);
        const other = await take(path, elsewhere);
        expect(await rateIn(form, other)).toEqual([form, 'restricted', null, null, null]);
        expect(await rateIn(form, await take(path), 'park:PB')).toEqual([form, 'reported', 3, 4, 0.75]);
        const share = await rateIn(form, await take(path), PARK, 'union_certificate_share');
        expect(share).toEqual([form, 'reported', 5, 10, 0.5]);
        expect(await rateIn(form, await take(path, key))).toEqual([form, 'reported', 3, 4, 0.75]);
      }
    });
    // What was given out with holes was kept for nobody.
    for (const form of forms)
      expect(await rateIn(form, await take(pathIn(form)))).toEqual([form, 'reported', 3, 4, 0.75]);
  });

  test('stands in a saved query of any form without its numbers', async () => {
    const key = await keyOf('analyst', '320924');
    await restricted(RATE, PARK, async () => {
      for (const form of forms) {
        const parkIn = async (headers = {}) => {
          const answer = await take(`/export/saved/parks.${form}`, headers);
          const rows = await rowsIn(form, Buffer.from(await answer.arrayBuffer()));
          const park = rows.find((row) => row.scope_id === PARK);
          return [form, park?.figure_state, numberOf(park?.figure_numerator), numberOf(park?.figure_value)];
        };
        expect(await parkIn()).toEqual([form, 'RESTRICTED', null, null]);
        expect(await parkIn(key)).toEqual([form, 'REPORTED', 3, 0.75]);
      }
    });
  });

  test.each([
    ['python', 'python3', 'take.py'],
    ['r', 'Rscript', 'take.R'],
  ] as const)(
    'is opened by a key in the code beside a saved query, which needs no package: %s, run where %s is there',
    async (key, command, name) => {
      const { error } = await run(command, ['--version']);
      if (error) return;
      const { authorization } = await keyOf('analyst', '320924');
      const told = async (reads: 'published' | 'registers') => {
        const snippets = snippetsOf({ name: 'parks', reads, base: server.url, publicationId });
        // What is a comment for the table is run, too, up to pandas.
        const code = (snippets.find((one) => one.key === key)?.code ?? '')
          .replace(/# pandas:.*/s, 'print([row["figure_numerator"] for row in table])')
          .replaceAll(/^# (?!as a table)/gm, '');
        writeFileSync(join(downloads, name), code);
        const ran = await run(command, [join(downloads, name)], { UNION_KEY: authorization.slice('Bearer '.length) });
        expect([ran.error, ran.stderr]).toEqual([null, '']);
        // The parks with 3 unionised enterprises.
        const [, numbers = ''] = /(?:figure_numerator *: int|\}\n\[)(.*)/.exec(ran.stdout) ?? [];
        return numbers.match(/\b3\b/g)?.length;
      };
      await restricted(RATE, PARK, async () =>
        expect([await told('published'), await told('registers')]).toEqual([1, 2]),
      );
    },
  );

  test('is refused where it is named, in every form and as the answer, also to HEAD', async () => {
    const named: MetricQueryRequest = { metrics: [{ metric: RATE }], scopes: { ids: [PARK] }, by: ['scope'] };
    await restricted(RATE, PARK, async () => {
      const elsewhere = await keyOf('analyst', '320925');
      for (const path of [linkOf(named, publicationId), ...forms.map((form) => pathOf(named, form, publicationId))]) {
        const refused = await take(path);
        expect([path, refused.status, refused.headers.get('content-disposition')]).toEqual([path, 401, null]);
        expect(await refused.text()).toContain('FIGURE_RESTRICTED');
        expect((await take(path, elsewhere)).status).toBe(403);
        expect((await fetch(server.url + path, { method: 'HEAD' })).status).toBe(401);
      }
    });
  });

  test('is no part of sums, filters, orders and comparisons', async () => {
    await restricted(RATE, PARK, async () => {
      const ask = async (more: Partial<MetricQueryRequest>) => {
        const bytes = await (await take(pathOf({ ...parks, metrics: [{ metric: RATE }], ...more }, 'jsonl'))).text();
        return bytes.trim() === '' ? [] : await rowsIn('jsonl', Buffer.from(bytes));
      };
      const parkIn = (rows: Row[]) => rows.find((row) => row.scope_id === PARK);
      expect(parkIn(await ask({ filters: [{ metric: RATE, atLeast: 0 }] }))).toBeUndefined();
      expect((await ask({ orderBy: [{ by: 'value', direction: 'desc' }] })).map((row) => row.scope_id)[0]).toBe(
        'park:PB',
      );
      expect(
        parkIn(await ask({ compare: { with: 'previous_period' }, time: { grain: 'month', last: 1 } })),
      ).toMatchObject({
        ...{ state: 'restricted', compared_numerator: null, compared_value: null, change: null },
      });
      const [first, ...sum] = await ask({ scopes: parks.scopes, by: [], combine: 'pooled' });
      expect([JSON.stringify(first).includes('FIGURE_RESTRICTED'), sum]).toEqual([true, []]);
    });
  });

  test('closes the files of its publication, which hold everything', async () => {
    await restricted(RATE, PARK, async () => {
      const elsewhere = await keyOf('analyst', '320925');
      for (const path of [
        ...['warehouse.duckdb', 'parquet/coverage.parquet', `parquet/figure/${RATE}.parquet`].map(
          (file) => `/export/publication/${publicationId}/${file}`,
        ),
        ...['/export/publication/latest/warehouse.duckdb', `/export/bundle/${publicationId}.zip`],
      ]) {
        expect([path, (await take(path)).status]).toEqual([path, 401]);
        expect([path, (await take(path, elsewhere)).status]).toEqual([path, 403]);
        const part = await take(path, { range: 'bytes=0-10' });
        expect([part.status, (await part.text()).includes('FIGURE_RESTRICTED')]).toEqual([401, true]);
      }
    });
  });
});

test('registers are given to who reads them alone, in every form', async () => {
  const [analyst, portal] = [await keyOf('analyst', '320924'), await keyOf('portal', '320924')];
  for (const form of forms) {
    const path = `/export/register/trade_union.${form}`;
    for (const headers of [{}, portal]) expect([form, (await take(path, headers)).status]).toEqual([form, 403]);
    expect((await fetch(server.url + path, { method: 'HEAD' })).status).toBe(403);
    const rows = await rowsIn(form, Buffer.from(await (await take(path, analyst)).arrayBuffer()));
    // The union of the other county lies out of sight.
    expect([form, rows.map((row) => row.union_code)]).toEqual([form, ['U1']]);
  }
});
