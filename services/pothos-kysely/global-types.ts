import type {
  FieldNullability,
  InputFieldMap,
  InputShapeFromFields,
  ObjectFieldsShape,
  OutputType,
  SchemaTypes,
  TypeParam,
} from '@pothos/core';
import type { AbortableQueryOptions, Expression, Kysely } from 'kysely';
import type { Access, FieldAccess, Viewer } from './access.ts';
import type { JsonForm } from './compile/values.ts';
import type { Conditions } from './condition.ts';
import type { Refusals } from './errors.ts';
import type { LookupList } from './fields.ts';
import type { Order, Sorts } from './keyset.ts';
import type { KyselyPlugin } from './plugin.ts';
import type { KyselyRef } from './ref.ts';
import type { ColumnOf, RowsQuery } from './source.ts';

// biome-ignore lint/suspicious/noExplicitAny: without tables of its own a builder takes any
type DbOf<Types extends SchemaTypes> = Kysely<unknown extends Types['Kysely'] ? any : Types['Kysely']>;

/** The viewer of a builder: of the builder's `KyselyViewer`, or whose shape is a role's name. */
export type ViewerOf<Types extends SchemaTypes> = Types['KyselyViewer'] extends Viewer
  ? Types['KyselyViewer']
  : Viewer<string>;

/** The builder's option `kysely`. */
export type KyselyOptions<Types extends SchemaTypes> = {
  /** The database of a request. It may throw where the request has none. */
  readonly db: (context: Types['Context']) => DbOf<Types>;
  /** When and how statements of a request end before their time. Default: never. */
  readonly abort?: (context: Types['Context']) => AbortableQueryOptions | undefined;
  /** Who asks in a request; undefined: everything is closed. Asked once a request. */
  readonly viewer: (context: Types['Context']) => ViewerOf<Types> | undefined;
  /** Rows of a page when the caller names no number, and at most. Default 20 and 100. */
  readonly page?: { readonly defaultSize: number; readonly maxSize: number };
  /** The words of refusals. */
  readonly refusals?: Partial<Refusals<Types['Context']>>;
  /**
   * How PostgreSQL writes the values of own scalars as JSON. Fields of scalars that are not named here are answered by
   * the plain lane.
   */
  readonly scalars?: Readonly<Record<string, JsonForm>>;
};

/** What an object type over rows of the database says of itself. */
export type KyselyObjectOptions<Types extends SchemaTypes, R> = {
  /** Which viewers see which rows. Who is not named sees none. */
  readonly access: Access<R, ViewerOf<Types>>;
  /** Makes the type a node of the relay plug-in; the column holds the local part of its id. */
  readonly nodeId?: keyof R & string;
  /** What the local part of an id looks like, for columns that are no text; any other names no row. */
  readonly nodeIdForm?: RegExp;
  readonly description?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly fields?: ObjectFieldsShape<Types, R>;
};

/** What every field may say. */
type Said<Types extends SchemaTypes> = {
  readonly description?: string;
  readonly deprecationReason?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Who may ask for the field; everybody who sees the type when absent. */
  readonly access?: FieldAccess<ViewerOf<Types>['shape']>;
};

