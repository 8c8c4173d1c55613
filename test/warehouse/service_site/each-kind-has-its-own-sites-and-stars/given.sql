insert into service_site (site_code, kind, name, federation_code, region_code, park_code, opened_on) values
  ('S1', 'model_worker_studio', '工作室一', '320924100', '320924100', 'P1', '2020-01-01'),
  ('S2', 'model_worker_studio', '工作室二', '320924100', '320924100', 'P1', '2020-01-01'),
  ('S3', 'model_worker_studio', '工作室三', '320924101', '320924101', null, '2024-01-01'),
  ('S4', 'mother_baby_room', '母婴室一', '320924100', '320924100', 'P1', '2020-01-01'),
  ('S5', 'mother_baby_room', '母婴室二', '320924101', '320924101', null, '2020-01-01');
insert into service_site_rating (site_code, decided_on, level, outcome) values
  ('S1', '2024-05-01', 5, 'first'),
  ('S2', '2024-05-01', 4, 'first'),
  ('S4', '2024-05-01', 5, 'first');
