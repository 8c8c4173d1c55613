insert into trade_union (union_code, name, org_type, federation_code, region_code, park_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', 'P1', '2020-01-01');
insert into congress_proposal (proposal_no, union_id, federation_code, owner_unit, accepted_on, due_on, feedback_on, needs_rectification, rectified_on, satisfaction) values
  -- On the last day, and rectified after it.
  ('T1', 1, null, '生产部', '2024-03-10', '2024-06-08', '2024-06-08', true, '2024-06-20', 'satisfied'),
  -- A day late.
  ('T2', 1, null, '后勤部', '2024-03-10', '2024-06-08', '2024-06-09', true, null, 'basically_satisfied'),
  -- Due, without feedback.
  ('T3', 1, null, '财务部', '2024-03-10', '2024-06-08', null, false, null, null),
  -- Of the town's congress: in no park. Not due yet, closed early, nobody was asked whether satisfied.
  ('T4', null, '320924100', '组织部', '2024-05-10', '2024-08-08', '2024-06-01', false, null, null),
  -- Feedback after the night.
  ('T5', null, '320924100', '组织部', '2024-05-10', '2024-08-08', '2024-07-02', false, null, 'dissatisfied');
