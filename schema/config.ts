import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isDay } from './calendar.ts';
import { InvalidSetting } from './errors.ts';
import { type MetricGroupKey, metricGroups } from './metrics/groups.ts';

const PORT_RULE = 'must be a port from 0 to 65535';
const port = z.coerce.number(PORT_RULE).int(PORT_RULE).min(0, PORT_RULE).max(65535, PORT_RULE);

const THRESHOLD_RULE = 'must be a whole number from 3 to 100';
const SETTLING_RULE = 'must be a whole number of days from 0 to 27';

const YEARS_RULE = 'must be a whole number of years from 1 to 30';
const HOPS_RULE = 'must be a whole number from 0 to 5';

const BYTES = { KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KIB: 2 ** 10, MIB: 2 ** 20, GIB: 2 ** 30, TIB: 2 ** 40 } as const;
const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT]I?B)$/i;
const HTTP_RULE = 'must be an address that begins with http:// or https://';
const httpUrl = z.url({ protocol: /^https?$/, error: HTTP_RULE });
const MAIL_RULE = 'must be e-mail addresses, with commas between';
/** `a@b.cn` or `Name <a@b.cn>`. */
const MAIL = /^(?:[^<>@,]*<[^\s<>@,]+@[^\s<>@,]+>|[^\s<>@,]+@[^\s<>@,]+)$/;
const mails = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .refine((list) => list.every((address) => MAIL.test(address)), MAIL_RULE);

/** `https://portal.example.cn`, `https://*.example.cn`, with a port where it has one. */
const ORIGIN = /^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/;
const ORIGIN_RULE =
  'must be origins such as https://www.example.gov.cn or https://*.example.gov.cn, with commas between';

/** `10.1.2.3:8080`, `gateway.internal` */
const HOST = /^[a-z0-9.-]+(?::\d{1,5})?$/i;
const HOST_RULE = 'must be hosts such as 10.1.2.3:8080 or gateway.internal, with commas between';

/** Settings that hold a password or a key: each may also be named by a file, `<name>_FILE`, and none is ever printed. */
export const SECRETS: ReadonlySet<string> = new Set([
  ...['DATABASE_URL', 'SMTP_URL', 'NOTICE_WEBHOOK_URL', 'NOTICE_WEBHOOK_SECRET', 'HEARTBEAT_URL', 'BUNDLE_KEY'],
  ...['OIDC_CLIENT_SECRET', 'PERSONAL_KEYS', 'PERSONAL_HASH_KEY'],
]);

