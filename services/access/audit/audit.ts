import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import type { Register } from '../rules.ts';
import type { Viewer } from '../viewer.ts';

/** Something that was done. No personal value belongs in it: rows are named by their keys. */
export type AuditEntry = {
  /** What was done, in snake case: an action of the rule table, or such as `sign_in`, `export`. */
  readonly action: string;
  readonly register: Register;
  /** The key of the row; absent for what has none. */
  readonly key?: Readonly<Record<string, unknown>>;
  /** Why somebody looked at personal data; required there. */
  readonly purpose?: string;
  /** What else is worth knowing, such as the columns that changed; no personal value. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
};

/** Records what a viewer did, in the transaction in which it is done: what is rolled back was not done. */
export async function recordAudit(db: Db, viewer: Viewer, entry: AuditEntry): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await db
    .insertInto('audit_event')
    .values({
      ...{ actor_kind: viewer.kind, actor_id: viewer.id, actor_name: viewer.name },
      ...{ action: entry.action, register: entry.register, row_key: json(entry.key), purpose: entry.purpose ?? null },
      ...{ details: json(entry.details), request_id: entry.requestId ?? null },
    })
    .execute();
}

/** How the chain stands: whole up to `head`, or broken at an event. */
export type ChainReport = {
  readonly events: number;
  /** Hash of the last event, to be noted elsewhere: who cuts off the end of the chain cannot forge it; null without events. */
  readonly head: string | null;
  /** The first event that does not follow from the one before; null when all do. */
  readonly brokenAt: { readonly eventNo: number; readonly reason: 'changed' | 'unchained' | 'missing' } | null;
};

/** Recomputes every hash, in the database. */
export async function verifyAudit(db: Db): Promise<ChainReport> {
  const { rows } = await sql<{
    events: number;
    head: string | null;
    broken: number | null;
    reason: 'changed' | 'unchained' | 'missing' | null;
  }>`
    with linked as (
      select event_no,
        case
          when event_no <> coalesce(lag(event_no) over (order by event_no), 0) + 1 then 'missing'
          when previous_hash <> coalesce(lag(hash) over (order by event_no), repeat('0', 64)) then 'unchained'
          when hash <> audit_hash(previous_hash, audit_content(audit_event)) then 'changed'
        end as reason
      from audit_event
    ),
    broken as (select event_no, reason from linked where reason is not null order by event_no limit 1)
    select (select count(*) from audit_event) as events,
      (select hash from audit_event order by event_no desc limit 1) as head,
      (select event_no from broken) as broken, (select reason from broken) as reason
  `.execute(db);
  const row = rows[0];
  return {
    events: row?.events ?? 0,
    head: row?.head ?? null,
    brokenAt: row?.broken && row.reason ? { eventNo: row.broken, reason: row.reason } : null,
  };
}

/** Events of one page of the export. */
const PAGE = 1000;

/** Every event in order as a line of JSON each, with its hashes. Bounded memory. @param after the last event that is left out. */
export async function* exportAudit(db: Db, after = 0): AsyncGenerator<string> {
  for (let last = after; ; ) {
    const { rows } = await sql<{ event_no: number; line: string }>`
      select event_no,
        (audit_content(audit_event)::jsonb || jsonb_build_object('previous_hash', previous_hash, 'hash', hash))::text as line
      from audit_event where event_no > ${last} order by event_no limit ${PAGE}
    `.execute(db);
    for (const { line } of rows) yield line;
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.event_no ?? last;
  }
}
