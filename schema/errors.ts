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
