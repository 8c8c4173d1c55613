import type { Database } from '@union/schema/db/database.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';

/** Counts what reaches a publication: the same publications, with every statement noted. */
export function countQueries(publications: Publications): Publications & { readonly statements: string[] } {
  const statements: string[] = [];
  const counted = new Map<Publication, Publication>();
  const count = (publication: Publication | undefined) => {
    if (!publication) return undefined;
    const known = counted.get(publication);
    if (known) return known;
    const { id, manifest, folder } = publication;
    const query: Publication['query'] = (sql, params) => {
      statements.push(sql);
      return publication.query(sql, params);
    };
    const stream: Publication['stream'] = (sql, params) => {
      statements.push(sql);
      return publication.stream(sql, params);
    };
    const made = { id, manifest, folder, query, stream };
    counted.set(publication, made);
    return made;
  };
  return {
    ...publications,
    statements,
    current: () => count(publications.current()),
    find: async (which) => count(await publications.find(which)),
  };
}

/** Counts what reaches the registers: the same database, with the tree of every statement noted as JSON. */
export function countStatements(database: Database): Database & { readonly statements: string[] } {
  const statements: string[] = [];
  const nodes = new WeakMap<object, string>();
  const db = database.db.withPlugin({
    // Parts of a statement are transformed too, results come once a statement.
    transformQuery: ({ node, queryId }) => {
      nodes.set(
        queryId,
        JSON.stringify(node, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      );
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      const statement = nodes.get(queryId) ?? '';
      // What is restricted is asked for once a second, whatever is read.
      if (!statement.includes('"figure_restriction"')) statements.push(statement);
      return result;
    },
  });
  return { ...database, db, statements };
}
