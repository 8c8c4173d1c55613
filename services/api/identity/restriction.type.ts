import {
  liftRestriction,
  listRestrictions,
  type Restriction as RestrictionSeen,
  setRestriction,
} from '@union/access/restricted/restrictions.ts';
import type { Db } from '@union/schema/db/database.ts';
import { builder } from '../builder.ts';
import { type Context, registersOf, writableRegisters } from '../context.ts';

const FigureRestriction = builder.objectRef<RestrictionSeen>('FigureRestriction').implement({
  description:
    'Published figures that a federation keeps from the public. Figures above them stay open. Source: accounts and keys of the server.',
  fields: (t) => ({
    id: t.id({ description: 'By which it is lifted.', resolve: ({ restrictionId }) => String(restrictionId) }),
    metric: t.exposeID('metricId', { nullable: true, description: 'Of this metric; null: of every one.' }),
    scope: t.exposeID('scopeId', {
      nullable: true,
      description: 'In this scope and below it, a federation with its territory; null: everywhere.',
    }),
    reason: t.exposeString('reason', { description: 'Why.' }),
    setAt: t.field({
      ...{ type: 'DateTime', description: 'Since when.' },
      resolve: ({ setAt }) => setAt.toISOString(),
    }),
    setBy: t.exposeString('setBy', { description: 'By whom.' }),
  }),
});

builder.queryField('figureRestrictions', (t) =>
  t.field({
    type: [FigureRestriction],
    description: 'The restrictions that hold where the caller sets them, oldest first. Errors: NOT_PERMITTED.',
    extensions: { cost: { weight: 50, rows: 50 } },
    resolve: (_, __, context) => listRestrictions(registersOf(context).db, context.reaches),
  }),
);

const inOne = <T>(context: Context, work: (db: Db) => Promise<T>): Promise<T> =>
  writableRegisters(context)
    .db.transaction()
    .execute((transaction: Db) => work(transaction));

builder.mutationFields((t) => ({
  restrictFigures: t.id({
    description:
      'Keeps published figures from the public on every way out, within a second; answers its number. Errors: NOT_PERMITTED, RESTRICTED_PLACE_NOT_FOUND, RESTRICTION_EXISTS.',
    args: {
      metric: t.arg.id({ description: 'Of this metric; of every one when absent.' }),
      scope: t.arg.id({ description: 'In this scope and below it; everywhere when absent.' }),
      reason: t.arg.string({ required: true, description: 'Why.' }),
    },
    resolve: async (_, { metric, scope, reason }, context) =>
      String(
        await inOne(context, (db) =>
          setRestriction(db, context.reaches, { metricId: metric ?? null, scopeId: scope ?? null, reason }),
        ),
      ),
  }),
  liftRestriction: t.boolean({
    description: 'Makes them public again, within a second. Errors: NOT_PERMITTED, RESTRICTION_NOT_FOUND.',
    args: { restriction: t.arg.id({ required: true, description: 'Number of the restriction.' }) },
    async resolve(_, { restriction }, context) {
      const id = /^\d{1,12}$/.test(restriction) ? Number(restriction) : 0;
      await inOne(context, (db) => liftRestriction(db, context.reaches, id));
      return true;
    },
  }),
}));
