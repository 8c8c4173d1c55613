import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { Reaches } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { operator } from '@union/access/viewer.ts';
import type { Database } from '@union/schema/db/database.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import type { PublicationsFolder } from '../../api/support/publication-fixture.ts';

/** The keys under which addresses are sealed here. */
export const KEYS = {
  PERSONAL_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  PERSONAL_HASH_KEY: 'a hash key of more than thirty-two letters',
};

export const METRIC = 'enterprise_unionisation_rate';
export const COUNTY = 'region:320924';

/** Where the county stands in a publication: covered of 100 enterprises, and the status that the warehouse gave. */
export type Standing = { readonly covered: number; readonly status?: string; readonly state?: string };

/** Adds a publication in which the county stands so, with its statuses as Parquet, as nights write them. */
export async function publishStanding(
  folder: PublicationsFolder,
  asOf: string,
  { covered, status, state = 'reported' }: Standing,
  options: { publishedAt?: string; number?: number } = {},
): Promise<string> {
  const isMet = covered > 85;
  const id = await folder.publish(asOf, {
    ...options,
    change: `update target_status set numerator = ${state === 'reported' ? covered : 'null'},
        value = ${state === 'reported' ? covered / 100 : 'null'}, state = '${state}', need = ${Math.max(0, 86 - covered)},
        status = '${status ?? (isMet ? 'met' : 'on_track')}', word_zh = '${isMet ? '已达标' : '符合序时'}'
      where scope_id = '${COUNTY}' and metric_id = '${METRIC}'`,
  });
  const at = join(folder.path, id);
  mkdirSync(join(at, 'parquet'));
  const instance = await openDuckDb(join(at, 'warehouse.duckdb'), { readOnly: true });
  const connection = await instance.connect();
  for (const table of ['target_status', 'scope']) {
    await connection.run(`copy ${table} to '${join(at, 'parquet', `${table}.parquet`)}' (format parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
  return id;
}

const atTheMachine = new Reaches(operator('test'), new Map());

/** A person with a role, everywhere unless told where. @returns the number of the account. */
export async function person(
  { db }: Database,
  name: string,
  role: Exclude<Role, 'public'>,
  email?: string,
  federationCode: string | null = null,
): Promise<number> {
  const accountId = await createAccount(db, atTheMachine, { name, email });
  await grantRole(db, atTheMachine, { accountId, role, federationCode });
  return accountId;
}
