import { ratingOutcomes } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { RatingScheme } from '../distribution/distribution.type.ts';
import { RatingRound } from '../movement/movement.type.ts';
import { readBy } from '../registers/access.ts';
import { connectionType } from '../registers/connection.type.ts';
import { describeColumnOf, fromColumn } from '../registers/records/describe-column.ts';
import { Union } from '../union/union.type.ts';
import { ratingOrder, ratings } from './rating.queries.ts';

const RatingOutcome = codeEnum('RatingOutcome', ratingOutcomes, 'What a round decided about a union.');

export const StarRating = builder.kyselyRows('StarRating', ratings).object({
  access: readBy('star_rating'),
  nodeId: 'record_id',
  nodeIdForm: /^\d{1,15}$/,
  description: 'One union in one round of rating. Source: the registers.',
  fields: (t) => ({
    union: t.relation({
      type: Union,
      join: { union_id: 'union_id' },
      nullable: true,
      description: fromColumn(
        'star_rating',
        'union_code',
        'The union that is rated; null where it lies beyond what the viewer may see.',
      ),
    }),
    round: t.relation({
      type: RatingRound,
      join: { round_code: 'round_code' },
      description: fromColumn('star_rating', 'round_code', 'The round.'),
    }),
    scheme: t.relation({
      type: RatingScheme,
      join: { scheme_code: 'scheme_code' },
      description: 'The scheme of the round.',
    }),
    selfScore: t.exposeFloat('self_score', {
      nullable: true,
      description: describeColumnOf('star_rating', 'self_score'),
    }),
    reviewScore: t.exposeFloat('review_score', {
      nullable: true,
      description: describeColumnOf('star_rating', 'review_score'),
    }),
    level: t.exposeInt('level', {
      nullable: true,
      description: describeColumnOf('star_rating', 'level'),
    }),
    outcome: t.expose('outcome', {
      type: RatingOutcome,
      nullable: true,
      description: fromColumn('star_rating', 'outcome', 'What was decided; null while undecided.'),
    }),
    decidedBy: t.exposeString('decided_by', {
      nullable: true,
      description: fromColumn('star_rating', 'decided_by', 'The body that decided; null when not named.'),
    }),
    decidedOn: t.expose('decided_on', {
      type: 'Date',
      nullable: true,
      description: fromColumn('star_rating', 'decided_on', 'Day of the decision; null while undecided.'),
    }),
  }),
});

export const StarRatingConnection = connectionType(StarRating, 'StarRating', 'ratings');

builder.objectField(Union, 'ratings', (t) =>
  t.rowsConnection({
    type: StarRating,
    connection: StarRatingConnection,
    join: { union_id: 'union_id' },
    order: ratingOrder,
    description: 'Its ratings, the latest round first.',
  }),
);
