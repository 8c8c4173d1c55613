import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { disableAccount, findViewer } from '@union/access/identity/accounts.ts';
import { rotateKeys } from '@union/access/personal/keep.ts';
import { sealerOf } from '@union/access/personal/seal.ts';
import { Reaches } from '@union/access/reach.ts';
import { liftRestriction, setRestriction } from '@union/access/restricted/restrictions.ts';
import { anonymous, operator } from '@union/access/viewer.ts';
import { overdueNotice } from '@union/nightly/notices/notice.ts';
import { putOut } from '@union/nightly/notices/outbox.ts';
import { signatureOf } from '@union/nightly/notices/post.ts';
import { judgePublications, listTold, tellSubscribers } from '@union/nightly/notices/subscribers.ts';
import { readConfig } from '@union/schema/config.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { createTestDatabase } from '../support/database.ts';
import { openReceivers, plainOf, type Receivers } from './support/receivers.ts';
import { COUNTY, KEYS, METRIC, person, publishStanding } from './support/told-county.ts';

const WORKER = fileURLToPath(new URL('./support/telling-worker.ts', import.meta.url));

let databaseUrl: string;
let database: Database;
let receivers: Receivers;
let folder: PublicationsFolder;
let server: TestServer;
let outbox: string;
let env: Record<string, string>;
let [leader, other] = [0, 0];
/** Who asks the server now. */
let asker = 0;

const config = () => readConfig(env);
const tell = (minutesLater = 0) =>
  tellSubscribers(database.db, { outbox, folder: folder.path }, config(), new Date(Date.now() + minutesLater * 60_000));
const told = () => listTold(database.db, 100);

