-- Something of everything, so that every mart has rows.
insert into federation (federation_code, name, level, parent_code, region_code) values
  ('320924', '射阳县总工会', 'county', null, '320924'),
  ('320924100', '合德镇总工会', 'town', '320924', '320924100'),
  ('320924101', '临海镇总工会', 'town', '320924', '320924101');
insert into park (park_code, name, level, region_code, opened_on) values
  ('P1', '合德工业园', 'county', '320924100', '2010-01-01'),
  ('P2', '临海工业园', 'county', '320924101', '2010-01-01');
insert into enterprise (credit_code, members_registered_on)
  select '9132092400' || lpad(i::text, 8, '0'), case when i % 3 = 0 then date '2024-01-01' end
  from generate_series(1, 200) as i;
insert into enterprise_period (enterprise_id, valid_from, valid_to, name, region_code, park_code, is_non_public)
  select i, date '2022-01-01' + i, case when i % 20 = 0 then date '2024-03-01' end, '企业' || i,
    case when i % 2 = 0 then '320924100' else '320924101' end, case when i % 4 = 0 then 'P1' end, true
  from generate_series(1, 200) as i;
insert into headcount_observation (enterprise_id, observed_on, source, worker_count)
  select i, date '2022-12-31' + 90 * k, 'return', 10 + (i * 7 + k * 3) % 50
  from generate_series(1, 200) as i, generate_series(0, 5) as k;
insert into membership_observation (enterprise_id, observed_on, source, member_count)
  select i, date '2023-06-30', 'return', i % 10 from generate_series(1, 200) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on, dissolved_on)
  select 'U' || i, '工会' || i, case when i = 1 then 'park' when i % 2 = 0 then 'single' else 'joint' end,
    case when i % 2 = 0 then '320924100' else '320924101' end, case when i % 2 = 0 then '320924100' else '320924101' end,
    case when i = 1 then 'P1' end, date '2021-01-01' + i * 10, case when i % 15 = 0 then date '2024-05-01' end
  from generate_series(1, 60) as i;
insert into coverage_link (enterprise_id, union_id, kind, valid_from, valid_to)
  select i, 1 + i % 60, 'joint', date '2023-01-01' + i, case when i % 30 = 0 then date '2024-04-01' end
  from generate_series(1, 150) as i;
insert into member (member_key, enterprise_id, union_id, joined_on)
  select 'person-' || lpad(i::text, 4, '0'), 3 * (1 + i % 60), 1 + i % 60, date '2023-01-01' + i
  from generate_series(1, 300) as i;
insert into census_finding (union_id, checked_on, result) select i, '2024-02-01', 'shell' from generate_series(1, 60, 7) as i;
insert into rating_scheme (scheme_code, name, federation_code, valid_from) values ('S5', '五级办法', '320924', '2023-01-01');
insert into rating_level (scheme_code, level, name) select 'S5', i, i || '星' from generate_series(1, 5) as i;
insert into rating_round (round_code, scheme_code, name, opened_on, closed_on) values
  ('R1', 'S5', '第一轮', '2023-01-01', '2023-06-30'), ('R2', 'S5', '第二轮', '2024-01-01', '2024-05-31');
insert into star_rating (round_code, scheme_code, union_id, level, outcome, decided_on)
  select 'R1', 'S5', i, 1 + i % 5, 'first', date '2023-06-01' from generate_series(1, 40) as i
  union all
  select 'R2', 'S5', i, 1 + (i + 1) % 5, 'raise', date '2024-05-15' from generate_series(1, 20) as i;
insert into account_chart (chart_code, name, valid_from) values ('2009', '工会会计制度', '2010-01-01');
insert into ledger_account (chart_code, account_code, name, side, is_transfer_down) values
  ('2009', '501', '职工活动支出', 'spending', false), ('2009', '506', '补助下级支出', 'spending', true);
insert into frontline_rule (rule_code, name, approved_by, valid_from) values ('R1', '默认规则', '县总工会', '2010-01-01');
insert into frontline_rule_account (rule_code, chart_code, account_code, counts_as) values ('R1', '2009', '501', 'direct');
insert into ledger_line (federation_code, voucher_no, line_no, posted_on, chart_code, account_code, amount_cents, beneficiary_class, counterparty_federation_code)
  select case when i % 3 = 0 then '320924' else '320924100' end, 'V' || i, 1, date '2024-01-01' + i, '2009',
    case when i % 3 = 0 then '506' else '501' end, 1000 * i,
    case when i % 2 = 0 then 'frontline' else 'unclassified' end, case when i % 3 = 0 then '320924100' end
  from generate_series(1, 120) as i;
insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on)
  select 'H' || i, '320924', '320924100', 'deep', 'V1', '2020-01-01' from generate_series(1, 30) as i;
insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on)
  select 'G' || i, case when i % 3 = 0 then '320924' else '320924100' end, 1 + i % 30, 'hardship', 'living', 100 * i, 'government', date '2024-01-01' + i
  from generate_series(1, 90) as i;
insert into aggregate_return (park_code, reported_on, enterprise_count, covered_count, worker_count, member_count) values
  ('P2', '2024-03-31', 10, 4, 500, 200);
insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
  ('T1', 'enterprise_unionisation_rate', 'region:320924', '2024-01-01', '2024-12-31', 0.4, 0.85, '>');
