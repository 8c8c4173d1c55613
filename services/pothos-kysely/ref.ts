import { ObjectRef, type SchemaTypes } from '@pothos/core';
import type { Source } from './source.ts';

/** An object type whose rows come from the database. Use it wherever Pothos takes a type. */
export class KyselyRef<Types extends SchemaTypes, R> extends ObjectRef<Types, R> {
  readonly source: Source<R, Types['Context']>;
  constructor(source: Source<R, Types['Context']>) {
    super(source.typeName);
    this.source = source;
  }
}
