import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { Reaches } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { anonymous, operator, type Viewer } from '@union/access/viewer.ts';
import { getMetric } from '@union/api/metric/metric.queries.ts';
import { movedStandings } from '@union/api/scenario/moved-standings.ts';
import { openPublications, type Publications } from '@union/warehouse/publication/reader.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { makeTwoNights, type TwoNights } from './support/two-nights.ts';

let nights: TwoNights;
let server: TestServer;
let publications: Publications;
let viewer: Viewer = anonymous;

beforeAll(async () => {
  nights = await makeTwoNights();
  publications = openPublications(nights.publications);
  server = await openTestServer(nights.publications, nights.database, { viewerOf: async () => viewer });
}, 600_000);
afterAll(async () => {
  await server?.close();
  await publications?.close();
  await nights?.close();
});

/** Asks as a person with one role within a federation, or as anybody. */
async function as(role: Exclude<Role, 'public'> | undefined, federationCode: string | null = '320924'): Promise<void> {
  if (role === undefined) {
    viewer = anonymous;
    return;
  }
  const { db } = nights.database;
  const machine = new Reaches(operator('test'), new Map());
  const accountId = await createAccount(db, machine, { name: `${role} ${federationCode} ${Math.random()}` });
  await grantRole(db, machine, { accountId, role, federationCode });
  viewer = { kind: 'account', id: String(accountId), name: role, grants: [{ role, federationCode }] };
}

