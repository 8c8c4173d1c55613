-- as of 2014-06-30
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2012-01-01');
insert into enterprise (credit_code) values ('91320924MA00000070');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public)
  select enterprise_id, '2012-01-01', '甲', '320924100', true from enterprise;
-- One of each kind of activity, in two sessions.
insert into activity (activity_no, kind, name, federation_code, region_code, held_on, session_count, attendee_count, favourable_count, item_count) values
  ('A-0', 'party_union', '活动', '320924', '320924', '2014-03-01', 2, 20, 15, 5),
  ('A-1', 'legal_outreach', '活动', '320924', '320924', '2014-03-02', 2, 21, 15, 6),
  ('A-2', 'model_worker_talk', '活动', '320924', '320924', '2014-03-03', 2, 22, 15, 7),
  ('A-3', 'adviser_training', '活动', '320924', '320924', '2014-03-04', 2, 23, 15, 8),
  ('A-4', 'cadre_training', '活动', '320924', '320924', '2014-03-05', 2, 24, 15, 9),
  ('A-5', 'frontline_service', '活动', '320924', '320924', '2014-03-06', 2, 25, 15, 10),
  ('A-6', 'tripartite_meeting', '活动', '320924', '320924', '2014-03-07', 2, 26, 15, 11),
  ('A-7', 'democratic_meeting', '活动', '320924', '320924', '2014-03-08', 2, 27, 15, 12),
  ('A-8', 'satisfaction_vote', '活动', '320924', '320924', '2014-03-09', 2, 28, 15, 13),
  ('A-9', 'employment_training', '活动', '320924', '320924', '2014-03-01', 2, 29, 15, 14),
  ('A-10', 'contact_card', '活动', '320924', '320924', '2014-03-02', 2, 30, 15, 15),
  ('A-11', 'study_session', '活动', '320924', '320924', '2014-03-03', 2, 31, 15, 16),
  ('A-12', 'study_essay', '活动', '320924', '320924', '2014-03-04', 2, 32, 15, 17),
  ('A-13', 'information_report', '活动', '320924', '320924', '2014-03-05', 2, 33, 15, 18),
  ('A-14', 'publication', '活动', '320924', '320924', '2014-03-06', 2, 34, 15, 19),
  ('A-15', 'retired_cadre_service', '活动', '320924', '320924', '2014-03-07', 2, 35, 15, 20);
update activity set is_frontline = true where kind = 'party_union';
-- Two cases of each kind, one of them closed.
insert into rights_case (case_no, kind, federation_code, region_code, opened_on, closed_on, result)
  select upper(replace(kind, '_', '-')) || i, kind, '320924', '320924', '2014-02-01', case when i = 1 then date '2014-03-01' end, case when i = 1 then 'resolved' end
  from unnest(array['dispute', 'appeal', 'rights_platform']) as kind, generate_series(1, 2) as i;
insert into startup_loan (loan_no, federation_code, region_code, borrower_kind, bank, granted_on, line_cents) values
  ('L1', '320924', '320924', 'person', '农商行', '2014-06-26', 20000000);
-- A visit without a problem is no problem.
insert into enterprise_visit (visit_no, federation_code, enterprise_id, visited_on, problem, solved_on)
  select 'V1', '320924', enterprise_id, date '2014-03-01', 'finance', date '2014-04-01' from enterprise
  union all select 'V2', '320924', enterprise_id, date '2014-03-01', 'market', null::date from enterprise
  union all select 'V3', '320924', enterprise_id, date '2014-03-01', 'none', null::date from enterprise;
insert into apprenticeship (apprenticeship_no, union_id, master_key, apprentice_key, skill, starts_on, graduated_on)
  select 'P1', union_id, 'p-00000001', 'p-00000002', '挡车工', date '2013-01-01', date '2014-05-01' from trade_union;
-- Awarded and nominated.
insert into honour (honour_no, kind, level, federation_code, region_code, person_key, awarded_on, result) values
  ('H1', 'finest_worker', 'county', '320924', '320924', 'p-00000001', '2014-05-01', 'awarded'),
  ('H2', 'finest_worker', 'county', '320924', '320924', 'p-00000002', '2014-05-01', 'nominated');
