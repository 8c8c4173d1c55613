import type { DuckDBConnection } from '@duckdb/node-api';
import { figureKeys } from '@union/schema/metrics/metric.ts';
import { literal, rowOf, rowsOf } from '../duckdb.ts';
import { ClosedPeriodChanged } from '../errors.ts';
import type { CheckResult } from '../models/model.ts';
import { differenceSql, hasTable, isSameUntil, sharedMetrics } from '../publication/compare/figure-difference.ts';
import type { Closed } from './closed-periods.queries.ts';

/** The catalog that the publication before is attached as. */
const BEFORE = 'publication_before';
/** What is checked here. */
const CHECK = 'closed periods: a figure changes by leave of a restatement alone';
/** Changed figures that are told one by one. */
const TOLD = 20;

export type HeldClosed = {
  /** Rows of the published table `restatement`. */
  readonly rows: number;
  readonly check: CheckResult;
};

/**
 * Holds the candidate in the catalog `published` against the publication before on the last day of every closed period,
 * and makes its table `restatement`: those of the publication before, and the figures that change now by leave of a
 * restatement that none before has used.
 * @param before path of the DuckDB file of the publication that is served; undefined for the first.
 * @throws ClosedPeriodChanged when a figure changes without one.
 */
export async function holdClosed(
  connection: DuckDBConnection,
  options: {
    readonly published: string;
    readonly before: string | undefined;
    readonly closed: Closed;
    readonly asOf: string;
    readonly publicationId: string;
  },
): Promise<HeldClosed> {
  const { published, before, closed, asOf, publicationId } = options;
  const table = `${published}.main.restatement`;
  await connection.run(`create table ${table} (${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`);
  const passed = { rows: 0, check: { name: CHECK, severity: 'block', failures: 0, sample: [] } } as const;
  if (before === undefined) return passed;
  await connection.run(`attach ${literal(before)} as ${BEFORE} (read_only)`);
  try {
    if (await hasTable(connection, BEFORE, 'restatement')) {
      await connection.run(`insert into ${table} by name select * from ${BEFORE}.main.restatement`);
    }
    const periods = closed.periods.filter(({ end }) => end <= asOf);
    if (periods.length > 0) {
      await findChanges(connection, published, periods);
      await useRestatements(connection, { published, table, closed, publicationId });
      await refuseTheRest(connection);
    }
    const { rows } = await rowOf<{ rows: number }>(connection, `select count(*) as rows from ${table}`);
    return { ...passed, rows };
  } finally {
    await connection.run(`detach ${BEFORE}`);
    await connection.run('drop table if exists closed_change');
  }
}

/** One row a figure and closed day that restatements changed. `old_…`: as published before. */
const columns = [
  ['restatement_id', 'bigint'],
  ['publication_id', 'varchar'],
  ['metric_id', 'varchar'],
  ['scope_id', 'varchar'],
  ['segment', 'varchar'],
  ['period_kind', 'varchar'],
  ...figureKeys.map((key) => [key, 'varchar'] as const),
  ['day', 'date'],
  ...['old', 'new'].flatMap((side) => [
    [`${side}_numerator`, 'bigint'] as const,
    [`${side}_denominator`, 'bigint'] as const,
    [`${side}_value`, 'double'] as const,
    [`${side}_state`, 'varchar'] as const,
  ]),
  ['reason', 'varchar'],
  ['restated_at', 'varchar'],
] as const;

/** Makes `closed_change`: every figure of a closed day that differs. Metrics that the publication before lacks are new, not changed. */
async function findChanges(connection: DuckDBConnection, published: string, periods: Closed['periods']): Promise<void> {
  const ends = [...new Set(periods.map(({ end }) => end))].toSorted();
  const days = ends.map((day) => `(date ${literal(day)})`).join(', ');
  const sides = {
    before: BEFORE,
    after: published,
    where: await wholeOrCut(connection, published),
    days: `select day as old_day, day as new_day from (values ${days}) as closed (day)`,
  };
  await connection.run('drop table if exists closed_change');
  let made = false;
  for (const metric of await sharedMetrics(connection, BEFORE, published)) {
    // Nearly always nothing changed before the last closed day.
    if (made && (await isSameUntil(connection, metric, [BEFORE, published], ends.at(-1) as string))) continue;
    const sql = await differenceSql(connection, metric, sides);
    await connection.run(made ? `insert into closed_change by name ${sql}` : `create table closed_change as ${sql}`);
    made = true;
  }
}

/** SQL on a figure: whether both publications keep such figures. Where segments of a scope begin is no figure that changed. */
async function wholeOrCut(connection: DuckDBConnection, published: string): Promise<string> {
  const said = await rowsOf<{ catalog: string }>(
    connection,
    `select database_name as catalog from duckdb_columns() where table_name = 'scope' and column_name = 'has_segments'
      and database_name in (${literal(BEFORE)}, ${literal(published)})`,
  );
  const uncut = said.map(({ catalog }) => `select scope_id from ${catalog}.main.scope where not has_segments`);
  return uncut.length === 0 ? 'true' : `segment = 'all' or scope_id not in (${uncut.join(' union ')})`;
}

/** Moves the changes that an unused restatement allows to the published table; the newest restatement speaks. */
async function useRestatements(
  connection: DuckDBConnection,
  { table, closed, publicationId }: { published: string; table: string; closed: Closed; publicationId: string },
): Promise<void> {
  const used = new Set(
    (await rowsOf<{ id: number }>(connection, `select distinct restatement_id as id from ${table}`)).map(
      ({ id }) => id,
    ),
  );
  const ends = new Map(closed.periods.map(({ kind, start, end }) => [`${kind} ${start}`, end]));
  const open = closed.restatements.filter(({ id }) => !used.has(id)).toReversed();
  for (const { id, kind, start, metricId, reason, restatedAt } of open) {
    const day = ends.get(`${kind} ${start}`);
    if (day === undefined) continue;
    const allowed = `day = date ${literal(day)} and ${metricId === null ? 'true' : `metric_id = ${literal(metricId)}`}`;
    await connection.run(
      `insert into ${table} by name
        select *, ${id} as restatement_id, ${literal(publicationId)} as publication_id, ${literal(reason)} as reason,
          ${literal(restatedAt)} as restated_at
        from closed_change where ${allowed} order by all`,
    );
    await connection.run(`delete from closed_change where ${allowed}`);
  }
}

async function refuseTheRest(connection: DuckDBConnection): Promise<void> {
  const { count } = await rowOf<{ count: number }>(connection, 'select count(*) as count from closed_change');
  if (count === 0) return;
  const changes = await rowsOf<ConstructorParameters<typeof ClosedPeriodChanged>[2][number]>(
    connection,
    `select metric_id, scope_id, segment, period_kind, day, old_numerator, old_denominator, old_state, new_numerator,
        new_denominator, new_state
      from closed_change order by segment <> 'all', day, metric_id, scope_id, segment, period_kind limit ${TOLD}`,
  );
  throw new ClosedPeriodChanged(CHECK, count, changes);
}