beforeAll(async () => {
  databaseUrl = await createTestDatabase();
  database = await openDatabase({ databaseUrl, dataDir: 'memory://' });
  receivers = await openReceivers();
  folder = makePublicationsFolder();
  outbox = mkdtempSync(join(tmpdir(), 'union-told-'));
  env = {
    ...KEYS,
    ...{ PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, PUBLIC_URL: 'https://unions.example.gov.cn' },
    ...{
      SMTP_URL: receivers.smtpUrl,
      NOTICE_FROM: '工会数据平台 <union@union.example>',
      NOTICE_TO: 'ops@union.example',
    },
    NOTICE_PRIVATE_HOSTS: receivers.host,
  };
  leader = await person(database, '王主席', 'leader', 'wang@union.example');
  other = await person(database, '李科长', 'officer', 'li@union.example');
  // September behind at its end, October behind at its end; then on the path, across the target, and back.
  await publishStanding(folder, '2026-09-30', { covered: 70, status: 'behind' });
  await publishStanding(folder, '2026-10-31', { covered: 80, status: 'far_behind' });
  await publishStanding(folder, '2026-11-18', { covered: 85 });
  await publishStanding(folder, '2026-11-19', { covered: 86 });
  await publishStanding(folder, '2026-11-20', { covered: 84 });
  server = await openTestServer(folder.path, database, {
    config: config(),
    viewerOf: async () => (await findViewer(database.db, asker)) ?? anonymous,
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await receivers.close();
  folder.remove();
  rmSync(outbox, { recursive: true, force: true });
});
beforeEach(() => {
  asker = leader;
  Object.assign(receivers, { status: 200, answer: '{"errcode":0,"errmsg":"ok"}', takesMail: true, onPost: () => {} });
  receivers.mails.length = 0;
  receivers.posts.length = 0;
});
afterEach(async () => {
  await sql`truncate subscription_notice, subscription_judgement, subscription restart identity cascade`.execute(
    database.db,
  );
});

const FIELDS = 'subscription { id version address channel } wouldHaveFired { day publicationId subject subjectEn }';
async function create(given: Record<string, unknown>, dryRun = false) {
  const subscription = {
    name: '县建会率',
    event: 'THRESHOLD',
    metric: METRIC,
    scope: COUNTY,
    channel: 'EMAIL',
    ...given,
  };
  const { data, errors } = await server.ask(
    `mutation ($subscription: SubscriptionInput!, $dryRun: Boolean) { createSubscription(subscription: $subscription, dryRun: $dryRun) { ${FIELDS} } }`,
    { subscription, dryRun },
  );
  return { ...data?.createSubscription, errors };
}
/** As if they had been made before everything that is published here. */
const long = async () => {
  await sql`update subscription set created_at = '2026-01-01', changed_at = '2026-01-01'`.execute(database.db);
};
/** Everything published here was published just now, so that it is news. */
const NOW = new Date('2026-11-21T01:00:00Z');
const judge = () => judgePublications(database.db, folder.path, NOW);
const hook = (name: string) => ({
  channel: 'WEBHOOK',
  address: `${receivers.httpUrl}/${name}`,
  secret: 'a shared secret',
});

test('a dry run says on which days it would have fired, and writes nothing', async () => {
  const target = await create({}, true);
  expect(target.errors).toBeUndefined();
  expect(target.wouldHaveFired.map(({ day }: { day: string }) => day)).toEqual(['2026-11-20', '2026-11-19']);
  expect(target.wouldHaveFired[0].subject).toBe('射阳县企业建会率不再达标：84.00%');
  expect(target.wouldHaveFired[1].subject).toBe('射阳县企业建会率已达标：86.00%');
  const own = await create({ comparison: 'AT_LEAST', threshold: 0.85 }, true);
  // 85 of 100 is at least 85 %, exactly; 84 is not any more.
  expect(own.wouldHaveFired.map(({ day }: { day: string }) => day)).toEqual(['2026-11-20', '2026-11-18']);
  const strict = await create({ comparison: 'GREATER_THAN', threshold: 0.85 }, true);
  expect(strict.wouldHaveFired.map(({ day }: { day: string }) => day)).toEqual(['2026-11-20', '2026-11-19']);
  const behind = await create({ event: 'BEHIND' }, true);
  expect(behind.wouldHaveFired).toMatchObject([
    { day: '2026-10-31', subject: '射阳县企业建会率连续2个月落后于序时进度（至2026年10月）：80.00%' },
  ]);
  expect((await create({ event: 'BEHIND', months: 3 }, true)).wouldHaveFired).toEqual([]);
  const briefing = await create({ event: 'BRIEFING', metric: null }, true);
  expect(briefing.wouldHaveFired.map(({ day }: { day: string }) => day)).toEqual(['2026-10-31', '2026-09-30']);
  expect(target.subscription).toBeNull();
  expect((await server.ask('{ subscriptions { id } }')).data.subscriptions).toEqual([]);
});

test('a mail tells the figure with its parts, day, status word, target and link, in Chinese first, as text and as HTML, once', async () => {
  await create({});
  await long();
  expect(await judge()).toBe(2);
  expect(await judge()).toBe(0);
  expect(await tell()).toBe(0);
  await tell();
  expect(receivers.mails).toHaveLength(2);
  expect(receivers.mails.every(({ to }) => to.join() === 'wang@union.example')).toBe(true);
  const text = plainOf(receivers.mails.find(({ text: mail }) => plainOf(mail).includes('已达标：86.00%'))?.text ?? '');
  for (const words of [
    '数值：86.00%（86 / 100家）',
    '上次发布：85%',
    '目标：超过85%',
    '状态：已达标',
    '数据日：2026年11月19日',
    '发布：2026-11-19-1',
    `打开看板：https://unions.example.gov.cn/panels?scope=${COUNTY}&publication=2026-11-19-1&metric=${METRIC}`,
    'has met its target: 86.00%',
    '<td>86.00%（86 / 100家）</td>',
  ]) {
    expect(text).toContain(words);
  }
  expect(text.indexOf('数值：')).toBeLessThan(text.indexOf('Value: '));
});

test('what was published before a subscription, or before it was changed, is not told', async () => {
  await create({});
  expect(await judge()).toBe(0);
  expect(await told()).toEqual([]);
});

test('robots of WeCom and DingTalk get their own forms, DingTalk a signed address; an own receiver signed JSON', async () => {
  await create({ channel: 'WECOM', address: `${receivers.httpUrl}/cgi-bin/webhook/send?key=693a91f6-7xxx` });
  await create({
    channel: 'DINGTALK',
    address: `${receivers.httpUrl}/robot/send?access_token=abcdef0123`,
    secret: 'SECabcdef',
  });
  await create(hook('own'));
  await long();
  await judge();
  expect(await tell()).toBe(0);
  const at = (path: string) => receivers.posts.filter((post) => post.path.startsWith(path));
  expect(at('/cgi-bin')).toHaveLength(2);
  const told = (path: string) => at(path).find(({ body }) => body.includes('86.00%（86'));
  const wecom = JSON.parse(told('/cgi-bin')?.body ?? '');
  expect(wecom).toMatchObject({ msgtype: 'markdown' });
  expect(wecom.markdown.content).toContain('> 数值：86.00%');
  const ding = told('/robot');
  expect(JSON.parse(ding?.body ?? '')).toMatchObject({
    msgtype: 'markdown',
    markdown: { title: '射阳县企业建会率已达标：86.00%' },
  });
  const query = new URLSearchParams(ding?.path.split('?')[1]);
  const sign = createHmac('sha256', 'SECabcdef')
    .update(`${query.get('timestamp')}\nSECabcdef`)
    .digest('base64');
  expect(query.get('sign')).toBe(sign);
  expect(query.get('access_token')).toBe('abcdef0123');
  const own = at('/own').find(({ body }) => body.includes('2026-11-19-1'));
  const signature = String(own?.headers['x-union-signature']);
  const seconds = Number(/^t=(\d+),/.exec(signature)?.[1]);
  expect(signature).toBe(signatureOf('a shared secret', seconds, own?.body ?? ''));
  expect(JSON.parse(own?.body ?? '')).toMatchObject({
    ...{ event: 'threshold', publicationId: '2026-11-19-1', asOf: '2026-11-19' },
    figure: { numerator: 86, denominator: 100, value: 0.86, status: 'met', valueBefore: 0.85 },
    facts: { holds: true },
  });
});

test('what fails is tried again with growing waits and is seen by the owner; a robot that says no in its body has failed', async () => {
  const made = await create({
    channel: 'WECOM',
    address: `${receivers.httpUrl}/cgi-bin/webhook/send?key=693a91f6-7xxx`,
  });
  await long();
  await judge();
  receivers.answer = '{"errcode":93000,"errmsg":"invalid webhook url"}';
  expect(await tell()).toBe(2);
  const deliveries = async () =>
    (await server.ask('{ subscriptions { id deliveries { event state attempts lastError nextAt } } }')).data
      .subscriptions[0];
  expect(await deliveries()).toMatchObject({
    id: made.subscription.id,
    deliveries: [
      { event: 'THRESHOLD', state: 'waiting', attempts: 1, lastError: 'errcode 93000: invalid webhook url' },
      { state: 'waiting' },
    ],
  });
  // Its time has not come.
  expect(await tell()).toBe(2);
  expect(receivers.posts).toHaveLength(2);
  receivers.answer = '{"errcode":0}';
  expect(await tell(1)).toBe(0);
  expect((await deliveries()).deliveries).toMatchObject([
    { state: 'sent', attempts: 2, lastError: null, nextAt: null },
    {},
  ]);
  expect(receivers.posts).toHaveLength(4);
});

test('a mail relay that refuses is tried again later', async () => {
  await create({});
  await long();
  await judge();
  receivers.takesMail = false;
  expect(await tell()).toBe(2);
  expect((await told())[0]?.last_error).toContain('come back later');
  receivers.takesMail = true;
  expect(await tell(1)).toBe(0);
  expect(receivers.mails).toHaveLength(2);
});

test('killed between judging and sending, everything is sent once by whoever comes next', async () => {
  await create(hook('a'));
  await create(hook('b'));
  await long();
  const killed = await runWorker('judge');
  expect(killed).toBe('SIGKILL');
  expect(receivers.posts).toEqual([]);
  // Two at once, as two servers would.
  expect(await Promise.all([tell(), tell()])).toEqual([expect.any(Number), 0].toSorted());
  await tell();
  expect(receivers.posts.map(({ headers }) => headers['x-union-notice']).toSorted()).toEqual([
    'threshold-1-2026-11-19-1',
    'threshold-1-2026-11-20-1',
    'threshold-2-2026-11-19-1',
    'threshold-2-2026-11-20-1',
  ]);
  expect(await judge()).toBe(0);
});

test('killed while it judges, nothing is half put down and the next judges it all', async () => {
  await create(hook('a'));
  await long();
  expect(await runWorker('judge-killed-before-commit')).toBe('SIGKILL');
  expect(await told()).toEqual([]);
  expect(await judge()).toBe(2);
});

test('killed in the middle of sending, what was in flight is sent again under the same id, and nothing else twice', async () => {
  await create(hook('a'));
  await create({ channel: 'EMAIL' });
  await long();
  await judge();
  const ended = runWorker('tell');
  receivers.onPost = () => worker?.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  receivers.onPost = () => {};
  // What the dead had taken stays his for two minutes.
  await tell();
  await tell(3);
  await tell(6);
  const ids = receivers.posts.map(({ headers }) => String(headers['x-union-notice']));
  expect(new Set(ids)).toEqual(new Set(['threshold-1-2026-11-19-1', 'threshold-1-2026-11-20-1']));
  expect(ids.length).toBeLessThanOrEqual(4);
  expect((await told()).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent', 'sent']);
});

test('a closed account, one without a role, and an ended subscription are told nothing any more', async () => {
  const leaving = await person(database, '赵主任', 'leader', 'zhao@union.example');
  asker = leaving;
  await create(hook('leaving'));
  asker = other;
  const ended = await create(hook('ended'));
  await long();
  await judge();
  await disableAccount(database.db, new Reaches(operator('test'), new Map()), leaving);
  const { id, version } = ended.subscription;
  await server.ask(
    'mutation ($id: ID!, $version: Int!) { endSubscription(id: $id, version: $version) { subscription { id } } }',
    { id, version },
  );
  expect(await tell()).toBe(0);
  expect(receivers.posts).toEqual([]);
  expect(new Set((await told()).map(({ state, last_error }) => `${state}: ${last_error}`))).toEqual(
    new Set(['stopped: the account is closed', 'stopped: the subscription was ended']),
  );
});

test('a figure that was closed to the account in the meantime is not sent', async () => {
  await sql`
    insert into federation (federation_code, name, level, parent_code, region_code) values
      ('320900', '盐城市总工会', 'city', null, '320900'), ('320925', '建湖县总工会', 'county', '320900', '320925')
  `.execute(database.db);
  asker = await person(database, '邻县', 'officer', 'neighbour@union.example', '320925');
  await create(hook('neighbour'));
  asker = leader;
  await create(hook('own'));
  await long();
  await judge();
  const everywhere = new Reaches(operator('test'), new Map());
  const restriction = await setRestriction(database.db, everywhere, {
    metricId: METRIC,
    scopeId: COUNTY,
    reason: '未经公开',
  });
  // A restriction is noticed within a second.
  await delay(1100);
  expect(await tell()).toBe(0);
  expect(receivers.posts.map(({ path }) => path)).toEqual(['/own', '/own']);
  const stopped = (await told()).filter(({ state }) => state === 'stopped');
  expect(stopped.map(({ owner, last_error }) => [owner, last_error])).toEqual([
    ['邻县', 'the figure is closed to the account'],
    ['邻县', 'the figure is closed to the account'],
  ]);
  await liftRestriction(database.db, everywhere, restriction);
});

test('an overdue night is told to those who follow a figure or the nights, without names of machines and folders', async () => {
  await create({ event: 'STALE', ...hook('stale') });
  await create({ event: 'NIGHT', metric: null, scope: null, ...hook('night') });
  const notice = overdueNotice({
    ...{
      asOf: '2026-11-20',
      deadline: new Date(),
      serving: undefined,
      reason: undefined,
      folder: '/srv/secret',
      at: new Date(Date.now() + 1000),
    },
  });
  putOut(outbox, notice, { email: undefined, webhook: undefined, heartbeatUrl: undefined });
  await tell();
  await tell();
  const told = receivers.posts.map(({ path, body }) => [path, JSON.parse(body).subject.zh]);
  expect(told.toSorted()).toEqual([
    ['/night', '2026-11-20 的数据逾期未发布'],
    ['/stale', '县建会率：2026-11-20 的数据逾期未发布'],
  ]);
  expect(receivers.posts.some(({ body }) => body.includes('/srv/secret'))).toBe(false);
});

test('a figure that is not reported any more is told once', async () => {
  await create({ event: 'STALE', ...hook('gone') });
  await long();
  const pointer = join(folder.path, 'current.json');
  const before = readFileSync(pointer);
  const id = await publishStanding(
    folder,
    '2026-11-20',
    { covered: 84, state: 'not_reported' },
    { number: 2, publishedAt: '2026-11-20T21:00:00.000Z' },
  );
  expect(await judge()).toBe(1);
  await tell();
  expect(JSON.parse(receivers.posts[0]?.body ?? '')).toMatchObject({
    publicationId: id,
    subject: { zh: '射阳县企业建会率没有新数据：未报送' },
  });
  writeFileSync(pointer, before);
  // The server has turned back before the files go.
  const served = async () => (await server.ask('{ freshness { publishedAt } }')).data.freshness.publishedAt;
  await expect.poll(served).toBe('2026-11-20T20:00:00.000Z');
  rmSync(join(folder.path, id), { recursive: true });
});

test('a test is sent like anything else; each account sees its own subscriptions, an administrator those of all', async () => {
  const { subscription } = await create(hook('mine'));
  const { data } = await server.ask('mutation ($id: ID!) { testSubscription(id: $id) { event state subject } }', {
    id: subscription.id,
  });
  expect(data.testSubscription).toEqual({ event: 'TEST', state: 'waiting', subject: '订阅测试：县建会率' });
  await tell();
  expect(receivers.posts).toHaveLength(1);
  asker = other;
  expect((await server.ask('{ subscriptions { id } }')).data.subscriptions).toEqual([]);
  expect((await server.ask('mutation { testSubscription(id: "1") { id } }')).errors?.[0]?.extensions.code).toBe(
    'SUBSCRIPTION_NOT_FOUND',
  );
  expect((await server.ask('{ subscriptions(everyone: true) { id } }')).errors?.[0]?.extensions.code).toBe(
    'NOT_PERMITTED',
  );
  asker = await person(database, '管理员', 'administrator');
  const all = await server.ask('{ subscriptions(everyone: true) { owner address deliveries { state } } }');
  expect(all.data.subscriptions).toEqual([
    { owner: '王主席', address: receivers.host, deliveries: [{ state: 'sent' }] },
  ]);
});

test('addresses and secrets are sealed at rest, follow a change of keys, and are never given back', async () => {
  const { subscription } = await create(hook('sealed'));
  expect(subscription).toMatchObject({ address: receivers.host, channel: 'WEBHOOK' });
  const stored = async () => JSON.stringify(await database.db.selectFrom('subscription').selectAll().execute());
  expect(await stored()).not.toMatch(/shared secret|\/sealed/);
  const ring = { ...KEYS, PERSONAL_KEYS: `k2:${Buffer.alloc(32, 9).toString('base64')},${KEYS.PERSONAL_KEYS}` };
  const settings = readConfig({ ...env, ...ring }).access.personal;
  await rotateKeys(database.db, operator('test'), sealerOf(settings));
  expect(await stored()).toContain('v1.k2.');
  await server.ask('mutation ($id: ID!) { testSubscription(id: $id) { id } }', { id: subscription.id });
  const newest = readConfig({ ...env, PERSONAL_KEYS: ring.PERSONAL_KEYS.split(',')[0] ?? '' });
  await tellSubscribers(database.db, { outbox, folder: folder.path }, newest);
  expect(receivers.posts[0]?.path).toBe('/sealed');
  const events = await database.db
    .selectFrom('audit_event')
    .select('details')
    .where('register', '=', 'subscription')
    .execute();
  expect(JSON.stringify(events)).not.toMatch(/shared secret|\/sealed/);
});

test('a correction needs the version that was read, keeps the address that was not given, and moves what is told from now on', async () => {
  const { subscription } = await create(hook('kept'));
  const change = (version: number) =>
    server.ask(
      `mutation ($id: ID!, $version: Int!, $s: SubscriptionInput!) { correctSubscription(id: $id, version: $version, subscription: $s) { ${FIELDS} } }`,
      {
        id: subscription.id,
        version,
        s: { name: '改名', event: 'BEHIND', metric: METRIC, scope: COUNTY, months: 2, channel: 'WEBHOOK' },
      },
    );
  expect((await change(1)).data.correctSubscription.subscription).toMatchObject({
    version: 2,
    address: receivers.host,
  });
  expect((await change(1)).errors?.[0]?.extensions.code).toBe('SUBSCRIPTION_CHANGED');
  await server.ask('mutation { testSubscription(id: "1") { id } }');
  await tell();
  expect(receivers.posts[0]?.path).toBe('/kept');
});

test.each([
  [{ channel: 'WEBHOOK', address: 'http://portal.example.cn/hook', secret: 'long enough' }, /https/],
  [{ channel: 'WEBHOOK', address: 'https://10.1.2.3/hook', secret: 'long enough' }, /own network/],
  [{ channel: 'WEBHOOK', address: 'https://[::ffff:7f00:1]/hook', secret: 'long enough' }, /own network/],
  [{ channel: 'WEBHOOK', address: 'https://2130706433/hook', secret: 'long enough' }, /own network/],
  [{ channel: 'WEBHOOK', address: 'https://localhost/hook', secret: 'long enough' }, /own network/],
  [{ channel: 'WEBHOOK', address: 'https://user:pass@portal.example.cn/hook', secret: 'long enough' }, /user name/],
  [{ channel: 'WEBHOOK', address: 'https://portal.example.cn/hook' }, /secret/],
  [{ channel: 'WECOM', address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' }, /form of this robot/],
  [{ channel: 'EMAIL', address: 'someone@else.example' }, /your account/],
  [{ metric: 'no_such_metric' }, /no_such_metric/],
  [{ metric: 'member_rate', scope: 'park:PB' }, /no target/],
  [{ threshold: 0.9 }, /comparison/],
  [{ event: 'BEHIND', months: 13 }, /1 to 12/],
  [{ name: ' ' }, /1 to 60/],
])('a subscription that could not work is refused with the place and the rule: %j', async (given, words) => {
  const { errors } = await create(given);
  expect(errors?.[0]?.message).toMatch(words);
});

test('a redirect is not followed, and a name that leads into an own network is not posted to', async () => {
  await create(hook('moved'));
  receivers.status = 302;
  await server.ask('mutation { testSubscription(id: "1") { id } }');
  await tell();
  expect((await told())[0]).toMatchObject({ state: 'waiting', last_error: 'HTTP 302, redirects are not followed' });
  const { postJson } = await import('@union/nightly/notices/post.ts');
  // The name is only looked up when something is sent.
  await expect(postJson('https://localhost:1/', '{}', {}, [])).rejects.toThrow(/own network/);
  await expect(postJson(`${receivers.httpUrl}/x`, '{}', {}, [])).rejects.toThrow(/https/);
});

let worker: ReturnType<typeof spawn> | undefined;

/** Runs a process that ends by SIGKILL. @returns the signal that ended it. */
function runWorker(order: string): Promise<NodeJS.Signals | null> {
  worker = spawn(process.execPath, [WORKER, order, folder.path, outbox], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => worker?.once('exit', (_, signal) => resolve(signal)));
}
