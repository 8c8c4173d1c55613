import { KnownError } from '@union/schema/errors.ts';

/** The period cannot be closed. */
export class PeriodNotClosable extends KnownError {
  readonly code = 'PERIOD_NOT_CLOSABLE';
}

/** The period is open, so that it needs no restatement. */
export class PeriodNotClosed extends KnownError {
  readonly code = 'PERIOD_NOT_CLOSED';
  constructor(period: string) {
    super(`the period ${period} is not closed; its figures may change`, `期间 ${period} 尚未关账，其数据可以变化`);
  }
}

/** No publication of those kept has this id. */
export class NoSuchPublication extends KnownError {
  readonly code = 'NO_SUCH_PUBLICATION';
  constructor(id: string | undefined) {
    super(
      id === undefined ? 'nothing is published yet' : `no publication that is kept has the id ${id}`,
      id === undefined ? '尚未发布' : `没有编号为 ${id} 的发布`,
    );
  }
}

/** The catalogue has no such metric. */
export class NoSuchMetric extends KnownError {
  readonly code = 'NO_SUCH_METRIC';
  constructor(id: string) {
    super(`no metric has the id ${id}`, `没有编号为 ${id} 的指标`);
  }
}
