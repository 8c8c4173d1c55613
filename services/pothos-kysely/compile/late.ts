import type { FieldNode } from 'graphql';
import { type Expression, sql } from 'kysely';
import type { SiteValues } from './inspect.ts';

/** What a statement is filled with when a request runs. */
export type Run = {
  readonly context: object;
  readonly values: ReadonlyMap<FieldNode, SiteValues>;
};

/** A parameter of a plan that is read from each request. */
export class Late {
  readonly read: (run: Run) => unknown;
  constructor(read: (run: Run) => unknown) {
    this.read = read;
  }
}

/** A parameter that is read when the request runs. */
export function late<T>(read: (run: Run) => unknown): Expression<T> {
  return sql.val(new Late(read)) as Expression<T>;
}

/** The parameters of a plan for one request. */
export function fill(parameters: readonly unknown[], run: Run): unknown[] {
  return parameters.map((parameter) => (parameter instanceof Late ? parameter.read(run) : parameter));
}
