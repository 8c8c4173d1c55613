/**
 * What is wrong with one cell: a stable code of `problems/rules.ts` and the values its sentence names. A fault is
 * returned, not thrown: a file may hold thousands.
 */
export class Fault {
  readonly code: FaultCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: FaultCode, details: Readonly<Record<string, string | number>> = {}) {
    this.code = code;
    this.details = details;
  }
}

export type FaultCode =
  | 'CELL_REQUIRED'
  | 'CELL_ERROR'
  | 'TEXT_TOO_LONG'
  | 'IDENTIFIER_FORM'
  | 'IDENTIFIER_IS_DATE'
  | 'NUMBER_PRECISION_LOST'
  | 'NUMBER_FORM'
  | 'NUMBER_APPROXIMATE'
  | 'NUMBER_NEGATIVE'
  | 'NUMBER_NOT_WHOLE'
  | 'NUMBER_DECIMALS'
  | 'NUMBER_RANGE'
  | 'PERCENT_RANGE'
  | 'AMOUNT_ZERO'
  | 'DAY_FORM'
  | 'DAY_INCOMPLETE'
  | 'DAY_IMPOSSIBLE'
  | 'DAY_FUTURE'
  | 'YES_NO_FORM'
  | 'CODE_UNKNOWN'
  | 'CREDIT_CODE_FORM'
  | 'CREDIT_CODE_CHECK'
  | 'CREDIT_CODE_REGION'
  | 'CREDIT_CODE_KIND';

/** The value in the form in which it is staged, or what is wrong with it. */
export type Parsed = string | Fault;
