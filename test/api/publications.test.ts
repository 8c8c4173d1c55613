import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;
let open: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-19', { change: `update coverage set covered_count = 84 where as_of = '2026-11-19'` });
  await folder.publish('2026-11-20');
  mkdirSync(join(folder.path, 'withdrawn'));
  writeFileSync(
    join(folder.path, 'withdrawn', '2026-12-31-1.json'),
    JSON.stringify({
      ...{ publicationId: '2026-12-31-1', publishedAt: '2026-11-20T17:01:00.000Z' },
      ...{ withdrawnAt: '2026-11-20T17:30:00.000Z', by: '王主任', reason: '时钟有误' },
    }),
  );
  database = await openTestDatabase('embedded');
  await database.db
    .insertInto('night_run')
    .values([
      {
        ...{ run_id: '00000000-0000-4000-8000-000000000001', as_of: '2026-11-20', outcome: 'failed', trigger: 'clock' },
        ...{ started_at: new Date('2026-11-20T18:00:00Z'), ended_at: new Date('2026-11-20T18:01:00Z'), host: 'h' },
        ...{ code_version: '0.1.0', publication_id: null, exit_code: 4 },
        ...{ error_code: 'CLOSED_PERIOD_CHANGED', error_zh: '已关账', error_en: 'closed' },
      },
      {
        ...{ run_id: '00000000-0000-4000-8000-000000000002', as_of: '2026-12-31', outcome: 'published' },
        ...{ started_at: new Date('2026-11-20T17:00:00Z'), ended_at: new Date('2026-11-20T17:01:00Z'), host: 'h' },
        ...{ trigger: 'command', code_version: '0.1.0', publication_id: '2026-12-31-1', exit_code: 0 },
      },
    ])
    .execute();
  await database.db
    .insertInto('night_run_step')
    .values({
      run_id: '00000000-0000-4000-8000-000000000001',
      position: 0,
      step: 'extract',
      duration_ms: 12,
      row_count: 7,
    })
    .execute();
  server = await openTestServer(folder.path, database);
  open = await openTestServer(folder.path, database, { openRegisters: true });
});
afterAll(async () => {
  await server.close();
  await open.close();
  await database.close();
  folder.remove();
});

const rate = 'metric: "enterprise_unionisation_rate", scope: "region:320924"';

describe('a restatement', () => {
  test('stands beside the point and the figure of its day, with the old value and the reason, and beside no other', async () => {
    const { data } = await server.ask(`{
      series(${rate}) { points { asOf restated { oldNumerator newNumerator reason } } }
      figure(${rate}, asOf: "2026-10-31") { restated { oldValue oldState day publicationId } }
      today: figure(${rate}) { restated { reason } }
    }`);
    expect(data.series.points).toEqual([
      { asOf: '2026-09-30', restated: null },
      { asOf: '2026-10-31', restated: { oldNumerator: 79, newNumerator: 80, reason: '漏报一家企业' } },
      { asOf: '2026-11-20', restated: null },
    ]);
    expect(data.figure.restated).toEqual({
      ...{ oldValue: 0.79, oldState: 'REPORTED', day: '2026-10-31', publicationId: '2026-11-05-1' },
    });
    expect(data.today.restated).toBeNull();
  });

  test('is listed, of one metric or of all', async () => {
    const { data } = await server.ask(
      '{ restatements { metric scope reason } none: restatements(metric: "member_rate") { reason } }',
    );
    expect(data).toEqual({
      restatements: [{ metric: 'enterprise_unionisation_rate', scope: 'region:320924', reason: '漏报一家企业' }],
      none: [],
    });
  });
});

describe('two publications', () => {
  const diff = (args = '') => `publicationDiff(from: "2026-11-19-1", to: "2026-11-20-1"${args})`;

  test('are compared on their common day, and from it to the later day', async () => {
    const { data, errors } =
      await server.ask(`{ ${diff(', metric: "enterprise_unionisation_rate", scope: "region:320924"')} {
      day from { id } to { id } metrics { metric { id } restated moved }
      restated { scope day oldNumerator newNumerator } moved { oldNumerator newNumerator day } isOtherCode imports { id }
    } }`);
    expect(errors).toBeUndefined();
    expect(data.publicationDiff).toMatchObject({
      ...{ day: '2026-11-19', from: { id: '2026-11-19-1' }, to: { id: '2026-11-20-1' } },
      isOtherCode: false,
      imports: null,
    });
    expect(data.publicationDiff.restated).toContainEqual({
      ...{ scope: 'region:320924', day: '2026-11-19', oldNumerator: 84, newNumerator: 85 },
    });
    expect(data.publicationDiff.moved).toContainEqual({ day: '2026-11-20', oldNumerator: 85, newNumerator: 86 });
  });

  test('name the imports in between to those who may see the registers', async () => {
    const { data } = await open.ask(`{ ${diff()} { imports { fileName } } }`);
    expect(data.publicationDiff.imports).toEqual([]);
  });

  test('that are not kept are refused', async () => {
    const { errors } = await server.ask('{ publicationDiff(from: "1999-01-01-1", to: "2026-11-20-1") { day } }');
    expect(errors?.[0]?.extensions.code).toBe('PUBLICATION_NOT_FOUND');
  });
});

