import type { KnownError } from '@union/schema/errors.ts';
import { ApiError } from '../errors.ts';

export class FileTooLarge extends ApiError {
  readonly code = 'FILE_TOO_LARGE';
  override readonly status = 413;
  constructor(megabytes: number) {
    super(
      `the file is larger than ${megabytes} MB; split it, or load it with pnpm intake on the server`,
      `文件超过 ${megabytes} MB；请拆分，或在服务器上用 pnpm intake 导入`,
    );
  }
}

/** Its name says neither a workbook nor a CSV file. */
export class FileKindUnknown extends ApiError {
  readonly code = 'FILE_KIND_UNKNOWN';
  constructor(name: string) {
    super(`${JSON.stringify(name)} is neither .xlsx nor .csv`, `「${name}」既不是 .xlsx 也不是 .csv 文件`);
  }
}

/** A checked file that is gone, was loaded, or is somebody else's. */
export class CheckedFileNotFound extends ApiError {
  readonly code = 'CHECKED_FILE_NOT_FOUND';
  override readonly status = 404;
  constructor() {
    super('the checked file is no longer here; check it again', '已检查的文件已不在，请重新上传检查');
  }
}

export class WarningsNotConfirmed extends ApiError {
  readonly code = 'WARNINGS_NOT_CONFIRMED';
  override readonly status = 409;
  constructor(warnings: number) {
    super(
      `the file has ${warnings} warnings; confirm them with confirmedWarnings: ${warnings}`,
      `文件有 ${warnings} 处提醒，须先确认（confirmedWarnings: ${warnings}）`,
    );
  }
}

export class OfficeRequestWrong extends ApiError {
  readonly code = 'BAD_REQUEST';
  constructor(what: string, whatZh: string) {
    super(what, whatZh);
  }
}

/** There is no register, step or page of this name that the viewer may see. */
export class OfficeThingNotFound extends ApiError {
  readonly code = 'NOT_FOUND';
  override readonly status = 404;
  constructor(name: string) {
    super(`there is no ${JSON.stringify(name)} that you may see`, `没有您可以查看的 ${name}`);
  }
}

/** A refusal of the registers or the intake, as an answer of the office's routes. */
export class OfficeRefusal extends ApiError {
  readonly code: string;
  override readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** @param details what the page shows beside the sentence: problems, both states, steps, reasons. */
  constructor(cause: KnownError, status: number, details: Readonly<Record<string, unknown>>) {
    super(cause.message, cause.messageZh, { cause });
    this.code = cause.code;
    this.status = status;
    this.details = details;
  }

  override get extensions() {
    return { ...super.extensions, ...this.details };
  }
}
