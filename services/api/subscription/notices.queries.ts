import type { Db } from '@union/schema/db/database.ts';
import type { Tables } from '@union/schema/tables.ts';
import { type Selectable, sql } from 'kysely';
import type { Content } from './messages.ts';

export type NoticeEvent = Tables['subscription_notice']['event'];

/** Something that a subscription is to be told, before it is put down. */
export type NewNotice = {
  /** Made of the subscription, the event, and the publication or month: put down once, whoever finds it again. */
  readonly id: string;
  readonly subscriptionId: number;
  readonly event: NoticeEvent;
  readonly publicationId: string | null;
  readonly asOf: string | null;
  readonly content: Content;
};

export type NoticeRow = Omit<Selectable<Tables['subscription_notice']>, 'content'> & { readonly content: Content };

/** Puts notices down that are not there yet. @returns how many were new. */
export async function putDown(db: Db, notices: readonly NewNotice[]): Promise<number> {
  if (notices.length === 0) return 0;
  const rows = await db
    .insertInto('subscription_notice')
    .values(
      notices.map(({ id, subscriptionId, event, publicationId, asOf, content }) => ({
        ...{ notice_id: id, subscription_id: subscriptionId, event, publication_id: publicationId, as_of: asOf },
        ...{ content: JSON.stringify(content), claimed_until: null, last_error: null, settled_at: null },
      })),
    )
    .onConflict((conflict) => conflict.column('notice_id').doNothing())
    .returning('notice_id')
    .execute();
  return rows.length;
}

/** The latest notices of subscriptions, newest first, at most `first` of each. */
export async function listNotices(db: Db, subscriptionIds: readonly number[], first: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select * from (
      select *, row_number() over (partition by subscription_id order by created_at desc, notice_id) as place
      from subscription_notice where subscription_id = any(${`{${subscriptionIds.join(',')}}`}::bigint[])
    ) as placed where place <= ${first} order by created_at desc, notice_id
  `.execute(db);
  return rows;
}
