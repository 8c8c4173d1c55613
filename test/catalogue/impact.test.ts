import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describeImpact } from '@union/nightly/impact/describe-impact.ts';
import { impactExitCode, impactExitCodeOf } from '@union/nightly/impact/exit-codes.ts';
import { type Impact, readImpact } from '@union/nightly/impact/read-impact.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { changedVersion, currentVersion } from '@union/warehouse/impact/change.ts';
import { versionOf } from '@union/warehouse/impact/git-version.ts';
import { defaultRules } from '@union/warehouse/rules.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporary } from '../intake/support/files.ts';
import { openTestDatabase } from '../support/database.ts';

/**
 * One enterprise of two is covered by a union whose term has ended within the months of grace, and half of the spending is
 * for workers. The change takes the grace away and takes activities out of the frontline rule. Household figures are there too.
 */
const GIVEN = `
  insert into enterprise (credit_code) values ('913209240000000001'), ('913209240000000002');
  insert into enterprise_period (enterprise_id, valid_from, name, region_code, park_code, is_non_public) values
    (1, '2020-01-01', '甲', '320924100', 'P1', true), (2, '2020-01-01', '乙', '320924100', 'P1', true);
  insert into trade_union (union_code, name, org_type, federation_code, region_code, approved_on, term_ends_on) values
    ('U1', '届期已过', 'single', '320924100', '320924100', '2020-01-01', current_date - 60),
    ('U2', '在任', 'single', '320924100', '320924100', '2020-01-01', null);
  insert into coverage_link (enterprise_id, union_id, kind, valid_from) values
    (1, 1, 'independent', '2020-01-01'), (2, 2, 'independent', '2020-01-01');
  insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison) values
    ('T1', 'enterprise_unionisation_rate', 'park:P1', '2020-01-01', '2099-12-31', 0.5, 0.85, '>');
  insert into account_chart (chart_code, name, valid_from) values ('2009', '工会会计制度', '2010-01-01');
  insert into ledger_account (chart_code, account_code, name, side, is_transfer_down) values
    ('2009', '501', '职工活动支出', 'spending', false), ('2009', '504', '行政支出', 'spending', false);
  insert into frontline_rule (rule_code, name, approved_by, valid_from) values ('R1', '默认规则', '县总工会', '2010-01-01');
  insert into frontline_rule_account (rule_code, chart_code, account_code, counts_as) values ('R1', '2009', '501', 'direct');
  insert into ledger_line (union_id, federation_code, voucher_no, line_no, posted_on, chart_code, account_code, amount_cents, beneficiary_class) values
    (2, null, 'V1', 1, date_trunc('month', current_date - 40)::date, '2009', '501', 60000, 'frontline'),
    (2, null, 'V3', 1, date_trunc('month', current_date - 40)::date, '2009', '504', 60000, 'union_self');
  insert into saved_query (name, title, federation_code, owner_kind, owner_id, owner_name, query, reads, state,
      reviewed_query, reviewed_variables, reviewed_reads, reviewed_sha256) values
    ('rates', '建会率', '320924', 'account', '1', '甲', '{ metric(id: "enterprise_unionisation_rate") { name } }', 'published', 'reviewed',
      '{ metric(id: "enterprise_unionisation_rate") { name } }', '{}', 'published', repeat('a', 64)),
    ('stars', '星级', '320924', 'account', '1', '甲', '{ metric(id: "star_distribution") { name } }', 'published', 'reviewed',
      '{ metric(id: "star_distribution") { name } }', '{}', 'published', repeat('b', 64));`;

const RULE = {
  note: '届满即不在任；职工活动支出不算直接支出',
  rules: { termGraceMonths: 0 },
  registers: [
    `update raw_frontline_rule_account set counts_as = 'spending_only' where account_code = '501'`,
    `update raw_frontline_rule_account set counts_as = 'spending_only' where account_code = 'none'`,
  ],
};

let database: Database;
let impact: Impact;
const ruleFile = (rule: object) => {
  const path = temporary('rule.json');
  writeFileSync(path, JSON.stringify(rule));
  return path;
};

beforeAll(async () => {
  database = await openTestDatabase('postgres');
  await sql.raw(readFileSync(new URL('../warehouse/base.sql', import.meta.url), 'utf8')).execute(database.db);
  await sql.raw(GIVEN).execute(database.db);
  const config = readConfig({ DATA_DIR: temporary('impact-data') });
  impact = await readImpact({
    ...{ config, database, metric: 'enterprise_unionisation_rate', change: { rule: ruleFile(RULE) } },
  });
});
afterAll(() => database.close());

