import { NeedListNotAvailable } from '@union/api/errors.ts';
import { findNeedList } from '@union/api/target/need-list.queries.ts';
import { needRules } from '@union/api/target/need-list-rules.ts';
import type { TargetStatus } from '@union/api/target/target.queries.ts';
import type { Database } from '@union/schema/db/database.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eachEngine, openTestDatabase } from '../support/database.ts';

/** Lists of what closes a gap, asked of registers in which each enterprise, union and record stands for one rule. */
const DAY = '2026-06-30';

eachEngine((engine) => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase(engine);
    await sql.raw(given).execute(database.db);
  });
  afterAll(() => database.close());

  const ask = (metric: string, need = 1000, scope = 'region:320924', reach: 'everything' | Towns = 'everything') =>
    findNeedList(
      { db: database.db, abort: {}, reach },
      { scope: { id: scope }, row: { metric_id: metric, need, as_of: DAY } } as TargetStatus,
      100,
    );
  type Towns = { federations: string; regions: string };
  const names = async (...asked: Parameters<typeof ask>) =>
    (await ask(...asked)).rows.map((row) => `${row.name} ${row.gain}`);

  test('enterprises come by what they bring, the easiest first where each brings one', async () => {
    expect(await names('enterprise_unionisation_rate')).toEqual(['园区无会 1', '大无会 1']);
    expect(await names('settlement_backlog_count')).toEqual(['大无会 1', '园区无会 1']);
    expect(await names('enterprise_unionisation_rate_effective')).toEqual(['空壳覆盖 1', '园区无会 1', '大无会 1']);
    expect(await names('enterprise_secondary_coverage_rate')).toEqual(['空壳覆盖 1']);
    expect(await names('member_rate')).toEqual(['大无会 90', '空壳覆盖 50', '有会 10', '园区无会 9']);
    expect(await names('member_rate_in_unionised')).toEqual(['空壳覆盖 50', '有会 10']);
    expect(await names('wage_agreement_coverage_rate')).toEqual(['空壳覆盖 1', '园区无会 1', '大无会 1']);
    expect(await names('wage_agreement_worker_coverage_rate')).toEqual(['大无会 90', '空壳覆盖 50', '园区无会 9']);
    expect(await names('agreement_signed_share')).toEqual(['空壳覆盖 1', '大无会 1']);
    expect(await names('female_contract_coverage_rate')).toEqual(['有会 1', '空壳覆盖 1', '大无会 1', '园区无会 1']);
    expect(await names('female_contract_worker_coverage_rate')).toEqual(['大无会 60', '有会 40', '空壳覆盖 20']);
  });

  test('unions one star short come first, otherwise those that cover most', async () => {
    expect(await names('star_three_and_above_share')).toEqual(['空壳工会 1', '无星工会 1']);
    expect((await ask('star_three_and_above_share')).rows.map(({ stars }) => stars)).toEqual([2, 0]);
    expect(await names('union_certificate_share')).toEqual(['空壳工会 1', '联合会 1', '无星工会 1']);
    expect(await names('union_shell_zombie_share')).toEqual(['空壳工会 1']);
    expect(await names('union_full_time_chair_share')).toEqual(['空壳工会 1']);
    expect(await names('paired_union_share')).toEqual(['空壳工会 1', '联合会 1']);
  });

  test('records come by the day on which they fell due; what was answered, renewed or ended is none', async () => {
    expect(await names('bargaining_offers_overdue')).toEqual(['大无会 1', 'O3 1']);
    expect(await names('agreements_expiring_open')).toEqual(['有会 1']);
    expect(await names('congress_proposals_overdue')).toEqual(['后勤部 1']);
    expect(await names('congress_proposal_rectified_share')).toEqual(['安全部 1']);
  });

  test('lies within the scope asked and within what the viewer may see', async () => {
    expect(await names('enterprise_unionisation_rate', 9, 'park:PA')).toEqual(['园区无会 1']);
    expect(await names('union_certificate_share', 9, 'federation:320924101')).toEqual(['无星工会 1']);
    expect(await names('bargaining_offers_overdue', 9, 'region:320924101')).toEqual(['大无会 1']);
    const town = { federations: '{320924100}', regions: '{320924100}' };
    expect(await names('enterprise_unionisation_rate', 9, 'region:320924', town)).toEqual(['园区无会 1']);
    expect(await names('union_certificate_share', 9, 'region:320924', town)).toEqual(['空壳工会 1', '联合会 1']);
    expect(await names('bargaining_offers_overdue', 9, 'region:320924', town)).toEqual(['O3 1']);
  });

  test('ends with the visit that closes the gap', async () => {
    expect(await ask('member_rate', 100)).toMatchObject({ visitCount: 2, candidateCount: 4, isEnough: true });
    expect(await ask('union_shell_zombie_share', 3)).toMatchObject({
      visitCount: 1,
      candidateCount: 1,
      isEnough: false,
    });
  });
});

