import type { Config } from '@union/schema/config.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { AcceptedDrift } from '@union/warehouse/contract/drift.ts';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import { findManifest, readPointer } from '@union/warehouse/publication/publications.ts';
import { listWithdrawals, type Withdrawal } from '@union/warehouse/publication/withdrawals.ts';
import { Cron } from 'croner';
import { type Run, readRuns } from './history.ts';
import { lockHolder } from './lock.ts';
import {
  type DriftAcceptance,
  listDriftAcceptances,
  listNightRuns,
  listOpenDrifts,
  type OpenDrift,
} from './night-runs.queries.ts';
import type { Channel } from './notices/channels.ts';
import type { Notice } from './notices/notice.ts';
import { type Delivery, outboxFolder, readOutbox } from './notices/outbox.ts';
import { lastDueDay } from './notices/tell.ts';
import { publicationsFolder } from './run.ts';

const RUNS_SHOWN = 10;
const NOTICES_SHOWN = 5;

/** All that is known of the night, now. Instants are ISO texts. */
export type Status = {
  /** Null before the first publication. */
  readonly current: {
    readonly publicationId: string;
    readonly asOf: string;
    readonly publishedAt: string;
    readonly warnings: readonly CheckResult[];
    readonly acceptedDrifts: readonly AcceptedDrift[];
  } | null;
  /** The last day whose figures must be there by now, when they were due, and whether they are missing. */
  readonly due: { readonly asOf: string; readonly deadline: string; readonly isLate: boolean };
  readonly nextRun: string | null;
  /** Who builds the night now; null when nobody does. */
  readonly running: string | null;
  /** `file`: the database is away, so only runs of this machine are known. */
  readonly source: 'database' | 'file';
  readonly runs: readonly Run[];
  readonly openDrifts: readonly OpenDrift[];
  readonly acceptances: readonly DriftAcceptance[];
  /** Publications that were taken out of service, latest first. */
  readonly withdrawals: readonly Withdrawal[];
  readonly notices: readonly (Notice & { readonly deliveries: Readonly<Partial<Record<Channel, Delivery>>> })[];
};

type StatusConfig = Pick<Config, 'dataDir' | 'timeZone' | 'nightlyAt'>;

/** Gathers the status. `db` undefined: what the folder alone tells. */
export async function readStatus(config: StatusConfig, db: Db | undefined, now: Date = new Date()): Promise<Status> {
  const folder = publicationsFolder(config);
  const pointer = readPointer(folder);
  const manifest = pointer && findManifest(folder, pointer.publicationId);
  const { day, deadline } = lastDueDay(config, now);
  return {
    current: manifest
      ? {
          ...{ publicationId: manifest.publicationId, asOf: manifest.asOf, publishedAt: manifest.publishedAt },
          warnings: manifest.checks.filter((check) => check.failures > 0),
          acceptedDrifts: manifest.acceptedDrifts ?? [],
        }
      : null,
    due: { asOf: day, deadline: deadline.toISOString(), isLate: (manifest?.asOf ?? '') < day },
    nextRun: nextRun(config)?.toISOString() ?? null,
    running: lockHolder(folder) ?? null,
    source: db ? 'database' : 'file',
    runs: db ? await listRuns(db, folder) : readRuns(folder).slice(0, RUNS_SHOWN).map(withFailingChecks),
    openDrifts: db ? await listOpenDrifts(db) : [],
    acceptances: db ? await listDriftAcceptances(db, RUNS_SHOWN) : [],
    withdrawals: listWithdrawals(folder).slice(0, RUNS_SHOWN),
    notices: readOutbox(outboxFolder(config)).map(({ notice, deliveries }) => ({ ...notice, deliveries })),
  };
}

/** The latest runs as the database knows them; the folder tells how one ended whose end the database could not take. */
async function listRuns(db: Db, folder: string): Promise<Run[]> {
  const runs = await listNightRuns(db, { limit: RUNS_SHOWN });
  if (runs.every(({ outcome }) => outcome !== 'running')) return runs;
  const told = new Map(readRuns(folder).map((run) => [run.runId, withFailingChecks(run)]));
  return runs.map((run) => (run.outcome === 'running' ? (told.get(run.runId) ?? run) : run));
}

function withFailingChecks(run: Run): Run {
  return { ...run, checks: run.checks.filter(({ failures }) => failures > 0) };
}

/** When the clock of a server begins the next night. */
function nextRun({ nightlyAt, timeZone }: StatusConfig): Date | null {
  const [hour, minute] = nightlyAt.split(':').map(Number);
  const cron = new Cron(`0 ${minute} ${hour} * * *`, { timezone: timeZone, paused: true });
  const next = cron.nextRun();
  cron.stop();
  return next;
}

