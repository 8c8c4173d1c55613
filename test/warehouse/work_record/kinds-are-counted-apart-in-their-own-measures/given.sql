-- as of 2014-06-30
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2012-01-01');
insert into activity (activity_no, kind, name, federation_code, region_code, held_on, session_count, attendee_count, favourable_count, item_count, is_frontline, is_approximate) values
  -- Eight talks before 5,000 in all.
  ('T1', 'model_worker_talk', '宣讲', '320924', '320924', '2014-05-04', 8, 5000, null, null, false, true),
  ('V1', 'satisfaction_vote', '测评', '320924100', '320924100', '2014-03-01', 1, 200, 170, null, false, false),
  ('S1', 'study_essay', '心得', '320924', '320924', '2014-04-01', 1, null, null, 26, false, false),
  -- Two services of which one went to the frontline; and last year's.
  ('F1', 'frontline_service', '服务', '320924100', '320924100', '2014-03-01', 1, null, null, null, true, false),
  ('F2', 'frontline_service', '服务', '320924100', '320924100', '2014-03-02', 1, null, null, null, false, false),
  ('F3', 'frontline_service', '服务', '320924100', '320924100', '2013-03-02', 1, null, null, null, false, false);
insert into rights_case (case_no, kind, federation_code, region_code, opened_on, closed_on, result, worker_count, claimed_cents, recovered_cents) values
  ('W1', 'wage_arrears', '320924', '320924100', '2014-01-10', '2014-01-28', 'resolved', 23, 1000, 900),
  ('W2', 'wage_arrears', '320924', '320924100', '2014-02-10', null, null, 5, 500, null);
insert into suggestion (suggestion_no, union_id, submitted_on, decided_on, is_adopted)
  select 'J' || i, union_id, date '2014-02-01' + i, '2014-03-01', i <= 3 from trade_union, generate_series(1, 4) i;
