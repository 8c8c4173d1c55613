import { ApiError } from '../errors.ts';

/** No publication that is kept speaks of a day of this month. */
export class MonthNotPublished extends ApiError {
  readonly code = 'BRIEFING_MONTH_NOT_PUBLISHED';
  override readonly status = 404;
  constructor(month: string, existing: readonly string[], lastDay: string) {
    const list = existing.slice(0, 12).join(', ');
    super(
      `no figures of ${month} are published; ${list ? `there are ${list}` : 'there are none at all'}; the operator makes them with pnpm nightly --for ${lastDay}`,
      `${month} 的数据没有发布；${list ? `已发布的月份：${list}` : '尚无任何发布'}；运维人员可用 pnpm nightly --for ${lastDay} 补算`,
    );
  }
}

/** The publication that was named speaks of another month. */
export class PublicationOfOtherMonth extends ApiError {
  readonly code = 'BRIEFING_PUBLICATION_OF_OTHER_MONTH';
  constructor(publicationId: string, month: string) {
    super(
      `the publication ${publicationId} speaks of ${publicationId.slice(0, 7)}, not of ${month}`,
      `发布 ${publicationId} 是 ${publicationId.slice(0, 7)} 的数据，不是 ${month} 的`,
    );
  }
}

/** The fonts of the server have no sign for a character of the briefing. */
export class FontLacksCharacter extends ApiError {
  readonly code = 'BRIEFING_CHARACTER_MISSING';
  override readonly status = 500;
}
