-- as of 2014-06-30
-- The half year of the county: 86 new unions, and 3,739 members who joined one of them.
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on)
  select 'U' || i, '工会' || i, case when i <= 31 then 'single' else 'joint' end, '320924100', '320924100', date '2014-01-01' + i from generate_series(1, 86) as i;
insert into enterprise (credit_code, members_registered_on) values ('913209240000000001', '2014-01-01');
insert into enterprise_period (enterprise_id, valid_from, name, region_code, is_non_public) values
  (1, '2010-01-01', '甲', '320924100', true);
insert into coverage_link (enterprise_id, union_id, kind, valid_from) values (1, 1, 'independent', '2014-02-01');
insert into member (member_key, enterprise_id, union_id, joined_on)
  select 'person-' || i, 1, 1, date '2014-04-01' + i % 60 from generate_series(1, 3739) as i;
