import type { Db } from '@union/schema/db/database.ts';
import { type AbortableQueryOptions, sql } from 'kysely';
import type { SchemeRow } from '../distribution/distribution.queries.ts';
import type { RoundRow } from '../movement/movement.queries.ts';
import type { ChildList } from '../registers/child-pages.ts';
import { inOrderOf } from '../registers/rows-by-key.ts';

export type RatingRow = Awaited<ReturnType<ReturnType<typeof ratings>['execute']>>[number];

function ratings(db: Db, unionNumbers: readonly number[]) {
  return db
    .selectFrom('star_rating')
    .innerJoin('rating_round', 'rating_round.round_code', 'star_rating.round_code')
    .select([
      'star_rating.union_id as parent_key',
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
    .where('star_rating.union_id', 'in', unionNumbers);
}

/** Ratings of unions, the latest round first. */
export const ratingsOfUnions: ChildList<RatingRow, null> = {
  order: {
    columns: [
      { name: 'opened_on', kind: 'day' },
      { name: 'round_code', kind: 'text' },
    ],
    direction: 'desc',
  },
  rows: (db, numbers) => db.selectFrom(ratings(db, numbers as number[]).as('found')).selectAll(),
};

/** The rounds with these codes, in their order. */
export async function findRounds(
  db: Db,
  codes: readonly string[],
  abort?: AbortableQueryOptions,
): Promise<(RoundRow | undefined)[]> {
  const rows = await db
    .selectFrom('rating_round')
    .select(['round_code', 'scheme_code', 'name', 'closed_on'])
    .where('round_code', 'in', codes)
    .execute(abort);
  return inOrderOf(codes, rows, (row) => row.round_code);
}

/** The schemes with these codes, in their order. */
export async function findSchemes(
  db: Db,
  codes: readonly string[],
  abort?: AbortableQueryOptions,
): Promise<(SchemeRow | undefined)[]> {
  const rows = await db
    .selectFrom('rating_scheme')
    .select(['scheme_code', 'name', 'valid_from', 'valid_to'])
    .select((eb) =>
      eb
        .selectFrom('rating_level')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('rating_level.scheme_code', '=', 'rating_scheme.scheme_code')
        .$asScalar()
        .$notNull()
        .as('level_count'),
    )
    .where('scheme_code', 'in', codes)
    .execute(abort);
  return inOrderOf(codes, rows, (row) => row.scheme_code);
}
