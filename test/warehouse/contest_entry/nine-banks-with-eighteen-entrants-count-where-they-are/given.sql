-- Nine banks sent eighteen contestants to one match; a union without an enterprise sent three more.
insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 9) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, industry_code, is_non_public)
  select i, '2020-01-01', '银行' || i, case when i <= 4 then '320924100' else '320924101' end, case when i = 1 then 'P1' end, 'J', false
  from generate_series(1, 9) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '教育工会', 'industry', '320924-EDU', '320924', '2020-01-01');
insert into contest (contest_code, kind, name, federation_code, starts_on, ends_on) values
  ('S24', 'skills', '点钞比赛', '320924', '2024-06-01', '2024-06-02');
insert into contest_entry (contest_code, entry_no, enterprise_id, union_id, entered_on, entrant_count)
  select 'S24', i::text, i, null, '2024-06-01'::date, 2 from generate_series(1, 9) as i
  union all
  select 'S24', '10', null, 1, '2024-06-01', 3;
