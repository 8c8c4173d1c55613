import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { hiddenPrefix } from '../disclosure/hidden-prefix.ts';
import { literal, rowOf, rowsOf } from '../duckdb.ts';
import type { Rules } from '../rules.ts';
import { factChecks } from './fact-checks.ts';
import { type FactColumns, readFactColumns } from './facts.ts';
import { figureModelsOf } from './figures.ts';
import { flowMart } from './flow-mart.ts';
import type { Check, CheckResult, Model } from './model.ts';
import { orderModels } from './order-models.ts';
import { createParameters } from './parameters.ts';
import { readModels } from './read-models.ts';
import { createScopeKey } from './spread-over-scopes.ts';
import { stockMart } from './stock-mart.ts';

/** The catalog (attached DuckDB file) that marts and views are made in. */
export const PUBLISHED = 'published';

/** Attaches the file (or `:memory:`) that marts and views go to; staging stays in the database of the connection. */
export async function attachPublished(connection: DuckDBConnection, path: string): Promise<void> {
  const { scratch } = await rowOf<{ scratch: string }>(connection, 'select current_database() as scratch');
  await connection.run(`attach ${literal(path)} as ${PUBLISHED}`);
  await connection.run(`set search_path = '${scratch}.main,${PUBLISHED}.main'`);
  // Rows behind a CTE are estimated as few, and the loop that is chosen for few takes ten times as long for many.
  await connection.run('set asof_loop_join_threshold = 0');
}

/** Writes the attached file out and lets it go. */
export async function detachPublished(connection: DuckDBConnection): Promise<void> {
  const { scratch } = await rowOf<{ scratch: string }>(connection, 'select current_database() as scratch');
  await connection.run(`set search_path = '${scratch}.main'`);
  await connection.run(`checkpoint ${PUBLISHED}`);
  await connection.run(`detach ${PUBLISHED}`);
}

export type MakeOptions = {
  /** Told before each model, with how many are done. */
  readonly onModel?: ((name: string, done: number, of: number) => void) | undefined;
  /** Makes only these models and what they and their checks read; every model when absent. */
  readonly wanted?: readonly string[] | undefined;
  /** Other models than those of the code, to see what a change of them would do; default: `allModels()`. */
  readonly models?: readonly Model[] | undefined;
};

/** Every model, in no particular order; figures of these metrics alone. */
export function allModels(metrics: readonly Metric[] = catalogue): Model[] {
  return [...readModels(), hiddenPrefix, ...figureModelsOf(metrics)];
}

/**
 * Makes every staging table, mart and view from the `raw_…` tables of the connection, in the order of what reads what.
 * @returns the models in that order, and the rows of each mart by name.
 */
export async function makeModels(
  connection: DuckDBConnection,
  asOf: string,
  rules: Rules,
  { onModel = () => {}, wanted, models: given = allModels() }: MakeOptions = {},
): Promise<{ models: readonly Model[]; rows: ReadonlyMap<string, number> }> {
  await createParameters(connection, asOf, rules);
  const models = await orderModels(connection, given, wanted);
  const published = new Map<string, number>();
  const made: Model[] = [];
  let hasScopeKey = false;
  for (const [done, model] of models.entries()) {
    onModel(model.name, done, models.length);
    if (model.facts && !hasScopeKey) {
      await createScopeKey(connection);
      hasScopeKey = true;
    }
    const columns = model.facts && (await readFactColumns(connection, model, model.facts));
    const { rows } = await runModel(connection, model, columns, rules);
    if (model.kind === 'mart' && rows !== undefined) published.set(model.name, rows);
    made.push(columns ? { ...model, checks: [...factChecks(model, columns), ...model.checks] } : model);
  }
  return { models: made, rows: published };
}

/** Makes the table or view of one model; rows are undefined for a view. */
async function runModel(
  connection: DuckDBConnection,
  model: Model,
  columns: FactColumns | undefined,
  rules: Rules,
): Promise<{ rows: number | undefined }> {
  const place = model.kind === 'staging' ? model.name : `${PUBLISHED}.main.${model.name}`;
  try {
    if (model.make) {
      await model.make(connection, rules);
      return await rowOf<{ rows: number }>(connection, `select count(*) as rows from ${place}`);
    }
    const select = await selectOf(connection, model, columns);
    // Rows that a model puts in no certain order would make other bytes of equal figures each night; stretches lie in
    // the order of their keys, which no two share.
    const ordered = model.kind === 'mart' && !model.facts ? `select * from (${select}\n) order by all` : select;
    if (model.kind === 'view') {
      await connection.run(`create view ${place} as ${ordered}`);
      return { rows: undefined };
    }
    const made = await connection.run(`create table ${place} as ${ordered}`);
    return { rows: Number((await made.getRows())[0]?.[0]) };
  } catch (error) {
    throw new Error(`the model ${model.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** The select that a model's table is made of. */
async function selectOf(connection: DuckDBConnection, model: Model, columns: FactColumns | undefined): Promise<string> {
  if (!columns) return model.sql;
  const { depth } = await rowOf<{ depth: number }>(
    connection,
    'select coalesce(max(depth), 0) as depth from stg_scope_step',
  );
  return model.facts === 'stock' ? stockMart(model, columns, depth) : flowMart(model, columns, depth);
}

/** How many failing rows a check shows; the count is of all. */
const SAMPLE_ROWS = 5;

export async function runCheck(connection: DuckDBConnection, check: Check): Promise<CheckResult> {
  try {
    const { failures } = await rowOf<{ failures: number }>(
      connection,
      `select count(*) as failures from (${check.sql}\n) as failing`,
    );
    const sample =
      failures === 0 ? [] : await rowsOf(connection, `select * from (${check.sql}\n) as failing limit ${SAMPLE_ROWS}`);
    return { name: check.name, severity: check.severity, failures, sample };
  } catch (error) {
    throw new Error(`the check "${check.name}" failed to run: ${(error as Error).message}`, { cause: error });
  }
}
