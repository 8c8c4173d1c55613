insert into congress_proposal (proposal_no, federation_code, owner_unit, accepted_on, due_on, feedback_on, satisfaction) values
  -- Last year's congress; that of this year accepted nothing.
  ('T1', '320924100', '组织部', '2023-03-10', '2023-06-08', '2023-06-01', 'satisfied'),
  ('T2', '320924101', '组织部', '2024-03-10', '2024-06-08', null, null);
