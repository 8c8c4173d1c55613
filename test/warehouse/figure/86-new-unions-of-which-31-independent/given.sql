-- as of 2014-06-30
-- The half year of the county: 31 single unions and 55 of other types, approved from January to June.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'S' || i, '单独工会' || i, 'single', '320924100', '320924100', date '2014-01-01' + i * 5 from generate_series(1, 31) as i;
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'J' || i, '其他工会' || i, case i % 3 when 0 then 'joint' when 1 then 'regional' else 'industry' end,
    '320924101', '320924101', date '2014-01-02' + i * 3 from generate_series(1, 55) as i;
