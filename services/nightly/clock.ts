import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addDays, dayIn } from '@union/schema/calendar.ts';
import type { Config } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import { parsePublicationId } from '@union/warehouse/publication/manifest.ts';
import { readPointer } from '@union/warehouse/publication/publications.ts';
import { Cron } from 'croner';
import type { Logger } from 'pino';
import { lastFailure } from './history.ts';
import { tellSubscribers } from './notices/subscribers.ts';
import { tellFailure, watchNight } from './notices/tell.ts';
import { publicationsFolder, tellerOf } from './run.ts';

export type Clock = {
  /** When the next night begins. */
  next(): Date | null;
  /** Ends the clock; a night that runs is ended with it, and the publication before still serves. */
  stop(): Promise<void>;
};

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
/** A missed or failed night is tried again this often, minutes and seconds off the full hour. */
const CATCH_UP = '0 17 * * * *';
/** Overdue nights are looked for, and notices that wait are sent, this often. */
const WATCH = '30 * * * * *';
/** Exit code of a run that found another one running. */
const ALREADY_RUNNING = 3;

/**
 * Starts the nightly clock: a night at `nightlyAt` in the report's time zone, and at once (then every hour) when the
 * last night that was due has not published: after a restart, a failure, a machine that slept. Each night is a process
 * of its own, so that neither its work nor its end touches the server; it reaches an embedded database through its socket.
 * Every minute it looks whether a night is overdue, tells subscribers, and sends the notices that wait.
 */
export function startClock(options: {
  config: Config;
  database: Database;
  logger: Pick<Logger, 'info' | 'error'>;
}): Clock {
  const { config, database, logger } = options;
  const folder = publicationsFolder(config);
  const teller = tellerOf(config);
  let running: ReturnType<typeof runChild> | undefined;
  let watching: Promise<void> = Promise.resolve();
  let stopping = false;

  const runDue = async (trigger: string) => {
    const day = dueDay(config, new Date());
    if (running || publishedDay(folder) >= day) return;
    logger.info({ asOf: day, trigger }, 'the night begins');
    running = runChild(config, day);
    const { code, output } = await running.ended;
    running = undefined;
    // Whoever killed it left it no time to tell.
    const reason = code === null ? lastFailure(folder) : undefined;
    if (reason && !stopping) await tellFailure(teller, { asOf: day, reason, place: { folder } }).catch(() => {});
    if (code === 0) logger.info({ asOf: day }, 'the night is published');
    else if (code === ALREADY_RUNNING) logger.info({ asOf: day }, 'another run builds the night');
    else logger.error({ asOf: day, exitCode: code, output }, 'the night failed; the publication before still serves');
  };

  const [hour, minute] = config.nightlyAt.split(':').map(Number);
  const nightly = new Cron(`0 ${minute} ${hour} * * *`, { timezone: config.timeZone }, () => runDue('clock'));
  const catchUp = new Cron(CATCH_UP, { timezone: config.timeZone }, () => runDue('catch-up'));
  const watch = new Cron(WATCH, { timezone: config.timeZone }, () => {
    watching = watching
      .then(() => watchNight(teller, config))
      .then(() => tellSubscribers(database.db, teller, config))
      .then(
        () => {},
        (err) => logger.error({ err }, 'nights are not watched, or subscribers not told'),
      );
  });
  void runDue('catch-up');

  return {
    next: () => nightly.nextRun(),
    async stop() {
      stopping = true;
      for (const cron of [nightly, catchUp, watch]) cron.stop();
      running?.end();
      await running?.ended;
      await watching;
    },
  };
}

/** The last day whose night has begun by `now`: yesterday from `nightlyAt` on, the day before until then. */
export function dueDay(config: Pick<Config, 'nightlyAt' | 'timeZone'>, now: Date): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: config.timeZone, timeStyle: 'short' }).format(now);
  return addDays(dayIn(config.timeZone, now), time >= config.nightlyAt ? -1 : -2);
}

/** The day that the current publication speaks of; '' before the first. */
function publishedDay(folder: string): string {
  return parsePublicationId(readPointer(folder)?.publicationId ?? '')?.asOf ?? '';
}

function runChild(config: Config, day: string) {
  const child = spawn(process.execPath, [CLI, '--for', day], {
    env: {
      ...process.env,
      ...{ DATA_DIR: config.dataDir, TZ_REPORT: config.timeZone, NIGHT_TRIGGER: 'clock' },
      // Read already, from a file perhaps.
      ...{ DATABASE_URL: config.databaseUrl ?? '', DATABASE_URL_FILE: '' },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4000);
  });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
  return { ended, end: () => child.kill('SIGTERM') };
}
