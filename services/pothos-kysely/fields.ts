import type { Expression } from 'kysely';
import type { FieldAccess } from './access.ts';
import type { AnyConditions } from './condition.ts';
import type { Order, Sorts } from './keyset.ts';
import type { AnyDb, ColumnOf, Join, Row, RowsQuery, Source } from './source.ts';

/** Gives an argument of the field as a bound value; null when it is not given. */
export type Argument = (name: string) => Expression<unknown>;

/** A list that stands in the code, by the value that a row has. Its entries hold the properties that fields expose. */
export type LookupList = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Where a field comes from. The resolver of the plain lane and the statement of the compiled lane are both made from
 * this. It stands in the field's `extensions.kysely`; fields that Pothos exposes of a row need none.
 */
export type FieldSource =
  | { readonly kind: 'globalId'; readonly column: string }
  | {
      readonly kind: 'expression';
      readonly key: readonly string[];
      readonly sql: (column: ColumnOf<Row>) => Expression<unknown>;
    }
  | { readonly kind: 'lookup'; readonly column: string; readonly list: LookupList; readonly prefix: number | undefined }
  | { readonly kind: 'one'; readonly target: Source; readonly join: Join }
  | { readonly kind: 'many'; readonly target: Source; readonly join: Join; readonly order: Order }
  | {
      readonly kind: 'page';
      readonly target: Source;
      /** Empty for a list that stands under no row. */
      readonly join: Join;
      readonly order: Order;
      readonly sorts: Sorts | undefined;
      readonly where: AnyConditions | undefined;
    }
  | {
      readonly kind: 'find';
      readonly target: Source;
      readonly by: readonly (readonly [column: string, argument: string])[];
    }
  | {
      readonly kind: 'function';
      readonly target: Source;
      readonly rows: (db: AnyDb, argument: Argument) => RowsQuery<Row>;
    }
  | { readonly kind: 'node' }
  | { readonly kind: 'nodes' }
  | { readonly kind: 'total' };

/** What the plug-in keeps in the `extensions` of a type. */
export type TypeExtensions = { readonly kysely?: Source };

/** What the plug-in keeps in the `extensions` of a field; `pothosExposedField` is Pothos' own. */
export type FieldExtensions = {
  readonly kysely?: FieldSource;
  readonly kyselyAccess?: FieldAccess<unknown>;
  readonly pothosExposedField?: string;
};
