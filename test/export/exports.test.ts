import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { unzip } from '@cj-tech-master/excelts/archive';
import { ClosedFigures } from '@union/access/restricted/closed-figures.ts';
import type { Viewer } from '@union/access/viewer.ts';
import { anonymous } from '@union/access/viewer.ts';
import { ApiError } from '@union/api/errors.ts';
import { openingLines } from '@union/api/export/bundle.ts';
import { figureRows } from '@union/api/export/figure-rows.ts';
import { linkOf, pathOf } from '@union/api/export/links.ts';
import { codeOf, requestOfCode } from '@union/api/export/query-code.ts';
import type { Batch, ExportRows } from '@union/api/export/rows.ts';
import { streamOf } from '@union/api/export/write.ts';
import { writeXlsx } from '@union/api/export/xlsx.ts';
import { findIn, type Planned, planOn } from '@union/api/metric-query/run-metric-query.ts';
import { guarded } from '@union/api/publication/guarded-publication.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { buildPublication } from '@union/warehouse/build.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { openPublications, type Publication } from '@union/warehouse/publication/reader.ts';
import { withdraw } from '@union/warehouse/publication/withdraw.ts';
import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import { runsOf } from '@union/warehouse/query/runs.ts';
import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { AS_OF, fillRegisters } from '../query/registers.ts';
import { openTestDatabase } from '../support/database.ts';

/** What is given out under /export, over HTTP, from a real night: read again by other readers than the ones that wrote it. */
let folder: string;
let database: Database;
let server: TestServer;
let viewer: Viewer = anonymous;
const id = `${AS_OF}-1`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'union-exports-'));
  database = await openTestDatabase('postgres');
  await fillRegisters(database);
  await buildPublication({ database, folder: join(folder, 'publications'), asOf: AS_OF });
  server = await openTestServer(join(folder, 'publications'), database, {
    config: readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder }),
    ...{ viewerOf: async () => viewer, perMinute: false as const },
  });
}, 300_000);
afterAll(async () => {
  await server.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const request: MetricQueryRequest = {
  metrics: [{ metric: 'enterprise_unionisation_rate' }, { metric: 'new_union_count' }],
  scopes: { under: 'region:320924', kind: 'town' },
  time: { grain: 'month', last: 6 },
  by: ['scope', 'time'],
};

const fetchFrom = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });
const bytesOf = async (path: string) => Buffer.from(await (await fetchFrom(path)).arrayBuffer());

/** The rows that every form must have: state, place, period and number of each figure. */
type Plain = readonly (string | number | null)[];
const names = ['metric_id', 'scope_id', 'period', 'state', 'numerator', 'denominator', 'value'] as const;

async function answeredRows(): Promise<Plain[]> {
  const answer = (await (await fetchFrom(linkOf(request, id))).json()) as {
    rows: { scope: { id: string }; period: { label: string }; cells: Record<string, string | number | null>[] }[];
  };
  return answer.rows.flatMap(({ scope, period, cells }) =>
    cells.map((cell) => [
      ...[cell.metric ?? null, scope.id, period.label, String(cell.state).toLowerCase()],
      ...[cell.numerator ?? null, cell.denominator ?? null, cell.value ?? null],
    ]),
  );
}

