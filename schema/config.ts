import { resolve } from 'node:path';
import { z } from 'zod';
import { InvalidSetting } from './errors.ts';

const PORT_RULE = 'must be a port from 0 to 65535';
const port = z.coerce.number(PORT_RULE).int(PORT_RULE).min(0, PORT_RULE).max(65535, PORT_RULE);

const BYTES = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30, TIB: 2 ** 40 } as const;
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]I?B)$/i;

/** Every setting, from the environment alone; an unknown or malformed one is refused before anything starts. */
const environment = z.object({
  PORT: port.default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_PORT: port.default(4001),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
    .optional(),
  NIGHTLY_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 02:00')
    .default('02:00'),
  TZ_REPORT: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'must be a time zone such as Asia/Shanghai',
    )
    .default('Asia/Shanghai'),
  DUCKDB_MEMORY_LIMIT: z.string().regex(SIZE, 'must be a size such as 4GB or 512MiB').optional(),
  DUCKDB_THREADS: z.coerce
    .number('must be a whole number above 0')
    .int('must be a whole number above 0')
    .min(1, 'must be a whole number above 0')
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export type Config = {
  /** Port of the API; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on; the default is this machine only. */
  readonly host: string;
  /** Port of the demo portal, another origin on purpose. */
  readonly demoPort: number;
  /** Folder of the embedded database and of the publications; absolute. */
  readonly dataDir: string;
  /** A PostgreSQL server; undefined: the embedded engine. */
  readonly databaseUrl: string | undefined;
  /** The address under which others reach this server; undefined: made of host and port. */
  readonly publicUrl: string | undefined;
  /** Time of day, `HH:MM` in `timeZone`, at which the night is built. */
  readonly nightlyAt: string;
  /** The zone in which days begin and end. */
  readonly timeZone: string;
  /**
   * What DuckDB may take: bytes for the night that builds, and as many for all publications that a server holds open;
   * undefined: six and three tenths of the machine's memory. Threads; undefined: all for the night, two a publication.
   */
  readonly duckdb: { readonly memoryLimit: number | undefined; readonly threads: number | undefined };
  readonly logLevel: string;
};

/** Reads the settings. @throws InvalidSetting naming every wrong one, its value and the rule. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { data, error } = environment.safeParse(given);
  if (error) {
    throw new InvalidSetting(
      error.issues.map((issue) => {
        const name = String(issue.path[0]);
        return `${name}=${JSON.stringify(given[name])}: ${issue.message}`;
      }),
    );
  }
  return {
    port: data.PORT,
    host: data.HOST,
    demoPort: data.DEMO_PORT,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, ''),
    nightlyAt: data.NIGHTLY_AT,
    timeZone: data.TZ_REPORT,
    duckdb: {
      memoryLimit: data.DUCKDB_MEMORY_LIMIT === undefined ? undefined : bytesOf(data.DUCKDB_MEMORY_LIMIT),
      threads: data.DUCKDB_THREADS,
    },
    logLevel: data.LOG_LEVEL,
  };
}

function bytesOf(size: string): number {
  const [, count, unit] = SIZE.exec(size) ?? [];
  return Math.floor(Number(count) * BYTES[unit?.toUpperCase() as keyof typeof BYTES]);
}
