import { Writable } from 'node:stream';
import type { Database } from '@union/schema/db/database.ts';
import { openDuckDb, rowsOf } from '@union/warehouse/duckdb.ts';
import { BinaryRows } from '@union/warehouse/extract/binary-rows.ts';
import type { RawType } from '@union/warehouse/extract/registers.ts';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';

const types: readonly RawType[] = ['bigint', 'integer', 'text', 'date', 'boolean'];
/** Rows of every type with nulls, texts around the 12 bytes that DuckDB keeps in place, ends of ranges, infinite days. */
const QUERY = `
  select
    case when i % 7 > 0 then (i::bigint - 2500) * 3607772528641 end,
    case when i % 5 > 0 then (i - 2500) * 429496 end,
    case when i % 3 > 0 then case i % 11 when 1 then '' when 2 then '射阳县' when 3 then '射阳县总工会'
      else left('0123456789ABCDEFGHIJ', i % 20) end end,
    case i % 13 when 0 then null when 1 then date 'infinity' when 2 then date '-infinity' when 3 then date '1969-12-31'
      when 4 then date '2000-01-01' when 5 then date '0001-01-01' else date '2024-02-29' + i end,
    case when i % 4 > 0 then i % 2 = 0 end
  from generate_series(1, 5000) as i`;

/** Cuts what is written into pieces at the given lengths, over and over. */
async function copyInto(chunks: readonly Buffer[], lengths: readonly number[]): Promise<Record<string, unknown>[]> {
  const whole = Buffer.concat(chunks);
  const instance = await openDuckDb(':memory:', { threads: 1 });
  const connection = await instance.connect();
  await connection.run('create table t (a bigint, b integer, c text, d date, e boolean)');
  const appender = await connection.createAppender('t');
  const sink = new BinaryRows(appender, types);
  const write = (piece: Buffer) =>
    new Promise<void>((resolve, reject) => sink.write(piece, (error) => (error ? reject(error) : resolve())));
  for (let at = 0, n = 0; at < whole.length; n++) {
    const length = lengths[n % lengths.length] as number;
    await write(whole.subarray(at, at + length));
    at += length;
  }
  await new Promise<void>((resolve, reject) => sink.on('error', reject).end(resolve));
  appender.closeSync();
  const rows = await rowsOf(connection, 'select a::text as a, b, c, d::text as d, e from t');
  instance.closeSync();
  return rows;
}

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
  });
  afterAll(() => database.close());

  test('a binary COPY arrives row by row, wherever its pieces are cut', { timeout: 60_000 }, async () => {
    const chunks: Buffer[] = [];
    const expected = await database.session(async ({ db, copyOut }) => {
      const sink = new Writable({
        write(chunk, _encoding, done) {
          chunks.push(chunk);
          done();
        },
      });
      await copyOut(`(${QUERY})`, sink, 'binary');
      const named = sql.raw(`select a::text as a, b, c, d::text as d, e from (${QUERY}) as rows (a, b, c, d, e)`);
      return (await sql<Record<string, unknown>>`${named}`.execute(db)).rows;
    });
    const wanted = JSON.stringify(expected);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 6 }),
        async (lengths) => {
          const usable = lengths.some((length) => length > 50) ? lengths : [...lengths, 5000];
          expect(JSON.stringify(await copyInto(chunks, usable)) === wanted).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  });
});

test('an end without the trailer is an error, not a short table', async () => {
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  await expect(copyInto([header], [100])).rejects.toThrow('before its trailer');
});