async function read(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await server.ask(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

test('a panel has every target that holds, those of one group side by side, of the publication asked for', async () => {
  const query = `query ($publication: ID) { panel(scope: "region:320924", publication: $publication) {
    publication { id } previous { id } above { id } days
    targets { numerator target { metric { id } milestones { dueOn value } } } } }`;
  const { panel } = await read(query);
  expect(panel.publication.id).toBe(nights.second);
  expect(panel.previous.id).toBe(nights.first);
  expect(panel.days.slice(0, 3)).toEqual(['2024-06-30', '2024-05-31', '2024-04-30']);
  expect(panel.above.map(({ id }: { id: string }) => id).at(-1)).toBe('region:320900');
  const metrics = panel.targets.map(({ target }: { target: { metric: { id: string } } }) => target.metric.id);
  expect(metrics.slice(0, 2)).toEqual(['enterprise_unionisation_rate', 'member_rate']);
  expect(metrics.toSorted()).toEqual([
    'enterprise_unionisation_rate',
    'member_rate',
    'new_coverage_count',
    'union_shell_zombie_share',
  ]);
  expect(panel.targets[0].target.milestones).toEqual([
    { dueOn: '2024-03-31', value: 0.5 },
    { dueOn: '2024-09-30', value: 0.8 },
  ]);
  const earlier = await read(query, { publication: nights.first });
  expect(earlier.panel.publication.id).toBe(nights.first);
  expect(earlier.panel.previous).toBeNull();
  const { errors } = await server.ask(query, { publication: '2031-01-01-1' });
  expect(errors?.[0]?.extensions.code).toBe('PUBLICATION_NOT_FOUND');
});

test('scopes are found by part of their name and by the beginning of their code, the exact one first', async () => {
  const found = async (text: string) =>
    (await read('query ($text: String!) { searchScopes(text: $text) { id } }', { text })).searchScopes.map(
      ({ id }: { id: string }) => id,
    );
  expect((await found('P1'))[0]).toBe('park:P1');
  expect(await found('P1')).toContain('park:P10');
  expect(await found('临海')).toEqual(expect.arrayContaining(['region:320924101', 'park:P2', 'federation:320924101']));
  expect(await found('320924101')).toContain('region:320924101');
  expect(await found('没有这里')).toEqual([]);
  expect(await found('  ')).toEqual([]);
});

test('the trace of a headline names its two parts as published, the registers that were read and the checks of that night', async () => {
  const { panel } = await read(`{ panel(scope: "region:320924") { target(metric: "enterprise_unionisation_rate") {
    numerator denominator trace { counted { name count } registers { register rows } checks { name verdict } definition { id version } } } } }`);
  const { numerator, denominator, trace } = panel.target;
  expect(trace.counted.slice(0, 2).map(({ count }: { count: number }) => count)).toEqual([numerator, denominator]);
  const manifest = publications.current()?.manifest;
  expect(trace.registers).toContainEqual({ register: 'coverage_link', rows: manifest?.inputs.rows.coverage_link });
  expect(trace.checks.length).toBeGreaterThan(5);
  expect(trace.checks.every(({ verdict }: { verdict: string }) => verdict !== 'FAILED')).toBe(true);
});

test('rank, and places won since the publication before, are of the same peers', async () => {
  const { ranking } =
    await read(`{ ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: TOWN) {
    rows { rank rankChangePublication scope { id } } } }`);
  const before = await read(
    `query ($id: ID) { ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: TOWN, publication: $id) { rows { rank scope { id } } } }`,
    { id: nights.first },
  );
  for (const row of ranking.rows) {
    const was = before.ranking.rows.find(({ scope }: { scope: { id: string } }) => scope.id === row.scope.id);
    expect(row.rankChangePublication).toBe(was.rank - row.rank);
  }
});

test('what changed: crossed, fallen behind, restated with its reason, new among the last; counted by kind', async () => {
  const { changes } = await read(`{ changes(scope: "region:320924") {
    since { id } until { id } counts { kind count }
    rows { kind day reason metric { id } scope { id } before { numerator denominator value status } after { numerator denominator value status } among { id } } } }`);
  expect(changes.since.id).toBe(nights.first);
  expect(changes.until.id).toBe(nights.second);
  type Row = {
    kind: string;
    scope: { id: string };
    metric: { id: string };
    before: { value: number; status: string };
    after: { value: number; status: string };
    reason: string;
    day: string;
  };
  const of = (kind: string): Row[] => changes.rows.filter((row: Row) => row.kind === kind);
  expect(of('CROSSED').length).toBeGreaterThan(0);
  for (const row of of('CROSSED')) {
    expect(row.after.status).toBe('MET');
    expect(row.before.status).not.toBe('MET');
  }
  for (const row of of('FELL_BEHIND')) expect(['BEHIND', 'FAR_BEHIND']).toContain(row.after.status);
  const restated = of('RESTATED').find(
    ({ scope, metric }) => scope.id === 'region:320924101' && metric.id === 'enterprise_unionisation_rate',
  );
  expect(restated).toMatchObject({ day: '2024-05-31', reason: '临海镇补报五月新建工会' });
  expect(restated?.after.value).toBeGreaterThan(restated?.before.value ?? 1);
  for (const { kind, count } of changes.counts) expect(count).toBeGreaterThanOrEqual(of(kind).length);
});

test('changes say what they are measured from: a publication, a day of a meeting, and why there is nothing', async () => {
  const code = async (more: string) =>
    (await server.ask(`{ changes(scope: "region:320924", ${more}) { since { id } } }`)).errors?.[0]?.extensions.code;
  expect(await code(`publication: "${nights.first}"`)).toBe('NOTHING_EARLIER');
  expect(await code(`publication: "${nights.first}", since: "${nights.second}"`)).toBe('CHANGES_BACKWARDS');
  expect(await code('sinceDay: "2020-01-01"')).toBe('NO_PUBLICATION');
  const day = new Date().toISOString().slice(0, 10);
  const { changes } = await read(
    `{ changes(scope: "region:320924", sinceDay: "${day < '2999' ? '2999-01-01' : day}") { rows { kind } } }`,
  );
  expect(changes.rows).toEqual([]);
});

test('a scenario that moves nothing says, to the last column, what was published', async () => {
  const current = publications.current();
  if (!current) throw new Error('nothing is published');
  const rows = await current.query<Record<string, unknown> & { metric_id: string; scope_id: string }>(
    `select * from target_status where scope_id in ('region:320924', 'region:320924100', 'park:P1', 'park:P30')`,
  );
  expect(rows.length).toBeGreaterThan(8);
  for (const row of rows) {
    const [standing] = await movedStandings(current, {
      ...{ metric: getMetric(row.metric_id), scopeId: row.scope_id, movement: { numerator: 0, denominator: 0 } },
      on: current.manifest.asOf,
    });
    expect(standing?.row).toEqual(row);
    const [projection] = await current.query('from target_projection where metric_id = $1 and scope_id = $2', [
      ...[row.metric_id, row.scope_id],
    ]);
    expect(standing?.projection).toEqual(projection);
  }
}, 60_000);

const supposed = `query ($moves: [ScenarioMoveInput!]!, $scope: ID!, $metric: ID!) {
  scenario(metric: $metric, scope: $scope, moves: $moves) {
    word on moves { numerator denominator }
    published { numerator denominator need rank }
    standing { numerator denominator value need pathValue rank rankOf status projection { state on } }
    above { scope { id } numerator denominator published { numerator denominator } }
  }
}`;
const suppose = (moves: unknown, scope = 'region:320924100', metric = 'enterprise_unionisation_rate') =>
  server.ask(supposed, { moves, scope, metric });

test('a scenario moves the two parts, of the scope and of those above it, and asks for what is needed then', async () => {
  const { data } = await suppose([
    { kind: 'JOIN', count: 5, by: '2024-09-30' },
    { kind: 'ARRIVE', count: 12 },
  ]);
  const { scenario } = data;
  const { published, standing, above } = scenario;
  expect(scenario.word).toBe('情景');
  expect(scenario.on).toBe('2024-09-30');
  expect(standing.numerator).toBe(published.numerator + 5);
  expect(standing.denominator).toBe(published.denominator + 12);
  expect(standing.need).toBe(Math.max(0, Math.floor((85 * standing.denominator) / 100) + 1 - standing.numerator));
  // The path of the day of the scenario: its milestone.
  expect(standing.pathValue).toBe(0.8);
  expect(above.length).toBe(1);
  expect(above[0].numerator).toBe(above[0].published.numerator + 5);
  expect(above[0].denominator).toBe(above[0].published.denominator + 12);
  const { panel } = await read(
    '{ panel(scope: "region:320924100") { target(metric: "enterprise_unionisation_rate") { numerator } } }',
  );
  expect(panel.target.numerator).toBe(published.numerator);
});

test('a scenario is refused where it moves more than there is, on a day that cannot be, or without a target', async () => {
  const codeOf = async (...asked: Parameters<typeof suppose>) => (await suppose(...asked)).errors?.[0]?.extensions.code;
  expect(await codeOf([{ kind: 'JOIN', count: 500 }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'LEAVE', count: 500 }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'DEPART', count: 500 }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'JOIN', count: 0 }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'JOIN', count: 1, by: '2024-06-01' }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'JOIN', count: 1, by: '2025-01-01' }])).toBe('SCENARIO_MOVE_REFUSED');
  expect(await codeOf([{ kind: 'ARRIVE', count: 1 }], 'region:320924', 'new_coverage_count')).toBe(
    'SCENARIO_MOVE_REFUSED',
  );
  expect(await codeOf([{ kind: 'JOIN', count: 1 }], 'region:320924', 'park_union_rate')).toBe('SCENARIO_NOT_AVAILABLE');
  // What arrives first may join then.
  const { errors } = await suppose([
    { kind: 'JOIN', count: 40, by: '2024-09-30' },
    { kind: 'ARRIVE', count: 40 },
  ]);
  expect(errors).toBeUndefined();
});

