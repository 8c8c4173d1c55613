import { creditCodeCheck, parseCreditCode } from '@union/intake/values/credit-code.ts';
import { addDays } from '@union/schema/calendar.ts';
import { allRegions } from '@union/schema/reference/regions.ts';
import { describe, expect, test } from 'vitest';
import { calendarUntil } from '../../scripts/demo/calendar.ts';
import { DEFAULT_SEED, generateDemo } from '../../scripts/demo/generate.ts';
import { type Coverage, measureCoverage } from '../../scripts/demo/measure.ts';
import { COUNTY, parks, towns } from '../../scripts/demo/places.ts';
import type { DemoTables } from '../../scripts/demo/tables.ts';
import { splitWorkbooks } from '../../scripts/demo/write-workbooks.ts';

const until = '2026-11-20';
const calendar = calendarUntil(until);
const demo = generateDemo({ seed: DEFAULT_SEED, until });

const countBy = <Row>(rows: readonly Row[], key: (row: Row) => string | null): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(rows, key)].map(([value, group]) => [String(value), group.length]));
const unionByCode = new Map(demo.trade_union.map((row) => [row.union_code, row]));
/** Days that are planned, not lived through. */
const mayLieAhead = new Set(['ends_on', 'term_ends_on', 'due_on', 'reply_due_on', 'next_action_on', 'expires_on']);
const passes = (part: number, whole: number): boolean => part * 100 > whole * 85;

/** What document 003 counts of its half-year beside the unions, counted from the rows. */
function halfYearWork(tables: DemoTables, { first, last }: { first: string; last: string }) {
  const inHalf = (day: string): boolean => first <= day && day <= last;
  const signed = tables.agreement.filter((row) => inHalf(row.signed_on));
  const cups = new Set(tables.contest.flatMap((row) => (row.kind === 'ankang_cup' ? [row.contest_code] : [])));
  const entries = tables.contest_entry.filter((row) => cups.has(row.contest_code));
  const before = new Set(entries.flatMap((row) => (row.entered_on < first ? [row.credit_code] : [])));
  const fresh = entries.filter((row) => inHalf(row.entered_on) && !before.has(row.credit_code));
  const paired = tables.union_pairing.filter(
    (row) => row.programme === 'joint_prosper' && row.starts_on <= last && (row.ends_on === null || row.ends_on > last),
  );
  return {
    offers: tables.bargaining_offer.filter((row) => inHalf(row.sent_on)).length,
    renewals: signed.filter((row) => row.kind === 'wage' && row.renews_agreement_no !== null).length,
    regionalAgreements: signed.filter((row) => row.kind === 'regional_wage').length,
    studios: tables.service_site.filter((row) => row.kind === 'model_worker_studio' && inHalf(row.opened_on)).length,
    ankangEnterprises: new Set(fresh.map((row) => row.credit_code)).size,
    ankangWorkers: fresh.reduce((sum, row) => sum + row.entrant_count, 0),
    pairedUnions: new Set(paired.flatMap((row) => [row.union_code, row.partner_union_code ?? row.union_code])).size,
  };
}

describe('a seed and a day', () => {
  test('the same seed and day give the same rows', () => {
    expect(generateDemo({ seed: DEFAULT_SEED, until })).toEqual(demo);
  });

  test('another seed gives other rows', () => {
    expect(generateDemo({ seed: 7, until }).enterprise).not.toEqual(demo.enterprise);
  });

  test.each([
    ['2026-06-30', 1],
    ['2026-07-01', 2],
    ['2027-01-15', 3],
    ['2027-06-29', 4],
    ['2028-02-29', 5],
    ['2026-11-20', 6],
  ])('the half-year of document 003 holds for until %s, seed %i', (day, seed) => {
    const tables = generateDemo({ seed, until: day });
    const { half } = calendarUntil(day);
    const approved = tables.trade_union.filter((row) => row.approved_on >= half.first && row.approved_on <= half.last);
    expect(approved).toHaveLength(86);
    expect(approved.filter((row) => row.org_type === 'single')).toHaveLength(31);
    expect(halfYearWork(tables, half)).toEqual({
      offers: 540,
      renewals: 396,
      regionalAgreements: 7,
      studios: 42,
      ankangEnterprises: 51,
      ankangWorkers: 1986,
      pairedUnions: 87,
    });
    for (const rows of Object.values(tables)) {
      for (const row of rows as Record<string, unknown>[]) {
        for (const [column, value] of Object.entries(row)) {
          if (!column.endsWith('_on') || mayLieAhead.has(column)) continue;
          if (typeof value === 'string') expect(value <= day, `${column} ${value} lies after ${day}`).toBe(true);
        }
      }
    }
  });
});

