import { KnownError } from '@union/schema/errors.ts';

/** A file was not taken; its report says why. Never reaches a user by itself. */
export class ImportRefused extends KnownError {
  readonly code = 'IMPORT_REFUSED';
  constructor() {
    super('the file was not loaded', '文件未导入');
  }
}

/** No import has this number, or it was undone before. */
export class ImportNotFound extends KnownError {
  readonly code = 'IMPORT_NOT_FOUND';
  constructor(importId: number, undone: boolean) {
    super(
      undone ? `import ${importId} was undone before` : `there is no import ${importId}`,
      undone ? `第 ${importId} 号导入已撤销` : `没有第 ${importId} 号导入`,
    );
  }
}

/** A file that a command is to write cannot be written. */
export class CannotWriteFile extends KnownError {
  readonly code = 'CANNOT_WRITE_FILE';
  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${path} cannot be written: ${reason}; name another place`, `${path} 无法写入：${reason}；请换一个位置`, {
      cause,
    });
  }
}

/** Something later depends on what an import brought. */
export class UndoRefused extends KnownError {
  readonly code = 'UNDO_REFUSED';
  /** Every reason, in both languages. */
  readonly reasons: readonly { readonly zh: string; readonly en: string }[];
  constructor(importId: number, reasons: readonly { zh: string; en: string }[]) {
    super(
      `import ${importId} cannot be undone: ${reasons.map(({ en }) => en).join('; ')}`,
      `第 ${importId} 号导入不能撤销：${reasons.map(({ zh }) => zh).join('；')}`,
    );
    this.reasons = reasons;
  }
}

/** No sheet of the workbook has this key. */
export class UnknownSheetKey extends KnownError {
  readonly code = 'UNKNOWN_SHEET_KEY';
  constructor(key: string, known: readonly string[]) {
    super(`no sheet has the key ${key}; keys are ${known.join(', ')}`, `没有 ${key} 这张表；可用：${known.join('、')}`);
  }
}

/** A constraint of the database that refused rows. */
type ConstraintError = Error & { code: string; table?: string; constraint?: string; detail?: string };

/** Whether PostgreSQL refused rows because of a constraint (class 23) rather than failing otherwise. */
export function isConstraintError(error: unknown): error is ConstraintError {
  return error instanceof Error && 'code' in error && /^23[0-9A-Z]{3}$/.test(String(error.code));
}

/** Table, constraint and the values at fault, as PostgreSQL tells them. */
export function constraintReason(error: ConstraintError): string {
  return [error.table, error.constraint, error.detail ?? error.message].filter(Boolean).join(': ');
}