test('visits of the need list are for who may see it, and no more of them than it has', async () => {
  await as(undefined);
  expect((await suppose([{ kind: 'VISIT', count: 2 }])).errors?.[0]?.extensions.code).toBe('REGISTER_CLOSED');
  await as('officer');
  const { data, errors } = await suppose([{ kind: 'VISIT', count: 2 }]);
  expect(errors).toBeUndefined();
  expect(data.scenario.moves).toEqual([{ numerator: 2, denominator: 0 }]);
  expect((await suppose([{ kind: 'VISIT', count: 900 }])).errors?.[0]?.extensions.code).toBe('SCENARIO_MOVE_REFUSED');
  await as(undefined);
});

const CREATE = `mutation ($input: CreateCheckInInput!, $dryRun: Boolean!) { outcome: createCheckIn(input: $input, dryRun: $dryRun) {
  __typename ... on RecordChanged { dryRun records { id version changes { field after } } } ... on RuleBroken { problems { code field } } } }`;
const promise = (more: Record<string, unknown> = {}) => ({
  ...{
    targetCode: 'T-JH',
    scopeId: 'region:320924',
    madeOn: '2024-05-31',
    owner: '组织部',
    interpretation: '新落户多',
  },
  ...{ commitment: '六月建会二十家', dueOn: '2024-06-30', promisedValue: 0.5, ...more },
});
const JUDGED = `query ($publication: ID) { judgedCheckIns(scope: "region:320924", publication: $publication) {
  id version outcome value measuredOn promisedValue dueOn owner } }`;

