import { writeFileSync } from 'node:fs';
import { recordAudit } from '@union/access/audit/audit.ts';
import { buildApp } from '@union/api/pages/build.ts';
import { loadFiles } from '@union/intake/load.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import { sql } from 'kysely';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { county } from '../intake/support/county.ts';
import { temporary } from '../intake/support/files.ts';
import { launchBrowser } from '../support/browser.ts';
import { openPage, overflows, shoot, signInBy, violations } from '../support/pages.ts';
import { type CountyOffice, openCountyOffice } from './support/county-office.ts';

let office: CountyOffice;
let browser: Browser;
const problems: string[] = [];

// On PostgreSQL, as a federation runs it; the other journeys run on the embedded engine.
beforeAll(async () => {
  await buildApp('office');
  office = await openCountyOffice('postgres');
  const path = temporary('county.xlsx');
  await writeWorkbook(path, county());
  const [report] = await loadFiles(office.database, [path], { loadedBy: 'test' });
  expect(report?.status).toBe('loaded');
  await sql`insert into bargaining_offer (offer_no, federation_code, region_code, sent_on, reply_due_on)
    select 'SYYP-' || n, '320924', '320924', '2014-01-01'::date + n, '2014-02-01'::date + n from generate_series(100, 170) n`.execute(
    office.database.db,
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const signedIn = async (name: string, role: 'officer' | 'administrator') =>
  signInBy(browser, await office.linkFor(name, role, role === 'officer' ? '320924' : null));
const open = (context: BrowserContext, path: string) =>
  openPage(context, `${office.server.url}${path}`, { ready: 'main h1', problems });

/** What axe finds, and whether the page is wider than a telephone. */
async function faults(page: Page, name: string): Promise<string[]> {
  const found = await violations(page);
  await shoot(page, name);
  return [...found, ...((await overflows(page)) ? ['wider than its window'] : [])];
}

test('the work list goes on page by page, and a scope is chosen by its name', async () => {
  const context = await signedIn('李经办', 'officer');
  const page = await open(context, '/office?kind=offer_reply');
  const rows = page.locator('table').first().locator('tbody tr');
  await page.getByRole('link', { name: 'SYYP-100' }).waitFor();
  expect(await rows.count()).toBe(50);
  await page.getByRole('link', { name: '下一页' }).press('Enter');
  await page.getByRole('link', { name: 'SYYP-170' }).waitFor();
  expect(await page.getByRole('link', { name: 'SYYP-100' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: '下一页' }).count()).toBe(0);
  expect(await faults(page, 'work-page-2')).toEqual([]);
  await page.getByRole('link', { name: '回到最紧急的' }).press('Enter');
  await page.getByRole('link', { name: 'SYYP-100' }).waitFor();

  await page.getByLabel('范围').pressSequentially('合德');
  await page.locator('#scope-choices option').first().waitFor({ state: 'attached' });
  const offered = await page.evaluate(
    "[...document.querySelector('#scope-choices').options].map(({ value }) => value)",
  );
  expect(offered).toContain('region:320924100');
  await page.getByLabel('范围').fill('region:320924100');
  await page.getByLabel('范围').press('Tab');
  await page.waitForURL((url) => url.searchParams.get('scope') === 'region:320924100');
  await context.close();
});

test('a field that refers to something offers what the officer may see', async () => {
  const context = await signedIn('周经办', 'officer');
  const page = await open(context, '/office/new/census_finding');
  const field = page.locator('#field-union_code');
  await field.pressSequentially('示范');
  await page.locator('#field-union_code-choices option').first().waitFor({ state: 'attached' });
  expect(
    await page.evaluate("[...document.querySelector('#field-union_code-choices').options].map(({ value }) => value)"),
  ).toContain('SY-0001');
  expect(await faults(page, 'choices')).toEqual([]);
  await context.close();
});

test('the sheet of a CSV file is said where neither header nor name tell it, at the check and at the load', async () => {
  const context = await signedIn('吴经办', 'officer');
  const page = await open(context, '/office/upload');
  const file = temporary('数据.csv');
  writeFileSync(file, '工会统计代码,清查日期,结果\nSY-0001,2014-06-20,正常\n');
  await page.getByLabel('工作簿或 CSV 文件').setInputFiles(file);
  await page.getByLabel('数据表').selectOption({ label: '工会清查' });
  expect(await faults(page, 'csv-sheet')).toEqual([]);
  await page.getByRole('button', { name: '检查' }).press('Enter');
  await page.getByText('检查通过，尚未导入').waitFor();
  await page.getByRole('button', { name: '导入', exact: true }).press('Enter');
  await page.getByText(/已导入，第 \d+ 号/).waitFor();
  await context.close();
});

test('a session that ended is said with the way back to the same page; a lost connection can be tried again', async () => {
  const context = await signedIn('郑经办', 'officer');
  const page = await open(context, '/office/imports');
  await page.getByText('county.xlsx').or(page.getByText('还没有导入过工作簿')).first().waitFor();
  await context.setOffline(true);
  await page.getByRole('link', { name: '待办' }).press('Enter');
  await page.getByText('连接中断').waitFor();
  expect(await faults(page, 'offline')).toEqual([]);
  await context.setOffline(false);
  await page.getByRole('button', { name: '重试' }).press('Enter');
  await page.getByRole('heading', { name: '最紧急的' }).waitFor();

  await sql`delete from account_session`.execute(office.database.db);
  await page.getByRole('link', { name: '导入记录' }).press('Enter');
  await page.getByText('登录已失效').waitFor();
  expect(await page.locator('main').getByRole('link', { name: '登录' }).getAttribute('href')).toBe(
    '/sign-in?return=%2Foffice%2Fimports',
  );
  expect(await faults(page, 'signed-out')).toEqual([]);
  await context.close();
});

test('an administrator sees who looked at personal data, when and what for, and an officer does not', async () => {
  const look = (name: string, file: string, purpose: string) =>
    recordAudit(
      office.database.db,
      { kind: 'account', id: '900', name, grants: [] },
      {
        ...{ action: 'look', register: 'hardship_household', key: { file_no: file }, purpose },
      },
    );
  await look('钱专员', 'SYKN-001', '走访慰问前核对联系方式');
  await look('冯专员', 'SYKN-002', '发放救助金');
  const context = await signedIn('管理员', 'administrator');
  const page = await open(context, '/office');
  await page.getByRole('heading', { name: '个人信息查看记录' }).waitFor();
  const row = page.getByRole('row', { name: /钱专员.*SYKN-001.*走访慰问前核对联系方式/ });
  await row.waitFor();
  expect(await faults(page, 'looks')).toEqual([]);
  await page.getByLabel('何人').fill('冯');
  await page.getByLabel('何人').press('Enter');
  await row.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: /冯专员/ }).waitFor();
  await page.getByLabel('何人').fill('');
  await page.getByLabel('何人').press('Enter');
  await page.getByRole('link', { name: '全部操作' }).press('Enter');
  await page.getByRole('row', { name: /登录/ }).first().waitFor();
  expect(await faults(page, 'audit')).toEqual([]);
  await context.close();
  const officer = await signedIn('褚经办', 'officer');
  const closed = await open(officer, '/office/audit');
  expect(await closed.getByRole('heading', { name: '没有这个页面' }).count()).toBe(1);
  expect(await closed.getByRole('link', { name: '审计' }).count()).toBe(0);
  const refused = await closed.request.get(`${office.server.url}/office/data/audit`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(refused.status()).toBe(403);
  await officer.close();
});

test('no page broke its policy or asked anybody else', () => {
  expect(problems).toEqual([]);
});