/** Every setting, from the environment alone; an unknown or malformed one is refused before anything starts. */
const environment = z.object({
  PORT: port.default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_PORT: port.default(4001),
  DATA_DIR: z.string().min(1).default('.data'),
  BACKUP_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional(),
  PUBLIC_URL: httpUrl.optional(),
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
  DRIFT_TOLERANCE: z.string().optional(),
  HOUSEHOLD_THRESHOLD: z.coerce
    .number(THRESHOLD_RULE)
    .int(THRESHOLD_RULE)
    .min(3, THRESHOLD_RULE)
    .max(100, THRESHOLD_RULE)
    .default(5),
  HOUSEHOLD_SETTLING_DAYS: z.coerce
    .number(SETTLING_RULE)
    .int(SETTLING_RULE)
    .min(0, SETTLING_RULE)
    .max(27, SETTLING_RULE)
    .default(5),
  HOUSEHOLD_HISTORY_UNTIL: z.string().refine(isDay, 'must be a day such as 2026-03-31').optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  NOTICE_FROM: z.string().regex(MAIL, 'must be an e-mail address').optional(),
  NOTICE_TO: mails.optional(),
  NOTICE_WEBHOOK_URL: httpUrl.optional(),
  NOTICE_WEBHOOK_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  HEARTBEAT_URL: httpUrl.optional(),
  NOTICE_PRIVATE_HOSTS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((list) => list.every((host) => HOST.test(host)), HOST_RULE)
    .default([]),
  EMBED_ORIGINS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((list) => list.every((origin) => ORIGIN.test(origin)), ORIGIN_RULE)
    .default([]),
  BUNDLE_KEY: z.string().includes('PRIVATE KEY', 'must be a private key in PEM form').optional(),
  OIDC_ISSUER: httpUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  API_AUDIENCE: z.string().min(1).optional(),
  PERSONAL_KEYS: z.string().transform(readKeyRing).optional(),
  PERSONAL_HASH_KEY: z.string().min(32, 'must have 32 characters or more').optional(),
  PERSONAL_RETENTION_YEARS: z.coerce
    .number(YEARS_RULE)
    .int(YEARS_RULE)
    .min(1, YEARS_RULE)
    .max(30, YEARS_RULE)
    .default(5),
  TRUSTED_PROXIES: z.coerce.number(HOPS_RULE).int(HOPS_RULE).min(0, HOPS_RULE).max(5, HOPS_RULE).default(0),
  ROW_SECURITY: z.enum(['personal', 'all', 'off']).default('personal'),
  CONTACT: z.string().max(200, 'must have at most 200 characters').optional(),
  METRIC_OWNERS: z.string().transform(readOwners).default({}),
  BRIEFING_TEMPLATE: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((path) => path.trim())
        .filter(Boolean),
    )
    .default([]),
  BRIEFING_FONT: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** `newest:base64,older:base64`: the first key encrypts, all of them decrypt. */
function readKeyRing(text: string, context: z.RefinementCtx): KeyRing {
  const keys = text.split(',').map((entry) => {
    const [id = '', key = ''] = entry.trim().split(':');
    return { id, key: Buffer.from(key, 'base64') };
  });
  const isGood = keys.every(({ id, key }) => /^[a-z0-9-]{1,16}$/.test(id) && key.length === 32);
  if (!isGood || new Set(keys.map(({ id }) => id)).size !== keys.length) {
    context.addIssue({
      code: 'custom',
      message: 'must be id:key, each key 32 bytes in base64, the newest first, with commas between',
    });
  }
  return keys;
}

/** `money=财务部, stars=基层工作部`: the office that answers for a group of metrics. */
function readOwners(text: string, context: z.RefinementCtx): Partial<Record<MetricGroupKey, string>> {
  const entries = text.split(/[,，]/).map((entry) => entry.split('=', 2).map((word) => word.trim()));
  const keys = metricGroups.map(({ key }) => key as string);
  const isGood = entries.every(([key = '', owner = '']) => keys.includes(key) && owner !== '');
  if (!isGood) {
    context.addIssue({
      code: 'custom',
      message: `must be group=office, with commas between; groups: ${keys.join(', ')}`,
    });
  }
  return Object.fromEntries(entries);
}

/** Keys that encrypt personal data, the newest first. */
export type KeyRing = readonly { readonly id: string; readonly key: Buffer }[];

export type Config = {
  /** Port of the API; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on; the default is this machine only. */
  readonly host: string;
  /** Port of the demo portal, another origin on purpose. */
  readonly demoPort: number;
  /** Folder of the embedded database and of the publications; absolute. */
  readonly dataDir: string;
  /** Folder of the backups; absolute. */
  readonly backupDir: string;
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
   * undefined: three tenths of the machine's memory each. Threads; undefined: all for the night, two a publication.
   */
  readonly duckdb: { readonly memoryLimit: number | undefined; readonly threads: number | undefined };
  /** Origins whose pages may embed figures; empty: every page may. */
  readonly embedOrigins: readonly string[];
  /** Whom somebody asks who was refused, as it is shown to them; undefined: the operator. */
  readonly contact: string | undefined;
  /** The private key that signs bundles, as PEM; undefined: none can be made here. */
  readonly bundleKey: string | undefined;
  readonly access: AccessSettings;
  /** Files with the federation's own words for briefings, one a language; and a font for characters beyond the bundled ones. */
  readonly briefing: { readonly templates: readonly string[]; readonly font: string | undefined };
  readonly logLevel: string;
  /** How far row counts may move between two nights, in the form that the warehouse reads; undefined: its defaults. */
  readonly driftTolerance: string | undefined;
  /** Figures of fewer households than this are not published. */
  readonly householdThreshold: number;
  /** Days after a month in which payments of it may still be recorded before its household figures stand. */
  readonly householdSettlingDays: number;
  /** Payments recorded until this day count when they were paid; undefined: the day of the first record. */
  readonly householdHistoryUntil: string | undefined;
  readonly notices: NoticeSettings;
  /** The offices that answer for groups of metrics, where they are not the usual ones. */
  readonly metricOwners: Partial<Record<MetricGroupKey, string>>;
};

/** Who may come in, and what guards what is personal. Every way that is undefined is closed. */
export type AccessSettings = {
  /** The OpenID provider at which people sign in. */
  readonly oidc:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string | undefined }
    | undefined;
  /** Whose access tokens are taken, and for which audience. */
  readonly bearer: { readonly issuer: string; readonly audience: string } | undefined;
  readonly personal: { readonly keys: KeyRing; readonly hashKey: string } | undefined;
  /** Years for which personal data is kept after a file was closed or a member left. */
  readonly retentionYears: number;
  /** How many proxies before this server name the caller's address. */
  readonly trustedProxies: number;
  /** Which tables PostgreSQL guards itself, as a second wall. */
  readonly rowSecurity: 'personal' | 'all' | 'off';
};

