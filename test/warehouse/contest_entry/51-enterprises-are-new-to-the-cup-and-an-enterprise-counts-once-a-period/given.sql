insert into enterprise (credit_code) select '9132092400' || lpad(i::text, 8, '0') from generate_series(1, 60) as i;
insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public)
  select i, '2020-01-01', '企业' || i, '320924100', case when i <= 10 then 'P1' end, true from generate_series(1, 60) as i;
insert into contest (contest_code, kind, name, federation_code, starts_on, ends_on) values
  ('A23', 'ankang_cup', '安康杯 2023', '320924', '2023-03-01', '2023-12-31'),
  ('A24', 'ankang_cup', '安康杯 2024', '320924', '2024-03-01', '2024-12-31'),
  ('S24', 'skills', '技能竞赛 2024', '320924', '2024-03-01', '2024-12-31');
insert into contest_entry (contest_code, entry_no, enterprise_id, entered_on, entrant_count, is_approximate)
  -- Nine of sixty entered the year before: 51 are new.
  select 'A23', i::text, i, date '2023-04-01', 10, false from generate_series(1, 9) as i
  union all
  select 'A24', i::text, i, '2024-04-01', 33, true from generate_series(1, 60) as i;
insert into contest_entry (contest_code, entry_no, enterprise_id, entered_on, entrant_count) values
  -- A second team of the first enterprise, a month later, and its first entry in another kind of contest.
  ('A24', '61', 1, '2024-05-10', 20),
  ('S24', '1', 1, '2024-05-10', 2);
