import './global-types.ts';
import '@pothos/plugin-relay';
import SchemaBuilder, {
  BasePlugin,
  brandWithType,
  type FieldKind,
  getTypeBrand,
  type PothosOutputFieldConfig,
  RootFieldBuilder,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { type AnyAccess, type FieldAccess, isOpenTo, type Viewer } from './access.ts';
import type { AnyConditions } from './condition.ts';
import { defaultRefusals, type Refusals } from './errors.ts';
import type { FieldSource, TypeExtensions } from './fields.ts';
import type { KyselyObjectOptions, KyselyOptions } from './global-types.ts';
import type { Order, Sorts } from './keyset.ts';
import { findRow } from './plain/find-rows.ts';
import { resolverOf } from './plain/resolve.ts';
import { knownViewers, type Runtime } from './plain/runtime.ts';
import { KyselyRef } from './ref.ts';
import type { Join, Row, Source } from './source.ts';

/** The name of the plug-in, for the builder's `plugins`. */
const pluginName = 'kysely';
export default pluginName;

/** Lets fields say where in the database they come from, once for both lanes. */
export class KyselyPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  /** Notes what the compiled lane has to know of a field. */
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { access } = config.pothosOptions as { access?: FieldAccess<unknown> };
    const isNode = (config.name === 'node' || config.name === 'nodes') && config.kind === 'Query';
    return {
      ...config,
      extensions: {
        ...config.extensions,
        ...(access && { kyselyAccess: access }),
        ...(isNode &&
          !config.extensions?.kysely && { kysely: { kind: config.name as 'node' | 'nodes' } satisfies FieldSource }),
      },
    };
  }

  /** Refuses fields that are closed to the viewer of a request, as the compiled lane does when it plans. */
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const { access: open } = config.pothosOptions as { access?: FieldAccess<unknown> };
    if (!open) return resolve;
    const runtime = runtimeOf(this.builder);
    return (parent, args, context, info) => {
      if (isOpenTo(open, runtime.viewer(context)?.viewer)) return resolve(parent, args, context, info);
      // As a promise: graphql-js leaves the promises of other items of a list alone when one throws at once.
      return Promise.reject(runtime.refusals.denied(context, `${info.parentType.name}.${info.fieldName}`));
    };
  }

  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    schema.extensions = {
      ...schema.extensions,
      kysely: { runtime: runtimeOf(this.builder), forms: optionsOf(this.builder).scalars ?? {} },
    };
    return schema;
  }
}

SchemaBuilder.registerPlugin(pluginName, KyselyPlugin);

type AnyBuilder = PothosSchemaTypes.SchemaBuilder<SchemaTypes>;

const runtimes = new WeakMap<object, Runtime>();

/** What resolvers take from the builder's options; read when the first of them is made. */
function runtimeOf(builder: { options: unknown }): Runtime {
  const known = runtimes.get(builder);
  if (known) return known;
  const options = optionsOf(builder);
  if (!options) throw new Error('the builder lacks the option `kysely`');
  const refusals = { ...defaultRefusals, ...options.refusals } as Refusals<object>;
  const runtime: Runtime = {
    db: options.db as Runtime['db'],
    abort: (options.abort ?? (() => undefined)) as Runtime['abort'],
    viewer: knownViewers(options.viewer as (context: object) => Viewer | undefined),
    refusals,
    page: { defaultSize: 20, maxSize: 100, ...options.page, refusals },
  };
  runtimes.set(builder, runtime);
  return runtime;
}

function optionsOf(builder: { options: unknown }): KyselyOptions<SchemaTypes> {
  return (builder.options as { kysely: KyselyOptions<SchemaTypes> }).kysely;
}

const builderProto = SchemaBuilder.prototype as AnyBuilder;

builderProto.kyselyRows = function kyselyRows(this: AnyBuilder, name: string, rows: Source['rows']) {
  return { object: (options: KyselyObjectOptions<SchemaTypes, Row>) => makeObject(this, name, rows, options) };
} as never;

