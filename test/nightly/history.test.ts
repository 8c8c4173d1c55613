import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acceptDrift } from '@union/nightly/accept.ts';
import { appendRun, readRuns } from '@union/nightly/history.ts';
import { listDriftAcceptances, listNightRuns, listOpenDrifts } from '@union/nightly/night-runs.queries.ts';
import { publicationsFolder, runNight } from '@union/nightly/run.ts';
import { describeStatus, readStatus } from '@union/nightly/status.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openDatabase } from '@union/schema/db/database.ts';
import { readTolerances } from '@union/warehouse/contract/drift.ts';
import { listPublicationIds, readManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine } from '../support/database.ts';
import { type DataFolder, makeDataFolder, openRegisters } from './data-folder.ts';
import { someMetrics } from './some-metrics.ts';

const DAY = '2024-06-30';
const rule = { nightlyAt: '02:00' };

eachEngine((engine) => {
  let given: DataFolder;
  let folder: string;
  let database: Database;
  const night = (more: object = {}) => runNight({ ...someMetrics, config: given, database, asOf: DAY, ...more });
  const latest = async () => {
    const [run] = await listNightRuns(database.db, { limit: 1, checks: 'all' });
    if (!run) throw new Error('there is no run');
    return run;
  };
  beforeAll(async () => {
    given = await makeDataFolder(engine);
    folder = publicationsFolder(given);
    database = await openRegisters(given);
  });
  afterAll(async () => {
    await database.close();
    rmSync(given.dataDir, { recursive: true, force: true });
  });

  test('a database that is away leaves its record, and the next run carries it over once', async () => {
    const away = () => openDatabase({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: given.dataDir });
    await expect(night({ database: away })).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(readRuns(folder)).toMatchObject([
      { outcome: 'failed', exitCode: 6, reason: { code: 'DATABASE_UNREACHABLE' } },
    ]);
    expect(await listNightRuns(database.db, { limit: 10 })).toEqual([]);

    await night();
    await night();
    const runs = await listNightRuns(database.db, { limit: 10 });
    expect(runs.map(({ outcome, exitCode }) => [outcome, exitCode])).toEqual([
      ['published', 0],
      ['published', 0],
      ['failed', 6],
    ]);
    expect(runs[2]?.reason?.zh).toContain('无法连接数据库');
  });

  test('a run tells its steps with durations and rows, its checks and its publication', async () => {
    const run = await latest();
    expect(run).toMatchObject({ asOf: DAY, outcome: 'published', trigger: 'command', reason: null });
    expect(run.publicationId).toBe(readPointer(folder)?.publicationId);
    const byStep = new Map(run.steps.map((step) => [step.step, step]));
    expect([...byStep.keys()]).toEqual(['extract', 'contract', 'models', 'checks', 'files', 'static', 'publish']);
    expect(byStep.get('extract')?.rowsByTable).toMatchObject({ enterprise: 200, coverage_link: 150 });
    expect(byStep.get('extract')?.rowCount).toBeGreaterThan(1000);
    expect(byStep.get('files')?.rowCount).toBeGreaterThan(0);
    expect(byStep.get('models')).toMatchObject({ rowCount: null });
    expect(run.checks.length).toBeGreaterThan(100);
    // The folder tells the same as the database.
    expect(readRuns(folder)[0]).toEqual(run);
  });

  test('a run that was killed is told as interrupted by the next one', async () => {
    const killed = { runId: crypto.randomUUID(), asOf: DAY, startedAt: new Date().toISOString() };
    appendRun(folder, { event: 'started', ...killed, trigger: 'clock', host: 'h', codeVersion: '1' });
    appendFileSync(join(folder, 'runs.jsonl'), '{"event":"step","runId":"cut o');
    expect(readRuns(folder)[0]).toMatchObject({ runId: killed.runId, outcome: 'interrupted' });
    await night();
    const runs = await listNightRuns(database.db, { limit: 2 });
    expect(runs.map(({ outcome }) => outcome)).toEqual(['published', 'interrupted']);
    expect(readRuns(folder)[0]?.outcome).toBe('published');
  });

  test('rows that go missing stop the night until a reviewer accepts exactly that', async () => {
    const before = readPointer(folder)?.publicationId;
    await sql`delete from member where member_id > 240`.execute(database.db);
    await expect(night()).rejects.toMatchObject({
      code: 'DRIFT_NOT_ACCEPTED',
      messageZh: expect.stringContaining('member 由 300 行变为 240 行'),
      message: expect.stringContaining('accept --register member --rows 240'),
    });
    expect(readPointer(folder)?.publicationId).toBe(before);
    expect(await latest()).toMatchObject({ outcome: 'failed', exitCode: 5, steps: [{ step: 'extract' }, {}] });
    expect(await listOpenDrifts(database.db)).toEqual([{ register: 'member', before: 300, after: 240 }]);
    expect(describeStatus(await readStatus({ ...given, ...rule }, database.db), 'UTC')).toContain(
      'waits for a reviewer: member 300 → 240',
    );

    const accept = (register: string, rows: number) =>
      acceptDrift(database.db, folder, readTolerances(undefined), {
        ...{ register, rows, by: '王主任', reason: '清理重复名册' },
      });
    await expect(accept('member', 299)).rejects.toMatchObject({ code: 'NOTHING_TO_ACCEPT' });
    await expect(accept('members', 240)).rejects.toMatchObject({ code: 'NOTHING_TO_ACCEPT' });
    await accept('member', 239);
    await expect(night()).rejects.toMatchObject({ code: 'DRIFT_NOT_ACCEPTED' });
    expect(await accept('member', 240)).toBe(300);
    expect(await listOpenDrifts(database.db)).toEqual([]);
    const { manifest } = await night();
    expect(manifest.acceptedDrifts).toMatchObject([
      { register: 'member', before: 300, after: 240, acceptance: { acceptedBy: '王主任', reason: '清理重复名册' } },
    ]);
    const status = describeStatus(await readStatus({ ...given, ...rule }, database.db), 'UTC');
    expect(status).toContain('member 300 → 240  王主任：清理重复名册');
    // The next night compares with this one.
    expect((await night()).manifest.acceptedDrifts).toEqual([]);
  });

  test('an acceptance can neither be changed nor taken back', async () => {
    const db = database.db;
    await expect(sql`update drift_acceptance set accepted_by = 'x'`.execute(db)).rejects.toThrow('kept for ever');
    await expect(sql`delete from drift_acceptance`.execute(db)).rejects.toThrow('kept for ever');
    expect((await listDriftAcceptances(db)).map(({ after }) => after)).toEqual([240, 239]);
  });

  test('registers that break the contract of the inputs stop the night before any model', async () => {
    await sql`alter table ledger_line drop constraint ledger_line_amount_cents_check`.execute(database.db);
    await sql`update ledger_line set amount_cents = 0 where voucher_no = 'V1'`.execute(database.db);
    await expect(night()).rejects.toMatchObject({ code: 'INPUT_CONTRACT_BROKEN' });
    await sql`update ledger_line set amount_cents = 1000 where voucher_no = 'V1'`.execute(database.db);
    const run = await latest();
    expect(run).toMatchObject({ outcome: 'failed', exitCode: 4 });
    expect(run.steps.map(({ step }) => step)).toEqual(['extract', 'contract']);
    expect(run.checks.filter(({ failures }) => failures > 0)).toMatchObject([
      { name: 'input ledger_line: amount_cents is not zero', failures: 1, sample: [{ amount_cents: 0 }] },
    ]);
  });

  test('a day of the past is published beside the current one, and stays when nights go on', async () => {
    const current = readPointer(folder)?.publicationId;
    const { manifest } = await night({ asOf: '2024-02-10' });
    expect(manifest).toMatchObject({ publicationId: '2024-02-10-1', previous: current });
    expect(readPointer(folder)?.publicationId).toBe(current);
    expect(await latest()).toMatchObject({ outcome: 'published', publicationId: '2024-02-10-1' });
    await night({ asOf: '2024-07-01' });
    expect(listPublicationIds(folder)).toContain('2024-02-10-1');
    expect(readPointer(folder)?.publicationId).toBe('2024-07-01-1');
  });

  test('a clock that stands before the last publication ends the night, and the last one serves', async () => {
    const before = readPointer(folder);
    const { publishedAt } = readManifest(folder, before?.publicationId ?? '');
    const now = new Date(Date.parse(publishedAt) - 86_400_000);
    await expect(night({ now })).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    expect(await latest()).toMatchObject({ outcome: 'failed', exitCode: 8, steps: [] });
    // A publication of a day that this clock has not reached.
    await expect(night({ now: new Date('2024-07-01T12:00:00Z') })).rejects.toMatchObject({ code: 'CLOCK_BEHIND' });
    expect(readPointer(folder)).toEqual(before);
  });

  test('the status is the same as JSON', async () => {
    const status = await readStatus({ ...given, ...rule }, database.db, new Date('2024-07-02T19:59:59Z'));
    expect(JSON.parse(JSON.stringify(status))).toMatchObject({
      current: { publicationId: '2024-07-01-1', asOf: '2024-07-01' },
      due: { asOf: '2024-07-01', deadline: '2024-07-01T20:00:00.000Z', isLate: false },
      running: null,
      source: 'database',
    });
    const late = await readStatus({ ...given, ...rule }, undefined, new Date('2024-07-02T20:00:00Z'));
    expect(late).toMatchObject({ due: { asOf: '2024-07-02', isLate: true }, source: 'file' });
    expect(describeStatus(late, 'Asia/Shanghai')).toContain('逾期 late');
    expect(readFileSync(join(folder, 'current.json'), 'utf8')).toContain('2024-07-01-1');
  });
});
