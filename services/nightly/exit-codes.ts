import { KnownError } from '@union/schema/errors.ts';

/** What an exit code of `pnpm nightly` says; docs/operate.md prints this table. */
export const exitCodes = {
  0: '已完成 done: published and read back',
  1: '失败 failed for a reason that has no code of its own',
  2: '用法或配置有误 wrong usage or settings; nothing was tried',
  3: '已在运行 another run builds the night',
  4: '校验未通过 the registers or the figures break a promise, or a closed period would change',
  5: '行数变化待确认 row counts drifted; a reviewer must accept it',
  6: '数据库不可用 the database is away, or went away',
  7: '空间不足或不可写 the disk is full, or cannot be written',
  8: '时钟有误 the clock stands before the last publication',
} as const;

export type ExitCode = keyof typeof exitCodes;

const byErrorCode: Readonly<Record<string, ExitCode>> = {
  WRONG_USAGE: 2,
  INVALID_NIGHT: 2,
  INVALID_SETTING: 2,
  NOTHING_TO_ACCEPT: 2,
  PERIOD_NOT_CLOSABLE: 2,
  PERIOD_NOT_CLOSED: 2,
  NO_SUCH_PUBLICATION: 2,
  NO_SUCH_METRIC: 2,
  NIGHT_ALREADY_RUNNING: 3,
  INPUT_CONTRACT_BROKEN: 4,
  CHECKS_FAILED: 4,
  CLOSED_PERIOD_CHANGED: 4,
  DRIFT_NOT_ACCEPTED: 5,
  DATABASE_UNREACHABLE: 6,
  DATABASE_LOST: 6,
  DATA_FOLDER_IN_USE: 6,
  RESTORE_RUNNING: 6,
  RESTORE_UNFINISHED: 6,
  DISK_FULL: 7,
  DATA_FOLDER_NOT_WRITABLE: 7,
  CLOCK_BEHIND: 8,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof KnownError ? (byErrorCode[error.code] ?? 1) : 1;
}