function makeObject(
  builder: AnyBuilder,
  name: string,
  rows: Source['rows'],
  { access, nodeId, nodeIdForm, extensions, ...options }: KyselyObjectOptions<SchemaTypes, Row>,
): KyselyRef<SchemaTypes, Row> {
  const source: Source = { typeName: name, rows, access: access as AnyAccess, nodeId };
  const ref = new KyselyRef<SchemaTypes, Row>(source);
  const typeOptions = { ...options, extensions: { ...extensions, kysely: source } satisfies TypeExtensions };
  if (nodeId === undefined) {
    builder.objectType(ref, { ...typeOptions, name } as never);
    return ref;
  }
  const runtime = runtimeOf(builder);
  const id = {
    resolve: (row: Row) => row[nodeId],
    extensions: { kysely: { kind: 'globalId', column: nodeId } satisfies FieldSource },
  };
  const loadOne = async (key: string, context: object) => {
    // A value that the column cannot hold would end the statement; no row has it.
    if (nodeIdForm && !nodeIdForm.test(key)) return null;
    const row = await findRow(runtime, context, source, [nodeId], [key]);
    // The relay plug-in shares a row that is on its way before it brands it, so rows are branded here.
    if (row && getTypeBrand(row) === null) brandWithType(row, ref);
    return row;
  };
  builder.node(ref, { ...typeOptions, id, loadOne, brandLoadedObjects: false } as never);
  return ref;
}

type AnyFieldBuilder = PothosSchemaTypes.RootFieldBuilder<SchemaTypes, Row, FieldKind>;
type AnyOptions = Row & { readonly type: KyselyRef<SchemaTypes, Row>; readonly extensions?: Row };

const fieldProto = RootFieldBuilder.prototype as unknown as Record<string, unknown>;

/** Adds a method to field builders: options of the method become the source of the field, the rest its options. */
function define(name: string, split: (options: AnyOptions) => { source: FieldSource; field: Row }): void {
  fieldProto[name] = function define(this: AnyFieldBuilder & { builder: AnyBuilder }, options: AnyOptions) {
    const { source, field } = split(options);
    const ref = (this.field as (options: unknown) => ReturnType<AnyFieldBuilder['field']>)({
      ...field,
      extensions: { ...options.extensions, kysely: source },
      resolve: resolverOf(runtimeOf(this.builder), source, () => own()),
    });
    let ownType = '';
    ref.onFirstUse((config) => {
      ownType = config.parentType;
    });
    const own = () => {
      const extensions = this.builder.configStore.getTypeConfig(ownType).extensions as TypeExtensions;
      return extensions.kysely as Source;
    };
    return ref;
  };
}

const joinOf = (join: unknown): Join => Object.entries((join ?? {}) as Record<string, string>);
const targetOf = (type: unknown): Source => (type as KyselyRef<SchemaTypes, Row>).source as unknown as Source;

define('relation', ({ join, ...field }) => ({
  source: { kind: 'one', target: targetOf(field.type), join: joinOf(join) },
  field,
}));

define('relatedList', ({ join, order, type, ...field }) => ({
  source: { kind: 'many', target: targetOf(type), join: joinOf(join), order: order as Order },
  field: { ...field, type: [type] },
}));

define('rowBy', ({ by, ...field }) => ({
  source: { kind: 'find', target: targetOf(field.type), by: joinOf(by) },
  field,
}));

define('rowFrom', ({ rows, ...field }) => ({
  source: { kind: 'function', target: targetOf(field.type), rows: rows as never },
  field,
}));

define('expression', ({ key, sql, ...field }) => ({
  source: { kind: 'expression', key: key as string[], sql: sql as never },
  field,
}));

define('lookup', ({ column, list, prefix, ...field }) => ({
  source: { kind: 'lookup', column: column as string, list: list as never, prefix: prefix as number | undefined },
  field,
}));

define('totalCount', (field) => ({ source: { kind: 'total' }, field }));

fieldProto.rowsConnection = function rowsConnection(
  this: AnyFieldBuilder & { builder: AnyBuilder },
  { connection, join, order, sorts, where, ...options }: AnyOptions & { readonly connection: unknown },
) {
  const source: FieldSource = {
    kind: 'page',
    target: targetOf(options.type),
    join: joinOf(join),
    order: order as Order,
    sorts: sorts as Sorts | undefined,
    where: where as AnyConditions | undefined,
  };
  return (this.connection as (...all: unknown[]) => unknown)(
    {
      ...options,
      extensions: { ...options.extensions, kysely: source },
      resolve: resolverOf(runtimeOf(this.builder), source, () => source.target),
    },
    connection,
  );
};