describe('every form holds the rows of the answer', () => {
  let rows: Plain[];
  beforeAll(async () => {
    rows = await answeredRows();
    expect(rows.length).toBe(5 * 6 * 2);
  });
  const pick = (row: Record<string, unknown>): Plain =>
    names.map((name) => (row[name] ?? null) as string | number | null);

  test('CSV, with a byte order mark and without', async () => {
    const withMark = await bytesOf(pathOf(request, 'csv', id));
    const plain = await bytesOf(pathOf(request, 'plain.csv', id));
    expect(withMark.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(withMark.subarray(3)).toEqual(plain);
    const path = join(folder, 'plain.csv');
    writeFileSync(path, plain);
    expect((await duck(`select * from read_csv('${path}', all_varchar = false)`)).map(pick)).toEqual(rows);
  });

  test('JSON lines', async () => {
    const lines = (await bytesOf(pathOf(request, 'jsonl', id))).toString('utf8').trim().split('\n');
    expect(lines.map((line) => pick(JSON.parse(line) as Record<string, unknown>))).toEqual(rows);
  });

  test('Parquet, which a stock DuckDB reads with its types', async () => {
    const path = join(folder, 'rows.parquet');
    writeFileSync(path, await bytesOf(pathOf(request, 'parquet', id)));
    expect((await duck(`select * from '${path}'`)).map(pick)).toEqual(rows);
    const types = await duck(`describe select numerator, value, as_of, is_approximate from '${path}'`);
    expect(types.map(({ column_type }) => column_type)).toEqual(['BIGINT', 'DOUBLE', 'DATE', 'BOOLEAN']);
    const told = await duck(
      `select key::blob::varchar as key, value::blob::varchar as value from parquet_kv_metadata('${path}')`,
    );
    expect(told.length).toBeGreaterThan(20);
  });

  test('Arrow, which its own reader reads', async () => {
    const table = tableFromIPC(await bytesOf(pathOf(request, 'arrow', id)));
    const read = table.toArray().map((row) => {
      const record = row.toJSON() as Record<string, unknown>;
      return names.map((name) => {
        const value = record[name];
        return (typeof value === 'bigint' ? Number(value) : (value ?? null)) as string | number | null;
      });
    });
    expect(read).toEqual(rows);
    expect([...table.schema.metadata.values()].join('\n')).toContain(id);
  });

  test('XLSX: typed cells, no formula, and sheets of definitions and publication', async () => {
    const workbook = new Workbook();
    await workbook.xlsx.load(await bytesOf(pathOf(request, 'xlsx', id)));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['数据', '口径', '发布']);
    const sheet = workbook.getWorksheet('数据');
    const header = ((sheet?.getRow(1).values ?? []) as string[]).slice(1);
    const read: Plain[] = [];
    for (let at = 2; at <= (sheet?.rowCount ?? 0); at++) {
      const row = sheet?.getRow(at);
      read.push(names.map((name) => (row?.getCell(header.indexOf(name) + 1).value ?? null) as string | number | null));
    }
    expect(read).toEqual(rows);
    expect(sheet?.getRow(2).getCell(header.indexOf('as_of') + 1).value).toBeInstanceOf(Date);
    const told = JSON.stringify(workbook.getWorksheet('发布')?.getSheetValues());
    for (const word of [id, 'metricQuery', '许可', '/export/query/']) expect(told, word).toContain(word);
    expect(JSON.stringify(workbook.getWorksheet('口径')?.getSheetValues())).toContain('企业建会率');
  });
});

