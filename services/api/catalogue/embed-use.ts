import { dayIn } from '@union/schema/calendar.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';

/** Counts that wait to be written at most; further ones are counted under `OTHERS`. */
const WAITING = 2_000;
/** Hosts that have rows of their own on one day; further ones share `OTHERS`. */
const HOSTS_A_DAY = 500;
/** Days for which counts are kept. */
const KEPT_DAYS = 400;
/** Milliseconds between two writings. */
const WRITE_EVERY = 60_000;
export const OTHERS = 'others';

const HOST = /^[a-z0-9.-]{1,240}(?::\d{1,5})?$/;

/**
 * Counts which hosts ask for the data of which widgets, a number a day, host, widget and metric: no address, no path, no
 * time of day, nobody. What a cache answered is not seen here.
 */
export class EmbedUse {
  private readonly waiting = new Map<string, number>();
  private readonly db: Db;
  private readonly day: () => string;
  private readonly onFailure: (error: unknown) => void;
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();
  private clearedOn = '';

  constructor(db: Db, { timeZone, now, onFailure }: EmbedUseOptions) {
    this.db = db;
    this.day = () => dayIn(timeZone, now());
    this.onFailure = onFailure;
    this.timer = setInterval(() => void this.write(), WRITE_EVERY);
    this.timer.unref();
  }

  /** Counts one request, by the page that it says it comes from; a request that says none is not counted. */
  note({ headers }: Pick<FastifyRequest, 'headers'>, document: string, metricId = ''): void {
    const host = hostOf(headers.origin) ?? hostOf(headers.referer);
    if (host === undefined) return;
    const key = JSON.stringify([this.day(), host, document, metricId]);
    const known = this.waiting.get(key);
    const isFull = known === undefined && this.waiting.size >= WAITING;
    this.add(isFull ? JSON.stringify([this.day(), OTHERS, document, '']) : key);
  }

  private add(key: string): void {
    this.waiting.set(key, (this.waiting.get(key) ?? 0) + 1);
  }

  /** Writes what was counted; a database that is away loses a minute's counts and nothing else. */
  write(): Promise<void> {
    this.writing = this.writing.then(() => this.writeNow()).catch(this.onFailure);
    return this.writing;
  }

  private async writeNow(): Promise<void> {
    if (this.waiting.size === 0) return;
    const counts = [...this.waiting].map(([key, count]) => {
      const [day, host, document, metric] = JSON.parse(key) as [string, string, string, string];
      return { day, host, document, metric, count };
    });
    this.waiting.clear();
    await sql`
      with counted as (
        select * from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
          as counted (day date, host text, document text, metric text, count bigint)
      ),
      hosts as (
        select day, host, dense_rank() over (partition by day, is_new order by host) as place
        from (
          select distinct counted.day, counted.host, not exists (
            select from embed_use where embed_use.used_on = counted.day and embed_use.host = counted.host
          ) as is_new
          from counted
        ) as asked
      ),
      known as (select used_on as day, count(distinct host) as hosts from embed_use group by used_on),
      placed as (
        select counted.day, document, metric, count,
          case
            when exists (select from embed_use where used_on = counted.day and embed_use.host = counted.host) then counted.host
            when coalesce(known.hosts, 0) + hosts.place <= ${HOSTS_A_DAY} then counted.host
            else ${OTHERS}
          end as host
        from counted join hosts using (day, host) left join known using (day)
      )
      insert into embed_use (used_on, host, document, metric_id, request_count)
      select day, host, document, metric, sum(count) from placed group by day, host, document, metric
      on conflict (used_on, host, document, metric_id) do update
        set request_count = embed_use.request_count + excluded.request_count
    `.execute(this.db);
    if (this.clearedOn === this.day()) return;
    this.clearedOn = this.day();
    await sql`delete from embed_use where used_on < ${this.clearedOn}::date - ${KEPT_DAYS}::integer`.execute(this.db);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }
}

export type EmbedUseOptions = {
  readonly timeZone: string;
  readonly now: () => Date;
  readonly onFailure: (error: unknown) => void;
};

/** The host of an address, with its port where it names one; undefined where it is none. */
function hostOf(address: string | undefined): string | undefined {
  if (address === undefined || !/^https?:\/\//.test(address)) return undefined;
  try {
    const { host } = new URL(address);
    return HOST.test(host) ? host : undefined;
  } catch {
    return undefined;
  }
}

/** How often a host asked for a widget in the days since `since`. */
export type HostUse = {
  readonly host: string;
  readonly document: string;
  readonly days: number;
  readonly requests: number;
  readonly lastOn: string;
};

/** Which hosts ask for the data of these widgets, the busiest first. `metricId`: of the widgets that take a metric, only those that ask for it. */
export async function listHostUse(
  db: Db,
  which: { readonly documents: readonly string[]; readonly metricId: string; readonly since: string },
): Promise<HostUse[]> {
  return db
    .selectFrom('embed_use')
    .select(({ fn }) => [
      'host',
      'document',
      fn.count<number>('used_on').distinct().as('days'),
      fn.sum<number>('request_count').as('requests'),
      fn.max('used_on').as('lastOn'),
    ])
    .where('used_on', '>=', which.since)
    .where((either) =>
      either.or([
        either('metric_id', '=', which.metricId),
        either.and([either('metric_id', '=', ''), either('document', 'in', ['', ...which.documents])]),
      ]),
    )
    .groupBy(['host', 'document'])
    .orderBy('requests', 'desc')
    .orderBy('host')
    .limit(50)
    .execute();
}