test('a metric says which registers and columns stand behind it', async () => {
  const { data } = await server.ask(
    '{ metric(id: "member_rate") { lineage { models registers { register columns } } } }',
  );
  expect(data.metric.lineage).toEqual({
    models: ['coverage'],
    registers: [{ register: 'headcount_observation', columns: ['observed_on', 'worker_count'] }],
  });
});

test('runs of the night are for operators; checks of what is published are for anyone', async () => {
  const runs =
    '{ nightRuns(first: 1) { asOf outcome errorCode error steps { name durationMs rowCount } checks { name } } }';
  expect((await server.ask(runs)).errors?.[0]?.extensions.code).toBe('REGISTER_CLOSED');
  expect((await open.ask(runs)).data.nightRuns).toEqual([
    {
      ...{ asOf: '2026-11-20', outcome: 'FAILED', errorCode: 'CLOSED_PERIOD_CHANGED', error: '已关账', checks: [] },
      steps: [{ name: 'extract', durationMs: 12, rowCount: 7 }],
    },
  ]);
  expect((await server.ask('{ publication { checks { name verdict } } }')).data.publication.checks).toEqual([]);
});

test('a night whose publication was withdrawn says by whom and why, and no other does', async () => {
  const { data } = await open.ask('{ nightRuns { publicationId withdrawn { at by reason } } }');
  expect(data.nightRuns).toEqual([
    { publicationId: null, withdrawn: null },
    {
      publicationId: '2026-12-31-1',
      withdrawn: { at: '2026-11-20T17:30:00.000Z', by: '王主任', reason: '时钟有误' },
    },
  ]);
});

test('notices are for operators', async () => {
  const notices = '{ notices { id kind asOf code subject deliveries { channel state attempts lastError } } }';
  expect((await server.ask(notices)).errors?.[0]?.extensions.code).toBe('REGISTER_CLOSED');
  const told = await openTestServer(folder.path, database, {
    openRegisters: true,
    notices: () => [
      {
        notice: {
          ...{
            id: 'failed-2026-11-20',
            kind: 'failed',
            at: '2026-11-20T18:01:00Z',
            asOf: '2026-11-20',
            code: 'DISK_FULL',
          },
          subject: { zh: '夜间计算失败', en: 'the night failed' },
        },
        deliveries: { email: { state: 'waiting', attempts: 2, lastError: 'refused' } },
      },
    ],
  });
  expect((await told.ask(notices)).data.notices).toEqual([
    {
      ...{ id: 'failed-2026-11-20', kind: 'failed', asOf: '2026-11-20', code: 'DISK_FULL', subject: '夜间计算失败' },
      deliveries: [{ channel: 'email', state: 'waiting', attempts: 2, lastError: 'refused' }],
    },
  ]);
  await told.close();
});

test('a figure that takes too long is given up, and its statement is interrupted', async () => {
  const slow = makePublicationsFolder();
  await slow.publish('2026-11-20', {
    damage: `create or replace view figure_member_rate as
      select * replace ((select count(*) from range(100000000) as a (x) join range(1000000) as b (y) on (x * y) % 7 = 3)::bigint as numerator)
      from figure_enterprise_unionisation_rate`,
  });
  const hasty = await openTestServer(slow.path, database, { timeLimit: 2_000 });
  try {
    const { errors } = await hasty.ask('{ figure(metric: "member_rate", scope: "region:320924") { numerator } }');
    expect(errors?.[0]?.extensions.code).toBe('TIMED_OUT');
    // All connections are free again.
    const others = await Promise.all(Array.from({ length: 8 }, () => hasty.ask(`{ figure(${rate}) { numerator } }`)));
    expect(others.map(({ data }) => data.figure.numerator)).toEqual(Array(8).fill(86));
  } finally {
    await hasty.close();
    slow.remove();
  }
});
