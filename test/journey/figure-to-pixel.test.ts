import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { startServer } from '@union/api/server.ts';
import { runNight } from '@union/nightly/run.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openPublications, type Publications } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDemo } from '../../scripts/demo/load-demo.ts';
import { startDemoPortal } from '../../scripts/demo-portal/server.ts';
import { launchBrowser } from '../support/browser.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';

/** One figure, the enterprise unionisation rate of one park, followed from the workbook to the pixels of a portal page. */
const UNTIL = '2026-06-30';
const PARK = '320924-P03';

eachEngine((engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'union-journey-'));
  const workbooks = join(folder, 'workbooks');
  const config = readConfig({ DATA_DIR: folder, PORT: '0', DEMO_PORT: '0' });
  const scope = `park:${PARK}`;
  let database: Database;
  let publications: Publications;
  let server: { url: string; close(): Promise<void> };
  let portal: { url: string; close(): Promise<void> };
  let browser: Browser;
  let counted: { covered: number; enterprises: number };

  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await loadDemo(database, { seed: 320924, until: UNTIL, folder: workbooks });
    await runNight({ config, database, asOf: UNTIL });
    publications = await openPublications(join(folder, 'publications'));
    server = await startServer({ config, database, publications, logger: pino({ level: 'silent' }) });
    portal = await startDemoPortal({ port: 0, apiUrl: server.url });
    browser = await launchBrowser();
    counted = await countWorkbookRows(workbooks);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
    await server?.close();
    await publications?.close();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the rows of the workbooks, counted by hand, are the rows of the registers', async () => {
    expect(counted.enterprises).toBeGreaterThan(10);
    const { rows } = await sql<{ covered: number; enterprises: number }>`
      select count(*) as enterprises, count(*) filter (where exists (
        select from coverage_link join trade_union using (union_id)
        where coverage_link.enterprise_id = enterprise_period.enterprise_id
          and kind in ('independent', 'joint', 'regional_direct', 'industry_direct')
          and daterange(coverage_link.valid_from, coverage_link.valid_to) @> ${UNTIL}::date
          and approved_on <= ${UNTIL}::date and (dissolved_on is null or dissolved_on > ${UNTIL}::date)
          and (term_ends_on is null or term_ends_on + interval '12 months' > ${UNTIL}::date)
      )) as covered
      from enterprise_period where park_code = ${PARK} and daterange(valid_from, valid_to) @> ${UNTIL}::date
    `.execute(database.db);
    expect(rows).toEqual([counted]);
  });

  test('the mart holds the same', async () => {
    const rows = await publications.current()?.query(
      `select covered_count as covered, enterprise_count as enterprises from coverage
          where scope_id = ? and segment = 'all' and ?::date between valid_from and valid_to - 1`,
      [scope, UNTIL],
    );
    expect(rows).toEqual([counted]);
  });

  test('GraphQL answers the same, with definition, day and publication', async () => {
    const query = `query ($scope: ID!) { figure(metric: "enterprise_unionisation_rate", scope: $scope) {
      numerator denominator value state asOf definition { id version } publication { id } } }`;
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { scope } }),
    });
    const { data } = (await response.json()) as { data: unknown };
    expect(data).toEqual({
      figure: {
        numerator: counted.covered,
        denominator: counted.enterprises,
        value: counted.covered / counted.enterprises,
        state: 'REPORTED',
        asOf: UNTIL,
        definition: { id: 'enterprise_unionisation_rate', version: 1 },
        publication: { id: `${UNTIL}-1` },
      },
    });
  });

  test('the static file and the trusted document hold the same bytes, and the same figure', async () => {
    const file = await fetch(`${server.url}/publications/current/static/park-coverage/region-320924.json`);
    const live = await fetch(`${server.url}/w/park-coverage?scope=region:320924`);
    const bytes = await live.text();
    expect(await file.text()).toBe(bytes);
    const found = findObjects(JSON.parse(bytes), (value) => (value.scope as { id?: string } | undefined)?.id === scope);
    expect(found.map((row) => row.figure)).toContainEqual(
      expect.objectContaining({ numerator: counted.covered, denominator: counted.enterprises }),
    );
  });

  test('the portal shows the same without JavaScript, in the row of the park', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await rowOf(page)).toContain(`${counted.covered} / ${counted.enterprises}`);
    expect(await page.locator('union-park-coverage table').first().isVisible()).toBe(true);
    await page.context().close();
  });

  test('the bar in the portal is as long as the rate: the last stop is the pixel', async () => {
    const page = await open({ javaScriptEnabled: true });
    await page.waitForSelector('union-park-coverage[state="ready"], union-park-coverage[state="stale"]');
    expect(await rowOf(page)).toContain(`${counted.covered} / ${counted.enterprises}`);
    const share = await drawnShare(page);
    expect(share).toBeCloseTo(counted.covered / counted.enterprises, 2);
    await page.context().close();
  });

  async function open(options: { javaScriptEnabled: boolean }): Promise<Page> {
    const context = await browser.newContext({ ...options, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(portal.url);
    return page;
  }

  async function parkName(): Promise<string> {
    const park = await database.db
      .selectFrom('park')
      .select('name')
      .where('park_code', '=', PARK)
      .executeTakeFirstOrThrow();
    return park.name;
  }

  async function rowOf(page: Page): Promise<string> {
    const row = page.locator('union-park-coverage tr', { hasText: await parkName() }).first();
    return ((await row.textContent()) ?? '').replaceAll(/\s+/g, ' ');
  }

  /** Length of the park's first bar over the length of its lane, as they stand in the drawing. */
  async function drawnShare(page: Page): Promise<number> {
    const index = await page.evaluate(
      ([name]) =>
        [...(document.querySelector('union-park-coverage table tbody')?.querySelectorAll('tr') ?? [])].findIndex(
          (row) => row.textContent?.includes(name ?? ''),
        ),
      [await parkName()],
    );
    const lengths = async (part: string) => {
      const path = page.locator(`union-park-coverage svg path.${part}`).first();
      return [...((await path.getAttribute('d')) ?? '').matchAll(/M[\d.-]+ [\d.-]+h([\d.]+)/g)].map((match) =>
        Number(match[1]),
      );
    };
    const bars = await lengths('bar.s0');
    const lanes = await lengths('lane');
    return (bars[index] ?? Number.NaN) / (lanes[0] ?? Number.NaN);
  }
});

