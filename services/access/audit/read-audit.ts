import type { Db } from '@union/schema/db/database.ts';
import { type RawBuilder, sql } from 'kysely';
import { NotPermitted } from '../errors.ts';
import type { Reaches } from '../reach.ts';

/** Which events are asked for; what is absent does not matter. */
export type AuditQuestion = {
  readonly action?: string | undefined;
  readonly register?: string | undefined;
  /** Id of the account, prefix of the key, user of the machine. */
  readonly actorId?: string | undefined;
  /** Part of the name of who did it. */
  readonly actorName?: string | undefined;
  /** A value of the row's key, such as the number of a file. */
  readonly row?: string | undefined;
  /** Looks at personal data alone. */
  readonly looks?: boolean | undefined;
  readonly since?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
};

export type AuditEvent = {
  readonly eventNo: number;
  readonly at: Date;
  readonly actorKind: 'anonymous' | 'account' | 'key' | 'token' | 'operator';
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly register: string;
  readonly rowKey: Readonly<Record<string, unknown>> | null;
  readonly purpose: string | null;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly requestId: string | null;
  readonly hash: string;
};

/**
 * Events, the newest first, one more than `limit` where there are more. An administrator of a subtree sees what those did
 * who hold nothing outside it, and their keys; who administers everything sees all.
 * @param before the event after which the page begins. @throws NotPermitted
 */
export async function findAudit(
  db: Db,
  reaches: Reaches,
  question: AuditQuestion,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<AuditEvent[]> {
  const { rows } = await sql<AuditEvent>`
    select event_no as "eventNo", at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action,
      register, row_key as "rowKey", purpose, details, request_id as "requestId", hash
    from audit_event
    where ${conditions(reaches, question)} and event_no < ${page.before ?? Number.MAX_SAFE_INTEGER}::bigint
    order by event_no desc limit ${page.limit + 1}
  `.execute(db);
  return rows;
}

/** How many events there are. @throws NotPermitted */
export async function countAudit(db: Db, reaches: Reaches, question: AuditQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_event where ${conditions(reaches, question)}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

function conditions(reaches: Reaches, asked: AuditQuestion): RawBuilder<unknown> {
  const reach = reaches.ofGroup('audit', 'read');
  if (reach === 'nothing') throw new NotPermitted('audit_event', 'read');
  const all: RawBuilder<unknown>[] = [];
  if (reach !== 'everything') all.push(byWhomWithin(reach.federations));
  if (asked.action) all.push(sql`action = ${asked.action}`);
  if (asked.register) all.push(sql`register = ${asked.register}`);
  if (asked.actorId) all.push(sql`actor_id = ${asked.actorId}`);
  if (asked.actorName) all.push(sql`position(${asked.actorName} in actor_name) > 0`);
  if (asked.row) all.push(sql`exists (select from jsonb_each_text(row_key) where value = ${asked.row})`);
  if (asked.looks) all.push(sql`action = 'look'`);
  if (asked.since) all.push(sql`at >= ${asked.since}`);
  if (asked.until) all.push(sql`at < ${asked.until}`);
  return all.length > 0 ? sql.join(all, sql` and `) : sql`true`;
}

/** What was done by accounts all of whose grants lie within these federations, or with keys of such accounts. */
function byWhomWithin(federations: string): RawBuilder<unknown> {
  const lies = (
    account: RawBuilder<unknown>,
  ) => sql`exists (select from access_grant where account_id::text = ${account})
    and not exists (
      select from access_grant where account_id::text = ${account}
        and (federation_code is null or not federation_code = any(${federations}::text[])))`;
  return sql`case actor_kind
    when 'account' then ${lies(sql`audit_event.actor_id`)}
    when 'key' then exists (
      select from api_key where key_prefix = audit_event.actor_id and ${lies(sql`api_key.account_id::text`)})
    when 'token' then exists (
      select from api_key where key_prefix = audit_event.actor_id and ${lies(sql`api_key.account_id::text`)})
    else false end`;
}
