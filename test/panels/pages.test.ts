import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { makeLink } from '@union/access/identity/links.ts';
import { Reaches } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { operator } from '@union/access/viewer.ts';
import { buildApp } from '@union/api/pages/build.ts';
import { tellSubscribers } from '@union/nightly/notices/subscribers.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openReceivers, type Receivers } from '../notices/support/receivers.ts';
import { KEYS } from '../notices/support/told-county.ts';
import { launchBrowser } from '../support/browser.ts';
import { openPage, signInBy, violations } from '../support/pages.ts';
import { makeTwoNights, type TwoNights } from './support/two-nights.ts';

const COUNTY = '/panels?scope=region:320924';

let nights: TwoNights;
let server: TestServer;
let receivers: Receivers;
let browser: Browser;
let visitor: BrowserContext;
const problems: string[] = [];

const config = () =>
  readConfig({
    ...KEYS,
    ...{ PORT: '0', HOST: '127.0.0.1', DATA_DIR: nights.dataDir, NOTICE_PRIVATE_HOSTS: receivers.host },
  });

beforeAll(async () => {
  await buildApp('panels');
  nights = await makeTwoNights();
  receivers = await openReceivers();
  server = await openTestServer(nights.publications, nights.database, {
    config: config(),
    now: () => new Date('2024-07-01T01:00:00Z'),
  });
  browser = await launchBrowser();
  visitor = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await receivers?.close();
  await nights?.close();
});

const open = (context: BrowserContext, path: string) =>
  openPage(context, `${server.url}${path}`, { ready: 'main[aria-busy=false] h1', problems, patience: 30_000 });

async function signedIn(role: Exclude<Role, 'public'>): Promise<BrowserContext> {
  const { db } = nights.database;
  const machine = new Reaches(operator('test'), new Map());
  const accountId = await createAccount(db, machine, { name: `测试 ${role}` });
  await grantRole(db, machine, { accountId, role, federationCode: '320924' });
  const link = `${server.url}/sign-in/link?token=${await makeLink(db, machine, accountId)}`;
  return signInBy(browser, link, { width: 1200, height: 900 });
}

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test('each target is a card with value, path, gap, need, month, projection, status by word and shape, document and clause', async () => {
  const page = await open(visitor, COUNTY);
  const card = page.locator('.card').first();
  const { data } = await server.ask(
    '{ panel(scope: "region:320924") { target(metric: "enterprise_unionisation_rate") { numerator denominator need word requiredPerMonth } } }',
  );
  const { numerator, denominator, need, word, requiredPerMonth } = data.panel.target;
  const text = await card.innerText();
  expect(text).toContain(`${((100 * numerator) / denominator).toFixed(2)}%`);
  expect(text).toContain(`${numerator} / ${denominator}家`);
  expect(text).toContain(`还差${need}家，每月需 ${Math.ceil(requiredPerMonth)}家`);
  expect(text).toContain(word);
  for (const words of ['今日应到', '与路径相差', '到期预计', '可能范围', '园区建会意见', '均需超过85%', '超过85%']) {
    expect(text).toContain(words);
  }
  expect(await card.locator('.light svg.shape').count()).toBe(1);
  await card.getByText('这个数怎么来的').click();
  await card.getByText('当夜检查').waitFor();
  expect(await card.locator('.trace').innerText()).toContain('当日按类计数');
  expect(await violations(page)).toEqual([]);
  await page.close();
}, 60_000);

test('the address holds scope, publication and target: a second reader sees exactly the same', async () => {
  const page = await open(visitor, `${COUNTY}&publication=${nights.first}`);
  expect(await page.getByText('这不是最新的发布').count()).toBe(1);
  await page.locator('.card').nth(1).getByRole('button').click();
  await page.locator('panel-detail h2', { hasText: '职工入会率' }).waitFor();
  const address = page.url();
  expect(address).toContain(`publication=${nights.first}`);
  expect(address).toContain('metric=member_rate');
  const other = await open(
    await browser.newContext({ viewport: { width: 1200, height: 900 } }),
    address.slice(server.url.length),
  );
  await other.locator('panel-detail h2', { hasText: '职工入会率' }).waitFor();
  const cards = async (shown: Page) => (await shown.locator('.card').allInnerTexts()).join('\n');
  expect(await cards(other)).toBe(await cards(page));
  await page.getByRole('button', { name: '看最新' }).click();
  await page.waitForURL((url) => url.searchParams.get('publication') === nights.second);
  await other.close();
  await page.close();
}, 60_000);

