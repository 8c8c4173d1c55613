import type { GraphQLFieldResolver } from 'graphql';
import { sql } from 'kysely';
import type { FieldSource, LookupList } from '../fields.ts';
import type { Row } from '../source.ts';
import { type CountedConnection, findPage } from './find-pages.ts';
import { findRow, findRows, findValue } from './find-rows.ts';
import { ROW, type Runtime, visibleRows } from './runtime.ts';

/** The entry of a value; one that the list lacks is shown as it is in every property. */
export function entryOf(list: LookupList, key: string): Readonly<Record<string, string>> {
  if (Object.hasOwn(list, key)) return list[key] as Readonly<Record<string, string>>;
  const properties = new Set(Object.values(list).flatMap((entry) => Object.keys(entry)));
  return Object.fromEntries([...properties].map((property) => [property, key]));
}

/**
 * The resolver of a field for the plain lane, made from its source. `ownSource` gives that of the type it stands on,
 * for expressions, whose rows are read again.
 */
export function resolverOf(
  runtime: Runtime,
  source: FieldSource,
  ownSource: () => Parameters<typeof visibleRows>[2],
): GraphQLFieldResolver<Row, object, Row> {
  switch (source.kind) {
    case 'expression':
      return (row, _, context) =>
        findValue(
          runtime,
          context,
          ownSource(),
          source,
          source.key.map((name) => row[name]),
        );
    case 'lookup':
      return (row) => {
        const value = row[source.column];
        if (value === null || value === undefined) return null;
        const key = source.prefix === undefined ? String(value) : String(value).slice(0, source.prefix);
        return entryOf(source.list, key);
      };
    case 'one': {
      const columns = source.join.map(([target]) => target);
      return (row, _, context) =>
        findRow(
          runtime,
          context,
          source.target,
          columns,
          source.join.map(([, own]) => row[own]),
        );
    }
    case 'many': {
      const columns = source.join.map(([target]) => target);
      return (row, _, context) =>
        findRows(
          runtime,
          context,
          source.target,
          columns,
          source.order,
          source.join.map(([, own]) => row[own]),
        );
    }
    case 'page':
      return (row, args, context) => findPage(runtime, context, source, row ?? {}, args);
    case 'find': {
      const columns = source.by.map(([name]) => name);
      return (_, args, context) =>
        findRow(
          runtime,
          context,
          source.target,
          columns,
          source.by.map(([, argument]) => args[argument]),
        );
    }
    case 'function':
      return async (_, args, context) => {
        const rows = (db: Parameters<typeof source.target.rows>[0]) =>
          source.rows(db, (name) => sql.val(args[name] ?? null));
        const visible = visibleRows(runtime, context, { ...source.target, rows });
        return (await visible.rows.selectAll(ROW).limit(1).execute(runtime.abort(context)))[0];
      };
    case 'total':
      return (connection) => (connection as CountedConnection).count();
    case 'globalId':
    case 'node':
    case 'nodes':
      throw new Error(`${source.kind} fields are resolved by the relay plug-in`);
  }
}
