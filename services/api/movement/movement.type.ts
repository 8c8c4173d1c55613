import { builder } from '../builder.ts';
import { RatingScheme } from '../distribution/distribution.type.ts';
import { Publication } from '../publication/publication.type.ts';
import { registeredRounds } from '../rating/rating-register.ts';
import { readBy } from '../registers/access.ts';
import { Scope } from '../scope/scope.type.ts';
import { type MovementCell as Cell, findMovement, type Movement as MovementOfScope } from './movement.queries.ts';

export const RatingRound = builder.kyselyRows('RatingRound', registeredRounds).object({
  access: readBy('rating_round'),
  description: 'One round of rating under one scheme. Source: the publication.',
  fields: (t) => ({
    code: t.exposeID('round_code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name in Chinese.' }),
    schemeCode: t.exposeID('scheme_code', { description: 'Code of its scheme.' }),
    closedOn: t.expose('closed_on', { type: 'Date', nullable: true, description: 'Its last day; null while it runs.' }),
  }),
});

const MovementCell = builder.objectRef<Cell>('MovementCell').implement({
  description: 'The unions that went from one level to another. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    fromKey: t.exposeString('fromKey', {
      description: 'Level after the earlier round, a key as in `DistributionLevel`.',
    }),
    toKey: t.exposeString('toKey', { description: 'Level after the later round.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'How many unions. Unit: unions, 0 and more.' }),
  }),
});

const Movement = builder.objectRef<MovementOfScope>('Movement').implement({
  description:
    'How the unions of a scope moved between two rounds of one scheme. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    scope: t.expose('scope', { type: Scope, description: 'Whose unions.' }),
    scheme: t.expose('scheme', { type: RatingScheme, description: 'The scheme.' }),
    fromRound: t.expose('fromRound', { type: RatingRound, description: 'The earlier round.' }),
    toRound: t.expose('toRound', { type: RatingRound, description: 'The later round.' }),
    cells: t.field({
      type: [MovementCell],
      description: 'Pairs of levels, highest first; a pair that is absent has no union.',
      extensions: { cost: { rows: 30 } },
      resolve: (movement) => [...movement.cells],
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds it.',
      resolve: (movement) => movement.scope.publication.manifest,
    }),
  }),
});

builder.queryField('movement', (t) =>
  t.field({
    type: Movement,
    nullable: true,
    description:
      'Movement between two rounds; null when the scheme has no such pair, or where there is no scheme. Errors: SCOPE_NOT_FOUND, SCHEME_NOT_FOUND, NO_PUBLICATION.',
    args: {
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      scheme: t.arg.id({ description: 'Code of a scheme; the latest when absent.' }),
      fromRound: t.arg.id({ description: 'Code of the earlier round; the one before `toRound` when absent.' }),
      toRound: t.arg.id({ description: 'Code of the later round; the latest when absent.' }),
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
    },
    extensions: { cost: { weight: 10 } },
    resolve: async (_, asked, { publications }) => findMovement(await publications.choose(asked.published), asked),
  }),
);