describe('codes and names', () => {
  const codes = [
    ...new Set(demo.enterprise.map((row) => row.credit_code)),
    ...demo.trade_union.flatMap((row) => row.credit_code ?? []),
  ];

  test('every credit code is valid and belongs to one enterprise or union', () => {
    const regions = new Set(allRegions().map((region) => region.region_code));
    for (const code of codes) expect(parseCreditCode(code, (region) => regions.has(region))).toBe(code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test('enterprises begin with 91 and the county, unions with 81; a few firms kept the code of a retired region', () => {
    const elsewhere = demo.enterprise.filter((row) => !row.credit_code.startsWith(`91${COUNTY}`));
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(elsewhere.length).toBeLessThan(20);
    expect(elsewhere.some((row) => row.credit_code.startsWith('91320982'))).toBe(true);
    for (const union of demo.trade_union) if (union.credit_code) expect(union.credit_code).toMatch(/^81320924/);
  });

  test('codes with remainder 0 are among them', () => {
    expect(codes.some((code) => creditCodeCheck(code) === '0')).toBe(true);
  });

  test('the towns are those of the region register', () => {
    const known = allRegions().filter((region) => region.parent_code === COUNTY && region.retired_on === null);
    expect(towns.map(({ code, name }) => `${code} ${name}`).toSorted()).toEqual(
      known.map((region) => `${region.region_code} ${region.name}`).toSorted(),
    );
  });

  test('enterprises have different names', () => {
    const names = demo.enterprise.filter((row) => row.effective_on === null).map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('coverage', () => {
  const before = measureCoverage(demo, calendar.start);
  const after = measureCoverage(demo, until);
  const park = (code: string, at = after): Coverage => at.get(`park:${code}`) as Coverage;
  const registered = parks.filter((one) => !one.returnsOnly).map((one) => one.code);

  test('the county begins under 50 % in both rates and climbs to 75 to 88 %', () => {
    const [first, last] = [before.get('county') as Coverage, after.get('county') as Coverage];
    expect(first.covered / first.enterprises).toBeLessThan(0.5);
    expect(first.members / first.workers).toBeLessThan(0.5);
    for (const rate of [last.covered / last.enterprises, last.members / last.workers]) {
      expect(rate).toBeGreaterThan(0.75);
      expect(rate).toBeLessThan(0.88);
    }
    expect(last.workers).toBeGreaterThan(95_000);
    expect(last.workers).toBeLessThan(106_000);
  });

  test('most parks begin under 50 %', () => {
    const low = registered.filter((code) => park(code, before).covered / park(code, before).enterprises < 0.5);
    expect(low.length).toBeGreaterThan(registered.length / 2);
  });

  test('some parks pass both rates, one only the first, one only the second, one stands at exactly 85 %', () => {
    const both = registered.filter((code) => {
      const { enterprises, covered, workers, members } = park(code);
      return passes(covered, enterprises) && passes(members, workers);
    });
    expect(both).toEqual(['320924400', '320924-P05']);
    const harbour = park('320924406');
    expect(passes(harbour.covered, harbour.enterprises)).toBe(true);
    expect(passes(harbour.members, harbour.workers)).toBe(false);
    const haihe = park('320924-P06');
    expect(passes(haihe.covered, haihe.enterprises)).toBe(false);
    expect(passes(haihe.members, haihe.workers)).toBe(true);
    const textile = park('320924-P03');
    expect(textile.covered * 100).toBe(textile.enterprises * 85);
    expect(passes(textile.covered, textile.enterprises)).toBe(false);
  });

  test('shells and zombies make the effective count smaller than the nominal one', () => {
    const county = after.get('county') as Coverage;
    expect(county.effective).toBeLessThan(county.covered);
    expect(county.effective).toBeGreaterThan(county.covered * 0.9);
  });

  test('the salt works have an enterprise, no worker and no union', () => {
    expect(after.get('320924404')).toEqual({
      enterprises: 1,
      covered: 0,
      effective: 0,
      secondary: 0,
      workers: 0,
      members: 0,
    });
  });
});

describe('cases that figures must get right', () => {
  const links = Map.groupBy(demo.coverage_link, (row) => row.credit_code);
  const current = (code: string) =>
    (links.get(code) ?? []).filter((row) => row.valid_from <= until && (row.valid_to === null || row.valid_to > until));
  const someone = (test: (rows: ReturnType<typeof current>) => boolean): boolean =>
    [...links.keys()].some((code) => test(current(code)));
  const kinds = (rows: ReturnType<typeof current>): Set<string> => new Set(rows.map((row) => row.kind));

  test('every kind of union and of link is there', () => {
    const orgTypes = ['federation', 'industry', 'joint', 'park', 'regional', 'single', 'township'];
    expect(Object.keys(countBy(demo.trade_union, (row) => row.org_type)).toSorted()).toEqual(orgTypes);
    const linkKinds = [
      'federation_secondary',
      'independent',
      'industry_direct',
      'joint',
      'organiser',
      'regional_direct',
    ];
    expect(Object.keys(countBy(demo.coverage_link, (row) => row.kind)).toSorted()).toEqual(linkKinds);
    expect(demo.trade_union.some((row) => row.name.includes('村企联合') && row.org_type === 'joint')).toBe(true);
  });

  test('an enterprise in a joint union and under a federation, in two primary unions, under a federation alone', () => {
    expect(someone((rows) => kinds(rows).has('joint') && kinds(rows).has('federation_secondary'))).toBe(true);
    expect(someone((rows) => kinds(rows).has('joint') && kinds(rows).has('independent'))).toBe(true);
    expect(someone((rows) => rows.length > 0 && rows.every((row) => row.kind === 'federation_secondary'))).toBe(true);
    expect(someone((rows) => rows.length > 0 && rows.every((row) => row.kind === 'organiser'))).toBe(true);
  });

  test('links end: with the enterprise, by leaving, and for a union of its own', () => {
    const ended = demo.coverage_link.filter((row) => row.valid_to !== null);
    const closed = new Map(demo.enterprise.flatMap((row) => (row.closed_on ? [[row.credit_code, row.closed_on]] : [])));
    expect(ended.some((row) => closed.get(row.credit_code) === row.valid_to)).toBe(true);
    expect(ended.some((row) => !closed.has(row.credit_code) && current(row.credit_code).length === 0)).toBe(true);
    expect(ended.some((row) => current(row.credit_code).some((other) => other.valid_from === row.valid_to))).toBe(true);
  });

  test('unions end: dissolved with links left open, lapsed beyond the grace, lapsed within it', () => {
    const open = demo.coverage_link
      .filter((row) => row.valid_to === null)
      .map((row) => unionByCode.get(row.union_code));
    expect(open.some((union) => union?.dissolved_on)).toBe(true);
    const lapsed = demo.trade_union.flatMap((row) =>
      row.term_ends_on && row.term_ends_on <= until ? [row.term_ends_on] : [],
    );
    expect(lapsed.some((day) => addDays(day, 370) < until)).toBe(true);
    expect(lapsed.some((day) => addDays(day, 360) > until)).toBe(true);
  });

  test('findings of every result, put right and not, and re-checks', () => {
    const found = countBy(demo.census_finding, (row) => `${row.result}${row.rectified_on ? ' rectified' : ''}`);
    for (const key of ['normal', 'shell', 'shell rectified', 'zombie', 'zombie rectified', 'problem rectified']) {
      expect(found[key], key).toBeGreaterThan(0);
    }
    expect(Object.values(countBy(demo.census_finding, (row) => row.union_code)).some((count) => count > 1)).toBe(true);
  });

  test('enterprises closed, moved between parks, renamed, settled lately', () => {
    const changes = demo.enterprise.filter((row) => row.effective_on !== null);
    const first = new Map(
      demo.enterprise.filter((row) => row.effective_on === null).map((row) => [row.credit_code, row]),
    );
    expect(changes.some((row) => first.get(row.credit_code)?.park_code !== row.park_code)).toBe(true);
    expect(changes.some((row) => first.get(row.credit_code)?.name !== row.name)).toBe(true);
    expect(demo.enterprise.filter((row) => row.closed_on !== null).length).toBeGreaterThan(80);
    expect(demo.enterprise.filter((row) => (row.settled_on ?? '') > calendar.start).length).toBeGreaterThan(200);
  });

  test('a real-name register with people who left, incomplete records, and people in two enterprises', () => {
    expect(new Set(demo.member.map((row) => row.credit_code)).size).toBe(100);
    expect(demo.member.length).toBeGreaterThan(3500);
    const byKey = [...Map.groupBy(demo.member, (row) => row.member_key).values()].filter((rows) => rows.length > 1);
    expect(byKey.some((rows) => rows.every((row) => row.validity === 'valid'))).toBe(true);
    expect(byKey.some((rows) => rows.some((row) => row.validity === 'duplicate'))).toBe(true);
    expect(demo.member.some((row) => row.validity === 'incomplete')).toBe(true);
    expect(demo.member.some((row) => row.left_on !== null)).toBe(true);
    const registered = demo.enterprise.filter((row) => row.members_registered_on !== null);
    expect(new Set(registered.map((row) => row.credit_code))).toEqual(
      new Set(demo.member.map((row) => row.credit_code)),
    );
  });

  test('two parks send returns only', () => {
    const returning = parks.filter((park) => park.returnsOnly).map((park) => park.code);
    expect(returning).toHaveLength(2);
    expect(new Set(demo.aggregate_return.map((row) => row.park_code))).toEqual(new Set(returning));
    expect(demo.enterprise.some((row) => returning.includes(row.park_code ?? ''))).toBe(false);
  });

  test('most parks have a park union, not all', () => {
    const withUnion = new Set(demo.trade_union.flatMap((row) => (row.org_type === 'park' ? [row.park_code] : [])));
    expect(withUnion.size).toBeGreaterThan(parks.length / 2);
    expect(withUnion.size).toBeLessThan(parks.length);
  });

  test('three rounds of five levels with every outcome, and an older scheme of three levels', () => {
    const rounds = countBy(demo.rating_round, (row) => row.scheme_code);
    expect(rounds).toEqual({ 'SY-STAR-3': 1, 'SY-STAR-5': 3 });
    expect(countBy(demo.rating_level, (row) => row.scheme_code)).toEqual({ 'SY-STAR-3': 3, 'SY-STAR-5': 5 });
    const outcomes = countBy(demo.star_rating, (row) => row.outcome);
    for (const outcome of ['first', 'keep', 'raise', 'lower', 'remove', 'not_rated', 'null']) {
      expect(outcomes[outcome], outcome).toBeGreaterThan(0);
    }
  });

  test('the ledger has transfers with both sides, reversals, cadre, hardship, warmth and unclassified lines under both charts', () => {
    const lines = demo.ledger_line;
    expect(Object.keys(countBy(lines, (row) => row.chart_code))).toHaveLength(2);
    const down = lines.filter((row) => ['506', '5907'].includes(row.account_code));
    expect(down.some((row) => row.federation_code === COUNTY && row.counterparty_federation_code !== null)).toBe(true);
    expect(down.some((row) => row.counterparty_union_code !== null)).toBe(true);
    for (const row of down) {
      const holder = row.counterparty_federation_code ?? row.counterparty_union_code;
      const booked = lines.some(
        (other) =>
          (other.federation_code ?? other.union_code) === holder &&
          ['403', '4903'].includes(other.account_code) &&
          other.amount_yuan === row.amount_yuan &&
          other.posted_on === row.posted_on,
      );
      expect(booked, `${row.voucher_no} is booked by ${holder}`).toBe(true);
    }
    const reversed = lines.filter((row) => row.reverses_voucher_no !== null);
    expect(reversed.length).toBeGreaterThan(20);
    expect(reversed.every((row) => row.amount_yuan < 0)).toBe(true);
    const classes = countBy(lines, (row) => row.beneficiary_class);
    for (const key of ['frontline', 'hardship', 'cadre', 'all_members', 'union_self', 'unclassified']) {
      expect(classes[key], key).toBeGreaterThan(0);
    }
    for (const account of ['590304', '590305']) expect(lines.some((row) => row.account_code === account)).toBe(true);
    expect(
      lines.some((row) => row.union_code !== null && row.account_code === '5909' && row.counterparty_federation_code),
    ).toBe(true);
  });

  test('unions keep 60 % of 2 % of wages: what a worker brings a year is believable', () => {
    const kept = demo.ledger_line.filter(
      (row) => row.union_code !== null && row.account_code === '4902' && row.posted_on.startsWith('2025'),
    );
    const largest = Math.max(...kept.map((row) => row.amount_yuan));
    expect(largest).toBeLessThan(900 * 65_000 * 0.02 * 0.6);
  });

  test('300,000 yuan for 100 households in seven teams of 14 or 15, 3,000 yuan each', () => {
    const programme = demo.hardship_household.filter((row) => row.team !== null);
    expect(programme).toHaveLength(100);
    const teams = Object.values(countBy(programme, (row) => row.team));
    expect(teams.toSorted()).toEqual([14, 14, 14, 14, 14, 15, 15]);
    const paid = demo.assistance_grant.filter((row) => row.grant_no.startsWith('SQS-'));
    expect(paid.reduce((sum, row) => sum + row.amount_yuan, 0)).toBe(300_000);
    for (const household of programme) {
      const own = paid.filter((row) => row.file_no === household.file_no);
      expect(own.reduce((sum, row) => sum + row.amount_yuan, 0)).toBe(3000);
    }
  });

  test('grants of every type and class, with and without a file, reversed, and towns of fewer than five households', () => {
    const types = ['job_placement', 'legal', 'living', 'medical', 'schooling', 'training', 'warmth'];
    expect(Object.keys(countBy(demo.assistance_grant, (row) => row.assistance_type)).toSorted()).toEqual(types);
    const classes = ['all_members', 'cadre', 'frontline', 'hardship', 'unclassified'];
    expect(Object.keys(countBy(demo.assistance_grant, (row) => row.beneficiary_class)).toSorted()).toEqual(classes);
    expect(demo.assistance_grant.some((row) => row.beneficiary_class === 'frontline' && row.file_no === null)).toBe(
      true,
    );
    expect(demo.assistance_grant.some((row) => row.amount_yuan < 0)).toBe(true);
    const households = Object.values(countBy(demo.hardship_household, (row) => row.region_code));
    expect(households.some((count) => count < 5)).toBe(true);
    expect(demo.hardship_household.some((row) => row.close_reason !== null)).toBe(true);
  });

  test('both rates of every park are to exceed 85 %, inherited from the county; a superseded target, own ones, milestones', () => {
    const inherited = demo.target.filter(
      (row) => row.scope_id === 'region:320924' && row.target_value === 0.85 && row.comparison === '>',
    );
    expect(inherited.map((row) => row.metric_id)).toEqual(['enterprise_unionisation_rate', 'member_rate']);
    expect(inherited.every((row) => row.is_inherited && (row.baseline_value ?? 1) < 0.5)).toBe(true);
    expect(demo.target.some((row) => row.supersedes_code !== null)).toBe(true);
    expect(demo.target.some((row) => row.scope_id.startsWith('park:'))).toBe(true);
    expect(demo.target.some((row) => row.metric_id === 'spending_frontline_share_broad')).toBe(true);
    expect(demo.target_milestone.length).toBeGreaterThan(4);
    expect(new Set(inherited.map((row) => row.group_code)).size).toBe(1);
    expect(inherited[0]?.group_code).not.toBeNull();
  });

  test('targets of every sort: a count by three calendars and below the county, less is better, each light rule', () => {
    const counts = demo.target.filter((row) => row.metric_id === 'new_union_count');
    expect(counts.length).toBe(6);
    expect(new Set(counts.map((row) => `${row.starts_on} ${row.ends_on}`)).size).toBe(3);
    expect(counts.every((row) => Number.isInteger(row.target_value) && !row.is_inherited)).toBe(true);
    expect(demo.target.some((row) => row.comparison === '<' && row.metric_id === 'union_shell_zombie_share')).toBe(
      true,
    );
    const rules = new Set(demo.target.map((row) => row.light_rule_code));
    expect(rules).toEqual(new Set([null, 'YINCHUAN-2025', 'SANYA-2022', 'ZAOZHUANG-2022']));
  });
});

describe('campaigns, bargaining and what is followed to its end', () => {
  const { half } = calendar;
  const open = (from: string, to: string | null, day: string): boolean => from <= day && (to === null || day < to);

  test('campaigns have goals for the county and its towns, and one runs on the last day', () => {
    for (const { campaign_code } of demo.campaign) {
      const goals = demo.campaign_goal.filter((row) => row.campaign_code === campaign_code);
      expect(goals.map((row) => row.scope_id)).toContain('region:320924');
      expect(goals.length).toBeGreaterThan(15);
    }
    const running = demo.campaign.filter((row) => row.starts_on <= until && until <= row.ends_on);
    expect(running.map((row) => row.kind)).toEqual(['unionisation']);
    expect(demo.campaign.some((row) => row.kind === 'unionisation' && row.starts_on === `${half.year}-05-01`)).toBe(
      true,
    );
  });

  test('of the goals some are reached and some are not', () => {
    const may = demo.campaign.find((row) => row.starts_on === `${half.year}-05-01`);
    const goals = demo.campaign_goal.filter(
      (row) => row.campaign_code === may?.campaign_code && row.scope_id !== 'region:320924',
    );
    const town = new Map(demo.enterprise.map((row) => [row.credit_code, row.region_code]));
    const established = demo.unionisation_event.filter(
      (row) => row.stage === 'established' && row.campaign_code === may?.campaign_code,
    );
    const reached = goals.filter(
      ({ scope_id, goal_count }) =>
        established.filter((row) => town.get(row.credit_code) === scope_id.slice(7)).length >= goal_count,
    );
    expect(reached.length).toBeGreaterThan(2);
    expect(reached.length).toBeLessThan(goals.length - 2);
  });

  test('an event belongs to the campaign of its day; stages of an enterprise follow each other; next steps are due and overdue', () => {
    for (const row of demo.unionisation_event) {
      const campaign = demo.campaign.find(
        ({ kind, starts_on, ends_on }) =>
          kind === 'unionisation' && starts_on <= row.occurred_on && row.occurred_on <= ends_on,
      );
      expect(row.campaign_code).toBe(campaign?.campaign_code ?? null);
    }
    const order = ['found', 'contacted', 'preparing', 'approved', 'established'];
    const waiting: (string | null)[] = [];
    for (const rows of Map.groupBy(demo.unionisation_event, (row) => row.credit_code).values()) {
      const stages = rows.toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
      expect(stages.map((row) => row.occurred_on)).toEqual(stages.map((row) => row.occurred_on).toSorted());
      if (stages.at(-1)?.stage !== 'established') waiting.push(stages.at(-1)?.next_action_on ?? null);
    }
    expect(waiting.length).toBeGreaterThan(200);
    expect(waiting.some((day) => day !== null && day < until)).toBe(true);
    expect(waiting.some((day) => day !== null && day > until)).toBe(true);
  });

  test('offers of every reply: in time, late, none in time; not every renewal comes of an offer', () => {
    const offers = demo.bargaining_offer;
    for (const reply of ['accepted', 'refused', 'negotiating', 'null']) {
      expect(countBy(offers, (row) => row.reply)[reply], reply).toBeGreaterThan(20);
    }
    expect(offers.some((row) => row.replied_on !== null && row.replied_on > row.reply_due_on)).toBe(true);
    expect(offers.some((row) => row.replied_on === null && row.reply_due_on < until)).toBe(true);
    expect(offers.some((row) => row.credit_code === null)).toBe(true);
    const renewals = demo.agreement.filter(
      (row) =>
        row.kind === 'wage' && row.renews_agreement_no && row.signed_on >= half.first && row.signed_on <= half.last,
    );
    const linked = renewals.filter((row) => row.offer_no !== null);
    expect(linked.length).toBeGreaterThan(100);
    expect(linked.length).toBeLessThan(300);
    const sent = new Map(offers.map((row) => [row.offer_no, row.sent_on]));
    for (const row of demo.agreement) {
      if (row.offer_no) expect((sent.get(row.offer_no) ?? '9') <= row.signed_on).toBe(true);
    }
  });

  test('agreements of every kind; wage agreements due in 90 days, lapsed, renewed late, ended early; women counted', () => {
    const { agreement } = demo;
    const kinds = countBy(agreement, (row) => row.kind);
    for (const kind of ['wage', 'collective', 'skill_grade', 'regional_wage', 'female_special']) {
      expect(kinds[kind], kind).toBeGreaterThan(6);
    }
    const renewed = new Map(
      agreement.flatMap((row) => (row.renews_agreement_no ? [[row.renews_agreement_no, row]] : [])),
    );
    const ended = agreement.filter((row) => row.kind === 'wage' && row.expires_on <= until);
    expect(ended.filter((row) => !renewed.has(row.agreement_no)).length).toBeGreaterThan(30);
    expect(ended.some((row) => (renewed.get(row.agreement_no)?.signed_on ?? '') > addDays(row.expires_on, 30))).toBe(
      true,
    );
    for (const kind of ['wage', 'female_special']) {
      const due = agreement.filter(
        (row) => row.kind === kind && row.expires_on > until && row.expires_on <= addDays(until, 90),
      );
      expect(due.length, kind).toBeGreaterThan(3);
    }
    expect(agreement.some((row) => row.terminated_on !== null)).toBe(true);
    const women = agreement.filter(
      (row) => row.kind === 'female_special' && open(row.valid_from, row.expires_on, until),
    );
    expect(women.length).toBeGreaterThan(60);
    expect(women.every((row) => (row.covered_female_count ?? 0) > 0)).toBe(true);
    const listed = countBy(demo.agreement_enterprise, (row) => row.agreement_no);
    const unnamed = agreement.filter((row) => row.covered_enterprise_count > (listed[row.agreement_no] ?? 0));
    expect(unnamed.length).toBeGreaterThan(1);
    expect(unnamed.every((row) => row.kind === 'regional_wage' && row.is_approximate)).toBe(true);
    expect(agreement.every((row) => row.covered_enterprise_count >= (listed[row.agreement_no] ?? 0))).toBe(true);
  });

  test('proposals answered, late, overdue, rectified and not, satisfied and not', () => {
    const rows = demo.congress_proposal;
    expect(rows.some((row) => row.feedback_on === null && row.due_on < until)).toBe(true);
    expect(rows.some((row) => row.feedback_on !== null && row.feedback_on > row.due_on)).toBe(true);
    expect(rows.some((row) => row.needs_rectification && row.rectified_on === null)).toBe(true);
    expect(Object.keys(countBy(rows, (row) => row.satisfaction))).toHaveLength(4);
    expect(rows.some((row) => row.federation_code === COUNTY)).toBe(true);
  });

  test('every household of the programme is visited in January–February and March–April, three are not in May–June', () => {
    const programme = demo.hardship_household.flatMap((row) => (row.team === null ? [] : [row.file_no]));
    const visited = (from: string, to: string) =>
      new Set(
        demo.household_visit
          .filter((row) => row.programme === 'two_month' && row.visited_on >= from && row.visited_on <= to)
          .map((row) => row.file_no),
      );
    const { year } = half;
    expect(visited(`${year}-01-01`, `${year}-02-28`)).toEqual(new Set(programme));
    expect(visited(`${year}-03-01`, `${year}-04-30`)).toEqual(new Set(programme));
    expect(visited(`${year}-05-01`, `${year}-06-30`).size).toBe(97);
    expect(visited(`${year}-09-01`, `${year}-10-31`).size).toBeLessThan(97);
  });

  test('the two visit rules are apart: quarterly visits go to every file that is open, two-month ones to the programme', () => {
    const teams = new Map(demo.hardship_household.map((row) => [row.file_no, row.team]));
    const quarterly = demo.household_visit.filter((row) => row.programme === 'quarterly');
    expect(quarterly.some((row) => teams.get(row.file_no) === null)).toBe(true);
    expect(quarterly.some((row) => teams.get(row.file_no) !== null)).toBe(true);
    expect(
      demo.household_visit.every((row) => row.programme !== 'two_month' || teams.get(row.file_no) === row.team),
    ).toBe(true);
    expect(demo.household_visit.some((row) => row.programme === 'festival')).toBe(true);
  });

  test('stations and rooms have every number of stars and every outcome; studios have none', () => {
    expect(Object.keys(countBy(demo.service_site, (row) => row.kind)).toSorted()).toEqual(
      ['care_station', 'mother_baby_room', 'model_worker_studio'].toSorted(),
    );
    const levels = countBy(demo.service_site_rating, (row) => String(row.level));
    for (const level of ['1', '2', '3', '4', '5', 'null']) expect(levels[level], level).toBeGreaterThan(0);
    const outcomes = countBy(demo.service_site_rating, (row) => row.outcome);
    for (const outcome of ['first', 'keep', 'raise', 'lower', 'remove']) expect(outcomes[outcome]).toBeGreaterThan(0);
    const studios = new Set(
      demo.service_site.flatMap((row) => (row.kind === 'model_worker_studio' ? [row.site_code] : [])),
    );
    expect(demo.service_site_rating.some((row) => studios.has(row.site_code))).toBe(false);
    expect(demo.service_site.some((row) => row.closed_on !== null)).toBe(true);
  });

  test('a skills match every quarter but one; 18 contestants of nine banks and service firms', () => {
    const matches = demo.contest.filter((row) => row.kind === 'quarterly_match');
    expect(matches.length).toBeGreaterThan(5);
    const skills = demo.contest.find((row) => row.kind === 'skills');
    const entered = demo.contest_entry.filter((row) => row.contest_code === skills?.contest_code);
    expect(entered).toHaveLength(9);
    expect(entered.reduce((sum, row) => sum + row.entrant_count, 0)).toBe(18);
    expect(demo.contest_entry.some((row) => row.honour !== null)).toBe(true);
  });
});

test('the workbooks together hold every row once', () => {
  const written: Record<string, number> = {};
  for (const { sheets } of splitWorkbooks(demo)) {
    for (const [key, rows] of Object.entries(sheets)) written[key] = (written[key] ?? 0) + rows.length;
  }
  expect(written).toEqual(Object.fromEntries(Object.entries(demo).map(([key, rows]) => [key, rows.length])));
});
