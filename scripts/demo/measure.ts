import { addDays } from '@union/schema/calendar.ts';
import type { DemoTables, EnterpriseRow } from './tables.ts';

/** Coverage of one place on one day, as domain rules count it; counts, not shares. */
export type Coverage = {
  enterprises: number;
  covered: number;
  /** Covered by a union that is neither shell nor zombie. */
  effective: number;
  /** Under a federation: second coverage, never added to `covered`. */
  secondary: number;
  workers: number;
  members: number;
};

const PRIMARY: ReadonlySet<string> = new Set(['independent', 'joint', 'regional_direct', 'industry_direct']);
/** A union whose term ended is active for this many days more. */
const GRACE_DAYS = 365;

/**
 * Coverage by place on `day`: `county`, each town code and each park code that has an enterprise. Counted plainly from
 * the rows, apart from the warehouse: for choosing targets' baselines, for the command's table and for tests.
 */
export function measureCoverage(tables: DemoTables, day: string): Map<string, Coverage> {
  const unions = new Map(tables.trade_union.map((union) => [union.union_code, union]));
  const bad = badUnions(tables, day);
  const covered = new Set<string>();
  const effective = new Set<string>();
  const secondary = new Set<string>();
  for (const link of tables.coverage_link) {
    const union = unions.get(link.union_code);
    if (!union || link.valid_from > day || (link.valid_to !== null && link.valid_to <= day)) continue;
    const isActive =
      union.approved_on <= day &&
      (union.dissolved_on === null || union.dissolved_on > day) &&
      (union.term_ends_on === null || addDays(union.term_ends_on, GRACE_DAYS) > day);
    if (!isActive) continue;
    if (link.kind === 'federation_secondary') secondary.add(link.credit_code);
    if (!PRIMARY.has(link.kind)) continue;
    covered.add(link.credit_code);
    if (!bad.has(link.union_code)) effective.add(link.credit_code);
  }
  const workers = latestCounts(tables.headcount_observation, day, (row) => row.worker_count);
  const members = latestCounts(tables.membership_observation, day, (row) => row.member_count);
  const registered = registeredMembers(tables, day);

  const places = new Map<string, Coverage>();
  const seen = new Map<string, Set<string>>();
  for (const [creditCode, { row, registeredOn }] of activeEnterprises(tables, day)) {
    for (const place of ['county', row.region_code, ...(row.park_code ? [`park:${row.park_code}`] : [])]) {
      const count = places.get(place) ?? {
        enterprises: 0,
        covered: 0,
        effective: 0,
        secondary: 0,
        workers: 0,
        members: 0,
      };
      places.set(place, count);
      count.enterprises += 1;
      if (covered.has(creditCode)) count.covered += 1;
      if (effective.has(creditCode)) count.effective += 1;
      if (secondary.has(creditCode)) count.secondary += 1;
      count.workers += workers.get(creditCode) ?? 0;
      if (registeredOn === null || registeredOn > day) {
        count.members += members.get(creditCode) ?? 0;
        continue;
      }
      const people = seen.get(place) ?? new Set();
      seen.set(place, people);
      for (const key of registered.get(creditCode) ?? []) people.add(key);
    }
  }
  for (const [place, people] of seen) (places.get(place) as Coverage).members += people.size;
  return places;
}

function activeEnterprises(
  tables: DemoTables,
  day: string,
): Map<string, { row: EnterpriseRow; registeredOn: string | null }> {
  const active = new Map<string, { row: EnterpriseRow; registeredOn: string | null }>();
  for (const row of tables.enterprise) {
    const from = row.effective_on ?? row.settled_on;
    if (from === null || from > day || (row.closed_on !== null && row.closed_on <= day)) continue;
    active.set(row.credit_code, {
      row,
      registeredOn: row.members_registered_on ?? active.get(row.credit_code)?.registeredOn ?? null,
    });
  }
  return active;
}

/** Unions whose latest finding is shell or zombie and not put right by `day`. */
function badUnions(tables: DemoTables, day: string): Set<string> {
  const last = new Map<string, DemoTables['census_finding'][number]>();
  for (const finding of tables.census_finding) {
    const known = last.get(finding.union_code);
    if (finding.checked_on <= day && (!known || known.checked_on < finding.checked_on))
      last.set(finding.union_code, finding);
  }
  const bad = [...last.values()].filter(
    ({ result, rectified_on }) =>
      (result === 'shell' || result === 'zombie') && (rectified_on === null || rectified_on > day),
  );
  return new Set(bad.map((finding) => finding.union_code));
}

function latestCounts<Row extends { credit_code: string; observed_on: string }>(
  rows: readonly Row[],
  day: string,
  count: (row: Row) => number,
): Map<string, number> {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const known = latest.get(row.credit_code);
    if (row.observed_on <= day && (!known || known.observed_on <= row.observed_on)) latest.set(row.credit_code, row);
  }
  return new Map([...latest].map(([code, row]) => [code, count(row)]));
}

function registeredMembers(tables: DemoTables, day: string): Map<string, string[]> {
  const members = tables.member.filter(
    (row) => row.validity === 'valid' && row.joined_on <= day && (row.left_on === null || row.left_on > day),
  );
  return new Map(
    [...Map.groupBy(members, (row) => row.credit_code)].map(([code, rows]) => [
      code,
      rows.map((row) => row.member_key),
    ]),
  );
}