test('every metric either has a list or says why not and what to ask; no list names households', async () => {
  for (const { id, disclosure } of catalogue) {
    if (needRules[id]) expect(disclosure, id).toBe('public');
    else {
      const refused = await findNeedList({} as never, { scope: {}, row: { metric_id: id, need: 1 } } as never, 1).catch(
        (e) => e,
      );
      expect(refused, id).toBeInstanceOf(NeedListNotAvailable);
      expect(refused.message, id).toMatch(/ask/);
      expect(refused.message.includes('no list names a household'), id).toBe(disclosure === 'household');
    }
  }
});

const given = `
insert into federation (federation_code, name, level, parent_code, region_code) values
  ('320924', '射阳县总工会', 'county', null, '320924'),
  ('320924100', '合德镇总工会', 'town', '320924', '320924100'),
  ('320924101', '临海镇总工会', 'town', '320924', '320924101');
insert into park (park_code, name, level, region_code, opened_on) values ('PA', '甲园区', 'county', '320924100', '2010-01-01');
insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002'), ('913209240000000003'), ('913209240000000004');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
  (1, '2022-01-01', '园区无会', '320924100', 'PA', true),
  (2, '2020-01-01', '大无会', '320924101', null, true),
  (3, '2020-01-01', '有会', '320924100', null, true),
  (4, '2020-01-01', '空壳覆盖', '320924100', null, true);
insert into headcount_observation (enterprise_id, observed_on, source, worker_count, female_count) values
  (1, '2026-01-01', 'census', 9, null), (2, '2026-01-01', 'census', 90, 60), (3, '2026-01-01', 'census', 50, 40), (4, '2026-01-01', 'census', 50, 20);
insert into membership_observation (enterprise_id, observed_on, source, member_count) values (3, '2026-01-01', 'census', 40);
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, chair_kind, certificate_no, certificate_issued_on) values
  ('U1', '好工会', 'single', '320924100', '320924100', '2020-01-01', 'full_time', 'Z1', '2021-01-01'),
  ('U2', '空壳工会', 'single', '320924100', '320924100', '2020-01-01', 'part_time', null, null),
  ('U3', '无星工会', 'single', '320924101', '320924101', '2020-01-01', null, null, null),
  ('U4', '联合会', 'federation', '320924100', '320924100', '2020-01-01', null, null, null);
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
  (3, 1, 'independent', '2020-01-01'), (4, 2, 'independent', '2020-01-01'), (3, 4, 'federation_secondary', '2020-01-01');
insert into census_finding (union_id, checked_on, result, rectified_on) values
  (1, '2025-01-01', 'zombie', '2025-06-01'), (2, '2025-01-01', 'shell', null);
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values ('SY-S', '星级', '320924', '2020-01-01');
insert into rating_level (scheme_code, level, name) values ('SY-S', 1, '一星'), ('SY-S', 2, '二星'), ('SY-S', 3, '三星');
insert into rating_round (round_code, scheme_code, name, opened_on) values ('SY-R1', 'SY-S', '一轮', '2021-01-01'), ('SY-R2', 'SY-S', '二轮', '2025-01-01');
insert into star_rating (round_code, scheme_code, union_id, level, outcome, decided_on) values
  ('SY-R1', 'SY-S', 1, 2, 'keep', '2021-06-01'), ('SY-R2', 'SY-S', 1, 3, 'raise', '2025-06-01'),
  ('SY-R2', 'SY-S', 2, 2, 'keep', '2025-06-01'), ('SY-R2', 'SY-S', 3, null, 'not_rated', '2025-06-01');
insert into union_pairing (pairing_code, programme, union_id, partner_union_id, starts_on) values ('P1', 'pairing', 1, 3, '2024-01-01');
insert into bargaining_offer (offer_no, federation_code, region_code, enterprise_id, sent_on, reply_due_on, replied_on, reply) values
  ('O1', '320924101', '320924101', 2, '2026-05-01', '2026-05-11', null, null),
  ('O2', '320924100', '320924100', 3, '2026-05-01', '2026-05-11', '2026-05-20', 'accepted'),
  ('O3', '320924100', '320924100', null, '2026-06-01', '2026-06-11', null, null),
  -- Due on the day itself: not over yet.
  ('O4', '320924100', '320924100', 4, '2026-06-01', '2026-06-30', null, null);
insert into agreement (agreement_no, kind, federation_code, region_code, signed_on, valid_from, expires_on, renews_agreement_no) values
  ('A1', 'wage', '320924100', '320924100', '2025-08-01', '2025-08-01', '2026-08-01', null),
  ('A2', 'collective', '320924100', '320924100', '2025-08-01', '2025-08-01', '2026-08-10', null),
  ('A3', 'collective', '320924100', '320924100', '2026-06-01', '2026-08-10', '2027-08-10', 'A2');
insert into agreement_enterprise (agreement_no, enterprise_id) values ('A1', 3);
insert into congress_proposal (proposal_no, union_id, owner_unit, accepted_on, due_on, feedback_on, needs_rectification, rectified_on) values
  ('C1', 1, '后勤部', '2026-01-01', '2026-03-01', null, false, null),
  ('C2', 1, '安全部', '2026-01-01', '2026-03-01', '2026-02-01', true, null),
  ('C3', 1, '工会办', '2026-01-01', '2026-03-01', '2026-02-01', true, '2026-04-01');
`;
