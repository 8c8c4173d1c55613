import { availableParallelism, totalmem } from 'node:os';
import {
  createDuckDBValueConverter,
  type DuckDBConnection,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
} from '@duckdb/node-api';

/** Nothing is fetched at run time: only the extensions that are linked into the package exist. */
const OFFLINE = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
  allow_unsigned_extensions: 'false',
};

/** What DuckDB may take: bytes of memory (what needs more is written to a temporary file), and threads. */
export type DuckDbResources = {
  readonly memoryLimit?: number | undefined;
  readonly threads?: number | undefined;
};

/** Bytes of a share (0 to 1) of the memory that this process may have: the machine's, or its container's. */
export function shareOfMemory(share: number): number {
  const constrained = process.constrainedMemory();
  return Math.floor(share * (constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()));
}

/** Opens a DuckDB file (made when absent, unless `readOnly`). `threads` defaults to the machine's, `memoryLimit` to DuckDB's own. */
export function openDuckDb(
  path: string,
  options: DuckDbResources & { readonly readOnly?: boolean; readonly temporaryFolder?: string } = {},
): Promise<DuckDBInstance> {
  return DuckDBInstance.create(path, {
    ...OFFLINE,
    access_mode: options.readOnly ? 'READ_ONLY' : 'READ_WRITE',
    threads: String(options.threads ?? availableParallelism()),
    ...(options.memoryLimit ? { memory_limit: `${options.memoryLimit}B` } : {}),
    ...(options.temporaryFolder ? { temp_directory: options.temporaryFolder } : {}),
  });
}

/** A value of a row as the platform reads it: numbers, `YYYY-MM-DD` days, lists of those; null where SQL says null. */
export type Cell = string | number | boolean | null | Cell[];

const asNumber: DuckDBValueConverter<Cell> = (value) => {
  const number = value instanceof DuckDBDecimalValue ? value.toDouble() : Number(value);
  if (typeof value === 'bigint' && !Number.isSafeInteger(number)) {
    throw new RangeError(`the integer ${value} is beyond 2^53`);
  }
  return number;
};
const asText: DuckDBValueConverter<Cell> = (value) => String(value);
const asItself: DuckDBValueConverter<Cell> = (value) => value as string | number | boolean;

const converters: Partial<Record<DuckDBTypeId, DuckDBValueConverter<Cell>>> = {
  [DuckDBTypeId.BOOLEAN]: asItself,
  [DuckDBTypeId.TINYINT]: asItself,
  [DuckDBTypeId.SMALLINT]: asItself,
  [DuckDBTypeId.INTEGER]: asItself,
  [DuckDBTypeId.UTINYINT]: asItself,
  [DuckDBTypeId.USMALLINT]: asItself,
  [DuckDBTypeId.UINTEGER]: asItself,
  [DuckDBTypeId.FLOAT]: asItself,
  [DuckDBTypeId.DOUBLE]: asItself,
  [DuckDBTypeId.BIGINT]: asNumber,
  [DuckDBTypeId.UBIGINT]: asNumber,
  [DuckDBTypeId.HUGEINT]: asNumber,
  [DuckDBTypeId.UHUGEINT]: asNumber,
  [DuckDBTypeId.DECIMAL]: asNumber,
  [DuckDBTypeId.VARCHAR]: asItself,
  [DuckDBTypeId.DATE]: asText,
  [DuckDBTypeId.TIMESTAMP]: asText,
  [DuckDBTypeId.TIMESTAMP_TZ]: asText,
  [DuckDBTypeId.SQLNULL]: () => null,
  [DuckDBTypeId.LIST]: (value, type, converter) =>
    value instanceof DuckDBListValue && 'valueType' in type
      ? value.items.map((item) => converter(item, type.valueType as never, converter))
      : null,
};
const toCell = createDuckDBValueConverter<Cell>(
  converters as Record<DuckDBTypeId, DuckDBValueConverter<Cell> | undefined>,
);

/** Rows of a query as plain objects; see `Cell` for how values are read. */
export async function rowsOf<T = Record<string, Cell>>(
  connection: DuckDBConnection,
  sql: string,
  params?: readonly DuckDBValue[] | Readonly<Record<string, DuckDBValue>>,
): Promise<T[]> {
  const values = params === undefined ? undefined : Array.isArray(params) ? [...params] : { ...params };
  const result = await connection.run(sql, values as DuckDBValue[] | undefined);
  return (await result.convertRowObjects<Cell>(toCell)) as T[];
}

/** Some rows of a result, by column; at most 2048 of them. */
export type ColumnChunk = { readonly rowCount: number; readonly columns: readonly (readonly Cell[])[] };

/** Rows of a query as DuckDB comes to them, in chunks: what has not been asked for yet is not kept. See `Cell`. */
export async function* chunksOf(
  connection: DuckDBConnection,
  sql: string,
  params?: readonly DuckDBValue[],
): AsyncGenerator<ColumnChunk> {
  const result = await connection.stream(sql, params && [...params]);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield { rowCount: chunk.rowCount, columns: chunk.convertColumns<Cell>(toCell) };
  }
}

/** The only row of a query. @throws Error when there is none. */
export async function rowOf<T = Record<string, Cell>>(
  connection: DuckDBConnection,
  sql: string,
  params?: readonly DuckDBValue[],
): Promise<T> {
  const [row] = await rowsOf<T>(connection, sql, params);
  if (row === undefined) throw new Error(`no row came back from: ${sql}`);
  return row;
}

/** `text` as an SQL string literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
