import { KnownError } from '@union/schema/errors.ts';

/** Another run holds the lock of the night. */
export class NightAlreadyRunning extends KnownError {
  readonly code = 'NIGHT_ALREADY_RUNNING';
  constructor(holder: string) {
    super(`the night is already being built by ${holder}`, `夜间计算正在进行：${holder}`);
  }
}

/** The command was called in a way it does not know. */
export class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
}

/** There is no room for the files of the night, or a limit of the system cuts them short. */
export class DiskFull extends KnownError {
  readonly code = 'DISK_FULL';
  constructor(folder: string, cause: Error) {
    super(
      `nothing was published, there is no room to write in ${folder}: ${cause.message}`,
      `未发布：${folder} 已无可写空间：${cause.message}`,
      { cause },
    );
  }
}

/** The database went away while the night was being built. */
export class DatabaseLost extends KnownError {
  readonly code = 'DATABASE_LOST';
  constructor(cause: Error) {
    super(
      `nothing was published, the database went away in the middle of the night: ${cause.message}`,
      `未发布：夜间计算途中数据库连接中断：${cause.message}`,
      { cause },
    );
  }
}

/** The clock of this machine stands before the last publication: a night now would be filed under a wrong day. */
export class ClockBehind extends KnownError {
  readonly code = 'CLOCK_BEHIND';
  constructor(now: Date, last: { publicationId: string; publishedAt: string }) {
    super(
      `the clock of this machine says ${now.toISOString()}, before the last publication ${last.publicationId} of ${last.publishedAt}; set the clock right. It still serves`,
      `本机时钟为 ${now.toISOString()}，早于上次发布 ${last.publicationId}（${last.publishedAt}）；请校正时钟。该发布仍在提供服务`,
    );
  }
}

/** An acceptance that would accept nothing. */
export class NothingToAccept extends KnownError {
  readonly code = 'NOTHING_TO_ACCEPT';
}
