import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';

/** What the database itself refuses, whichever way a row comes; the intake says the same in words before. */
const refused: [rule: string, table: string, row: string][] = [
  ['a campaign that ends before it begins', 'campaign', "'C2', '甲', 'unionisation', 'F1', '2020-05-31', '2020-05-30'"],
  ['a goal of 0', 'campaign_goal', "'C1', 'region:320924', 0"],
  ['a goal without a scope', 'campaign_goal', "'C1', '320924', 3"],
  [
    'a reply without its day',
    'bargaining_offer',
    "'O2', 'F1', '320924', 1, '2020-03-01', '2020-03-20', null, 'accepted'",
  ],
  [
    'a reply before the offer',
    'bargaining_offer',
    "'O2', 'F1', '320924', 1, '2020-03-01', '2020-03-20', '2020-02-29', 'refused'",
  ],
  [
    'a deadline on the day of sending',
    'bargaining_offer',
    "'O2', 'F1', '320924', 1, '2020-03-01', '2020-03-01', null, null",
  ],
  [
    'an agreement of no day',
    'agreement',
    "'A2', 'wage', 'F1', '320924', '2020-01-01', '2020-02-01', '2020-02-01', null, null, 10, 5",
  ],
  [
    'an end on the day it would expire',
    'agreement',
    "'A2', 'wage', 'F1', '320924', '2020-01-01', '2020-02-01', '2021-02-01', '2021-02-01', null, 10, 5",
  ],
  [
    'a renewal of itself',
    'agreement',
    "'A2', 'wage', 'F1', '320924', '2020-01-01', '2020-02-01', '2021-02-01', null, 'A2', 10, 5",
  ],
  [
    'more women than workers',
    'agreement',
    "'A2', 'wage', 'F1', '320924', '2020-01-01', '2020-02-01', '2021-02-01', null, null, 10, 11",
  ],
  [
    'a proposal of a union and a federation',
    'congress_proposal',
    "'P1', 1, 'F1', '甲', '2020-02-01', '2020-05-01', null, false, null, null",
  ],
  [
    'a proposal of nobody',
    'congress_proposal',
    "'P1', null, null, '甲', '2020-02-01', '2020-05-01', null, false, null, null",
  ],
  [
    'a rectification that was not needed',
    'congress_proposal',
    "'P1', 1, null, '甲', '2020-02-01', '2020-05-01', '2020-03-01', false, '2020-04-01', null",
  ],
  [
    'satisfaction without feedback',
    'congress_proposal',
    "'P1', 1, null, '甲', '2020-02-01', '2020-05-01', null, false, null, 'satisfied'",
  ],
  ['a union paired with itself', 'union_pairing', "'J1', 'pairing', 1, 1, null, '2020-01-01', null"],
  ['a pair with two partners', 'union_pairing', "'J1', 'pairing', 1, 2, '乙', '2020-01-01', null"],
  ['a pair of no day', 'union_pairing', "'J1', 'pairing', 1, 2, null, '2020-01-01', '2020-01-01'"],
  ['stars that were taken away', 'service_site_rating', "'S1', '2020-06-01', 3, 'remove'"],
  ['a naming without stars', 'service_site_rating', "'S1', '2020-06-01', null, 'first'"],
  ['an entry of nobody', 'contest_entry', "'K1', '1', null, null, '2020-02-01', 5"],
];

const columns: Readonly<Record<string, string>> = {
  campaign: 'campaign_code, name, kind, federation_code, starts_on, ends_on',
  campaign_goal: 'campaign_code, scope_id, goal_count',
  bargaining_offer: 'offer_no, federation_code, region_code, enterprise_id, sent_on, reply_due_on, replied_on, reply',
  agreement:
    'agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, terminated_on, renews_agreement_no, covered_worker_count, covered_female_count',
  congress_proposal:
    'proposal_no, union_id, federation_code, owner_unit, accepted_on, due_on, feedback_on, needs_rectification, rectified_on, satisfaction',
  union_pairing: 'pairing_code, programme, union_id, partner_union_id, partner_name, starts_on, ends_on',
  service_site_rating: 'site_code, decided_on, level, outcome',
  contest_entry: 'contest_code, entry_no, enterprise_id, union_id, entered_on, entrant_count',
};

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await sql`
      insert into federation (federation_code, name, level, region_code) values ('F1', '总工会', 'county', '320924');
      insert into enterprise (credit_code) values ('91320924MA00000070');
      insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
        values ('U1', '甲工会', 'single', 'F1', '320924', '2019-01-01'), ('U2', '乙工会', 'joint', 'F1', '320924', '2019-01-01');
      insert into campaign (campaign_code, name, kind, federation_code, starts_on, ends_on)
        values ('C1', '集中建会月', 'unionisation', 'F1', '2020-05-01', '2020-05-01');
      insert into service_site (site_code, kind, name, federation_code, region_code, opened_on)
        values ('S1', 'care_station', '驿站', 'F1', '320924', '2020-01-01');
      insert into contest (contest_code, kind, name, federation_code, starts_on, ends_on)
        values ('K1', 'skills', '比武', 'F1', '2020-02-02', '2020-02-02');
      insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, terminated_on)
        values ('A1', 'wage', 'F1', '320924', '2020-01-01', '2020-01-01', '2021-01-01', '2020-12-31')
    `.execute(database.db);
  });
  afterAll(() => database.close());

  test.each(refused)('%s is refused', async (_, table, row) => {
    const insert = sql.raw(`insert into ${table} (${columns[table]}) values (${row})`).execute(database.db);
    await expect(insert).rejects.toMatchObject({ code: '23514' });
  });
});