/** The columns of the target that equal columns of the own row: `{ target: 'own' }`. */
type JoinOf<Target, Own> = { readonly [C in keyof Target & string]?: keyof Own & string };

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      kysely: KyselyPlugin<Types>;
    }
    export interface UserSchemaTypes {
      /** The tables, as Kysely knows them. */
      Kysely: unknown;
      /** Who asks: a `Viewer` with the shape and the parameters that rules are written for. */
      KyselyViewer: unknown;
    }
    export interface ExtendDefaultTypes<PartialTypes extends Partial<UserSchemaTypes>> {
      Kysely: PartialTypes['Kysely'];
      KyselyViewer: PartialTypes['KyselyViewer'];
    }
    export interface SchemaBuilderOptions<Types extends SchemaTypes> {
      kysely?: KyselyOptions<Types>;
    }
    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** Who may ask for the field; everybody who sees the type when absent. */
      access?: FieldAccess<ViewerOf<Types>['shape']>;
    }

    export interface SchemaBuilder<Types extends SchemaTypes> {
      /**
       * The rows of an object type, unfiltered and unordered; joins and expressions belong here. The type follows with
       * `.object(…)`, in a call of its own so that TypeScript knows the columns by then.
       */
      kyselyRows<R extends object>(
        name: string,
        rows: (db: DbOf<Types>) => RowsQuery<R>,
      ): {
        /** The object type. Fields that expose a column need no more than Pothos' own `t.expose…`. */
        object(options: KyselyObjectOptions<Types, R>): KyselyRef<Types, R>;
      };
    }

    export interface RootFieldBuilder<Types extends SchemaTypes, ParentShape, Kind> {
      /**
       * The row of another type whose columns equal own ones; null where an own column is null or no row is visible.
       * The columns of the other type must be unique together, as it is joined.
       */
      relation<Target extends object>(
        options: Said<Types> & {
          readonly type: KyselyRef<Types, Target>;
          readonly join: JoinOf<Target, ParentShape>;
          readonly nullable?: boolean;
        },
      ): FieldRef<Types, unknown>;

      /** All rows of another type whose columns equal own ones, in order. For short lists; long ones have pages. */
      relatedList<Target extends object>(
        options: Said<Types> & {
          readonly type: KyselyRef<Types, Target>;
          readonly join: JoinOf<Target, ParentShape>;
          readonly order: Order<Target>;
        },
      ): FieldRef<Types, unknown>;

      /**
       * A connection of the relay plug-in in keyset order: of rows that equal own columns, or of all rows at the root.
       * Its connection type has `edges`, `pageInfo` and, made with `t.totalCount`, a total.
       * @param options.where what each argument demands of the rows.
       * @param options.sorts the orders that a caller chooses from; each must be unique, and `order` holds without a choice.
       */
      rowsConnection<Target extends object, Args extends InputFieldMap = Record<never, never>>(
        options: Said<Types> & {
          readonly type: KyselyRef<Types, Target>;
          // biome-ignore lint/suspicious/noExplicitAny: the connection type is the relay plug-in's
          readonly connection: ObjectRef<Types, any>;
          readonly join?: JoinOf<Target, ParentShape>;
          readonly order: Order<Target>;
          readonly sorts?: Sorts<Target>;
          readonly args?: Args;
          readonly where?: Conditions<Target, InputShapeFromFields<Args>>;
        },
      ): FieldRef<Types, unknown>;

      /** The row whose columns equal arguments: `{ column: 'argument' }`; null where there is none. */
      rowBy<Target extends object, Args extends InputFieldMap>(
        options: Said<Types> & {
          readonly type: KyselyRef<Types, Target>;
          readonly by: { readonly [C in keyof Target & string]?: keyof Args & string };
          readonly args: Args;
          readonly nullable?: boolean;
        },
      ): FieldRef<Types, unknown>;

      /** The first row of a query that takes arguments, such as a set-returning function; null where there is none. */
      rowFrom<Target extends object, Args extends InputFieldMap>(
        options: Said<Types> & {
          readonly type: KyselyRef<Types, Target>;
          readonly args: Args;
          readonly rows: (
            db: DbOf<Types>,
            argument: (name: keyof Args & string) => Expression<unknown>,
          ) => RowsQuery<Target>;
          readonly nullable?: boolean;
        },
      ): FieldRef<Types, unknown>;

      /**
       * A value computed by the database from columns of the row. Expressions that every reader wants are better written
       * into the rows of the type and exposed.
       * @param options.key columns of the row that are unique; the plain lane finds the row again by them.
       */
      expression<Type extends TypeParam<Types>>(
        options: Said<Types> & {
          readonly type: Type;
          readonly key: readonly (keyof ParentShape & string)[];
          readonly sql: (column: ColumnOf<ParentShape>) => Expression<unknown>;
          readonly nullable?: boolean;
        },
      ): FieldRef<Types, unknown>;

      /**
       * The entry of a list in the code that a column names; null for null. A value that the list lacks is shown as it
       * is in every property. The type must expose properties of the entries.
       * @param options.prefix how many leading characters of the column name the entry; all when absent.
       */
      lookup(
        options: Said<Types> & {
          readonly type: OutputType<Types>;
          readonly column: keyof ParentShape & string;
          readonly list: LookupList;
          readonly prefix?: number;
          readonly nullable?: boolean;
        },
      ): FieldRef<Types, unknown>;

      /** On a connection type: how many rows there are beyond the page too. Counted only when asked for. */
      totalCount<Type extends TypeParam<Types>>(
        options: Said<Types> & { readonly type: Type },
      ): FieldRef<Types, unknown>;
    }
  }
}
