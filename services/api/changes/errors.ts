import { ApiError } from '../errors.ts';

/** What is compared with lies later than what is compared. */
export class ChangesBackwards extends ApiError {
  readonly code = 'CHANGES_BACKWARDS';
  constructor(since: string, until: string) {
    super(
      `the publication ${since} speaks of a later day than ${until}; choose an earlier one to compare with`,
      `发布 ${since} 的数据日期晚于 ${until}，请选择更早的发布作比较`,
    );
  }
}

/** Nothing earlier is kept. */
export class NothingEarlier extends ApiError {
  readonly code = 'NOTHING_EARLIER';
  override readonly status = 404;
  constructor(id: string) {
    super(`no publication before ${id} is kept`, `${id} 之前没有保存的发布，无从比较`);
  }
}
