import { builder } from '../builder.ts';

/** Arguments that choose among several figures of one scope and day. */
export const keyArguments = builder.args((t) => ({
  rule: t.id({ description: 'Code of a frontline rule; the newest that has a figure on the day when absent.' }),
  scheme: t.id({ description: 'Code of a rating scheme; the newest when absent.' }),
  campaign: t.id({ description: 'Code of a campaign; the newest when absent.' }),
  ofKind: t.id({
    description:
      'Kind of site, contest or agreement, for metrics that have a figure for each. Absent: the only one there is; refused where there are several.',
  }),
}));
