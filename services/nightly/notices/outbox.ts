import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NoticeSettings } from '@union/schema/config.ts';
import { replaceFile } from '@union/warehouse/publication/files.ts';
import { type Channel, channelsOf, send } from './channels.ts';
import type { Notice } from './notice.ts';
import { afterFailure, FIRST_WAIT_MS } from './retry.ts';

/** How one way of a notice went. `given_up`: it was tried for a day. */
export type Delivery = {
  readonly state: 'waiting' | 'sent' | 'given_up';
  readonly attempts: number;
  /** ISO instant before which it is not tried again; of the last attempt once it is settled. */
  readonly nextAt: string;
  readonly lastError: string | null;
};

/** A notice and how it went; without deliveries when nothing was set that it could go by. */
export type Entry = { readonly notice: Notice; readonly deliveries: Readonly<Partial<Record<Channel, Delivery>>> };

/** Sending takes seconds; a claim older than this was left by a process that died. */
const STALE_CLAIM_MS = 120_000;
/** Days for which settled notices are kept. */
const KEPT_DAYS = 90;

/**
 * The notices of a data folder, a file each, so that they outlive processes, restarts and an absent database, and so that
 * two processes never tell the same thing: the file of an id is made once.
 */
export function outboxFolder(config: { dataDir: string }): string {
  return join(config.dataDir, 'notices');
}

/** Puts a notice out to be sent. @returns false when its id was put out before. */
export function putOut(folder: string, notice: Notice, settings: NoticeSettings): boolean {
  mkdirSync(folder, { recursive: true });
  const waiting: Delivery = { state: 'waiting', attempts: 0, nextAt: notice.at, lastError: null };
  const deliveries = Object.fromEntries(channelsOf(settings, notice).map((channel) => [channel, waiting]));
  try {
    writeFileSync(join(folder, fileOf(notice.id)), JSON.stringify({ notice, deliveries } satisfies Entry), {
      flag: 'wx',
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Every notice that is kept, newest first. */
export function readOutbox(folder: string): Entry[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    .flatMap((name) => readEntry(join(folder, name)))
    .toSorted((a, b) => (a.notice.at < b.notice.at ? 1 : -1));
}

/**
 * Sends what waits and is due, each way once; a failure is kept with the time of the next attempt. Never throws: no notice
 * may fail the night.
 * @returns how many deliveries still wait.
 */
export async function deliverDue(folder: string, settings: NoticeSettings, now: Date = new Date()): Promise<number> {
  let waiting = 0;
  for (const { notice, deliveries } of readOutbox(folder)) {
    if (isSettled(deliveries)) {
      forget(folder, notice, now);
      continue;
    }
    waiting += await deliver(folder, notice.id, settings, now).catch(() => 1);
  }
  return waiting;
}

/** Sends what waits, and again what fails, for `patience` milliseconds at most; what waits then is left to the next who tries. */
export async function deliverFor(folder: string, settings: NoticeSettings, patience: number): Promise<number> {
  const until = Date.now() + patience;
  let waiting = await deliverDue(folder, settings);
  while (waiting > 0 && Date.now() + FIRST_WAIT_MS <= until) {
    await delay(FIRST_WAIT_MS + 50);
    waiting = await deliverDue(folder, settings);
  }
  return waiting;
}

async function deliver(folder: string, id: string, settings: NoticeSettings, now: Date): Promise<number> {
  const claim = join(folder, `${id}.claim`);
  if (!take(claim)) return 1;
  try {
    // Read again: whoever had the claim before may have sent it.
    const [entry] = readEntry(join(folder, fileOf(id)));
    if (!entry) return 0;
    const deliveries = { ...entry.deliveries };
    for (const [channel, delivery] of Object.entries(deliveries) as [Channel, Delivery][]) {
      if (delivery.state !== 'waiting' || Date.parse(delivery.nextAt) > now.getTime()) continue;
      deliveries[channel] = await attempt(settings, channel, entry.notice, delivery);
      replaceFile(folder, fileOf(id), JSON.stringify({ notice: entry.notice, deliveries } satisfies Entry));
    }
    return Object.values(deliveries).filter(({ state }) => state === 'waiting').length;
  } finally {
    rmSync(claim, { force: true });
  }
}

async function attempt(
  settings: NoticeSettings,
  channel: Channel,
  notice: Notice,
  before: Delivery,
): Promise<Delivery> {
  const attempts = before.attempts + 1;
  try {
    await send(settings, channel, notice);
    return { state: 'sent', attempts, nextAt: new Date().toISOString(), lastError: null };
  } catch (error) {
    return { attempts, ...afterFailure(attempts, error) };
  }
}

function isSettled(deliveries: Entry['deliveries']): boolean {
  return Object.values(deliveries).every(({ state }) => state !== 'waiting');
}

function forget(folder: string, notice: Notice, now: Date): void {
  if (now.getTime() - Date.parse(notice.at) > KEPT_DAYS * 86_400_000)
    rmSync(join(folder, fileOf(notice.id)), { force: true });
}

function take(claim: string): boolean {
  const since = statSync(claim, { throwIfNoEntry: false })?.mtimeMs;
  if (since !== undefined && Date.now() - since > STALE_CLAIM_MS) rmSync(claim, { force: true });
  try {
    closeSync(openSync(claim, 'wx'));
    return true;
  } catch {
    return false;
  }
}

function readEntry(path: string): Entry[] {
  try {
    return [JSON.parse(readFileSync(path, 'utf8')) as Entry];
  } catch {
    return [];
  }
}

function fileOf(id: string): string {
  return `${id}.json`;
}
