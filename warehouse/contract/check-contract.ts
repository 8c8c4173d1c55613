import type { DuckDBConnection } from '@duckdb/node-api';
import { dayIn } from '@union/schema/calendar.ts';
import { rowOf, rowsOf } from '../duckdb.ts';
import { DriftNotAccepted, InputContractBroken } from '../errors.ts';
import { type RawTable, registers } from '../extract/registers.ts';
import type { CheckResult } from '../models/model.ts';
import { runCheck } from '../models/run-models.ts';
import {
  type Acceptance,
  type AcceptedDrift,
  acceptanceOf,
  findDrifts,
  readTolerances,
  type Tolerances,
} from './drift.ts';
import { homes, promises } from './promises.ts';
import { rowPromises, tableChecks } from './register-checks.ts';

/** How many failing rows a check shows; the count is of all. */
const SAMPLE_ROWS = 5;

export type ContractOptions = {
  /** Rows of each register in the last night that published; `{}` before the first. */
  readonly rowsBefore?: Readonly<Record<string, number>> | undefined;
  /** Default: those of `drift.ts`. */
  readonly tolerances?: Tolerances | undefined;
  /** Changes that reviewers have accepted. */
  readonly acceptances?: readonly Acceptance[] | undefined;
  /** The day it is: nothing can have happened after it. Default: today. */
  readonly today?: string | undefined;
  /** Told how many rows of each register were read, before they are judged. */
  readonly onRows?: ((rows: Readonly<Record<string, number>>) => void) | undefined;
};

export type ContractResult = { readonly checks: CheckResult[]; readonly acceptedDrifts: AcceptedDrift[] };

/**
 * Holds the `raw_` tables of an extract to what the models expect of them, before any model runs: columns and their types,
 * keys, references, ranges, and how far row counts moved since the last night.
 * @param rows what the extract read, by register.
 * @throws InputContractBroken when a promise of severity "block" is broken; DriftNotAccepted when a register drifted
 * and no reviewer has accepted exactly that.
 */
export async function checkContract(
  connection: DuckDBConnection,
  rows: Readonly<Record<string, number>>,
  options: ContractOptions = {},
  onTable: (table: string, done: number, of: number) => void = () => {},
): Promise<ContractResult> {
  options.onRows?.(rows);
  const today = options.today ?? dayIn('Asia/Shanghai');
  const tables = registers.filter(({ name }) => name in rows);
  const extracted = new Set(tables.map(({ name }) => name));
  const checks: CheckResult[] = [await checkColumns(connection, tables)];
  if (checks[0]?.failures === 0) {
    for (const [done, table] of tables.entries()) {
      onTable(table.name, done, tables.length);
      checks.push(...(await checkRows(connection, table, today)));
      for (const check of tableChecks(table, extracted)) checks.push(await runCheck(connection, check));
    }
  }
  const broken = checks.filter(({ severity, failures }) => severity === 'block' && failures > 0);
  if (broken.length > 0) throw new InputContractBroken(broken, checks);

  const drifts = findDrifts(options.rowsBefore ?? {}, rows, options.tolerances ?? readTolerances(undefined));
  const judged = drifts.map((drift) => ({ drift, acceptance: acceptanceOf(drift, options.acceptances ?? []) }));
  const open = judged.flatMap(({ drift, acceptance }) => (acceptance ? [] : [drift]));
  checks.push(
    ...judged.map(
      ({ drift, acceptance }): CheckResult => ({
        name: `input ${drift.register}: row count within its tolerance, or accepted`,
        severity: 'block',
        failures: acceptance ? 0 : 1,
        sample: [{ register: drift.register, before: drift.before, after: drift.after, ...drift.tolerance }],
      }),
    ),
  );
  if (open.length > 0) throw new DriftNotAccepted(open, checks);
  return {
    checks,
    acceptedDrifts: judged.flatMap(({ drift, acceptance }) => (acceptance ? [{ ...drift, acceptance }] : [])),
  };
}

/** Every extracted column exists with the type that was promised. */
async function checkColumns(connection: DuckDBConnection, tables: readonly RawTable[]): Promise<CheckResult> {
  const found = await rowsOf<{ table_name: string; column_name: string; data_type: string }>(
    connection,
    `select table_name, column_name, lower(data_type) as data_type from duckdb_columns() where table_name like 'raw\\_%' escape '\\'`,
  );
  const types = new Map(found.map((row) => [`${row.table_name}.${row.column_name}`, row.data_type]));
  const wrong = tables.flatMap((table) =>
    table.columns.flatMap(({ name, type }) => {
      const promised = type === 'text' ? 'varchar' : type;
      const is = types.get(`raw_${table.name}.${name}`) ?? null;
      return is === promised ? [] : [{ register: table.name, column: name, promised, found: is }];
    }),
  );
  return {
    name: 'input: columns have the types that were promised',
    severity: 'block',
    failures: wrong.length,
    sample: wrong.slice(0, SAMPLE_ROWS),
  };
}

/** The promises of single rows, all of a register in one pass; failing rows are looked for only where there are any. */
async function checkRows(connection: DuckDBConnection, table: RawTable, today: string): Promise<CheckResult[]> {
  const list = rowPromises(table, today);
  const counts = await rowOf<Record<string, number>>(
    connection,
    `select ${list.map(({ breaks }, i) => `count(*) filter (where ${breaks}) as promise_${i}`).join(', ')} from raw_${table.name}`,
  );
  const results: CheckResult[] = [];
  for (const [i, { name, severity, breaks, columns }] of list.entries()) {
    const failures = counts[`promise_${i}`] ?? 0;
    const sample =
      failures === 0
        ? []
        : await rowsOf(
            connection,
            `select ${shown(table, columns)} from raw_${table.name} where ${breaks} limit ${SAMPLE_ROWS}`,
          );
    results.push({ name, severity, failures, sample });
  }
  return results;
}

/** What names a row, and the columns at fault: a sample tells where to look and no more. */
function shown(table: RawTable, columns: readonly string[]): string {
  const named = promises[table.name]?.key ?? table.columns.map(({ name }) => name).filter((name) => name in homes);
  return [...new Set([...named, ...columns])].join(', ');
}