/** Counts the park's active enterprises and covered ones in the workbooks with nothing but loops: what a person would do. */
async function countWorkbookRows(folder: string): Promise<{ covered: number; enterprises: number }> {
  const sheets = new Map<string, Record<string, string>[]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.xlsx'))) {
    const workbook = new Workbook();
    await workbook.xlsx.load(readFileSync(join(folder, file)));
    for (const sheet of workbook.worksheets) {
      if (!['企业', '基层工会', '覆盖关系'].includes(sheet.name)) continue;
      // Values of a row begin at 1.
      const headers = (sheet.getRow(1).values as unknown[]).slice(1).map(String);
      const records = sheets.get(sheet.name) ?? [];
      sheets.set(sheet.name, records);
      sheet.eachRow((row, number) => {
        const cells = (row.values as unknown[]).slice(1);
        if (number > 1) records.push(Object.fromEntries(headers.map((header, at) => [header, plain(cells[at])])));
      });
    }
  }
  const holds = (from: string | undefined, to: string | undefined) => !!from && from <= UNTIL && (!to || to > UNTIL);
  const active = new Set(
    (sheets.get('基层工会') ?? [])
      .filter((union) => holds(union.批准日期, union.撤销日期) && (!union.届满日期 || addYear(union.届满日期) > UNTIL))
      .map((union) => union.工会统计代码),
  );
  const primary = ['单独建会', '联合建会', '区域性工会直接覆盖', '行业性工会直接覆盖'];
  const covered = new Set(
    (sheets.get('覆盖关系') ?? [])
      .filter((link) => active.has(link.工会统计代码 ?? '') && primary.includes(link.覆盖方式 ?? ''))
      .filter((link) => holds(link.开始日期, link.终止日期))
      .map((link) => link.企业统一社会信用代码),
  );
  const latest = new Map<string, Record<string, string>>();
  for (const row of sheets.get('企业') ?? []) {
    const since = row.变更日期 || row.落户日期 || '';
    const before = latest.get(row.统一社会信用代码 ?? '');
    const known = before ? before.变更日期 || before.落户日期 || '' : '';
    if (since <= UNTIL && since >= known) latest.set(row.统一社会信用代码 ?? '', row);
  }
  const enterprises = [...latest.values()].filter(
    (row) => row.园区代码 === PARK && holds(row.变更日期 || row.落户日期, row.注销或迁出日期),
  );
  return {
    enterprises: enterprises.length,
    covered: enterprises.filter((row) => covered.has(row.统一社会信用代码 ?? '')).length,
  };
}

function plain(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell);
}

function addYear(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

function findObjects(value: unknown, matches: (value: Record<string, unknown>) => boolean): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((entry) => findObjects(entry, matches));
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  return [
    ...(matches(record) ? [record] : []),
    ...Object.values(record).flatMap((entry) => findObjects(entry, matches)),
  ];
}
