-- 462 stations of a city at five levels, and two that nobody has rated.
insert into service_site (site_code, kind, name, federation_code, region_code, opened_on)
  select 'S-' || i, 'care_station', '驿站' || i, '320924', '320924', '2024-01-01' from generate_series(1, 464) as i;
insert into service_site_rating (site_code, decided_on, level, outcome)
  select 'S-' || i, '2024-02-01', case when i <= 20 then 5 when i <= 100 then 4 when i <= 297 then 3 when i <= 437 then 2 else 1 end, 'first'
  from generate_series(1, 462) as i;
