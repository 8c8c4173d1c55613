import type { ObjectRef } from '@pothos/core';
import { builder } from '../builder.ts';

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;

/** The page of a type, with its total on request; one a type, wherever lists of it appear. */
export function connectionType<R>(type: ObjectRef<Types, R, R>, name: string, things: string) {
  return builder.connectionObject(
    {
      type,
      name: `${name}Connection`,
      description: `A page of ${things}.`,
      fields: (t) => ({
        totalCount: t.totalCount({
          type: 'SafeInt',
          description: 'How many there are beyond the page too. Counted only when asked for. Unit: rows, 0 and more.',
          extensions: { cost: { weight: 10 } },
        }),
      }),
    },
    { name: `${name}Edge`, description: 'A row and its place in the list.' },
  );
}
