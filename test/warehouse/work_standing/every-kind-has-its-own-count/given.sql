-- as of 2014-06-30
-- As many of each kind as its place in the list.
insert into enrolment (enrolment_no, kind, federation_code, region_code, person_key, starts_on)
  select 'E' || n || '-' || i, kind, '320924', '320924', 'p-0000' || n || '00' || i, '2014-01-01'
  from unnest(array['joint_pledge', 'bargaining_adviser', 'bargaining_negotiator', 'full_time_officer', 'part_time_officer', 'hired_chair', 'review_board', 'reform_pilot', 'village_enterprise_pilot']) with ordinality as kinds (kind, n), generate_series(1, n) as i;
insert into honour (honour_no, kind, level, federation_code, region_code, person_key, awarded_on)
  select 'H' || n || '-' || i, kind, 'county', '320924', '320924', 'p-0000' || n || '00' || i, '2014-01-01'
  from unnest(array['harmonious_unit', 'model_home', 'model_small_home', 'six_good', 'five_have', 'learning_worker', 'model_worker']) with ordinality as kinds (kind, n), generate_series(1, n) as i;
insert into rights_case (case_no, kind, federation_code, region_code, opened_on, closed_on, result) values
  ('C1', 'audit_finding', '320924', '320924', '2014-01-01', null, null),
  -- Closed before the day.
  ('C2', 'audit_finding', '320924', '320924', '2014-01-01', '2014-02-01', 'resolved');
insert into startup_loan (loan_no, federation_code, region_code, borrower_kind, bank, granted_on, line_cents) values
  ('L1', '320924', '320924', 'person', '农商行', '2014-06-26', 20000000);
