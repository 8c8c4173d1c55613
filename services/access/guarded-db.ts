import type { Db } from '@union/schema/db/database.ts';
import type { Tables } from '@union/schema/tables.ts';
import {
  type AbortableQueryOptions,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Reaches } from './reach.ts';
import { readAs } from './row-security.ts';

/**
 * The registers as one viewer reads them behind the second wall: statements that name a guarded table run in a transaction
 * of their own as the reader's role; all others go their usual way. For reading alone.
 * @param tables names of the tables that are guarded.
 */
export function guardedDb(db: Db, reaches: Reaches, tables: readonly string[]): Db {
  if (tables.length === 0) return db;
  const names = new RegExp(`\\b(?:${tables.join('|')})\\b`);
  const connection: DatabaseConnection = {
    executeQuery<R>(query: CompiledQuery, options?: AbortableQueryOptions): Promise<QueryResult<R>> {
      const asked = query as CompiledQuery<R>;
      if (!names.test(query.sql)) return db.executeQuery(asked, options);
      return db.transaction().execute(async (transaction) => {
        await readAs(transaction, reaches);
        return transaction.executeQuery(asked, options);
      });
    },
    streamQuery() {
      throw new Error('rows behind the second wall are not streamed');
    },
  };
  const refuse = async (): Promise<never> => {
    throw new Error('what stands behind the second wall is for reading alone');
  };
  const driver: Driver = {
    ...{ init: async () => {}, destroy: async () => {}, releaseConnection: async () => {} },
    acquireConnection: async () => connection,
    ...{ beginTransaction: refuse, commitTransaction: refuse, rollbackTransaction: refuse },
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (of) => new PostgresIntrospector(of),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}
