import { ratingOutcomes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type Context, loaderOf, openRegisters } from '../context.ts';
import { RatingScheme } from '../distribution/distribution.type.ts';
import { RatingRound } from '../movement/movement.type.ts';
import { childPages } from '../registers/child-pages.ts';
import { connectionType } from '../registers/connection.type.ts';
import { Union } from '../union/union.type.ts';
import { findRounds, findSchemes, type RatingRow, ratingsOfUnions } from './rating.queries.ts';

const RatingOutcome = codeEnum('RatingOutcome', ratingOutcomes, 'What a round decided about a union.');

const StarRating = builder.objectRef<RatingRow>('StarRating').implement({
  description: 'One union in one round of rating.',
  fields: (t) => ({
    round: t.field({
      type: RatingRound,
      description: 'The round.',
      resolve: (rating, _, context) => getRound(context, rating.round_code),
    }),
    scheme: t.field({
      type: RatingScheme,
      description: 'The scheme of the round.',
      resolve: (rating, _, context) => getScheme(context, rating.scheme_code),
    }),
    selfScore: t.exposeFloat('self_score', {
      nullable: true,
      description: 'Score the union gave itself; null when none.',
    }),
    reviewScore: t.exposeFloat('review_score', { nullable: true, description: 'Score of the review; null when none.' }),
    level: t.exposeInt('level', {
      nullable: true,
      description: 'Stars given, 1 to 9; null while undecided, when removed and when reviewed without reaching a star.',
    }),
    outcome: t.expose('outcome', {
      type: RatingOutcome,
      nullable: true,
      description: 'What was decided; null while undecided.',
    }),
    decidedBy: t.exposeString('decided_by', {
      nullable: true,
      description: 'The body that decided; null when not named.',
    }),
    decidedOn: t.expose('decided_on', {
      type: 'Date',
      nullable: true,
      description: 'Day of the decision; null while undecided.',
    }),
  }),
});

const StarRatingConnection = connectionType(StarRating, 'StarRating', 'ratings');
const pageOfUnions = childPages(ratingsOfUnions);

builder.objectField(Union, 'ratings', (t) =>
  t.connection(
    {
      type: StarRating,
      description: 'Its ratings, the latest round first.',
      resolve: (union, page, context) => pageOfUnions(context, union.union_id, page, null),
    },
    StarRatingConnection,
  ),
);

async function getRound(context: Context, code: string) {
  const round = await loaderOf(context, loadRounds).load(code);
  if (!round) throw new Error(`the round ${code} is not in the register`);
  return round;
}

async function getScheme(context: Context, code: string) {
  const scheme = await loaderOf(context, loadSchemes).load(code);
  if (!scheme) throw new Error(`the scheme ${code} is not in the register`);
  return scheme;
}

function loadRounds(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findRounds(db, codes, abort);
}

function loadSchemes(context: Context, codes: readonly string[]) {
  const { db, abort } = openRegisters(context);
  return findSchemes(db, codes, abort);
}
