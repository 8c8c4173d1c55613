import { KnownError } from '@union/schema/errors.ts';
import type { CheckResult } from './models/model.ts';

/** Checks of severity "block" failed: nothing was published. */
export class ChecksFailed extends KnownError {
  readonly code = 'CHECKS_FAILED';
  readonly failed: readonly CheckResult[];
  constructor(failed: readonly CheckResult[]) {
    const names = failed.map((check) => `${check.name} (${check.failures})`).join('; ');
    super(`nothing was published, promises are broken: ${names}`, `未发布：以下校验未通过：${names}`);
    this.failed = failed;
  }
}

/** The day asked for is not over yet, or is no day. */
export class InvalidNight extends KnownError {
  readonly code = 'INVALID_NIGHT';
  constructor(day: string, lastDay: string) {
    super(
      `cannot build the figures of ${day}: a day of the form YYYY-MM-DD, not after ${lastDay}, is needed`,
      `无法生成 ${day} 的数据：需要 YYYY-MM-DD 形式且不晚于 ${lastDay} 的日期`,
    );
  }
}

/** A published file is missing, or its bytes are not those of the manifest. */
export class PublicationDamaged extends KnownError {
  readonly code = 'PUBLICATION_DAMAGED';
  constructor(publicationId: string, problem: string) {
    super(`the publication ${publicationId} is damaged: ${problem}`, `发布 ${publicationId} 已损坏：${problem}`);
  }
}
