insert into account_chart (chart_code, name, valid_from) values ('2009', '工会会计制度', '2010-01-01');
insert into ledger_account (chart_code, account_code, name, side, is_transfer_down) values
  ('2009', '401', '会费收入', 'income', false),
  ('2009', '501', '职工活动支出', 'spending', false),
  ('2009', '502', '维权支出', 'spending', false),
  ('2009', '50204', '困难职工帮扶费', 'spending', false),
  ('2009', '504', '行政支出', 'spending', false),
  ('2009', '506', '补助下级支出', 'spending', true);
insert into frontline_rule (rule_code, name, approved_by, valid_from) values ('R1', '默认规则', '县总工会', '2010-01-01');
insert into frontline_rule_account (rule_code, chart_code, account_code, counts_as) values
  ('R1', '2009', '501', 'direct'),
  ('R1', '2009', '502', 'direct'),
  ('R1', '2009', '50204', 'hardship_or_warmth');
insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on) values
  ('U1', '甲工会', 'single', '320924100', '320924100', '2020-01-01');
insert into ledger_line (union_id, federation_code, voucher_no, line_no, posted_on, chart_code, account_code, amount_cents, beneficiary_class, counterparty_federation_code) values
  (1, null, 'V1', 1, '2023-09-30', '2009', '501', 1, 'all_members', null),
  (1, null, 'V2', 1, '2023-10-01', '2009', '501', 10, 'all_members', null),
  (1, null, 'V3', 1, '2023-12-31', '2009', '501', 100, 'all_members', null),
  (1, null, 'V4', 1, '2024-01-01', '2009', '501', 1000, 'all_members', null),
  (1, null, 'V5', 1, '2024-06-30', '2009', '501', 10000, 'all_members', null),
  -- After the night's day.
  (1, null, 'V6', 1, '2024-07-01', '2009', '501', 100000, 'all_members', null);
