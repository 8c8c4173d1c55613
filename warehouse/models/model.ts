import type { DuckDBConnection } from '@duckdb/node-api';
import type { Rules } from '../rules.ts';

/** One model: a select that becomes a table or a view, and the promises that stand beside it. */
export type Model = {
  readonly name: string;
  /** `staging`: thrown away after the night; `mart`: a published table; `view`: a published view. */
  readonly kind: 'staging' | 'mart' | 'view';
  readonly sql: string;
  /** The select gives facts, and the table is made of them: see `stockMart` and `flowMart`. */
  readonly facts?: 'stock' | 'flow' | undefined;
  readonly checks: readonly Check[];
  /** For what SQL says badly: makes the table `name` itself, from the rows of `sql`. */
  readonly make?: (connection: DuckDBConnection, rules: Rules) => Promise<void>;
};

/** A query that returns the rows that break a promise. `block` publishes nothing, `warn` is told in the manifest. */
export type Check = { readonly name: string; readonly severity: 'block' | 'warn'; readonly sql: string };

/** What a check found: how many rows break the promise, and the first few of them. */
export type CheckResult = {
  readonly name: string;
  readonly severity: 'block' | 'warn';
  readonly failures: number;
  readonly sample: readonly Readonly<Record<string, unknown>>[];
};