const movement = (id: string) => impact.metrics.find(({ metricId }) => metricId === id);

test('a changed rule moves exactly the figures that are made by it, in every scope above', () => {
  const rate = movement('enterprise_unionisation_rate');
  expect(rate?.moved).toBe(rate?.movers.length);
  expect(rate?.movers.map(({ scopeId }) => scopeId).toSorted()).toEqual([
    ...['federation:320900', 'federation:320924', 'federation:320924100', 'park:P1'],
    ...['region:000000', 'region:320000', 'region:320900', 'region:320924', 'region:320924100'].filter((id) =>
      rate?.movers.some(({ scopeId }) => scopeId === id),
    ),
  ]);
  for (const { before, after, change } of rate?.movers ?? []) {
    expect([before.numerator, before.denominator, after.numerator, after.denominator]).toEqual([2, 2, 1, 2]);
    expect(change).toBe(-0.5);
  }
  expect(rate?.spread).toEqual({ least: -0.5, tenth: -0.5, median: -0.5, ninetieth: -0.5, largest: -0.5 });
  expect(movement('spending_frontline_share_broad')?.movers[0]).toMatchObject({
    before: { numerator: 60000, denominator: 120000 },
    after: { numerator: 0, denominator: 120000, state: 'zero' },
  });
  expect(movement('park_union_rate')).toBeUndefined();
  expect(movement('star_distribution')).toBeUndefined();
});

test('it says which targets change their standing, and who shows, asks for and briefs what moves', () => {
  expect(impact.flips).toEqual([
    {
      ...{ metricId: 'enterprise_unionisation_rate', targetCode: 'T1', scopeId: 'park:P1', scopeName: '合德工业园' },
      ...{ from: 'met', to: expect.not.stringMatching(/^met$/), isCrossing: true },
    },
  ]);
  expect(impact.widgets).toContainEqual(expect.objectContaining({ document: 'park-coverage', isFixed: true }));
  expect(impact.savedQueries.map(({ name }) => name)).toEqual(['rates']);
  expect(impact.briefings).toEqual(['enterprise_unionisation_rate']);
  expect(impact.changed.rules).toEqual([{ rule: 'termGraceMonths', before: '12', after: '0' }]);
  expect(impactExitCode(impact)).toBe(11);
  const told = describeImpact(impact);
  expect(told).toContain('100.00% (2 / 2)');
  expect(told).toContain('（1 行 rows）');
  expect(told).toMatch(/! 登记行 rows: .*（0 行 rows） 没有符合的行/);
  const spending = describeImpact({ ...impact, metric: 'spending_frontline_share_broad' });
  expect(spending).toContain('50.00% (600 / 1,200 元)');
  expect(told).toContain('-50.00 点');
  expect(told).toContain('T1: met →');
});

test('of households only rounded counts and values are told, and no rule may be less coarse than the settings', () => {
  const odd = impact.metrics.filter(({ isHousehold }) => isHousehold);
  for (const { moved, of, movers } of odd) {
    expect([moved % 5, of % 5]).toEqual([0, 0]);
    for (const { before, after } of movers) expect([before.numerator, after.numerator]).toEqual([null, null]);
  }
  const now = currentVersion(defaultRules);
  const change = (rule: object) => () => changedVersion(ruleFile(rule), now);
  expect(change({ rules: { smallCellHouseholds: 1 } })).toThrow(expect.objectContaining({ code: 'IMPACT_DISCLOSURE' }));
  for (const wrong of [
    { rule: {} },
    { rules: { termGraceMonths: 'none' } },
    { rules: { unknown: 1 } },
    { models: { coverage: 'nowhere.sql' } },
    { models: { nothing: 'x.sql' } },
    { metrics: { nothing: {} } },
    { registers: ['drop table raw_enterprise'] },
    { registers: ["update raw_enterprise set credit_code = ''; drop table raw_enterprise"] },
  ]) {
    expect(change(wrong), JSON.stringify(wrong)).toThrow(expect.objectContaining({ code: 'IMPACT_RULE_INVALID' }));
  }
});

test('another version of the code is read from its own files, and this one holds no difference to itself', () => {
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
  const version = versionOf(head, defaultRules);
  expect(version.models.length).toBeGreaterThan(200);
  expect(version.models.find(({ name }) => name === 'coverage')?.sql).toContain('select');
  try {
    versionOf('no-such-version', defaultRules);
    expect.unreachable();
  } catch (error) {
    expect(impactExitCodeOf(error)).toBe(2);
  }
});
