import pg from 'pg';

/** Statements that a connection keeps prepared; later ones run unnamed, so that a connection's memory is bounded. */
const MOST = 500;
const BEFORE = '/* gql_';
const NAMED = /^\/\* (gql_[0-9a-f]{24}) \*\/ /;

/** Names of a statement's columns when all are text; `new` before it was run, `other` when it has other columns. */
type Columns = readonly string[] | 'new' | 'other';

/**
 * A `pg` client that prepares the statements of the compiled lane under their names and so plans each once a connection,
 * which takes a third to a half off PostgreSQL's work on small answers. Run again on a connection, a statement whose columns
 * are text is not asked to describe itself. Give it to a pool: `new pg.Pool({ Client: NamedStatements })`.
 * Not for poolers that share a session between clients.
 */
export class NamedStatements extends pg.Client {
  private readonly known = new Map<string, Columns>();

  // biome-ignore lint/suspicious/noExplicitAny: pg declares seven ways to call it; all but one pass through
  override query(...args: any[]): any {
    const [text, values, callback] = args;
    const name = typeof text === 'string' && text.startsWith(BEFORE) ? NAMED.exec(text)?.[1] : undefined;
    const columns = name === undefined ? undefined : this.columnsOf(name);
    const run = super.query as (...all: unknown[]) => unknown;
    if (name === undefined || columns === undefined) return run.apply(this, args);
    if (callback !== undefined || columns === 'other') return run.call(this, { name, text, values }, callback);
    if (columns === 'new')
      return this.runFirst(name, run.call(this, { name, text, values }) as Promise<pg.QueryResult>);
    const texts = textsOf(values);
    if (!texts) return run.call(this, { name, text, values });
    return new Promise<TextResult>((resolve, reject) => {
      run.call(this, new TextStatement(name, texts, columns, resolve, reject));
    });
  }

  private columnsOf(name: string): Columns | undefined {
    const known = this.known.get(name);
    if (known !== undefined || this.known.size >= MOST) return known;
    this.known.set(name, 'new');
    return 'new';
  }

  private async runFirst(name: string, running: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    const result = await running;
    const isText = result.fields.every(({ dataTypeID }) => dataTypeID === pg.types.builtins.TEXT);
    this.known.set(name, isText ? result.fields.map((field) => field.name) : 'other');
    return result;
  }
}

/** Values as PostgreSQL reads them; undefined where one is no plain value, which is left to `pg`. */
function textsOf(values: readonly unknown[]): (string | null)[] | undefined {
  const texts: (string | null)[] = [];
  for (const value of values) {
    if (value === null || value === undefined) texts.push(null);
    else if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value));
    else return undefined;
  }
  return texts;
}

type Row = Record<string, string | null>;
type TextResult = { readonly command: string; readonly rowCount: number; readonly rows: readonly Row[] };

/** What `pg` gives a statement that writes its own messages; its types leave this out. */
type Connection = { readonly stream: { write(bytes: Buffer): void } };

/** A statement that its connection has prepared and whose columns are known to be text: bound and run, not described. */
class TextStatement {
  /** `pg` takes a statement that has one as it is. */
  readonly callback: (error: Error | null) => void;
  private readonly statement: string;
  private readonly values: readonly (string | null)[];
  private readonly columns: readonly string[];
  private readonly resolve: (result: TextResult) => void;
  private readonly rows: Row[] = [];

  constructor(
    name: string,
    values: readonly (string | null)[],
    columns: readonly string[],
    resolve: (result: TextResult) => void,
    reject: (error: Error) => void,
  ) {
    this.statement = name;
    this.values = values;
    this.columns = columns;
    this.resolve = resolve;
    this.callback = (error) => error && reject(error);
  }

  submit({ stream }: Connection): undefined {
    stream.write(messagesOf(this.statement, this.values));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Row = {};
    for (let at = 0; at < this.columns.length; at++) row[this.columns[at] as string] = fields[at] ?? null;
    this.rows.push(row);
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.resolve({ command: 'SELECT', rowCount: this.rows.length, rows: this.rows });
  }
}

/** Bind of a prepared statement, Execute and Sync as one piece, as PostgreSQL's protocol 3 has them. */
function messagesOf(statement: string, values: readonly (string | null)[]): Buffer {
  let length = 4 + 1 + statement.length + 1 + 2 + 2 + 2;
  for (const value of values) length += 4 + (value === null ? 0 : Buffer.byteLength(value));
  const bytes = Buffer.allocUnsafe(1 + length + END.length);
  bytes[0] = 0x42;
  let at = bytes.writeInt32BE(length, 1);
  bytes[at++] = 0;
  at += bytes.write(statement, at, 'latin1');
  bytes[at++] = 0;
  at = bytes.writeInt16BE(0, at);
  at = bytes.writeInt16BE(values.length, at);
  for (const value of values) {
    if (value === null) at = bytes.writeInt32BE(-1, at);
    else {
      const size = bytes.write(value, at + 4, 'utf8');
      at = bytes.writeInt32BE(size, at) + size;
    }
  }
  at = bytes.writeInt16BE(0, at);
  END.copy(bytes, at);
  return bytes;
}

/** Execute of the unnamed portal without a limit, and Sync. */
const END = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);