describe('files of publications', () => {
  test('have a strong tag, the same bytes again, parts, and no bytes for who has them', async () => {
    const path = pathOf(request, 'plain.csv', id);
    const first = await fetchFrom(path);
    const etag = first.headers.get('etag') as string;
    const whole = Buffer.from(await first.arrayBuffer());
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(first.headers.get('content-disposition')).toContain("filename*=UTF-8''%E4%BC%81%E4%B8%9A");
    expect((await fetchFrom(path, { 'if-none-match': etag })).status).toBe(304);
    const part = await fetchFrom(path, { range: 'bytes=10-19', 'if-range': etag });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
    expect((await fetchFrom(path, { range: 'bytes=10-19', 'if-range': '"another"' })).status).toBe(200);
    expect((await fetchFrom(path, { range: `bytes=${whole.length}-` })).status).toBe(416);
    expect(await bytesOf(path)).toEqual(whole);
  });

  test('a part of what nobody has asked for yet is a part of the same file', async () => {
    const path = pathOf({ ...request, by: ['time', 'scope'] }, 'jsonl', id);
    const part = Buffer.from(await (await fetchFrom(path, { range: 'bytes=0-99' })).arrayBuffer());
    expect(part).toEqual((await bytesOf(path)).subarray(0, 100));
    expect(part.length).toBe(100);
  });

  test('the address of the latest follows the publication and says which it is', async () => {
    const latest = await fetchFrom(pathOf(request, 'csv'));
    expect(latest.headers.get('x-publication')).toBe(id);
    expect(latest.headers.get('cache-control')).toContain('max-age=30');
    expect(Buffer.from(await latest.arrayBuffer())).toEqual(await bytesOf(pathOf(request, 'csv', id)));
  });

  test('the three lines of each tool open what is downloaded, and every file has the hash that it is told', async () => {
    const place = join(folder, 'downloaded');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'warehouse.duckdb'), await bytesOf(`/export/publication/${id}/warehouse.duckdb`));
    const [attach = '', use = '', select = ''] = openingLines.duckdb;
    const instance = await openDuckDb(':memory:');
    const connection = await instance.connect();
    await connection.run(attach.replace("'warehouse.duckdb'", `'${join(place, 'warehouse.duckdb')}'`));
    await connection.run(use);
    expect((await rowsOf(connection, select)).length).toBe(10);
    connection.closeSync();
    instance.closeSync();
    const parquet = join(place, 'rate.parquet');
    writeFileSync(
      parquet,
      await bytesOf(`/export/publication/latest/parquet/figure/enterprise_unionisation_rate.parquet`),
    );
    expect((await duck(`select count(*) as n from '${parquet}'`))[0]?.n).toBeGreaterThan(100);
  });

  test.each([
    ['python3', ['-c'], openingLines.pythonAlone],
    ['Rscript', ['-e'], openingLines.rAlone],
  ] as const)('the lines that need no package run where %s is there, in any locale', async (command, args, lines) => {
    if (spawnSync(command, ['--version']).error) return;
    const place = join(folder, 'alone');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'figures.csv'), await bytesOf(pathOf(request, 'plain.csv', id)));
    const { numerator, denominator } = JSON.parse(
      (await bytesOf(pathOf(request, 'jsonl', id))).toString().split('\n')[0] ?? '',
    );
    for (const locale of ['C', 'C.UTF-8']) {
      const ran = spawnSync(command, [...args, lines.join('\n')], {
        ...{ cwd: place, encoding: 'utf8', env: { ...process.env, LC_ALL: locale } },
      });
      expect([ran.status, ran.stderr]).toEqual([0, '']);
      expect(ran.stdout.startsWith('60 ')).toBe(true);
      expect(Number(ran.stdout.trim().split(' ').at(-1))).toBeCloseTo(numerator / denominator, 6);
    }
  });

  test('the bundle holds README, dictionary, licence, caveats, the DuckDB file and every Parquet file', async () => {
    const bundle = unzip(await bytesOf(`/export/bundle/${id}.zip`));
    const files = new Map<string, Uint8Array>();
    for await (const entry of bundle.entries()) files.set(entry.path, await entry.bytes());
    const text = (name: string) => Buffer.from(files.get(`${id}/${name}`) ?? []).toString('utf8');
    expect(text('README.md')).toContain(openingLines.python[1]);
    expect(text('data-dictionary.csv')).toContain('enterprise_unionisation_rate,企业建会率');
    expect(text('CAVEATS.md')).toContain('suppressed');
    expect(text('LICENCE.txt').length).toBeGreaterThan(20);
    expect(files.get(`${id}/warehouse.duckdb`)?.length).toBeGreaterThan(10_000);
    expect([...files.keys()].filter((name) => name.endsWith('.parquet')).length).toBeGreaterThan(100);
  });

  test('what is in no publication, and words that are no query, are not found', async () => {
    for (const path of [
      ...['/export/query/nonsense.csv', '/export/query/1AAAA', `/export/publication/${id}/manifest.json`],
      ...[`/export/publication/${id}/../current.json`, '/export/register/nothing.csv', '/export/bundle/nothing'],
    ]) {
      expect((await fetchFrom(path)).status, path).toBe(404);
    }
  });

  test('what is asked for in another way than it can be given is refused with a reason', async () => {
    const path = pathOf(request, 'csv', id);
    const codeOfRefusal = async (asked: string, headers = {}) => {
      const refused = await fetchFrom(asked, headers);
      const { errors } = (await refused.json()) as { errors: { extensions: { code: string; messageZh: string } }[] };
      expect([refused.headers.get('content-disposition'), refused.headers.get('etag')]).toEqual([null, null]);
      expect(errors[0]?.extensions.messageZh.length).toBeGreaterThan(4);
      return [refused.status, errors[0]?.extensions.code];
    };
    expect(await codeOfRefusal(path.replace('.csv?', '.pdf?'))).toEqual([404, 'EXPORT_NOT_FOUND']);
    expect(await codeOfRefusal(path.replace('.csv?', 'AA.csv?'))).toEqual([404, 'EXPORT_NOT_FOUND']);
    expect(await codeOfRefusal(`${path}&publication=${id}`)).toEqual([400, 'INVALID_VARIABLES']);
    expect(await codeOfRefusal(pathOf(request, 'csv', '2020-01-01-1'))).toEqual([410, 'PUBLICATION_GONE']);
    expect(await codeOfRefusal(pathOf(request, 'csv', '../../etc'))).toEqual([404, 'PUBLICATION_NOT_FOUND']);
    const noMetric = { ...request, metrics: [{ metric: 'nothing' }] };
    expect(await codeOfRefusal(pathOf(noMetric, 'csv', id))).toEqual([404, 'METRIC_NOT_FOUND']);
    const summed: MetricQueryRequest = { ...request, by: ['time'], combine: 'sum' };
    expect(await codeOfRefusal(pathOf(summed, 'parquet', id))).toEqual([400, 'RATE_SUMMED']);
    const wide: MetricQueryRequest = {
      metrics: ['enterprise_unionisation_rate', 'union_certificate_share'].map((metric) => ({ metric })),
      ...{ scopes: { under: 'region:320924', kind: 'town' }, time: { grain: 'day', last: 10_000 } },
      ...{ by: ['scope', 'time'], orderBy: [{ by: 'value' }] },
    };
    const many = { ...wide, metrics: Array.from({ length: 6 }, () => wide.metrics).flat() };
    expect(await codeOfRefusal(pathOf(many, 'csv', id))).toEqual([400, 'QUERY_TOO_LARGE']);
    // With a limit, or in the order of scopes, there is no such bound.
    for (const more of [{ limit: 10 }, { orderBy: [{ by: 'scope', direction: 'desc' }] }] as const) {
      expect((await fetch(`${server.url}${pathOf({ ...many, ...more }, 'csv', id)}`, { method: 'HEAD' })).status).toBe(
        200,
      );
    }
  });

  test('HEAD tells what GET would, and a range beyond the end how long the file is', async () => {
    const path = pathOf({ ...request, by: ['scope', 'time'], limit: 7 }, 'plain.csv', id);
    const head = (headers = {}) => fetch(`${server.url}${path}`, { method: 'HEAD', headers });
    const before = await head();
    expect([before.status, before.headers.get('content-length'), await before.text()]).toEqual([200, null, '']);
    const whole = await bytesOf(path);
    const etag = before.headers.get('etag') as string;
    const after = await head();
    expect([after.headers.get('etag'), after.headers.get('content-length')]).toEqual([etag, String(whole.length)]);
    expect((await head({ 'if-none-match': etag })).status).toBe(304);
    const beyond = await fetchFrom(path, { range: `bytes=${whole.length}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`]);
    // An old tag gets the whole, also where the range lies beyond the end.
    expect((await fetchFrom(path, { range: 'bytes=999999999-', 'if-range': '"old"' })).status).toBe(200);
    const last = await fetchFrom(path, { range: 'bytes=-5', 'if-range': etag });
    expect(Buffer.from(await last.arrayBuffer())).toEqual(whole.subarray(-5));
  });

  test('a limit is told in a file of every form, with the number of all rows', async () => {
    const limited = { ...request, limit: 4 };
    for (const asked of [limited, { ...limited, orderBy: [{ by: 'value' as const }] }]) {
      const notice = '仅含前 4 行，共 30 行';
      for (const form of ['csv', 'plain.csv', 'jsonl'] as const) {
        expect((await bytesOf(pathOf(asked, form, id))).toString('utf8').trim().split('\n').at(-1), form).toContain(
          notice,
        );
      }
      const workbook = new Workbook();
      await workbook.xlsx.load(await bytesOf(pathOf(asked, 'xlsx', id)));
      const sheet = workbook.getWorksheet('数据');
      expect(String(sheet?.getRow(4 * 2 + 2).getCell(1).value)).toContain(notice);
      expect(JSON.stringify(workbook.getWorksheet('发布')?.getSheetValues())).toContain(notice);
      const path = join(folder, 'limited.parquet');
      writeFileSync(path, await bytesOf(pathOf(asked, 'parquet', id)));
      const told = await duck(`select decode(value) as value from parquet_kv_metadata('${path}')`);
      expect(JSON.stringify(told)).toContain(notice);
      const { metadata } = tableFromIPC(await bytesOf(pathOf(asked, 'arrow', id))).schema;
      expect([metadata.get('notice')?.includes(notice), metadata.get('行数上限 row limit')]).toEqual([true, '4']);
    }
  });

  test('a publication that was let go and one that was withdrawn are closed, with the reason', async () => {
    expect((await fetchFrom(pathOf(request, 'csv', '2020-01-01-1'))).status).toBe(410);
    const place = join(folder, 'publications');
    await buildPublication({ database, folder: place, asOf: '2024-05-19' });
    const path = pathOf(request, 'csv', '2024-05-19-1');
    expect((await fetchFrom(path)).status).toBe(200);
    await withdraw(place, '2024-05-19-1', { by: '王主任', reason: '导入有误' });
    const refused = await fetchFrom(path);
    const { errors } = (await refused.json()) as { errors: { extensions: { code: string; messageZh: string } }[] };
    expect([refused.status, errors[0]?.extensions.code]).toEqual([410, 'PUBLICATION_GONE']);
    expect(errors[0]?.extensions.messageZh).toContain('导入有误');
    expect(refused.headers.get('content-disposition')).toBeNull();
  }, 120_000);
});

