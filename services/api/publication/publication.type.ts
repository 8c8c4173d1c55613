import type { Publication as OpenPublication } from '@union/warehouse/publication/reader.ts';
import { builder } from '../builder.ts';
import { findManifest, listManifests } from './publication.queries.ts';

export const Publication = builder.objectRef<OpenPublication['manifest']>('Publication').implement({
  description:
    "One night's figures, complete and never changed afterwards. A correction comes as another publication. Source: the publication.",
  fields: (t) => ({
    id: t.id({
      description: 'The as-of day and a running number, such as `2026-11-20-1`.',
      resolve: (manifest) => manifest.publicationId,
    }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The last day that its figures speak of.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', description: 'When it began to be served.' }),
    contentSha256: t.string({
      nullable: true,
      description:
        'Hash of what its tables hold: equal for publications that say the same. Null for one of an older version.',
      // An older publication says nothing of it.
      resolve: ({ content }: { content?: OpenPublication['manifest']['content'] }) => content?.sha256,
    }),
    codeVersion: t.exposeString('codeVersion', { description: 'The version of the code that made it.' }),
    previousId: t.id({
      nullable: true,
      description: 'The publication that it followed; null for the first.',
      resolve: (manifest) => manifest.previous,
    }),
    isCurrent: t.boolean({
      description:
        'Whether it is the one served when no `published` is given. Changes with time, so trusted documents leave it out.',
      resolve: async (manifest, _, { publications }) => (await publications.current())?.id === manifest.publicationId,
    }),
  }),
});

builder.queryFields((t) => ({
  publication: t.field({
    type: Publication,
    nullable: true,
    description: 'The publication with this id, or the current one; null when there is none.',
    args: { id: t.arg.id({ description: 'Such as `2026-11-20-1`. Absent: the current one.' }) },
    resolve: (_, { id }, { publications }) => findManifest(publications, id ?? undefined),
  }),
  publications: t.field({
    type: [Publication],
    description: 'The publications that are kept, newest first.',
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'At most this many. Unit: rows, 1 to 100. Absent: 20.' }),
    },
    resolve: (_, { first }, { publications }) => listManifests(publications, first),
  }),
}));
