import { type Kysely, sql } from 'kysely';

/**
 * What was done and looked at: append-only, each event chained to the one before by its hash. The trigger numbers and
 * chains, so no writer can leave a hole; the lock until the end of the transaction keeps the order of commits.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table audit_event (
      event_no bigint primary key,
      at timestamptz not null,
      actor_kind text not null check (actor_kind in ('anonymous', 'account', 'key', 'token', 'operator')),
      actor_id text not null,
      actor_name text not null,
      action text not null check (action ~ '^[a-z_]+$'),
      register text not null,
      row_key jsonb,
      purpose text,
      details jsonb,
      request_id text,
      previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
      hash text not null check (hash ~ '^[0-9a-f]{64}$')
    );
    comment on table audit_event is
      'Every change and every look at personal data. details holds no personal value. hash: sha256 of previous_hash and audit_content; the first follows 64 zeros.';
    create index audit_event_row on audit_event (register, row_key);
    create index audit_event_actor on audit_event (actor_kind, actor_id);

    -- jsonb writes its keys in one order and its numbers in one form, on every server.
    create function audit_content(event audit_event) returns text language sql immutable as $$
      select jsonb_build_object(
        'event_no', event.event_no,
        'at', to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'actor_kind', event.actor_kind, 'actor_id', event.actor_id, 'actor_name', event.actor_name,
        'action', event.action, 'register', event.register, 'row_key', event.row_key,
        'purpose', event.purpose, 'details', event.details, 'request_id', event.request_id
      )::text
    $$;
    create function audit_hash(previous_hash text, content text) returns text language sql immutable as $$
      select encode(sha256(convert_to(previous_hash || content, 'UTF8')), 'hex')
    $$;

    create function chain_audit_event() returns trigger language plpgsql as $$
    declare last audit_event;
    begin
      perform pg_advisory_xact_lock(hashtext('union-audit'));
      select * into last from audit_event order by event_no desc limit 1;
      new.event_no := coalesce(last.event_no, 0) + 1;
      new.at := clock_timestamp();
      new.previous_hash := coalesce(last.hash, repeat('0', 64));
      new.hash := audit_hash(new.previous_hash, audit_content(new));
      return new;
    end $$;
    create trigger audit_event_chained before insert on audit_event for each row execute function chain_audit_event();
    create trigger audit_event_for_ever before update or delete on audit_event
      for each row execute function refuse_change();
    create trigger audit_event_for_ever_whole before truncate on audit_event
      for each statement execute function refuse_change();
  `.execute(db);
}
