import { readFileSync } from 'node:fs';
import { buildApp } from '@union/api/pages/build.ts';
import { loadFiles } from '@union/intake/load.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { county, mill, shop } from '../intake/support/county.ts';
import { temporary } from '../intake/support/files.ts';
import { writeTenFaults } from '../intake/support/ten-faults.ts';
import { launchBrowser } from '../support/browser.ts';
import { openPage, overflows, shoot, signInBy, violations } from '../support/pages.ts';
import { type CountyOffice, openCountyOffice } from './support/county-office.ts';

let office: CountyOffice;
let browser: Browser;
const problems: string[] = [];

beforeAll(async () => {
  await buildApp('office');
  office = await openCountyOffice();
  const rows = county();
  rows.federation?.push({ federation_code: '320925', name: '建湖县总工会', level: 'county', region_code: '320925' });
  const path = temporary('county.xlsx');
  await writeWorkbook(path, rows);
  const [report] = await loadFiles(office.database, [path], { loadedBy: 'test' });
  expect(report?.status).toBe('loaded');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A browser of a person who signed in. */
const signedIn = async (name: string, role: 'officer' | 'analyst', federation = '320924') =>
  signInBy(browser, await office.linkFor(name, role, federation));
const open = (context: BrowserContext, path: string) =>
  openPage(context, `${office.server.url}${path}`, { ready: 'main h1', problems });

test('the office is closed to who is not signed in, and says where to sign in', async () => {
  const context = await browser.newContext();
  const page = await open(context, '/office/upload');
  await page.getByRole('heading', { name: '请先登录' }).waitFor();
  expect(await page.locator('main').getByRole('link', { name: '登录' }).getAttribute('href')).toBe(
    '/sign-in?return=%2Foffice%2Fupload',
  );
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'closed');
  await context.close();
});

test('a faulty workbook shows its cells; a good one says what will change, is loaded and undone, by keyboard alone', async () => {
  const context = await signedIn('李经办', 'officer');
  const page = await open(context, '/office/upload');
  const faulty = temporary('十处错误.xlsx');
  await writeTenFaults(faulty);
  await page.getByLabel('工作簿或 CSV 文件').setInputFiles(faulty);
  await page.getByRole('button', { name: '检查' }).press('Enter');
  await page.getByText('处错误，没有导入').waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('verdict');
  const row = page.getByRole('row', { name: /A4.*91110108551385082F.*校验码不符/ });
  await row.waitFor();
  await page.getByRole('button', { name: /^提醒 1$/ }).press('Enter');
  expect([await row.count(), await page.getByText('MEMBERS_ABOVE_WORKERS').count()]).toEqual([0, 1]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载问题清单（CSV）' }).press('Enter'),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('企业,A4,4,');
  await page.getByRole('button', { name: /^全部/ }).press('Enter');
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'report');

  const rows = county();
  const [first] = rows.membership_observation ?? [];
  const good = temporary('会员.xlsx');
  await writeWorkbook(good, {
    membership_observation: [{ ...first, observed_on: '2014-09-30', member_count: 500 }],
  } as never);
  await page.getByLabel('工作簿或 CSV 文件').setInputFiles(good);
  await page.getByRole('button', { name: '检查' }).press('Enter');
  await page.getByText('检查通过，尚未导入').waitFor();
  const load = page.getByRole('button', { name: '导入', exact: true });
  expect(await load.isDisabled()).toBe(true);
  await page.getByLabel('已核对 1 处提醒，仍然导入').press('Space');
  await shoot(page, 'checked');
  await load.press('Enter');
  await page.getByText(/已导入，第 \d+ 号/).waitFor();

  await page.getByRole('link', { name: '查看或撤销' }).press('Enter');
  await page.getByRole('heading', { name: '导入记录' }).waitFor();
  expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  await page.getByRole('button', { name: /^撤销第 \d+ 号导入/ }).press('Enter');
  await page.getByText('将删除它新增的 1 行').waitFor();
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'imports');
  await page.getByRole('button', { name: '确认撤销' }).press('Enter');
  await page.getByText('membership_observation：删除 1 行，恢复 0 行').waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: '导入工作簿' }).waitFor();
  await context.close();
});

