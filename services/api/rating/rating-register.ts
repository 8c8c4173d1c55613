import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

/** Rounds of the registers, in the columns of the mart `star_round`. */
export function registeredRounds(db: Db) {
  return db.selectFrom('rating_round').select(['round_code', 'scheme_code', 'name', 'closed_on']);
}

/** Schemes of the registers, in the columns of the mart `star_scheme`. */
export function registeredSchemes(db: Db) {
  return db
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
    );
}