test('a check-in is written by who answers for targets there, judged by published figures, and its history is kept', async () => {
  await as('analyst');
  expect((await read(CREATE, { input: promise(), dryRun: false })).outcome.__typename).toBe('NotAllowed');
  await as('leader', '320924101');
  // Elsewhere: refused by the rules that see no such place, or as not permitted.
  expect((await read(CREATE, { input: promise(), dryRun: false })).outcome.__typename).not.toBe('RecordChanged');
  await as('leader');
  const tried = await read(CREATE, { input: promise(), dryRun: true });
  expect(tried.outcome).toMatchObject({ __typename: 'RecordChanged', dryRun: true });
  expect((await read(JUDGED)).judgedCheckIns).toEqual([]);

  const { outcome } = await read(CREATE, { input: promise(), dryRun: false });
  expect(outcome.__typename).toBe('RecordChanged');
  await read(CREATE, { input: promise({ madeOn: '2024-05-30', promisedValue: 0.99 }), dryRun: false });
  await read(CREATE, { input: promise({ madeOn: '2024-05-29', dueOn: '2024-09-30' }), dryRun: false });
  const outcomes = async (publication?: string) =>
    (await read(JUDGED, { publication })).judgedCheckIns.map((one: { outcome: string }) => one.outcome);
  expect(await outcomes()).toEqual(['HELD', 'MISSED', 'OPEN']);
  // In the publication before, June was not known.
  expect(await outcomes(nights.first)).toEqual(['OPEN', 'OPEN', 'OPEN']);

  const [held] = (await read(JUDGED)).judgedCheckIns;
  const figure = await read(
    '{ figure(metric: "enterprise_unionisation_rate", scope: "region:320924", asOf: "2024-06-30") { value } }',
  );
  expect(held).toMatchObject({ value: figure.figure.value, measuredOn: '2024-06-30' });
  const correct = `mutation ($id: ID!, $version: String!) { outcome: correctCheckIn(id: $id, version: $version, input: { owner: "办公室" }) {
    __typename ... on RecordChanged { records { changes { field before after } } } } }`;
  const corrected = await read(correct, { id: held.id, version: held.version });
  expect(corrected.outcome.records[0].changes).toEqual([{ field: 'owner', before: '组织部', after: '办公室' }]);
  expect((await read(correct, { id: held.id, version: held.version })).outcome.__typename).toBe('VersionConflict');
});

test('a promise keeps the rules of a target: a share is no more than 1, a count is whole, its day lies after it was made', async () => {
  await as('leader');
  const problems = async (more: Record<string, unknown>) =>
    (await read(CREATE, { input: promise({ madeOn: '2024-04-01', ...more }), dryRun: true })).outcome.problems?.map(
      ({ code }: { code: string }) => code,
    );
  expect(await problems({ promisedValue: 85 })).toEqual(['TARGET_NOT_SHARE']);
  expect(await problems({ targetCode: 'T-XJ', promisedValue: 1.5 })).toEqual(['TARGET_NOT_WHOLE']);
  expect(await problems({ dueOn: '2024-04-01' })).toEqual(['DAYS_REVERSED']);
  expect(await problems({ scopeId: 'park:P999' })).toEqual(['SCOPE_UNKNOWN']);
  expect(await problems({ targetCode: 'T-NONE' })).toEqual(['REFERENCE_UNKNOWN']);
});

test('check-ins are read within the scope of a grant, and by nobody who is not signed in', async () => {
  await as('analyst', '320924101');
  expect((await read(JUDGED)).judgedCheckIns).toEqual([]);
  await as(undefined);
  expect((await server.ask(JUDGED)).errors?.[0]?.extensions.code).toBe('REGISTER_CLOSED');
});

test('what a federation keeps from the public is in no panel, change or scenario of who is not let in', async () => {
  const { db } = nights.database;
  await db
    .insertInto('figure_restriction' as never)
    .values({
      metric_id: 'enterprise_unionisation_rate',
      scope_id: 'region:320924100',
      reason: '试点',
      set_by: 'test',
    } as never)
    .execute();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const { changes } = await read('{ changes(scope: "region:320924") { rows { kind metric { id } scope { id } } } }');
  const named = changes.rows.filter(
    ({ metric, scope }: { metric: { id: string }; scope: { id: string } }) =>
      metric.id === 'enterprise_unionisation_rate' && scope.id === 'region:320924100',
  );
  expect(named).toEqual([]);
  const { panel } = await read('{ panel(scope: "region:320924100") { targets { target { metric { id } } } } }');
  expect(JSON.stringify(panel)).not.toContain('enterprise_unionisation_rate');
  expect((await suppose([{ kind: 'JOIN', count: 1 }])).errors?.[0]?.extensions.code).toBe('FIGURE_RESTRICTED');
});