describe('runs over scopes', () => {
  const rate = 'enterprise_unionisation_rate';
  const places = {
    towns: { under: 'region:320924', kind: 'town' },
    parks: { under: 'region:320924', kind: 'park' },
    federations: { under: 'federation:320924', kind: 'federation' },
    // Neither the order of their ids nor that of the tree.
    mixed: { ids: ['region:320924103', 'park:P2', 'region:320924100', 'region:320924', 'park:P1'] },
    one: { ids: ['region:320924101'] },
  } as const;
  const asked: fc.Arbitrary<MetricQueryRequest> = fc
    .record({
      cut: fc.constantFrom('whole', 'whole', 'industry', 'ownership', 'level'),
      place: fc.constantFrom(...(Object.keys(places) as (keyof typeof places)[])),
      metrics: fc.uniqueArray(
        fc.constantFrom(rate, 'union_certificate_share', 'new_union_count', 'bargaining_offers_sent'),
        { minLength: 1, maxLength: 3 },
      ),
      time: fc.constantFrom(undefined, { grain: 'month', last: 4 }, { grain: 'quarter', last: 3 }),
      compare: fc.constantFrom(undefined, undefined, 'previous_period', 'same_period_last_year', 'target'),
      bound: fc.constantFrom(undefined, undefined, 0.3, 3),
      totals: fc.constantFrom(undefined, undefined, true),
      direction: fc.constantFrom(undefined, 'asc', 'desc'),
      leading: fc.constantFrom('scope', 'scope', 'time'),
      second: fc.constantFrom(undefined, 'time', 'value', 'change'),
      limit: fc.constantFrom(undefined, undefined, 1, 2, 5, 11),
      closed: fc.boolean(),
      figures: fc.constantFrom(1, 7, 20),
    })
    .map(
      ({ cut, place, metrics, time, compare, bound, totals, direction, leading, second, limit, closed, figures }) => {
        const ids = cut === 'whole' ? metrics : [cut === 'level' ? 'new_union_type_distribution' : rate];
        const further = second && !(second === 'change' && !compare) ? [{ by: second }] : [];
        return {
          ...{ metrics: ids.map((metric) => ({ metric })), scopes: places[place], time, limit },
          by: ['scope', ...(time ? ['time'] : []), ...(cut === 'whole' ? [] : [cut])],
          ...(compare && { compare: { with: compare } }),
          ...(bound !== undefined && { filters: [{ metric: ids[0], atLeast: bound }] }),
          ...(direction && { orderBy: [{ by: leading, direction }, ...further] }),
          ...{ totals, closed, figures },
        } as unknown as MetricQueryRequest;
      },
    );

  test('have the bytes of the one statement, whatever is asked in the order of scopes or of points', {
    timeout: 240_000,
  }, async () => {
    const opened = openPublications(join(folder, 'publications'));
    const publication = (await opened.find({ id })) as Publication;
    const roots = new Set(['region:320924102', 'park:P1']);
    const closed = new ClosedFigures([{ metricId: rate, roots }], new Set(), true, 'test');
    const textOf = async (planned: Planned, figures: number) => {
      let text = '';
      for await (const part of streamOf(await figureRows(planned, figures), 'plain.csv')) text += part;
      return text;
    };
    let rows = 0;
    let runs = 0;
    let cuts = 0;
    let sums = 0;
    await fc.assert(
      fc.asyncProperty(asked, async (given) => {
        const {
          closed: isClosed,
          figures,
          ...one
        } = given as MetricQueryRequest & { closed: boolean; figures: number };
        const seen = isClosed ? guarded(publication, closed) : publication;
        const planned = await planOn(seen, one, findIn(opened)).catch((error: unknown) => {
          if (error instanceof ApiError) return undefined;
          throw error;
        });
        fc.pre(planned !== undefined);
        const whole = await textOf(planned, 0);
        expect(await textOf(planned, figures)).toBe(whole);
        const { rowCount } = await figureRows(planned);
        const isCut = whole.includes('查询中设有 limit');
        const lines = whole.split('\r\n').length - 2 - Number(isCut);
        if (rowCount !== undefined) expect(rowCount).toBe(lines);
        rows += lines;
        runs += [...(runsOf(planned.plan, figures) ?? [])].length;
        cuts += Number(isCut);
        sums += whole.split('\r\ntotal,').length - 1;
      }),
      { numRuns: 60, seed: 8, maxSkipsPerRun: 50, endOnFailure: true },
    );
    expect([rows > 500, runs > 80, cuts > 5, sums > 20]).toEqual([true, true, true, true]);
    await opened.close();
  });

  test('are made where rows stand in the order of scopes or of points, and a limit is not taken from totals', async () => {
    const opened = openPublications(join(folder, 'publications'));
    const publication = (await opened.find({ id })) as Publication;
    const runs = async (more: Partial<MetricQueryRequest>) => {
      const { plan } = await planOn(publication, { ...request, ...more }, findIn(opened));
      const made = runsOf(plan, 24);
      return made && [...made].map(({ scopes }) => scopes.map((scope) => scope.id.slice(-1)).join(''));
    };
    // 12 figures a town.
    expect(await runs({})).toEqual(['01', '23', '4']);
    expect(await runs({ orderBy: [{ by: 'scope', direction: 'desc' }] })).toEqual(['34', '12', '0']);
    expect(await runs({ orderBy: [{ by: 'value' }] })).toBeUndefined();
    expect(await runs({ orderBy: [{ by: 'time' }] })).toHaveLength(3);
    expect(await runs({ totals: true })).toHaveLength(3);
    expect(await runs({ totals: true, limit: 3 })).toBeUndefined();
    expect(await runs({ scopes: { under: 'region:320924100', kind: 'town' } })).toEqual(['']);
    await opened.close();
  });
});

