import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closePeriod, restate } from '@union/nightly/commands/closed-periods.ts';
import { runNight } from '@union/nightly/run.ts';
import type { Database } from '@union/schema/db/database.ts';
import { addLightRules } from '@union/schema/targets/add-light-rules.ts';
import { sql } from 'kysely';
import { openTestDatabase } from '../../support/database.ts';

const registers = readFileSync(new URL('../../nightly/registers.sql', import.meta.url), 'utf8');

/** Sixty parks in both towns, and targets: two rates of one group with milestones, a count, one where less is better. */
const MORE = `
insert into park (park_code, name, level, region_code, opened_on)
  select 'P' || i, '第' || i || '园区', 'county', case when i % 2 = 0 then '320924100' else '320924101' end, '2010-01-01'
  from generate_series(3, 62) as i;
update enterprise_period set park_code = 'P' || (3 + (enterprise_id * 7) % 60) where park_code is null
  and (case when (3 + (enterprise_id * 7) % 60) % 2 = 0 then '320924100' else '320924101' end) = region_code;
delete from target;
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, document, clause, approved_by, group_code) values
  ('T-JH', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.4, 0.85, '>', '园区建会意见', '建会率和入会率均需超过85%', '县总工会', 'T-SHUANG'),
  ('T-RH', 'member_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.1, 0.85, '>', '园区建会意见', '建会率和入会率均需超过85%', '县总工会', 'T-SHUANG'),
  ('T-KK', 'union_shell_zombie_share', 'region:320924', '2024-01-01', '2024-12-31', 0.2, 0.05, '<', null, null, null, null),
  ('T-XJ', 'new_coverage_count', 'region:320924', '2024-01-01', '2024-12-31', null, 60, '>=', null, null, null, null);
insert into target_milestone (target_code, due_on, value) values ('T-JH', '2024-03-31', 0.5), ('T-JH', '2024-09-30', 0.8);
`;

/** What happens in June: enterprises of one park are all covered, those of another lose their unions; and a mistake of May comes to light. */
const JUNE = `
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select enterprise_id, 2, 'joint', '2024-06-10' from enterprise_period
  where region_code = '320924100' and valid_to is null and enterprise_id > 150;
update coverage_link set valid_to = '2024-06-05' where valid_to is null and enterprise_id between 90 and 110;
insert into coverage_link (enterprise_id, union_id, kind, valid_from)
  select enterprise_id, 4, 'joint', '2024-05-10' from enterprise_period
  where region_code = '320924101' and valid_to is null and enterprise_id > 195;
`;

export type TwoNights = {
  readonly database: Database;
  readonly dataDir: string;
  /** The folder of publications: 2024-05-31-1, then 2024-06-30-1. */
  readonly publications: string;
  readonly first: string;
  readonly second: string;
  close(): Promise<void>;
};

/** A county of two towns and sixty-two parks with two nights, the last of May and the last of June; May is closed in between. */
export async function makeTwoNights(): Promise<TwoNights> {
  const dataDir = mkdtempSync(join(tmpdir(), 'union-panels-'));
  const database = await openTestDatabase('embedded');
  await sql.raw(registers + MORE).execute(database.db);
  await addLightRules(database.db);
  const config = { dataDir, timeZone: 'Asia/Shanghai' };
  const publications = join(dataDir, 'publications');
  const night = async (asOf: string) =>
    (await runNight({ config, database, asOf, writeStatic: async () => 0 })).manifest.publicationId;
  const first = await night('2024-05-31');
  const period = { kind: 'month', start: '2024-05-01', end: '2024-05-31' } as const;
  await closePeriod(database.db, publications, { period, by: '县总工会', note: undefined });
  await sql.raw(JUNE).execute(database.db);
  await restate(database.db, { period, metric: undefined, by: '县总工会', reason: '临海镇补报五月新建工会' });
  const second = await night('2024-06-30');
  return {
    ...{ database, dataDir, publications, first, second },
    async close() {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
