import type { ClosedFigures } from '@union/access/restricted/closed-figures.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { FigureRestricted } from '../errors.ts';

/** What is closed in a publication that was given out by `guarded`. */
const closedIn = new WeakMap<Publication, ClosedFigures>();
const guardedOf = new WeakMap<ClosedFigures, WeakMap<Publication, Publication>>();

/**
 * A publication without the figures that are closed to a viewer: every statement on it, whoever writes it, finds tables
 * without their rows. The same object for the same publication and viewers' share, so that what is kept by it stays kept.
 */
export function guarded(publication: Publication, closed: ClosedFigures): Publication {
  if (closed.isNothing || closedIn.has(publication)) return publication;
  const made = guardedOf.get(closed) ?? new WeakMap<Publication, Publication>();
  guardedOf.set(closed, made);
  let one = made.get(publication);
  if (!one) {
    const { id, manifest, folder } = publication;
    const rules = rulesOf(publication, closed);
    rules.catch(() => made.delete(publication));
    one = {
      ...{ id, manifest, folder },
      query: async (statement, params) => publication.query(withoutClosed(statement, await rules), params),
      async *stream(statement, params) {
        yield* publication.stream(withoutClosed(statement, await rules), params);
      },
    };
    closedIn.set(one, closed);
    made.set(publication, one);
  }
  return one;
}

/** The same for every publication of a folder. */
export function guardedAll(publications: Publications, closed: ClosedFigures): Publications {
  if (closed.isNothing) return publications;
  const guard = (publication: Publication | undefined) => publication && guarded(publication, closed);
  return {
    ...publications,
    current: () => guard(publications.current()),
    find: async (which) => guard(await publications.find(which)),
  };
}

/** What is closed in this publication; undefined where nothing is. */
export function closedFiguresOf(publication: Publication): ClosedFigures | undefined {
  return closedIn.get(publication);
}

/** Whether the figures of a metric in a scope are closed in this publication. */
export async function isClosed(publication: Publication, metricId: string, scopeId: string): Promise<boolean> {
  const closed = closedIn.get(publication);
  return closed?.isClosed(metricId, await lineOf(publication, scopeId)) ?? false;
}

/** @throws FigureRestricted when the figures of the metric in the scope are closed in this publication. */
export async function requireOpen(publication: Publication, metricId: string, scopeId: string): Promise<void> {
  if (await isClosed(publication, metricId, scopeId)) {
    throw new FigureRestricted(metricId, scopeId, closedIn.get(publication)?.isAnonymous ?? true);
  }
}

type Lines = ReadonlyMap<string, readonly string[]>;
const linesOf = new WeakMap<Publication, Promise<Lines>>();

/** A scope and all above it; itself alone where the publication does not have it. */
async function lineOf(publication: Publication, scopeId: string): Promise<readonly string[]> {
  return (await lines(publication)).get(scopeId) ?? [scopeId];
}

function lines(publication: Publication): Promise<Lines> {
  let known = linesOf.get(publication);
  if (!known) {
    known = readLines(publication);
    linesOf.set(publication, known);
    known.catch(() => linesOf.delete(publication));
  }
  return known;
}

async function readLines(publication: Publication): Promise<Lines> {
  const rows = await publication.query<{ id: string; parent: string | null }>(
    'select scope_id as id, parent_scope_id as parent from scope',
  );
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  const climb = (id: string): string[] => {
    const line: string[] = [];
    for (let at: string | null | undefined = id; at != null && !line.includes(at); at = parents.get(at)) line.push(at);
    return line;
  };
  return new Map(rows.map(({ id }) => [id, climb(id)]));
}

/** The condition that a row of a table is open, by the table's name. */
type TableRules = ReadonlyMap<string, string>;

/** Tables that say which scopes there are, and hold no figure. */
const SCOPES: ReadonlySet<string> = new Set(['scope', 'scope_ancestor']);

async function rulesOf(publication: Publication, closed: ClosedFigures): Promise<TableRules> {
  const tables = await publication.query<{ name: string; columns: string }>(
    `select table_name as name, string_agg(column_name, ' ') as columns from duckdb_columns()
      where schema_name = 'main' and column_name in ('metric_id', 'scope_id', 'parent_scope_id')
      group by all having columns like '%scope_id%'`,
  );
  const all = [...(await lines(publication))];
  const listOf = (metricId: string | null): string | undefined => {
    const found = all.filter(([, line]) => closed.isClosed(metricId, line)).map(([id]) => id);
    if (found.length === 0) return undefined;
    return found.length === all.length ? 'everything' : found.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ');
  };
  const among = (column: string, list: string) => (list === 'everything' ? 'true' : `${column} in (${list})`);
  const rules = new Map<string, string>();
  for (const { name, columns } of tables) {
    if (SCOPES.has(name)) continue;
    const names = columns.split(' ');
    const column = names.includes('scope_id') ? 'scope_id' : 'parent_scope_id';
    const byMetric = names.includes('metric_id');
    const wholly = listOf(null);
    const conditions = wholly === undefined ? [] : [among(column, wholly)];
    for (const metricId of closed.metrics) {
      if (metricId === null || !(byMetric || speaksOf(name, metricId))) continue;
      const list = listOf(metricId);
      if (list === undefined) continue;
      conditions.push(byMetric ? `(metric_id = '${metricId}' and ${among(column, list)})` : among(column, list));
    }
    if (conditions.length > 0) rules.set(name, `not (${conditions.join(' or ')})`);
  }
  return rules;
}

/** Whether a table without a column for the metric tells of this one; what is not known to be of others does. */
function speaksOf(table: string, metricId: string): boolean {
  const [, viewed] = /^figure_(.+)$/.exec(table) ?? [];
  if (viewed !== undefined) return viewed === metricId;
  const own = catalogue.filter(({ mart }) => mart === table);
  return own.length === 0 || own.some(({ id }) => id === metricId);
}

/** The statement over tables without the rows that are closed. Names of tables are read as whole words. */
function withoutClosed(statement: string, rules: TableRules): string {
  if (/\bmain\s*\./i.test(statement)) throw new Error('a guarded statement names tables without their schema');
  const named = new Set((statement.match(/[a-z_]\w*/gi) ?? []).map((word) => word.toLowerCase()));
  const shadows = [...rules]
    .filter(([table]) => named.has(table))
    .map(([table, open]) => `${table} as not materialized (select * from main.${table} where ${open})`);
  if (shadows.length === 0) return statement;
  const [begin = ''] = /^\s*with\s+(?:recursive\s+)?/i.exec(statement) ?? [];
  return begin
    ? `${begin}${shadows.join(', ')}, ${statement.slice(begin.length)}`
    : `with ${shadows.join(', ')} ${statement}`;
}
