import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'union-embedded-'));
/** A table is enough to see what is kept. */
const NOTES = 'create table note (id int primary key, body text)';
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `code` in a process of its own with `db` open on `dataDir`; resolves at its first line of output. */
async function otherProcess(dataDir: string, code: string): Promise<{ process: ChildProcess; line: string }> {
  const file = join(folder, `other-${Math.random().toString(36).slice(2)}.ts`);
  const at = (path: string) => JSON.stringify(new URL(`../../schema/db/${path}`, import.meta.url).pathname);
  writeFileSync(
    file,
    `import { openDatabase } from ${at('database.ts')};
     const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
     const db = database.db;
     ${code}`,
  );
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { process: child, line };
}

describe('one engine session, lent to many connections', () => {
  let database: Awaited<ReturnType<typeof openDatabase>>;
  beforeAll(async () => {
    database = await openDatabase({ dataDir: join(folder, 'shared') });
    await sql.raw(NOTES).execute(database.db);
  });
  afterAll(() => database.close());

  test('statements of eight connections are never mixed', async () => {
    const answers = await Promise.all(
      Array.from({ length: 400 }, async (_, index) => {
        const query = sql<{ value: string }>`select ${`v${index}`}::text || ${'x'.repeat(index % 7)} as value`;
        return (await query.execute(database.db)).rows[0]?.value === `v${index}${'x'.repeat(index % 7)}`;
      }),
    );
    expect(answers.every(Boolean)).toBe(true);
  });

  test('a transaction keeps others out until it ends, and a rollback leaves nothing', async () => {
    const failing = database.session(async ({ db }) => {
      await sql`insert into note values (1, 'half')`.execute(db);
      await delay(150);
      throw new Error('stop');
    });
    await delay(50);
    const seen = sql<{ count: number }>`select count(*) as count from note`.execute(database.db);
    await expect(failing).rejects.toThrow('stop');
    expect((await seen).rows[0]?.count).toBe(0);
  });

  test('a client that vanishes inside a transaction is rolled back and the next one is served', async () => {
    const client = new pg.Client({ host: database.embedded?.host ?? '', user: 'postgres', database: 'postgres' });
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    await client.query("insert into note values (2, 'lost')");
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    const { rows } = await sql<{ count: number }>`select count(*) as count from note`.execute(database.db);
    expect(rows[0]?.count).toBe(0);
  });

  test('a statement that runs long does not block this thread', async () => {
    let ticks = 0;
    const clock = setInterval(() => ticks++, 10);
    await sql`select count(*) from generate_series(1, 3000000)`.execute(database.db);
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(5);
  });

  test('COPY takes quoted line breaks across pieces and refuses a bad row as a whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, id) => `${id + 10},"line one\nline ""two"" ${'.'.repeat(500)}"\n`);
    await database.session(({ copyIn }) =>
      copyIn(
        'note (id, body)',
        rows.map((row) => Buffer.from(row)),
      ),
    );
    const { rows: counted } = await sql<{ count: number }>`select count(*) as count from note`.execute(database.db);
    expect(counted[0]?.count).toBe(20_000);
    await expect(
      database.session(({ copyIn }) => copyIn('note (id, body)', [Buffer.from('5,fine\nsix,bad\n')])),
    ).rejects.toMatchObject({ code: '22P02' });
    const { rows: after } = await sql<{ count: number }>`select count(*) as count from note`.execute(database.db);
    expect(after[0]?.count).toBe(20_000);
  });
});

