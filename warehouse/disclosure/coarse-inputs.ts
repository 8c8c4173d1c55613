import type { AcceptedDrift } from '../contract/drift.ts';
import type { Inputs } from '../extract/extract.ts';
import type { CheckResult } from '../models/model.ts';

/** Registers whose rows are households, payments to them or visits: their counts of two nights tell of those of a day. */
const householdRegisters: ReadonlySet<string> = new Set([
  'hardship_household',
  'assistance_grant',
  'assistance_booking',
  'household_visit',
]);

/** What a check is of: `input <register>: …` or `<model>: …`. */
const SUBJECT = /^(?:input )?(\w+):/;
const HOUSEHOLD_MODEL = /^(?:stg_)?(?:assist|hardship|household|visit|file_cell)/;

/** Row counts with those of household registers rounded down to a multiple of `threshold`. */
export function coarseRows(rows: Inputs['rows'], threshold: number): Inputs['rows'] {
  return Object.fromEntries(
    Object.entries(rows).map(([register, count]) => [
      register,
      // Down: a register that only grows never seems to have shrunk.
      householdRegisters.has(register) ? count - (count % threshold) : count,
    ]),
  );
}

/** Accepted drifts as a publication tells them: row counts of household registers as in its inputs. */
export function coarseDrifts(drifts: readonly AcceptedDrift[], threshold: number): AcceptedDrift[] {
  return drifts.map((drift) => {
    if (!householdRegisters.has(drift.register)) return drift;
    const round = (count: number) => count - (count % threshold);
    const side = { before: round(drift.before), after: round(drift.after) };
    return { ...drift, ...side, acceptance: { ...drift.acceptance, ...side } };
  });
}

/**
 * Results of checks as a publication tells them: those on households say that something broke and no more, neither rows
 * nor how many, beyond the next multiple of `threshold`.
 */
export function coarseChecks(checks: readonly CheckResult[], threshold: number): CheckResult[] {
  return checks.map((check) => {
    const subject = SUBJECT.exec(check.name)?.[1] ?? '';
    if (!householdRegisters.has(subject) && !HOUSEHOLD_MODEL.test(subject)) return check;
    return { ...check, failures: Math.ceil(check.failures / threshold) * threshold, sample: [] };
  });
}
