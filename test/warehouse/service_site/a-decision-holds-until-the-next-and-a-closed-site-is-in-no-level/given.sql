insert into service_site (site_code, kind, name, federation_code, region_code, park_code, opened_on, closed_on) values
  ('S1', 'care_station', '驿站一', '320924100', '320924100', 'P1', '2020-01-01', null),
  ('S2', 'care_station', '驿站二', '320924100', '320924100', 'P1', '2020-01-01', '2024-06-25'),
  ('S3', 'care_station', '驿站三', '320924101', '320924101', null, '2024-06-20', null),
  -- Another kind is never added.
  ('S4', 'mother_baby_room', '母婴室', '320924100', '320924100', 'P1', '2020-01-01', null);
insert into service_site_rating (site_code, decided_on, level, outcome) values
  ('S1', '2024-06-01', 4, 'first'),
  ('S1', '2024-06-20', 5, 'raise'),
  ('S1', '2024-06-30', null, 'remove'),
  ('S2', '2024-06-01', 3, 'first'),
  ('S2', '2024-06-10', null, 'not_rated'),
  ('S4', '2024-06-01', 5, 'first');
