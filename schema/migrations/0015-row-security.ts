import { type Kysely, sql } from 'kysely';

/**
 * What the policies of row security are made with. Which tables they guard is a setting, so the policies themselves are
 * put in place at each start, on PostgreSQL servers (services/access/row-security.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function access_reach(group_name text) returns text language sql stable as $$
      select coalesce(current_setting('union.reach_' || group_name, true), '')
    $$;
    create function access_codes(kind text, group_name text) returns text[] language sql stable as $$
      select coalesce(nullif(current_setting('union.' || kind || '_' || group_name, true), ''), '{}')::text[]
    $$;
    comment on function access_reach is 'everything, codes, or empty: what the reader of this transaction may see of a group of registers. Empty unless it was set.';
  `.execute(db);
}
