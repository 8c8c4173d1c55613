import { InvalidSetting } from '@union/schema/errors.ts';
import { registers } from '../extract/registers.ts';

/**
 * How far the row count of a register may move between two nights. A change is drift when it is beyond the share and
 * beyond the rows of its direction: the rows keep small registers quiet (3 to 4 rows is no drift).
 */
export type Tolerance = {
  /** Share of the rows before, above 0. */
  readonly dropShare: number;
  readonly growthShare: number;
  /** Rows, 0 or more. */
  readonly dropRows: number;
  readonly growthRows: number;
};

/** A register whose row count moved further than it may. */
export type Drift = {
  readonly register: string;
  /** Rows of the last night that published, and of this one. */
  readonly before: number;
  readonly after: number;
  readonly tolerance: Tolerance;
};

/** A reviewer's word that exactly this change is right. */
export type Acceptance = {
  readonly register: string;
  readonly before: number;
  readonly after: number;
  readonly acceptedBy: string;
  readonly reason: string;
  /** ISO instant. */
  readonly acceptedAt: string;
};

/** A drift that was let through, with whoever accepted it. */
export type AcceptedDrift = Drift & { readonly acceptance: Acceptance };

/** Rows that go missing are rarely meant, rows that come often are: a drop is judged more strictly than growth. */
export const defaultTolerance: Tolerance = { dropShare: 0.1, dropRows: 10, growthShare: 1, growthRows: 1000 };

/** Registers that only ever grow, but for what is undone. */
const appendOnly: Tolerance = { ...defaultTolerance, dropShare: 0.02 };
const ownTolerances: Readonly<Record<string, Tolerance>> = {
  headcount_observation: appendOnly,
  membership_observation: appendOnly,
  member: appendOnly,
  ledger_line: appendOnly,
  assistance_grant: appendOnly,
  assistance_booking: appendOnly,
  household_visit: appendOnly,
};

/** The tolerance of each register, by name. */
export type Tolerances = (register: string) => Tolerance;

/**
 * Reads the setting DRIFT_TOLERANCE, `register:drop%/growth%` with spaces between, and with `/dropRows/growthRows` behind
 * where the rows differ from the default; the register `default` is every other one. undefined: the defaults of this file.
 * @throws InvalidSetting naming the part that is wrong.
 */
export function readTolerances(setting: string | undefined): Tolerances {
  const own = new Map(Object.entries(ownTolerances));
  let fallback = defaultTolerance;
  for (const part of setting?.split(/\s+/).filter((text) => text !== '') ?? []) {
    const found = /^(\w+):(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)(?:\/(\d+)\/(\d+))?$/.exec(part);
    if (!found) throw wrong(part, 'must be register:drop%/growth% or register:drop%/growth%/dropRows/growthRows');
    const [, register = '', drop, growth, dropRows, growthRows] = found;
    const tolerance = {
      dropShare: Number(drop) / 100,
      growthShare: Number(growth) / 100,
      dropRows: Number(dropRows ?? defaultTolerance.dropRows),
      growthRows: Number(growthRows ?? defaultTolerance.growthRows),
    };
    if (register === 'default') fallback = tolerance;
    else if (isRegister(register)) own.set(register, tolerance);
    else throw wrong(part, `no register has this name; there are ${registers.map(({ name }) => name).join(', ')}`);
  }
  return (register) => own.get(register) ?? fallback;
}

export function isRegister(name: string): boolean {
  return registers.some((register) => register.name === name);
}

function wrong(part: string, rule: string): InvalidSetting {
  return new InvalidSetting([`DRIFT_TOLERANCE=${JSON.stringify(part)}: ${rule}`]);
}

/** The registers of both nights that moved beyond their tolerance. A register that was empty has nothing to drift from. */
export function findDrifts(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
  tolerances: Tolerances,
): Drift[] {
  return Object.entries(after).flatMap(([register, rows]) => {
    const past = before[register];
    const tolerance = tolerances(register);
    return past !== undefined && isDrift(past, rows, tolerance)
      ? [{ register, before: past, after: rows, tolerance }]
      : [];
  });
}

/** Whether `after` rows in place of `before` are beyond the tolerance. */
export function isDrift(before: number, after: number, tolerance: Tolerance): boolean {
  if (before === 0) return false;
  const change = after - before;
  return change < 0
    ? -change > tolerance.dropRows && -change > before * tolerance.dropShare
    : change > tolerance.growthRows && change > before * tolerance.growthShare;
}

/** The acceptance of exactly this change; undefined when nobody gave one. */
export function acceptanceOf(drift: Drift, acceptances: readonly Acceptance[]): Acceptance | undefined {
  return acceptances.find(
    ({ register, before, after }) => register === drift.register && before === drift.before && after === drift.after,
  );
}

/** `member 1,000 → 400 (−60.0 %, tolerated −2 % and 10 rows)`. */
export function describeDrift({ register, before, after, tolerance }: Drift): { zh: string; en: string } {
  const count = (rows: number) => rows.toLocaleString('en-US');
  const change = after - before;
  const sign = change < 0 ? '−' : '+';
  const share = `${sign}${((Math.abs(change) / before) * 100).toFixed(1)} %`;
  const [allowed, rows] =
    change < 0 ? [tolerance.dropShare, tolerance.dropRows] : [tolerance.growthShare, tolerance.growthRows];
  const percent = `${sign}${Number((allowed * 100).toFixed(4))} %`;
  return {
    zh: `${register} 由 ${count(before)} 行变为 ${count(after)} 行（${share}，允许 ${percent} 或 ${count(rows)} 行以内）`,
    en: `${register} went from ${count(before)} to ${count(after)} rows (${share}; tolerated: ${percent} or ${count(rows)} rows)`,
  };
}
