import { type Kysely, sql } from 'kysely';

/**
 * The journal of assistance: what became known of a payment, and when. Figures of a month that was published stay; what
 * becomes known later counts in the month in which it did.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table assistance_booking (
      booking_id bigint generated always as identity primary key,
      grant_no text not null,
      federation_code text not null,
      household_id bigint,
      beneficiary_class text not null,
      amount_cents bigint not null,
      paid_on date not null,
      is_taken_back boolean not null,
      booked_at timestamptz not null
    );
    comment on table assistance_booking is
      'Kept by triggers on assistance_grant alone, never written by hand: a payment that came, or was taken back; a correction is both.';

    insert into assistance_booking
      (grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, is_taken_back, booked_at)
    select grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, false, recorded_at
    from assistance_grant
    order by recorded_at, grant_no;
  `.execute(db);
  // Whoever may write a payment keeps the journal, whatever else they may not.
  await sql`
    create function book_assistance() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      if tg_op = 'INSERT' then
        insert into assistance_booking
          (grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, is_taken_back, booked_at)
        select grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, false, recorded_at
        from new_rows order by grant_no;
      elsif tg_op = 'DELETE' then
        insert into assistance_booking
          (grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, is_taken_back, booked_at)
        select grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, true, now()
        from old_rows order by grant_no;
      else
        insert into assistance_booking
          (grant_no, federation_code, household_id, beneficiary_class, amount_cents, paid_on, is_taken_back, booked_at)
        select side.*
        from old_rows as was
          join new_rows as now_is using (grant_no)
          cross join lateral (values
            (was.grant_no, was.federation_code, was.household_id, was.beneficiary_class, was.amount_cents, was.paid_on, true, now()),
            (now_is.grant_no, now_is.federation_code, now_is.household_id, now_is.beneficiary_class, now_is.amount_cents,
              now_is.paid_on, false, now())
          ) as side
        where (was.federation_code, was.household_id, was.beneficiary_class, was.amount_cents, was.paid_on)
          is distinct from (now_is.federation_code, now_is.household_id, now_is.beneficiary_class, now_is.amount_cents, now_is.paid_on)
        order by grant_no;
      end if;
      return null;
    end $$
  `.execute(db);
  await sql`
    create trigger assistance_grant_booked_insert after insert on assistance_grant
      referencing new table as new_rows for each statement execute function book_assistance();
    create trigger assistance_grant_booked_update after update on assistance_grant
      referencing old table as old_rows new table as new_rows for each statement execute function book_assistance();
    create trigger assistance_grant_booked_delete after delete on assistance_grant
      referencing old table as old_rows for each statement execute function book_assistance();
  `.execute(db);
}
