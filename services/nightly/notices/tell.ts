import { deadlineOf } from '@union/api/freshness/freshness.queries.ts';
import { addDays, lastFullDay } from '@union/schema/calendar.ts';
import type { Config, NoticeSettings } from '@union/schema/config.ts';
import { parsePublicationId } from '@union/warehouse/publication/manifest.ts';
import { findManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { lastFailure, type Reason, readRuns } from '../history.ts';
import { channelsOf, send } from './channels.ts';
import {
  failureNotice,
  heartbeatNotice,
  type Notice,
  overdueNotice,
  type Place,
  recoveryNotice,
  type Serving,
} from './notice.ts';
import { deliverDue, deliverFor, putOut, readOutbox } from './outbox.ts';

/** A night that has ended waits this long for receivers that do not answer; the clock tries again later. */
const PATIENCE_MS = 12_000;

/** Where notices lie, what they speak of, and where they go. */
export type Teller = { readonly outbox: string; readonly folder: string; readonly settings: NoticeSettings };

/** The publication that is served; undefined before the first, and when its manifest cannot be read. */
export function servingNow(folder: string): Serving | undefined {
  const pointer = readPointer(folder);
  return pointer && findManifest(folder, pointer.publicationId);
}

/** Tells of a night that failed or waits for a reviewer; once for a day and a code until nights publish again. */
export async function tellFailure(
  { outbox, folder, settings }: Teller,
  facts: { asOf: string; reason: Reason; place: Place },
): Promise<void> {
  const round = readOutbox(outbox).filter(({ notice }) => notice.kind === 'recovered').length;
  const notice = failureNotice({ ...facts, serving: servingNow(folder), at: new Date() }, round);
  try {
    putOut(outbox, notice, settings);
  } catch {
    // The disk is full or closed: then it goes out at once, or never.
    await Promise.allSettled(channelsOf(settings, notice).map((channel) => send(settings, channel, notice)));
    return;
  }
  await deliverFor(outbox, settings, PATIENCE_MS);
}

/** Tells of a success: to the watchdog always, to people when they were told of trouble that it ends. */
export async function tellSuccess({ outbox, folder, settings }: Teller): Promise<void> {
  const serving = servingNow(folder);
  if (!serving) return;
  const at = new Date();
  try {
    const trouble = openTrouble(outbox);
    const since = trouble.at(-1)?.at;
    const isOver = trouble.every(({ asOf }) => asOf === null || asOf <= serving.asOf);
    if (since !== undefined && isOver) putOut(outbox, recoveryNotice({ serving, troubleSince: since, at }), settings);
    if (settings.heartbeatUrl) putOut(outbox, heartbeatNotice(serving, at), settings);
    await deliverFor(outbox, settings, PATIENCE_MS);
  } catch {
    // A night that has published is a success, whatever becomes of its notices.
  }
}

/** What was told to be wrong since the last recovery, newest first. */
function openTrouble(outbox: string): Notice[] {
  const told = readOutbox(outbox).map(({ notice }) => notice);
  const recovered = told.findIndex(({ kind }) => kind === 'recovered');
  return told
    .slice(0, recovered < 0 ? told.length : recovered)
    .filter(({ kind }) => kind === 'failed' || kind === 'drift' || kind === 'overdue');
}

type Rule = Pick<Config, 'nightlyAt' | 'timeZone'>;

/** The last day whose figures must be there by `now`, and when they were due. */
export function lastDueDay(rule: Rule, now: Date): { day: string; deadline: Date } {
  const yesterday = lastFullDay(rule.timeZone, now);
  const day = [yesterday, addDays(yesterday, -1)].find((candidate) => deadlineOf(candidate, rule) <= now);
  const due = day ?? addDays(yesterday, -2);
  return { day: due, deadline: deadlineOf(due, rule) };
}

/**
 * Puts out that a night is overdue, once for each deadline that was missed, however often processes and machines begin again;
 * and sends what waits. A platform whose first night began after the deadline has missed none.
 */
export async function watchNight(teller: Teller, rule: Rule, now: Date = new Date()): Promise<void> {
  const { outbox, folder, settings } = teller;
  const { day, deadline } = lastDueDay(rule, now);
  const published = parsePublicationId(readPointer(folder)?.publicationId ?? '')?.asOf;
  const hasBegun = published !== undefined || readRuns(folder).some((run) => new Date(run.startedAt) < deadline);
  if (hasBegun && (published ?? '') < day) {
    const reason = lastFailure(folder);
    putOut(
      outbox,
      overdueNotice({ asOf: day, deadline, serving: servingNow(folder), reason, folder, at: now }),
      settings,
    );
  }
  await deliverDue(outbox, settings, now);
}
