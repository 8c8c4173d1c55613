import type { QueryRefused, RefusalCode } from '@union/warehouse/query/errors.ts';
import { ApiError } from '../errors.ts';

/** A metric query that is refused; `hint` is a query that would be answered. */
export class MetricQueryRefused extends ApiError {
  readonly code: RefusalCode;
  readonly hint: string | undefined;

  constructor({ code, message, messageZh }: QueryRefused, hint?: string) {
    super(message, messageZh);
    this.code = code;
    this.hint = hint;
  }

  override get extensions() {
    return { ...super.extensions, ...(this.hint !== undefined && { hint: this.hint }) };
  }
}
