import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/**
 * The city 320900 with two counties, 320924 (a town 320924100, a park, an industry federation 320924-JX) and 320925. Each
 * county has one enterprise (`A` and `B` in the code), a union (`U1`, `U2`) that covers it and was rated, one hardship
 * file with a grant and a visit, and one registered member.
 */
export async function giveTwoCounties({ db }: Database): Promise<void> {
  await sql`
    insert into federation (federation_code, name, level, parent_code, region_code) values
      ('320900', '盐城市总工会', 'city', null, '320900'),
      ('320924', '射阳县总工会', 'county', '320900', '320924'),
      ('320924100', '合德镇总工会', 'town', '320924', '320924100'),
      ('320924-JX', '射阳县机械工会', 'industry', '320924', '320924'),
      ('320925', '建湖县总工会', 'county', '320900', '320925');
    insert into park (park_code, name, level, region_code, opened_on) values
      ('320924400', '射阳经济开发区', 'county', '320924', '2010-01-01');
    insert into enterprise (credit_code) values ('91320924MA0000001A'), ('91320925MA0000001B');
    insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public)
      select enterprise_id, '2011-01-01', '企业' || right(credit_code, 1),
        case right(credit_code, 1) when 'A' then '320924100' else '320925' end, true
      from enterprise;
    insert into headcount_observation (enterprise_id, observed_on, source, worker_count)
      select enterprise_id, '2012-01-01', 'census', 40 from enterprise;
    insert into membership_observation (enterprise_id, observed_on, source, member_count)
      select enterprise_id, '2012-01-01', 'census', 30 from enterprise;
    insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
      ('U1', '企业A工会', 'single', '320924100', '320924100', '2011-02-01'),
      ('U2', '企业B工会', 'single', '320925', '320925', '2011-02-01');
    insert into coverage_link (enterprise_id, union_id, kind, valid_from)
      select enterprise_id, union_id, 'independent', '2011-02-01'
      from enterprise join trade_union on (right(enterprise.credit_code, 1) = 'A') = (union_code = 'U1');
    insert into census_finding (union_id, checked_on, result)
      select union_id, '2012-03-01', 'normal' from trade_union;
    insert into rating_scheme (scheme_code, name, federation_code, valid_from)
      values ('S1', '星级办法', '320900', '2011-01-01');
    insert into rating_level (scheme_code, level, name) values ('S1', 1, '一星');
    insert into rating_round (round_code, scheme_code, name, opened_on) values ('R1', 'S1', '第一轮', '2012-01-01');
    insert into star_rating (round_code, scheme_code, union_id, level, outcome, decided_on)
      select 'R1', 'S1', union_id, 1, 'first', '2012-02-01' from trade_union;
    insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on) values
      ('F1', '320924', '320924100', 'relative', '2014', '2012-01-01'),
      ('F2', '320925', '320925', 'relative', '2014', '2012-01-01');
    insert into assistance_grant
      (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
      select 'G' || file_no, federation_code, household_id, 'hardship', 'warmth', 300000, 'union_funds', '2012-02-01'
      from hardship_household;
    insert into member (member_key, enterprise_id, union_id, joined_on)
      select 'member-' || union_code, enterprise_id, union_id, '2012-01-01'
      from coverage_link join trade_union using (union_id);
  `.execute(db);
}