test('a scope is chosen by keyboard, by name or code, and by walking the tree; the back button leads back', async () => {
  const page = await open(visitor, COUNTY);
  const box = page.getByRole('combobox', { name: /选择范围/ });
  await box.fill('320924101');
  await page.getByRole('option').first().waitFor();
  expect(await box.getAttribute('aria-activedescendant')).toBe('scope-option-0');
  await box.press('ArrowDown');
  await box.press('ArrowUp');
  await box.press('Enter');
  await page.locator('main[aria-busy=false] h1', { hasText: '临海镇' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.getByRole('link', { name: '射阳县', exact: true }).click();
  await page.locator('main[aria-busy=false] h1', { hasText: '射阳县' }).waitFor();
  await page.getByText(/^下一级/).click();
  await page.locator('.places').getByRole('link', { name: '合德镇', exact: true }).click();
  await page.locator('main[aria-busy=false] h1', { hasText: '合德镇' }).waitFor();
  await page.goBack();
  await page.locator('main[aria-busy=false] h1', { hasText: '射阳县' }).waitFor();
  await box.fill('没有这里');
  await page.getByText('没有这样的范围').waitFor();
  await page.close();
}, 60_000);

test('below a card: the path, the ranking, imbalance, the last ones, and the way down to the list, refused to who may not see it', async () => {
  const page = await open(visitor, COUNTY);
  await page.locator('union-target[state=ready], union-target[state=stale]').waitFor();
  await page.locator('union-ranking[state=ready], union-ranking[state=stale]').waitFor();
  for (const words of ['最高与最低相差', '标准差（各单位同权）', '落后的单位', /^后 \d+ 名$/]) {
    await page.getByText(words).first().waitFor();
  }
  await page.getByRole('group', { name: '比较哪一级' }).getByRole('button', { name: '镇（街道）' }).click();
  await page.locator('panel-detail table').getByRole('link', { name: '临海镇' }).click();
  await page.locator('main[aria-busy=false] h1', { hasText: '临海镇' }).waitFor();
  await page.locator('panel-detail table th a').first().click();
  await page.locator('main[aria-busy=false] h1', { hasText: '园' }).waitFor();
  await page.getByText('还差的是谁：名单').click();
  await page.locator('.need-list').getByText('没有权限').waitFor();
  await page.close();

  const officer = await signedIn('officer');
  const allowed = await open(officer, '/panels?scope=region:320924101');
  await allowed.getByText('还差的是谁：名单').click();
  await allowed.locator('.need-list table').waitFor();
  expect(await allowed.locator('.need-list tbody tr').count()).toBeGreaterThan(3);
  await officer.close();
}, 90_000);

test('what changed is told by kind with its reason, since a publication or a meeting', async () => {
  const page = await open(visitor, COUNTY);
  const section = page.locator('panel-changes');
  await section.getByRole('heading', { name: /新达标/ }).waitFor();
  await section.getByText('临海镇补报五月新建工会').first().waitFor();
  await section.getByLabel('或上次会议日期').fill('2020-01-01');
  await section.getByText('截至 2020-01-01 尚未发布任何数据').waitFor();
  expect(page.url()).toContain('meeting=2020-01-01');
  await page.close();
}, 60_000);

test('a scenario is marked everywhere, lies in the address, and is refused beyond what exists', async () => {
  const page = await open(visitor, `${COUNTY}&moves=join.3.2024-09-30,arrive.12.`);
  const scenario = page.locator('.scenario');
  await scenario.waitFor();
  expect(await scenario.locator('.mark strong').innerText()).toBe('情景');
  expect(await scenario.locator('tr.supposed th').first().innerText()).toBe('情景');
  expect(
    await scenario
      .locator('tr.supposed td')
      .first()
      .evaluate((cell) => getComputedStyle(cell).backgroundImage),
  ).toContain('repeating-linear-gradient');
  await page.getByLabel('多少').first().fill('9000');
  await page.getByRole('button', { name: '推算' }).click();
  await page
    .locator('panel-scenario')
    .getByText(/第 1 项变动不成立/)
    .waitFor();
  expect(page.url()).toContain('moves=join.9000');
  expect(await violations(page)).toEqual([]);
  await page.close();
}, 60_000);

test('whoever answers for a target checks, saves and corrects a check-in; a conflict is said, and who may not is refused', async () => {
  const leader = await signedIn('leader');
  const page = await open(leader, COUNTY);
  const section = page.locator('panel-check-ins');
  await section.getByRole('button', { name: '写研判与承诺' }).click();
  await section.getByLabel('责任人（职务或部门）').fill('组织部');
  await section.getByLabel('承诺到期').fill('2035-12-31');
  await section.getByLabel('承诺值').fill('８５％');
  await section.getByLabel('研判：怎么看这个数').fill('新落户企业多');
  await section.getByLabel('承诺：做什么').fill('完成名单前二十家');
  await section.getByRole('button', { name: '先检查，不保存' }).click();
  await section.getByText('可以保存，尚未保存。').waitFor();
  await section.getByRole('button', { name: '保存', exact: true }).click();
  await section.getByText('已保存，留有记录。').waitFor();
  await section.getByText('完成名单前二十家').waitFor();
  expect(await section.locator('.list .tag').first().innerText()).toBe('未到期');
  expect(await section.locator('.list').innerText()).toContain('前达到 85%');

  const second = await open(leader, COUNTY);
  await second.locator('panel-check-ins').getByRole('button', { name: '更正' }).click();
  await section.getByRole('button', { name: '更正' }).click();
  await section.getByLabel('责任人（职务或部门）').fill('办公室');
  await section.getByRole('button', { name: '保存', exact: true }).click();
  await section.getByText('已保存，留有记录。').waitFor();
  await second.locator('panel-check-ins').getByLabel('责任人（职务或部门）').fill('财务部');
  await second.locator('panel-check-ins').getByRole('button', { name: '保存', exact: true }).click();
  await second.locator('panel-check-ins').getByRole('button', { name: '重新读取' }).waitFor();
  expect(await violations(second)).toEqual([]);
  await leader.close();

  const analyst = await signedIn('analyst');
  const refused = await open(analyst, COUNTY);
  const form = refused.locator('panel-check-ins');
  await form.getByText('完成名单前二十家').waitFor();
  await form.getByRole('button', { name: '更正' }).click();
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await form.getByText(/无权/).waitFor();
  await analyst.close();
}, 120_000);

test('a subscription is tried, made, tested and ended without a query; its delivery and why one failed are seen; who is not signed in is told where', async () => {
  const away = await open(visitor, COUNTY);
  await away.locator('panel-subscriptions').getByRole('link', { name: '登录' }).waitFor();
  expect(await away.locator('panel-subscriptions').getByRole('button').count()).toBe(0);
  await away.close();

  const leader = await signedIn('leader');
  const page = await open(leader, COUNTY);
  const section = page.locator('panel-subscriptions');
  await section.getByText('您还没有订阅。').waitFor();
  await section.getByRole('button', { name: '新建订阅' }).press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('subscription-event');
  const trial = section.getByRole('button', { name: '试算，不保存' });
  // The account has no address of its own.
  await trial.click();
  await section.getByText(/^未能完成：发到哪里：您的账号没有邮箱/).waitFor();
  const { data } = await server.ask(
    `{ ${['first', 'second'].map((name) => `${name}: panel(scope: "region:320924", publication: "${nights[name as 'first']}") { target(metric: "enterprise_unionisation_rate") { value } }`).join(' ')} }`,
  );
  const [before, after] = [data.first.target.value, data.second.target.value];
  await section.getByLabel('哪条线').selectOption({ label: '自定：不低于' });
  await section.getByLabel('界限值').fill(`${(50 * (before + after)).toFixed(2)}％`);
  await section.getByLabel('发到哪里').selectOption('WEBHOOK');
  await section.getByLabel('地址').fill('https://10.1.2.3/hook');
  await section.getByLabel('签名密钥').fill('a shared secret');
  await trial.click();
  await section.getByText(/地址：10\.1\.2\.3 属于内部网络/).waitFor();
  await section.getByLabel('地址').fill(`${receivers.httpUrl}/hook`);
  await trial.click();
  await section.getByText('会发送 1 次').waitFor();
  expect(await section.locator('.notice').innerText()).toContain('2024年6月30日');
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await scrollsSideways(page), `${width}`).toBe(false);
    expect(await violations(page), `${width}`).toEqual([]);
  }
  await section.getByLabel('名称').fill('县建会率');
  await section.getByRole('button', { name: '订阅', exact: true }).click();
  await section.getByText('已订阅。').waitFor();
  await section.getByText('射阳县，企业建会率，越线').waitFor();
  expect(await section.locator('.list').innerText()).toContain(receivers.host);
  expect(await section.locator('.list').innerText()).not.toContain('/hook');

  await section.getByRole('button', { name: '发送测试 县建会率' }).click();
  await section.getByText('一分钟内发送。').waitFor();
  const tell = (minutesLater = 0) =>
    tellSubscribers(
      nights.database.db,
      { outbox: nights.dataDir, folder: nights.publications },
      config(),
      new Date(Date.now() + minutesLater * 60_000),
    );
  receivers.status = 500;
  await tell();
  await section.getByRole('button', { name: '刷新发送情况' }).click();
  await section.getByText(/第 1 次未成，原因：.*500/).waitFor();
  await section.getByText(/下次：20\d\d-/).waitFor();
  receivers.status = 200;
  await tell(5);
  await section.getByRole('button', { name: '刷新发送情况' }).click();
  await section.locator('.deliveries .tag', { hasText: '已发送' }).waitFor();
  expect(receivers.posts.map(({ path }) => path)).toEqual(['/hook', '/hook']);
  expect(await violations(page)).toEqual([]);

  page.on('dialog', (dialog) => void dialog.accept());
  const second = await open(leader, COUNTY);
  second.on('dialog', (dialog) => void dialog.accept());
  const late = second.locator('panel-subscriptions');
  await late.getByText('射阳县，企业建会率，越线').waitFor();
  await section.getByRole('button', { name: '终止 县建会率' }).click();
  await section.getByText('「县建会率」已终止。').waitFor();
  await section.getByText('您还没有订阅。').waitFor();
  await late.getByRole('button', { name: '终止 县建会率' }).click();
  await late.getByRole('button', { name: '重新读取' }).click();
  await late.getByText('您还没有订阅。').waitFor();
  await leader.close();
}, 120_000);

