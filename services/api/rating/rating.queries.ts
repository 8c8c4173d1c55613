import { starRating } from '@union/registers/workflows/star-rating.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { Order } from 'pothos-plugin-kysely/keyset.ts';
import { workflowColumns } from '../registers/workflows/workflow-columns.ts';

type RatingRow = Awaited<ReturnType<ReturnType<typeof ratings>['execute']>>[number];

/** Every union in every round. */
export function ratings(db: Db) {
  return db
    .selectFrom('star_rating')
    .innerJoin('rating_round', 'rating_round.round_code', 'star_rating.round_code')
    .select([
      'star_rating.record_id',
      'star_rating.union_id',
      'star_rating.round_code',
      'star_rating.scheme_code',
      'rating_round.opened_on',
      'star_rating.self_score',
      'star_rating.review_score',
      'star_rating.level',
      'star_rating.outcome',
      'star_rating.decided_by',
      'star_rating.decided_on',
    ])
    .$call((rows) => {
      const columns = workflowColumns(starRating, 'star_rating').map(({ name, sql }) => sql.as(name));
      return rows.select(columns) as unknown as typeof rows;
    });
}

/** The latest round first. */
export const ratingOrder: Order<RatingRow> = {
  columns: [
    { name: 'opened_on', kind: 'day' },
    { name: 'round_code', kind: 'text' },
  ],
  direction: 'desc',
};