/** Where the night tells how it went; every way that is undefined is left out. */
export type NoticeSettings = {
  readonly email: { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] } | undefined;
  /** `secret` signs what is posted. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  /** Called after each success, for a watchdog outside. */
  readonly heartbeatUrl: string | undefined;
  /** Hosts of the own network that subscriptions may be posted to, http among them: `10.1.2.3:8080`; none when absent. */
  readonly ownHosts?: readonly string[];
};

/** Reads the settings. @throws InvalidSetting naming every wrong one, its value and the rule. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const { given, problems } = withSecretFiles(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')),
  );
  const { data, error } = environment.safeParse(given);
  for (const issue of error?.issues ?? []) {
    const name = String(issue.path[0]);
    problems.push(`${name}=${SECRETS.has(name) ? '***' : JSON.stringify(given[name])}: ${issue.message}`);
  }
  if (data?.SMTP_URL && !data.NOTICE_FROM) problems.push('NOTICE_FROM is missing: SMTP_URL needs a sender');
  if (data?.SMTP_URL && !data.NOTICE_TO) problems.push('NOTICE_TO is missing: SMTP_URL needs somebody to write to');
  if (data?.NOTICE_WEBHOOK_URL && !data.NOTICE_WEBHOOK_SECRET) {
    problems.push('NOTICE_WEBHOOK_SECRET is missing: what is posted to NOTICE_WEBHOOK_URL is signed with it');
  }
  if (data?.OIDC_ISSUER && !data.OIDC_CLIENT_ID && !data.API_AUDIENCE) {
    problems.push(
      'OIDC_CLIENT_ID is missing: OIDC_ISSUER needs it for people to sign in (or API_AUDIENCE for programs)',
    );
  }
  if (data && !data.OIDC_ISSUER && (data.OIDC_CLIENT_ID || data.API_AUDIENCE)) {
    problems.push('OIDC_ISSUER is missing: OIDC_CLIENT_ID and API_AUDIENCE need it');
  }
  if (data && (data.PERSONAL_KEYS === undefined) !== (data.PERSONAL_HASH_KEY === undefined)) {
    problems.push('PERSONAL_KEYS and PERSONAL_HASH_KEY are set together, or neither');
  }
  if (!data || problems.length > 0) throw new InvalidSetting(problems);
  return {
    port: data.PORT,
    host: data.HOST,
    demoPort: data.DEMO_PORT,
    dataDir: resolve(data.DATA_DIR),
    backupDir: resolve(data.BACKUP_DIR ?? join(data.DATA_DIR, 'backups')),
    databaseUrl: data.DATABASE_URL,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, ''),
    nightlyAt: data.NIGHTLY_AT,
    timeZone: data.TZ_REPORT,
    duckdb: {
      memoryLimit: data.DUCKDB_MEMORY_LIMIT === undefined ? undefined : bytesOf(data.DUCKDB_MEMORY_LIMIT),
      threads: data.DUCKDB_THREADS,
    },
    embedOrigins: data.EMBED_ORIGINS,
    contact: data.CONTACT,
    bundleKey: data.BUNDLE_KEY,
    access: {
      oidc:
        data.OIDC_ISSUER && data.OIDC_CLIENT_ID
          ? { issuer: data.OIDC_ISSUER, clientId: data.OIDC_CLIENT_ID, clientSecret: data.OIDC_CLIENT_SECRET }
          : undefined,
      bearer:
        data.OIDC_ISSUER && data.API_AUDIENCE ? { issuer: data.OIDC_ISSUER, audience: data.API_AUDIENCE } : undefined,
      personal:
        data.PERSONAL_KEYS && data.PERSONAL_HASH_KEY
          ? { keys: data.PERSONAL_KEYS, hashKey: data.PERSONAL_HASH_KEY }
          : undefined,
      retentionYears: data.PERSONAL_RETENTION_YEARS,
      trustedProxies: data.TRUSTED_PROXIES,
      rowSecurity: data.ROW_SECURITY,
    },
    briefing: { templates: data.BRIEFING_TEMPLATE, font: data.BRIEFING_FONT },
    logLevel: data.LOG_LEVEL,
    driftTolerance: data.DRIFT_TOLERANCE,
    householdThreshold: data.HOUSEHOLD_THRESHOLD,
    householdSettlingDays: data.HOUSEHOLD_SETTLING_DAYS,
    householdHistoryUntil: data.HOUSEHOLD_HISTORY_UNTIL,
    metricOwners: data.METRIC_OWNERS,
    notices: {
      email:
        data.SMTP_URL && data.NOTICE_FROM && data.NOTICE_TO
          ? { smtpUrl: data.SMTP_URL, from: data.NOTICE_FROM, to: data.NOTICE_TO }
          : undefined,
      webhook:
        data.NOTICE_WEBHOOK_URL && data.NOTICE_WEBHOOK_SECRET
          ? { url: data.NOTICE_WEBHOOK_URL, secret: data.NOTICE_WEBHOOK_SECRET }
          : undefined,
      heartbeatUrl: data.HEARTBEAT_URL,
      ownHosts: data.NOTICE_PRIVATE_HOSTS,
    },
  };
}

function bytesOf(size: string): number {
  const [, count, unit] = SIZE.exec(size) ?? [];
  return Math.floor(Number(count) * BYTES[unit?.toUpperCase() as keyof typeof BYTES]);
}

/** Puts what a file holds in the place of each `<name>_FILE`. */
function withSecretFiles(env: Readonly<Record<string, string | undefined>>): {
  given: Record<string, string | undefined>;
  problems: string[];
} {
  const given = { ...env };
  const problems: string[] = [];
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined)
      problems.push(`${name}_FILE=${JSON.stringify(path)}: ${name} is set as well; leave one out`);
    try {
      given[name] ??= readFileSync(path, 'utf8').trim();
    } catch (error) {
      problems.push(`${name}_FILE=${JSON.stringify(path)}: cannot be read: ${(error as Error).message}`);
    }
  }
  return { given, problems };
}
