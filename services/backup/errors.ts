import { KnownError } from '@union/schema/errors.ts';

/** The command was called in a way that it does not have. */
export class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
}

/** There is no database where a backup was asked of one. */
export class NothingToBackUp extends KnownError {
  readonly code = 'NOTHING_TO_BACK_UP';
  constructor(where: string) {
    super(
      `there are no registers in ${where}; name the data with DATA_DIR or DATABASE_URL`,
      `${where} 中没有登记数据；请用 DATA_DIR 或 DATABASE_URL 指明`,
    );
  }
}

/** Another backup is being written into the same folder. */
export class BackupRunning extends KnownError {
  readonly code = 'BACKUP_RUNNING';
  constructor(folder: string, holder: string) {
    super(`another backup is being written into ${folder} by ${holder}`, `另一次备份正在写入 ${folder}：${holder}`);
  }
}

/** What would be written exists. */
export class BackupExists extends KnownError {
  readonly code = 'BACKUP_EXISTS';
  constructor(path: string) {
    super(`${path} exists; a backup is never overwritten`, `${path} 已存在；备份不会被覆盖`);
  }
}

/** There is no room for the files, or a limit of the system cuts them short. */
export class DiskFull extends KnownError {
  readonly code = 'DISK_FULL';
  constructor(folder: string, cause: Error) {
    super(
      `there is no room to write in ${folder}: ${cause.message}; nothing was changed`,
      `${folder} 已无可写空间：${cause.message}；未作任何改动`,
      { cause },
    );
  }
}

/** The folder cannot be written. */
export class FolderNotWritable extends KnownError {
  readonly code = 'FOLDER_NOT_WRITABLE';
  constructor(folder: string, cause: Error) {
    super(
      `${folder} cannot be written: ${cause.message}; nothing was changed`,
      `${folder} 无法写入：${cause.message}；未作任何改动`,
      { cause },
    );
  }
}

/** What was named is no backup that this version can read at all. */
export class NotABackup extends KnownError {
  readonly code = 'NOT_A_BACKUP';
  constructor(path: string, reason: string, zh: string) {
    super(`${path} is not a backup: ${reason}`, `${path} 不是备份：${zh}`);
  }
}

/** A part is missing, is too many, or has other bytes than the manifest says. */
export class BackupDamaged extends KnownError {
  readonly code = 'BACKUP_DAMAGED';
  readonly parts: readonly string[];
  constructor(faults: readonly PartFault[]) {
    const zh = { missing: '缺失', changed: '内容与清单不符', unlisted: '不在清单中' };
    const list = faults.slice(0, 10);
    const more = faults.length - list.length;
    super(
      `the backup is damaged: ${list.map(({ path, reason }) => `${path} is ${reason}`).join('; ')}${more > 0 ? ` and ${more} more` : ''}; nothing was restored, take an earlier one`,
      `备份已损坏：${list.map(({ path, reason }) => `${path} ${zh[reason]}`).join('；')}${more > 0 ? `，另有 ${more} 处` : ''}；未恢复任何数据，请改用更早的备份`,
    );
    this.parts = faults.map(({ path }) => path);
  }
}

export type PartFault = { readonly path: string; readonly reason: 'missing' | 'changed' | 'unlisted' };

/** The backup was made by a later version than this one. */
export class BackupNewer extends KnownError {
  readonly code = 'BACKUP_NEWER';
  constructor(what: string, whatZh: string, productVersion: string) {
    super(
      `the backup was made by a later version (${productVersion}): ${what}; restore it with that version or a later one`,
      `备份由更新的版本（${productVersion}）制作：${whatZh}；请用该版本或更新的版本恢复`,
    );
  }
}

/** What is in the backup does not fit the tables of its own version. */
export class BackupDoesNotFit extends KnownError {
  readonly code = 'BACKUP_DOES_NOT_FIT';
  constructor(what: string, whatZh: string) {
    super(
      `the backup does not fit: ${what}; nothing was changed`,
      `备份与表结构或自身记录不符：${whatZh}；未作任何改动`,
    );
  }
}

/** Keys are set, and they are not those of the data in the backup. */
export class KeysDoNotFit extends KnownError {
  readonly code = 'KEYS_DO_NOT_FIT';
  constructor(names: readonly string[]) {
    super(
      `these keys are not those that the backup was made with: ${names.join(', ')}; set the right ones, or leave them out to restore with personal data closed`,
      `以下密钥与备份时的不同：${names.join('、')}；请设置正确的密钥，或不设密钥（恢复后个人信息保持关闭）`,
    );
  }
}

/** The target holds data, and was not asked for by name. */
export class TargetNotEmpty extends KnownError {
  readonly code = 'TARGET_NOT_EMPTY';
  constructor(where: string, holds: { readonly zh: string; readonly en: string }, name: string) {
    super(
      `${where} is not empty: it holds ${holds.en}; to replace what is there, name it: --replace ${name}`,
      `${where} 不是空的：已有 ${holds.zh}；如确需替换，请指明其名称：--replace ${name}`,
    );
  }
}

/** The rows in another schema cannot be put aside by this user. */
export class CannotReplace extends KnownError {
  readonly code = 'CANNOT_REPLACE';
  constructor(cause: Error) {
    super(
      `what the database holds cannot be put aside by this user (${cause.message}); restore into a new, empty database and let DATABASE_URL name it`,
      `当前数据库用户无权移开现有数据（${cause.message}）；请恢复到新建的空库，并让 DATABASE_URL 指向它`,
      { cause },
    );
  }
}

/** There is nothing to resume. */
export class NothingToResume extends KnownError {
  readonly code = 'NOTHING_TO_RESUME';
  constructor(dataDir: string) {
    super(`no restore into ${dataDir} was broken off`, `${dataDir} 没有中断的恢复`);
  }
}

/** Nobody agreed. */
export class NotConfirmed extends KnownError {
  readonly code = 'NOT_CONFIRMED';
  constructor() {
    super('nothing was changed: answer yes, or give --yes', '未作任何改动：请回答 yes，或使用 --yes');
  }
}

const FULL_CODES: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
const CLOSED_CODES: ReadonlySet<string> = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'EISDIR']);

/** The known error behind what was thrown while `folder` was written; undefined for anything else. */
export function knownFault(error: unknown, folder: string): KnownError | undefined {
  for (let next = error; next instanceof Error; next = next.cause) {
    if (next instanceof KnownError) return next;
    const code = String((next as NodeJS.ErrnoException).code ?? '');
    if (FULL_CODES.has(code)) return new DiskFull(folder, next);
    if (CLOSED_CODES.has(code)) return new FolderNotWritable(folder, next);
  }
  return undefined;
}
