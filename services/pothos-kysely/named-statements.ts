import pg from 'pg';

/** Statements that a connection keeps prepared; later ones run unnamed, so that a connection's memory is bounded. */
const MOST = 500;
const NAMED = /^\/\* (gql_[0-9a-f]{24}) \*\/ /;

/**
 * A `pg` client that prepares the statements of the compiled lane under their names and so plans each once a connection,
 * which takes a third to a half off PostgreSQL's work on small answers. Give it to a pool: `new pg.Pool({ Client: NamedStatements })`.
 * Not for poolers that share a session between clients.
 */
export class NamedStatements extends pg.Client {
  private readonly names = new Set<string>();

  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven ways to call it; all but one pass through
  override query(...args: any[]): any {
    const [text, values, callback] = args;
    const name = typeof text === 'string' ? NAMED.exec(text)?.[1] : undefined;
    if (name === undefined || !this.remembers(name)) return (super.query as (...all: unknown[]) => unknown)(...args);
    return (super.query as (...all: unknown[]) => unknown)({ name, text, values }, callback);
  }

  private remembers(name: string): boolean {
    if (this.names.has(name)) return true;
    if (this.names.size >= MOST) return false;
    this.names.add(name);
    return true;
  }
}