test('a scope without a target says so; a scope that is not there and a publication that is gone are told with a way out', async () => {
  const empty = await open(visitor, '/panels?scope=region:320000');
  await empty.getByText('这里没有目标').waitFor();
  await empty.close();
  const page = await visitor.newPage();
  await page.goto(`${server.url}/panels?scope=region:999999`);
  await page.getByText('没有找到').waitFor();
  await page.goto(`${server.url}${COUNTY}&publication=2020-01-01-1`);
  await page.getByText('回到最新发布').click();
  await page.locator('.card').first().waitFor();
  await page.close();
}, 60_000);

test('without a network what is shown stays and is called offline; with it again the page goes on', async () => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await open(context, COUNTY);
  await page.locator('.card').first().waitFor();
  await context.setOffline(true);
  await page.getByRole('link', { name: '盐城市', exact: true }).click();
  await page.getByText('连接中断').first().waitFor();
  expect(await page.locator('.card').count()).toBe(4);
  await context.setOffline(false);
  await page.locator('main[aria-busy=false] h1', { hasText: '盐城市' }).waitFor();
  await context.close();
}, 60_000);

test('a phone, a tablet and a projector show it without scrolling sideways, in both languages; printed it has no controls', async () => {
  const page = await open(visitor, `${COUNTY}&moves=join.3.`);
  await page.locator('.scenario').waitFor();
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await scrollsSideways(page), `${width}`).toBe(false);
    expect(await violations(page), `${width}`).toEqual([]);
  }
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Since the last publication' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await page.getByRole('button', { name: '中文' }).click();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.controls').first().isVisible()).toBe(false);
  expect(await page.locator('.scenario .mark strong').isVisible()).toBe(true);
  await page.close();
}, 90_000);

test('no console line and no violation of the policy was seen', () => {
  expect(problems).toEqual([]);
});
