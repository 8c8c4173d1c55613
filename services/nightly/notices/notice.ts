import { hostname } from 'node:os';
import type { Reason } from '../history.ts';

/** What the night tells people about. `heartbeat` goes to a watchdog, not to people. */
export type NoticeKind = 'failed' | 'drift' | 'overdue' | 'recovered' | 'heartbeat' | 'test';

/** A message with its two languages. `id` names what it tells: the same id is never told twice. */
export type Notice = {
  readonly id: string;
  readonly kind: NoticeKind;
  /** ISO instant at which it was made. */
  readonly at: string;
  /** The day whose night it speaks of; null for a test. */
  readonly asOf: string | null;
  /** The error code; null where nothing failed. */
  readonly code: string | null;
  readonly subject: { readonly zh: string; readonly en: string };
  readonly text: { readonly zh: string; readonly en: string };
};

/** The publication that is served; undefined before the first. */
export type Serving = { readonly publicationId: string; readonly asOf: string; readonly publishedAt: string };

/** Where a run happened, for whoever has to look. */
export type Place = {
  readonly folder: string;
  readonly runId?: string | undefined;
  readonly step?: string | undefined;
};

/** What to do about an error code, in a sentence. */
const remedies: Readonly<Record<string, { zh: string; en: string }>> = {
  INPUT_CONTRACT_BROKEN: {
    zh: '请在登记数据中更正上述行（pnpm nightly status 列出样例），然后运行 pnpm nightly。',
    en: 'Correct those rows in the registers (pnpm nightly status shows samples), then run pnpm nightly.',
  },
  DRIFT_NOT_ACCEPTED: {
    zh: '请核对该登记簿近期的导入；误导入用 pnpm intake undo 撤销，属实则由负责人运行上面的 accept 命令，然后运行 pnpm nightly。',
    en: 'Look at the latest imports of that register; undo a wrong one with pnpm intake undo, or let a reviewer accept it by the command above, then run pnpm nightly.',
  },
  CHECKS_FAILED: {
    zh: '请查看 pnpm nightly status 列出的样例行，更正登记数据后运行 pnpm nightly。',
    en: 'Look at the sample rows in pnpm nightly status, correct the registers, then run pnpm nightly.',
  },
  CLOSED_PERIOD_CHANGED: {
    zh: '请查看上述数据：登记有误则更正后运行 pnpm nightly；确需变更则用 pnpm nightly restate 写明原因，再运行 pnpm nightly。',
    en: 'Look at those figures: correct the registers if they are wrong, or give the reason with pnpm nightly restate, then run pnpm nightly.',
  },
  DATABASE_UNREACHABLE: {
    zh: '请检查数据库服务和 DATABASE_URL；恢复后时钟会在一小时内自动重试。',
    en: 'Check the database server and DATABASE_URL; the clock tries again within the hour.',
  },
  DATABASE_LOST: {
    zh: '请检查数据库服务；恢复后时钟会在一小时内自动重试。',
    en: 'Check the database server; the clock tries again within the hour.',
  },
  DISK_FULL: {
    zh: '请清理磁盘或扩容；时钟会在一小时内自动重试。',
    en: 'Make room on that disk; the clock tries again within the hour.',
  },
  CLOCK_BEHIND: {
    zh: '请校正服务器时钟（如启用 NTP），然后运行 pnpm nightly。',
    en: 'Set the clock of the server right (NTP), then run pnpm nightly.',
  },
};
const anyRemedy = {
  zh: '请查看 pnpm nightly status 和服务日志；时钟会在一小时内自动重试。',
  en: 'Look at pnpm nightly status and the log of the server; the clock tries again within the hour.',
};

/** A night failed, or waits for a reviewer because row counts drifted. */
export function failureNotice(
  facts: { asOf: string; reason: Reason; serving: Serving | undefined; place: Place; at: Date },
  round: number,
): Notice {
  const { asOf, reason, serving, place, at } = facts;
  const isDrift = reason.code === 'DRIFT_NOT_ACCEPTED';
  const remedy = remedies[reason.code] ?? anyRemedy;
  const where = { zh: stepWords('步骤', place.step), en: stepWords('step', place.step) };
  return {
    ...{ id: `${isDrift ? 'drift' : 'failed'}-${asOf}-${reason.code}-${round}`, kind: isDrift ? 'drift' : 'failed' },
    ...{ at: at.toISOString(), asOf, code: reason.code },
    subject: isDrift
      ? { zh: `${asOf} 的数据待确认：行数变化过大`, en: `${asOf} waits for a reviewer: row counts drifted` }
      : { zh: `${asOf} 的夜间计算失败（${reason.code}）`, en: `the night of ${asOf} failed (${reason.code})` },
    text: {
      zh: lines(
        `原因：${reason.zh}`,
        `位置：${hostname()}，${place.folder}${where.zh}`,
        servingZh(serving),
        `处理：${remedy.zh}`,
      ),
      en: lines(
        `Why: ${reason.en}`,
        `Where: ${hostname()}, ${place.folder}${where.en}`,
        servingEn(serving),
        `What to do: ${remedy.en}`,
      ),
    },
  };
}