const outcomes = {
  running: '进行中 running',
  published: '已发布 published',
  failed: '失败 failed',
  interrupted: '中断 interrupted',
} as const;
const deliveryStates = { waiting: '待重试 waiting', sent: '已发送 sent', given_up: '已放弃 given up' } as const;

/** The status as `pnpm nightly status` prints it, instants in `timeZone`. */
export function describeStatus(status: Status, timeZone: string): string {
  const zone = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const instant = (iso: string) => zone.format(new Date(iso));
  const { current, due } = status;
  return [
    current
      ? `当前发布 current: ${current.publicationId}  数据日 as of ${current.asOf}  发布于 published ${instant(current.publishedAt)} ${timeZone}`
      : '当前发布 current: 尚未发布 nothing is published yet',
    ...(current?.warnings ?? []).map((check) => `  ! ${check.name} (${check.failures})`),
    ...(current?.acceptedDrifts ?? []).map(
      ({ register, before, after, acceptance }) =>
        `  ~ ${register} ${before} → ${after}, 确认 accepted: ${acceptance.acceptedBy}（${acceptance.reason}）`,
    ),
    due.isLate
      ? `时效 freshness: ✗ 逾期 late, ${due.asOf} 应于 was due by ${instant(due.deadline)}`
      : `时效 freshness: ✓ 按时 on time, ${due.asOf} 应于 was due by ${instant(due.deadline)}`,
    ...(status.nextRun ? [`下次运行 next run: ${instant(status.nextRun)}`] : []),
    ...(status.running ? [`正在运行 running: ${status.running}`] : []),
    ...status.openDrifts.map(
      ({ register, before, after }) => `待确认 waits for a reviewer: ${register} ${before} → ${after} 行 rows`,
    ),
    `最近运行 latest runs${status.source === 'file' ? '（数据库不可用，仅本机 the database is away: this machine only）' : ''}:`,
    ...status.runs.flatMap((run, i) => describeRun(run, status.withdrawals, instant, i === 0)),
    ...(status.acceptances.length > 0 ? ['已确认的变化 accepted drifts:'] : []),
    ...status.acceptances.map(
      ({ register, before, after, acceptedBy, acceptedAt, reason }) =>
        `  ${instant(acceptedAt)}  ${register} ${before} → ${after}  ${acceptedBy}：${reason}`,
    ),
    ...(status.withdrawals.length > 0 ? ['已撤下的发布 withdrawn publications:'] : []),
    ...status.withdrawals.map(
      ({ publicationId, withdrawnAt, by, reason }) => `  ${instant(withdrawnAt)}  ${publicationId}  ${by}：${reason}`,
    ),
    ...(status.notices.length > 0 ? ['通知 notices:'] : []),
    ...status.notices.slice(0, NOTICES_SHOWN).map((notice) => `  ${describeNotice(notice, instant)}`),
  ].join('\n');
}

function describeRun(
  run: Run,
  withdrawals: readonly Withdrawal[],
  instant: (iso: string) => string,
  inFull: boolean,
): string[] {
  const what = run.reason ? `${run.reason.code}: ${run.reason.zh} ${run.reason.en}` : (run.publicationId ?? '');
  const code = run.exitCode === null ? '' : `  退出码 exit ${run.exitCode}`;
  const isWithdrawn = withdrawals.some(({ publicationId }) => publicationId === run.publicationId);
  const head = `  ${instant(run.startedAt)}  ${run.asOf}  ${outcomes[run.outcome]}${code}  ${what}${isWithdrawn ? '  已撤下 withdrawn' : ''}`;
  const steps = run.steps.map(
    ({ step, durationMs, rowCount }) =>
      `${step} ${(durationMs / 1000).toFixed(1)} s${rowCount === null ? '' : ` (${rowCount.toLocaleString('en-US')} 行 rows)`}`,
  );
  return [
    head,
    ...(steps.length > 0 ? [`      步骤 steps: ${steps.join(', ')}`] : []),
    ...run.checks.map((check) => `      ${check.severity === 'block' ? '✗' : '!'} ${check.name} (${check.failures})`),
    ...(inFull ? run.checks.flatMap(({ sample }) => sample.map((row) => `          ${JSON.stringify(row)}`)) : []),
  ];
}

function describeNotice(notice: Status['notices'][number], instant: (iso: string) => string): string {
  const ways = Object.entries(notice.deliveries).map(([channel, { state, attempts, lastError }]) => {
    const trouble = lastError ? `: ${lastError}` : '';
    return `${channel} ${deliveryStates[state]}（${attempts}）${trouble}`;
  });
  return `${instant(notice.at)}  ${notice.subject.zh} / ${notice.subject.en}  [${ways.join('; ') || '未配置 no way is set'}]`;
}
