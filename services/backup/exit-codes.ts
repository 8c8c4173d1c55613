import { KnownError } from '@union/schema/errors.ts';

/** What an exit code of `pnpm backup` and `pnpm restore` says; docs/backup.md prints this table. The numbers mean what they mean for `pnpm nightly`. */
export const exitCodes = {
  0: '已完成 done, and read back',
  1: '失败 failed for a reason that has no code of its own',
  2: '用法、配置或目标有误 wrong usage, settings or target; nothing was tried',
  3: '数据正被使用 another backup or restore, a night or a server is at work',
  4: '备份损坏或不适用 the backup is damaged, or not for this version; nothing was restored',
  5: '已备份，但不完整 backed up, without publications that were damaged already',
  6: '数据库不可用 the database is away',
  7: '空间不足或不可写 the disk is full, or cannot be written',
  8: '恢复未完成 a restore was broken off and must be resumed',
} as const;

export type ExitCode = keyof typeof exitCodes;

/** Codes of errors by the exit code that they end with; those that are not named end with 1. */
export const byErrorCode: Readonly<Record<string, ExitCode>> = {
  WRONG_USAGE: 2,
  INVALID_SETTING: 2,
  NOTHING_TO_BACK_UP: 2,
  BACKUP_EXISTS: 2,
  TARGET_NOT_EMPTY: 2,
  CANNOT_REPLACE: 2,
  KEYS_DO_NOT_FIT: 2,
  NOTHING_TO_RESUME: 2,
  NOT_CONFIRMED: 2,
  BACKUP_RUNNING: 3,
  RESTORE_RUNNING: 3,
  NIGHT_ALREADY_RUNNING: 3,
  SERVER_RUNNING: 3,
  DATA_FOLDER_IN_USE: 3,
  NOT_A_BACKUP: 4,
  BACKUP_DAMAGED: 4,
  BACKUP_NEWER: 4,
  BACKUP_DOES_NOT_FIT: 4,
  DATABASE_UNREACHABLE: 6,
  DISK_FULL: 7,
  FOLDER_NOT_WRITABLE: 7,
  DATA_FOLDER_NOT_WRITABLE: 7,
  RESTORE_UNFINISHED: 8,
};

export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof KnownError ? (byErrorCode[error.code] ?? 1) : 1;
}
