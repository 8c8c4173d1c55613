insert into congress_proposal (proposal_no, federation_code, owner_unit, accepted_on, due_on, feedback_on) values
  ('T1', '320924100', '组织部', '2024-03-10', '2024-06-08', '2024-06-20'),
  ('T2', '320924100', '组织部', '2024-03-10', '2024-06-08', '2024-06-08'),
  ('T3', '320924101', '组织部', '2024-03-10', '2024-06-18', null);
