-- as of 2014-06-30
insert into service_site (site_code, kind, name, federation_code, region_code, park_code, opened_on)
  select 'S-' || i, 'model_worker_studio', '劳模工作室' || i, '320924100', '320924100', case when i <= 2 then 'P1' end, date '2014-01-01' + i * 4
  from generate_series(1, 42) as i;
insert into service_site (site_code, kind, name, federation_code, region_code, opened_on, closed_on) values
  -- Before the half year; of another kind; and closed again.
  ('O-1', 'model_worker_studio', '劳模工作室', '320924100', '320924100', '2013-12-31', null),
  ('O-2', 'care_station', '驿站', '320924100', '320924100', '2014-03-01', null),
  ('O-3', 'care_station', '驿站', '320924100', '320924100', '2014-03-01', '2014-04-01');