/** A night that was due has not published, for whatever reason; told even when nothing ran. */
export function overdueNotice(facts: {
  asOf: string;
  deadline: Date;
  serving: Serving | undefined;
  reason: Reason | undefined;
  folder: string;
  at: Date;
}): Notice {
  const { asOf, deadline, serving, reason, folder, at } = facts;
  return {
    ...{ id: `overdue-${asOf}`, kind: 'overdue', at: at.toISOString(), asOf, code: 'NIGHT_OVERDUE' },
    subject: { zh: `${asOf} 的数据逾期未发布`, en: `the figures of ${asOf} are overdue` },
    text: {
      zh: lines(
        `应在 ${deadline.toISOString()} 前发布 ${asOf} 的数据，至今没有。`,
        reason ? `最近一次失败：${reason.zh}` : '没有失败记录：可能未曾运行（停机、休眠或时钟服务未启动）。',
        `位置：${hostname()}，${folder}`,
        servingZh(serving),
        `处理：${(reason && remedies[reason.code]?.zh) ?? '请运行 pnpm nightly status 查看，再运行 pnpm nightly。'}`,
      ),
      en: lines(
        `The figures of ${asOf} were due by ${deadline.toISOString()} and are not there.`,
        reason
          ? `Latest failure: ${reason.en}`
          : 'No failure is recorded: perhaps nothing ran (the machine was off or asleep, or the clock was not started).',
        `Where: ${hostname()}, ${folder}`,
        servingEn(serving),
        `What to do: ${(reason && remedies[reason.code]?.en) ?? 'look at pnpm nightly status, then run pnpm nightly.'}`,
      ),
    },
  };
}

/** Figures are published again after something was told to be wrong. */
export function recoveryNotice(facts: { serving: Serving; troubleSince: string; at: Date }): Notice {
  const { serving, troubleSince, at } = facts;
  return {
    ...{
      id: `recovered-${serving.publicationId}`,
      kind: 'recovered',
      at: at.toISOString(),
      asOf: serving.asOf,
      code: null,
    },
    subject: {
      zh: `夜间计算已恢复：${serving.publicationId}`,
      en: `the night has recovered: ${serving.publicationId}`,
    },
    text: {
      zh: lines(`自 ${troubleSince} 起的问题已解决。`, servingZh(serving), '处理：无需处理。'),
      en: lines(`What was told since ${troubleSince} is over.`, servingEn(serving), 'What to do: nothing.'),
    },
  };
}

/** Says to a watchdog outside that a night has published. */
export function heartbeatNotice(serving: Serving, at: Date): Notice {
  const words = { zh: `已发布 ${serving.publicationId}`, en: `published ${serving.publicationId}` };
  return {
    ...{
      id: `heartbeat-${serving.publicationId}`,
      kind: 'heartbeat',
      at: at.toISOString(),
      asOf: serving.asOf,
      code: null,
    },
    ...{ subject: words, text: words },
  };
}

/** What `pnpm nightly notice --test` sends. */
export function testNotice(at: Date): Notice {
  return {
    ...{ id: `test-${at.getTime()}`, kind: 'test', at: at.toISOString(), asOf: null, code: null },
    subject: { zh: '通知测试', en: 'a test of notices' },
    text: {
      zh: lines(`这是 ${hostname()} 发出的测试通知。`, '处理：无需处理。'),
      en: lines(`This is a test from ${hostname()}.`, 'What to do: nothing.'),
    },
  };
}

function servingZh(serving: Serving | undefined): string {
  return serving
    ? `当前服务：发布 ${serving.publicationId}，数据日 ${serving.asOf}，发布于 ${serving.publishedAt}`
    : '当前服务：尚无任何发布';
}

function servingEn(serving: Serving | undefined): string {
  return serving
    ? `Serving: publication ${serving.publicationId}, as of ${serving.asOf}, published at ${serving.publishedAt}`
    : 'Serving: nothing has been published yet';
}

function stepWords(word: string, step: string | undefined): string {
  return step === undefined ? '' : `, ${word} ${step}`;
}

function lines(...list: string[]): string {
  return list.join('\n');
}
