/**
 * Every error that a user can meet has a stable code, a sentence in Chinese and one in English. The code is the
 * contract; sentences name the value at fault. Codes of other packages extend this class beside what throws them.
 */
export abstract class KnownError extends Error {
  abstract readonly code: string;
  /** The sentence in Chinese; `message` holds the English one. */
  readonly messageZh: string;

  constructor(message: string, messageZh: string, options?: ErrorOptions) {
    super(message, options);
    this.messageZh = messageZh;
    this.name = new.target.name;
  }
}

/** A setting in the environment is missing or not of its form. */
export class InvalidSetting extends KnownError {
  readonly code = 'INVALID_SETTING';
  constructor(problems: readonly string[]) {
    super(`wrong settings: ${problems.join('; ')}`, `配置有误：${problems.join('；')}`);
  }
}

/** The embedded data folder belongs to another running process. */
export class DataFolderInUse extends KnownError {
  readonly code = 'DATA_FOLDER_IN_USE';
  constructor(folder: string, pid: string) {
    super(
      `the data folder ${folder} is in use by process ${pid}; stop it, or name another folder with DATA_DIR`,
      `数据目录 ${folder} 正被进程 ${pid} 使用；请先停止它，或用 DATA_DIR 指定另一个目录`,
    );
  }
}

/** The data folder cannot be written. */
export class DataFolderNotWritable extends KnownError {
  readonly code = 'DATA_FOLDER_NOT_WRITABLE';
  constructor(folder: string, cause: unknown) {
    super(
      `the data folder ${folder} cannot be written; grant permission or name another folder with DATA_DIR`,
      `数据目录 ${folder} 无法写入；请授予权限，或用 DATA_DIR 指定另一个目录`,
      { cause },
    );
  }
}

/** The PostgreSQL server of DATABASE_URL does not answer, or refuses. */
export class DatabaseUnreachable extends KnownError {
  readonly code = 'DATABASE_UNREACHABLE';
  constructor(where: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `cannot reach the database ${where}: ${reason}; check DATABASE_URL, or leave it out to use the embedded database`,
      `无法连接数据库 ${where}：${reason}；请检查 DATABASE_URL，或去掉它以使用内置数据库`,
      { cause },
    );
  }
}

/** A restore replaces the data now. */
export class RestoreRunning extends KnownError {
  readonly code = 'RESTORE_RUNNING';
  constructor(where: string, holder: string) {
    super(
      `the data of ${where} are being restored by ${holder}; wait until it has ended`,
      `${where} 的数据正在恢复（${holder}）；请等待其结束`,
    );
  }
}

/** A restore was broken off after it had begun to put data in place: what lies there belongs together only once it is finished. */
export class RestoreUnfinished extends KnownError {
  readonly code = 'RESTORE_UNFINISHED';
  constructor(dataDir: string, backupId: string) {
    super(
      `the restore of ${backupId} into ${dataDir} was broken off while it put the data in place; nothing is opened until it is finished: pnpm restore --resume`,
      `将 ${backupId} 恢复到 ${dataDir} 时在就位阶段中断；完成之前不打开任何数据。请运行 pnpm restore --resume`,
    );
  }
}

/** A server works on the database that a restore would replace. */
export class ServerRunning extends KnownError {
  readonly code = 'SERVER_RUNNING';
  constructor(where: string) {
    super(
      `a server works on ${where}; stop it (pnpm start) on every machine, then restore`,
      `有服务正在使用 ${where}；请先在所有机器上停止 pnpm start，再恢复`,
    );
  }
}
