import type { Publication as PublicationOf } from '@union/warehouse/publication/reader.ts';
import { builder } from '../builder.ts';
import { type Context, loaderOf } from '../context.ts';
import { ApiError } from '../errors.ts';
import { Figure, PeriodKind } from '../figure/figure.type.ts';
import { definitionOf } from '../figure/get-figure.ts';
import { keyArguments } from '../figure-key/figure-key.arguments.ts';
import { Definition, Metric } from '../metric/metric.type.ts';
import { previousOf } from '../publication/previous-publication.ts';
import { Publication } from '../publication/publication.type.ts';
import { Scope, ScopeKind } from '../scope/scope.type.ts';
import { segmentArgument } from '../segment/segment.type.ts';
import {
  getRanking,
  placesWon,
  placesWonSince,
  type Ranking as RankingOfScope,
  type RankingRequest,
  type MovingRow as Row,
  ranksIn,
} from './ranking.queries.ts';

type RanksKey = { readonly publication: PublicationOf; readonly asked: RankingRequest };
const loadRanks = (_: Context, keys: readonly RanksKey[]) =>
  Promise.all(
    keys.map(({ publication, asked }) =>
      // What the earlier publication does not know has no ranks there.
      ranksIn(publication, asked).catch((error: unknown) => {
        if (error instanceof ApiError) return new Map<string, number>();
        throw error;
      }),
    ),
  );

export const RankRow = builder.objectRef<Row>('RankRow').implement({
  description: 'One scope of a ranking. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    rank: t.exposeInt('rank', {
      nullable: true,
      description:
        'Equal values share a rank and the next one skips (1, 2, 2, 4). Null when there is no value, and when the denominator is below `minDenominator` of the ranking. Unit: places, 1 and more.',
    }),
    rankChangeMonth: t.int({
      nullable: true,
      description:
        'Places won since the last month end before the day of the ranking, negative when lost; null without a rank on either day. Unit: places, of either sign.',
      resolve: (row) => placesWon(row, 'month'),
    }),
    rankChangeYear: t.int({
      nullable: true,
      description:
        'The same since that day a year ago; null without a rank on either day. Unit: places, of either sign.',
      resolve: (row) => placesWon(row, 'year'),
    }),
    rankChangePublication: t.int({
      nullable: true,
      description:
        'The same since the last publication of an earlier day that is kept; null without a rank in either, and in a trusted document. Unit: places, of either sign.',
      resolve: async (row, _, context) =>
        placesWonSince(
          row,
          (publication, asked) =>
            loaderOf(
              context,
              loadRanks,
              ({ publication: { id }, asked: same }) => `${id} ${JSON.stringify(same)}`,
            ).load({
              ...{ publication, asked },
            }),
          await previousOf(context.publications, row.figure.scope.publication),
        ),
    }),
    scope: t.field({ type: Scope, description: 'The scope.', resolve: (row) => row.figure.scope }),
    figure: t.expose('figure', { type: Figure, description: 'Its figure on the day of the ranking.' }),
  }),
});

const Ranking = builder.objectRef<RankingOfScope>('Ranking').implement({
  description:
    'The scopes of one kind below a parent, best first, all on the same day. Source: the mart of the metric in the publication.',
  fields: (t) => ({
    metric: t.expose('metric', { type: Metric, description: 'What they are ranked by.' }),
    parent: t.expose('parent', { type: Scope, description: 'Whose scopes are ranked.' }),
    kind: t.expose('kind', { type: ScopeKind, description: 'The kind of scope that is ranked.' }),
    rows: t.field({
      type: [RankRow],
      description:
        'Best first (`metric.better`), equal values in the usual order of scopes; those without a value last.',
      extensions: { cost: { rows: 40 } },
      resolve: (ranking) => [...ranking.rows],
    }),
    minDenominator: t.exposeInt('minDenominator', {
      description:
        'The smallest denominator that is ranked; smaller ones are listed without a rank. Counts have none. Unit: that of `metric.denominatorCounts`, 0 and more.',
    }),
    asOf: t.expose('asOf', {
      type: 'Date',
      nullable: true,
      description: 'The day that all figures speak of; null when no scope has one.',
    }),
    definition: t.field({
      type: Definition,
      description: 'The rule version of the figures.',
      resolve: ({ metric, rows }) =>
        definitionOf(metric, rows.find((row) => row.figure.row)?.figure.row?.definition_version),
    }),
    publication: t.field({
      type: Publication,
      description: 'The publication that holds it.',
      resolve: (ranking) => ranking.parent.publication.manifest,
    }),
  }),
});

builder.queryField('ranking', (t) =>
  t.field({
    type: Ranking,
    description: 'Ranks scopes by one metric. Errors as of `figure`, and RANKING_TOO_LONG above 1000 rows.',
    args: {
      metric: t.arg.id({ required: true, description: 'Id of a metric of shape RATIO or COUNT.' }),
      parent: t.arg.id({ required: true, description: 'Id of the scope whose scopes are ranked.' }),
      kind: t.arg({
        type: ScopeKind,
        required: true,
        description: 'Of which kind, at any depth below the parent; FEDERATION means the next level only.',
      }),
      asOf: t.arg({ type: 'Date', description: 'The day; the latest when absent.' }),
      period: t.arg({ type: PeriodKind, description: 'For flows; CALENDAR_YEAR to date when absent.' }),
      minDenominator: t.arg.int({
        description:
          'The smallest denominator that is ranked; 10 when absent, so that 1 of 1 is not the best of all. Unit: that of `metric.denominatorCounts`, 0 and more.',
      }),
      ...segmentArgument,
      ...keyArguments,
      published: t.arg({ type: 'Date', description: 'As published by the end of this day; now when absent.' }),
      publication: t.arg.id({
        description: 'Id of a publication, instead of `published`. Absent: as `published` says.',
      }),
    },
    extensions: { cost: { weight: 20 } },
    resolve: async (_, { publication, published, ...asked }, { publications }) =>
      getRanking(
        publication == null ? await publications.choose(published) : await publications.byId(publication),
        asked,
      ),
  }),
);