describe('a word for a query', () => {
  test('is the same for the same query, and gives it back', () => {
    const turned = Object.fromEntries(Object.entries(request).toReversed()) as MetricQueryRequest;
    expect(codeOf(turned)).toBe(codeOf(request));
    expect(requestOfCode(codeOf(request))).toEqual(request);
  });
});

describe('registers', () => {
  const within = (role: 'analyst' | 'officer' | 'assistance_officer', federationCode: string | null): Viewer => ({
    ...{ kind: 'account', id: '7', name: '测试' },
    grants: [
      { role: 'public', federationCode: null },
      { role, federationCode },
    ],
  });
  const linesOf = async (name: string) =>
    (await bytesOf(`/export/register/${name}.jsonl`))
      .toString('utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const listed = async (field: string, key: string, node = key) => {
    const rows: unknown[] = [];
    for (let after = ''; ; ) {
      const { data, errors } = await server.ask(
        `{ ${field}(first: 100${after && `, after: "${after}"`}) { edges { node { ${node} } } pageInfo { hasNextPage endCursor } } }`,
      );
      expect(errors).toBeUndefined();
      rows.push(...data[field].edges.map((edge: { node: Record<string, unknown> }) => edge.node[key]));
      if (!data[field].pageInfo.hasNextPage) return rows;
      after = data[field].pageInfo.endCursor;
    }
  };

  test('are closed to visitors, in every form, and nothing of the refusal looks like a file', async () => {
    viewer = anonymous;
    const refused = await fetchFrom('/export/register/enterprise.csv');
    expect([refused.status, refused.headers.get('content-disposition')]).toEqual([403, null]);
    expect(await refused.text()).toContain('REGISTER_CLOSED');
  });

  test('give a viewer the rows that GraphQL lists, whole and within a subtree', async () => {
    for (const federation of [null, '320924100']) {
      viewer = within('analyst', federation);
      expect((await linesOf('enterprise')).map((row) => row.credit_code)).toEqual(
        await listed('enterprises', 'creditCode'),
      );
      expect((await linesOf('trade_union')).map((row) => row.union_code).toSorted()).toEqual(
        (await listed('unions', 'code')).toSorted(),
      );
      expect((await linesOf('bargaining_offer')).map((row) => row.offer_no)).toEqual(
        await listed('bargainingOffers', 'offerNo'),
      );
    }
    viewer = within('analyst', '320924100');
    const links = await linesOf('coverage_link');
    expect(links.length).toBeGreaterThan(3);
    // Of a link at the border the other side lies out of sight, as in GraphQL.
    expect(links.some((row) => row.union_code === null) && links.some((row) => row.union_code !== null)).toBe(true);
    const seen = new Set(await listed('unions', 'code'));
    for (const { union_code } of links) if (union_code !== null) expect(seen.has(union_code as string)).toBe(true);
  });

  test('never give what a role may not read', async () => {
    viewer = within('analyst', null);
    for (const name of ['member', 'hardship_household', 'assistance_grant', 'household_visit']) {
      expect((await fetchFrom(`/export/register/${name}.parquet`)).status, name).toBe(403);
    }
  });

  test('are live: no range, no tag, kept by nobody, and that they left is on record', async () => {
    viewer = within('analyst', null);
    const given = await fetchFrom('/export/register/trade-union.csv', { range: 'bytes=0-9' });
    expect([given.status, given.headers.get('accept-ranges'), given.headers.get('etag')]).toEqual([200, 'none', null]);
    expect(given.headers.get('cache-control')).toContain('no-store');
    expect((await given.text()).split('\r\n').length).toBe(92);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit_event where action = 'export' and register = 'trade_union'`.execute(
      database.db,
    );
    expect(rows[0]?.n).toBeGreaterThan(0);
  });

  test('are written as Parquet and XLSX with their types', async () => {
    viewer = within('analyst', null);
    const path = join(folder, 'loans.parquet');
    writeFileSync(path, await bytesOf('/export/register/startup_loan.parquet'));
    const [types] = await duck(
      `select typeof(granted_on) as day, typeof(line_cents) as cents, typeof(recorded_at) as at from '${path}' limit 1`,
    );
    expect(types).toEqual({ day: 'DATE', cents: 'BIGINT', at: 'TIMESTAMP WITH TIME ZONE' });
    const workbook = new Workbook();
    await workbook.xlsx.load(await bytesOf('/export/register/startup_loan.xlsx'));
    expect(workbook.getWorksheet('数据')?.rowCount).toBe(61);
  });
});

describe('memory and limits', () => {
  const words = { zh: '列', en: 'column' };
  const many = (rows: number): ExportRows => {
    async function* batches(): AsyncGenerator<Batch> {
      for (let from = 0; from < rows; from += 2048) {
        const rowCount = Math.min(2048, rows - from);
        yield { rowCount, columns: [Array.from({ length: rowCount }, (_, at) => `=${from + at}`)] };
      }
    }
    return {
      columns: [{ name: 'name', type: 'text', words }],
      batches: batches(),
      notice: () => undefined,
      about: { title: '甲', definitions: [], origin: [], createdAt: '2024-01-01T00:00:00Z' },
    };
  };

  test('a sheet that is full says how many rows are left out, in its last row and on the sheet of the publication', async () => {
    const parts: Uint8Array[] = [];
    for await (const part of writeXlsx(many(5000), 1000)) parts.push(part);
    const workbook = new Workbook();
    await workbook.xlsx.load(Buffer.concat(parts));
    const sheet = workbook.getWorksheet('数据');
    expect(sheet?.rowCount).toBe(1000);
    expect(String(sheet?.getRow(1000).getCell(1).value)).toContain('另有 4002 行未列出');
    expect(JSON.stringify(workbook.getWorksheet('发布')?.getSheetValues())).toContain('4002');
    // A text that begins with = is a text.
    expect(sheet?.getRow(2).getCell(1).value).toBe('=0');
    expect(sheet?.getRow(2).getCell(1).formula).toBeUndefined();
  });

  test('who goes ends the statement, and others go on', async () => {
    viewer = anonymous;
    const wide: MetricQueryRequest = {
      metrics: [{ metric: 'enterprise_unionisation_rate' }],
      scopes: { under: 'region:320924', kind: 'town' },
      time: { grain: 'day', last: 390 },
      by: ['scope', 'time'],
    };
    await new Promise<void>((resolve) => {
      const asked = httpGet(`${server.url}${pathOf(wide, 'jsonl', id)}`, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
      asked.on('error', () => resolve());
    });
    // Nothing half done is given to the next one.
    const lines = (await bytesOf(pathOf(wide, 'jsonl', id))).toString('utf8').trim().split('\n');
    expect(lines.length).toBe(5 * 390);
  });
});

async function duck(statement: string): Promise<Record<string, unknown>[]> {
  const instance = await openDuckDb(':memory:');
  const connection = await instance.connect();
  try {
    return await rowsOf(connection, statement);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