describe('a statement that is cancelled', () => {
  let database: Awaited<ReturnType<typeof openDatabase>>;
  beforeAll(async () => {
    database = await openDatabase({ dataDir: join(folder, 'cancelled') });
    await sql.raw(NOTES).execute(database.db);
  });
  afterAll(() => database.close());

  /** Takes minutes: a test that waits for its end fails. */
  const LONG =
    'select count(*) from generate_series(1, 10000) a, generate_series(1, 10000) b, generate_series(1, 100) c';
  /** Takes some seconds, longer than a cancelled read may go on. */
  const SOME = 'select a.a from generate_series(1, 10000) a, generate_series(1, 2500) b order by random() limit 1';

  async function connect(): Promise<pg.Client & { processID: number }> {
    const client = new pg.Client({ host: database.embedded?.host ?? '', user: 'postgres', database: 'postgres' });
    client.on('error', () => {});
    await client.connect();
    return client as pg.Client & { processID: number };
  }
  const insert = (id: number) => sql`insert into note values (${id}, 'kept')`.execute(database.db);
  const ids = async (from: number) =>
    (await sql<{ id: number }>`select id from note where id >= ${from} order by id`.execute(database.db)).rows.map(
      ({ id }) => id,
    );

  test('ends while it runs when it only reads; what was committed and what waits is not lost', async () => {
    await insert(1);
    const reader = await connect();
    const read = reader.query(LONG);
    read.catch(() => {});
    await delay(200);
    const waiting = Promise.all([2, 3, 4, 5].map(insert));
    const abort = new AbortController();
    const viaKysely = sql
      .raw(LONG)
      .execute(database.db, { signal: abort.signal, inflightQueryAbortStrategy: 'cancel query' });
    const canceller = await connect();
    const { rows } = await canceller.query(`select pg_cancel_backend(${reader.processID})`);
    expect(rows).toEqual([{ pg_cancel_backend: true }]);
    await expect(read).rejects.toMatchObject({ code: '57014' });
    await waiting;
    abort.abort(new Error('enough'));
    await expect(viaKysely).rejects.toThrow();
    expect(await ids(1)).toEqual([1, 2, 3, 4, 5]);
    // The connection that was cancelled goes on.
    expect((await reader.query('select 7 as seven')).rows).toEqual([{ seven: 7 }]);
    await Promise.all([reader.end(), canceller.end()]);
  });

  test('is taken out of the queue while it waits', async () => {
    const [holder, waiter, canceller] = await Promise.all([connect(), connect(), connect()]);
    await holder.query('begin');
    const waiting = waiter.query('insert into note values (10)');
    waiting.catch(() => {});
    await delay(100);
    await canceller.query(`select pg_cancel_backend(${waiter.processID})`);
    await expect(waiting).rejects.toMatchObject({ code: '57014' });
    await holder.query('insert into note values (11)');
    await holder.query('commit');
    expect(await ids(10)).toEqual([11]);
    await Promise.all([holder, waiter, canceller].map((client) => client.end()));
  });

  test('goes on when it writes, or stands in a transaction', async () => {
    const [writer, canceller] = await Promise.all([connect(), connect()]);
    const cancel = () => canceller.query(`select pg_cancel_backend(${writer.processID})`);
    const writing = writer.query(`insert into note ${SOME.replace('a.a', 'a.a + 20000')}`);
    await delay(100);
    await cancel();
    await expect(writing).resolves.toMatchObject({ rowCount: 1 });
    await writer.query('begin');
    await writer.query('insert into note values (20)');
    const reading = writer.query(SOME);
    await delay(100);
    await cancel();
    await expect(reading).resolves.toMatchObject({ rowCount: 1 });
    await writer.query('commit');
    expect(await ids(20)).toEqual([20, expect.any(Number)]);
    await Promise.all([writer, canceller].map((client) => client.end()));
  });

  test('ends when its client vanishes', async () => {
    const reader = await connect();
    reader.query(LONG).catch(() => {});
    await delay(100);
    (reader as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
  });

  test('again and again, among writes of others, costs nothing that was told to be committed', async () => {
    const told: number[] = [];
    let next = 100;
    let done = false;
    const write = async () => {
      while (!done) {
        const id = next++;
        await database.session(async ({ db }) => {
          await sql`insert into note values (${id}, ${'x'.repeat(2000)})`.execute(db);
        });
        told.push(id);
      }
    };
    const writers = [write(), write()];
    const [reader, canceller] = await Promise.all([connect(), connect()]);
    for (let round = 0; round < 4; round++) {
      const before = told.length;
      await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThan(before);
      const read = reader.query(LONG);
      read.catch(() => {});
      await delay(150);
      await canceller.query(`select pg_cancel_backend(${reader.processID})`);
      await expect(read).rejects.toMatchObject({ code: '57014' });
    }
    done = true;
    await Promise.all([...writers, reader.end(), canceller.end()]);
    expect(told.length).toBeGreaterThan(4);
    const kept = new Set(await ids(100));
    expect(told.filter((id) => !kept.has(id))).toEqual([]);
  });
});

test('a second process reads and writes through the owner', async () => {
  const dataDir = join(folder, 'joined');
  const database = await openDatabase({ dataDir });
  await sql.raw(NOTES).execute(database.db);
  const other = await otherProcess(
    dataDir,
    `await db.insertInto('note').values({ id: 1, body: 'kept' }).execute();
     console.log(database.embedded.isOwner); await database.close();`,
  );
  expect(other.line).toBe('false');
  expect(await bodies(database)).toEqual(['kept']);
  await database.close();
});

test('an owner that ends serves those who joined to their end, and the folder is free afterwards', async () => {
  const dataDir = join(folder, 'ending');
  const owner = await openDatabase({ dataDir });
  await sql.raw(NOTES).execute(owner.db);
  const other = await openDatabase({ dataDir });
  const ending = owner.close();
  await delay(300);
  await sql`insert into note values (1, 'kept')`.execute(other.db);
  await other.close();
  await ending;
  const next = await openDatabase({ dataDir });
  expect(await bodies(next)).toEqual(['kept']);
  await next.close();
});

test('whoever opens a folder while its owner ends gets it', async () => {
  const dataDir = join(folder, 'changing');
  for (let round = 0; round < 4; round++) {
    const owner = await openDatabase({ dataDir });
    const ending = owner.close();
    await delay(round * 15);
    const next = await openDatabase({ dataDir });
    await sql`select 1`.execute(next.db);
    await next.close();
    await ending;
  }
});

test('a killed owner loses nothing that was committed, and the folder opens again', async () => {
  const dataDir = join(folder, 'killed');
  const other = await otherProcess(
    dataDir,
    `await db.schema.createTable('note').addColumn('id', 'integer').addColumn('body', 'text').execute();
     await db.insertInto('note').values({ id: 1, body: 'kept' }).execute();
     console.log('committed');
     await db.transaction().execute(async (t) => {
       await t.updateTable('note').set({ body: 'lost' }).execute();
       await new Promise((resolve) => setTimeout(resolve, 60_000));
     });`,
  );
  await delay(200);
  other.process.kill('SIGKILL');
  await new Promise((resolve) => other.process.once('exit', resolve));
  const database = await openDatabase({ dataDir });
  expect(await bodies(database)).toEqual(['kept']);
  await database.close();
});

test('a server does not take over a folder that a running process owns', async () => {
  const dataDir = join(folder, 'owned');
  const database = await openDatabase({ dataDir });
  const { openEmbedded } = await import('@union/schema/db/embedded.ts');
  await expect(openEmbedded(join(dataDir, 'registers'), { own: true, patience: 300 })).rejects.toMatchObject({
    code: 'DATA_FOLDER_IN_USE',
  });
  await database.close();
});

test('a folder that cannot be written is named in one sentence', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await expect(openDatabase({ dataDir: join(file, 'below') })).rejects.toMatchObject({
    code: 'DATA_FOLDER_NOT_WRITABLE',
  });
});

test('a PostgreSQL server that does not answer is named without its password', async () => {
  const opening = openDatabase({ databaseUrl: 'postgres://user:secret@127.0.0.1:1/none', dataDir: folder });
  await expect(opening).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  await expect(opening).rejects.not.toThrow(/secret/);
});

async function bodies(database: Awaited<ReturnType<typeof openDatabase>>): Promise<string[]> {
  const { rows } = await sql<{ body: string }>`select body from note`.execute(database.db);
  return rows.map(({ body }) => body);
}