test('a record is found and corrected; a change made meanwhile is shown with both states and taken along', async () => {
  const [ours, theirs] = [await signedIn('王经办', 'officer'), await signedIn('赵经办', 'officer')];
  const page = await open(ours, '/office/find');
  await page.getByLabel('代码或名称').fill('示范纺织');
  await page.getByLabel('代码或名称').press('Enter');
  await page.getByRole('link', { name: '射阳示范纺织有限公司工会' }).waitFor();
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'find');
  await page.getByRole('link', { name: '射阳示范纺织有限公司工会' }).press('Enter');
  await page.getByRole('link', { name: '更正' }).waitFor();
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'record');
  await page.getByRole('link', { name: '更正' }).press('Enter');
  await page.getByLabel('批准文号').fill('射工发〔2013〕99号');

  const other = await open(theirs, '/office/records/trade_union/SY-0001/correct');
  await other.getByLabel('届满日期', { exact: false }).first().fill('2029-01-01');
  await other.getByLabel('理由').fill('换届');
  await other.getByRole('button', { name: '看看会改什么' }).press('Enter');
  await other.getByText('2028-05-20').waitFor();
  await shoot(other, 'preview');
  await other.getByRole('button', { name: '保存' }).press('Enter');
  await other.getByText('已保存').waitFor();

  await page.getByRole('button', { name: '看看会改什么' }).press('Enter');
  await page.getByText('他人刚刚更改过这条记录').waitFor();
  const row = page.getByRole('row', { name: /批准文号/ });
  expect(await row.textContent()).toMatch(/12号[\s\S]*12号[\s\S]*99号/);
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'conflict');
  await page.getByRole('button', { name: '以现在的内容为准，只保留我改的字段' }).press('Enter');
  await page.getByRole('button', { name: '看看会改什么' }).press('Enter');
  await page.getByRole('button', { name: '保存' }).press('Enter');
  await page.getByText('已保存').waitFor();
  await page.getByRole('link', { name: '查看记录' }).press('Enter');
  await page.getByText('换届').waitFor();
  expect(await page.locator('main').textContent()).toContain('2029-01-01');
  expect(await page.locator('ol.list > li').count()).toBe(3);
  await shoot(page, 'history');
  await Promise.all([ours.close(), theirs.close()]);
});

test('a work list leads to its record, and a workflow goes on step by step; a broken rule is named at its field', async () => {
  const context = await signedIn('孙经办', 'officer');
  const page = await open(context, '/office?mine=yes');
  await page.getByRole('link', { name: '示范商店' }).first().waitFor();
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'work');
  await page.getByRole('link', { name: '示范商店' }).first().press('Enter');
  await page
    .locator('li[aria-current="step"]', { hasText: '上门联系' })
    .or(page.locator('li[aria-current="step"]'))
    .first()
    .waitFor();
  await shoot(page, 'workflow');
  await page.getByRole('link', { name: '筹备建会' }).press('Enter');
  await page.getByRole('button', { name: '看看会改什么' }).waitFor();
  await page.getByRole('button', { name: '看看会改什么' }).press('Enter');
  await page.getByText('有不符合规则之处').waitFor();
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(1);
  expect([await violations(page), await overflows(page)]).toEqual([[], false]);
  await shoot(page, 'broken');
  await page.locator('#field-occurred_on').fill('2014-06-01');
  await page.getByRole('button', { name: '看看会改什么' }).press('Enter');
  await page.getByRole('button', { name: '保存' }).press('Enter');
  await page.getByText('已保存').waitFor();
  await page.getByRole('link', { name: '查看记录' }).press('Enter');
  await page.getByRole('link', { name: '上级批复' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/office/records/enterprise/${shop}`);
  await context.close();
});

test('who may look and not change is told so, in English too, and another county has no such record', async () => {
  const reader = await signedIn('分析员', 'analyst');
  const page = await open(reader, '/office/upload');
  await page.getByText('没有导入权限').waitFor();
  await page.getByRole('button', { name: 'English' }).press('Enter');
  await page.getByText('You may not load workbooks').waitFor();
  expect([await page.evaluate('document.documentElement.lang'), await violations(page)]).toEqual(['en', []]);
  await shoot(page, 'refused');
  const record = await open(reader, `/office/records/enterprise/${shop}`);
  await record.getByText('The next step is taken by whoever may change such records').waitFor();
  expect(await record.getByRole('link', { name: /Correct|Void|prepare/ }).count()).toBe(0);
  await record.context().clearCookies();
  await record.getByRole('link', { name: 'Imports' }).press('Enter');
  await record.getByText('Not permitted').waitFor();
  await reader.close();
  const neighbour = await signedIn('建湖经办', 'officer', '320925');
  const closed = await open(neighbour, `/office/records/enterprise/${mill}`);
  await closed.getByText('没有找到').waitFor();
  await neighbour.close();
});

test('no page broke its policy or asked anybody else', () => {
  expect(problems).toEqual([]);
});
