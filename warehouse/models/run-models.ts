import type { DuckDBConnection } from '@duckdb/node-api';
import { rowOf, rowsOf } from '../duckdb.ts';
import type { Rules } from '../rules.ts';
import type { Check, CheckResult, Model } from './model.ts';

/** The catalog (attached DuckDB file) that marts and views are made in. */
export const PUBLISHED = 'published';

/** Makes the table or view of one model; rows are undefined for a view. */
export async function runModel(
  connection: DuckDBConnection,
  model: Model,
  rules: Rules,
): Promise<{ rows: number | undefined }> {
  const place = model.kind === 'staging' ? model.name : `${PUBLISHED}.main.${model.name}`;
  try {
    if (model.make) await model.make(connection, rules);
    else await connection.run(`create ${model.kind === 'view' ? 'view' : 'table'} ${place} as ${model.sql}`);
  } catch (error) {
    throw new Error(`the model ${model.name} failed: ${(error as Error).message}`, { cause: error });
  }
  if (model.kind === 'view') return { rows: undefined };
  const { rows } = await rowOf<{ rows: number }>(connection, `select count(*) as rows from ${place}`);
  return { rows };
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
