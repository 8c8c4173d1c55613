import { ObjectRef, type SchemaTypes } from '@pothos/core';
import type { ViewerOf } from './global-types.ts';
import type { Source } from './source.ts';

/** An object type whose rows come from the database. Use it wherever Pothos takes a type. */
export class KyselyRef<Types extends SchemaTypes, R> extends ObjectRef<Types, R> {
  readonly source: Source<R, ViewerOf<Types>>;
  constructor(source: Source<R, ViewerOf<Types>>) {
    super(source.typeName);
    this.source = source;
  }
}
