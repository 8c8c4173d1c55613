import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

export type FieldAt = {
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly type: GraphQLNamedType;
};

/** A query that asks for a field, or for all fields of a type that need nothing further, by the shortest way to them. */
export type FieldPath = {
  readonly fields: readonly FieldAt[];
  /** The fields that it is made for. */
  readonly leaves: readonly FieldAt[];
  readonly query: string;
  /** Codes that it may answer with when nothing is published of what it asks. */
  readonly mayFail: readonly string[];
};

/** Values of arguments by the name of the argument, for the two counties and the publication of the fixture. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  creditCode: '"91320924MA0000001A"',
  scope: '"region:320924"',
  metric: '"enterprise_unionisation_rate"',
  metrics: '["enterprise_unionisation_rate"]',
};

const BY_FIELD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Query.park': { code: '"320924400"' },
  'Query.union': { code: '"U1"' },
  'Query.scope': { id: '"region:320924"' },
  'Query.metric': { id: '"enterprise_unionisation_rate"' },
  'Query.metricQuery': { metrics: '[{metric: "enterprise_unionisation_rate"}]', scopes: '{ids: ["region:320924"]}' },
  'Query.metricQueryPlan': {
    metrics: '[{metric: "enterprise_unionisation_rate"}]',
    scopes: '{ids: ["region:320924"]}',
  },
};

/** One path to every field of every object type that a query reaches, root fields first. */
export function fieldPaths(schema: GraphQLSchema): FieldPath[] {
  const root = schema.getQueryType() as GraphQLObjectType;
  const paths: FieldPath[] = [];
  const known = new Set<string>([root.name]);
  const queue: { type: GraphQLObjectType; way: readonly Step[] }[] = [{ type: root, way: [] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const all = Object.values(next.type.getFields()).map((field): FieldAt => {
      return { parent: next.type, field, type: getNamedType(field.type) };
    });
    const leaves = all.filter(({ type }) => waysInto(schema, type).length === 0);
    // What needs nothing further is asked for at once; who may not ask for one of them is told of none.
    if (leaves.length > 0) {
      const asked = leaves.map((at) => `${at.field.name}${argumentsOf(at)}`).join(' ');
      const fields = [...next.way.map((step) => step.at), ...leaves];
      paths.push({ fields, leaves, query: queryOf(next.way, asked), mayFail: MAY_FAIL });
    }
    for (const at of all.filter((field) => !leaves.includes(field))) {
      const ways = waysInto(schema, at.type);
      const way = [...next.way, { at, on: undefined }];
      paths.push({
        fields: way.map((step) => step.at),
        leaves: [at],
        query: queryOf(way, '__typename'),
        mayFail: MAY_FAIL,
      });
      for (const { type, on } of ways) {
        if (known.has(type.name)) continue;
        known.add(type.name);
        queue.push({ type, way: [...next.way, { at, on }] });
      }
    }
  }
  return paths;
}

/** The names of the object types that fields lead to from a root type, the root among them. */
export function typesReachedBy(schema: GraphQLSchema, root: GraphQLObjectType | null | undefined): ReadonlySet<string> {
  const known = new Set<string>(root ? [root.name] : []);
  for (const name of known) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const way of waysInto(schema, getNamedType(field.type))) known.add(way.type.name);
    }
  }
  return known;
}

/** Every mutation with some value for each argument that it needs. */
export function mutationsWithArguments(schema: GraphQLSchema): { name: string; query: string }[] {
  const root = schema.getMutationType();
  return Object.values(root?.getFields() ?? {}).map((field) => {
    const type = getNamedType(field.type);
    const asked = waysInto(schema, type).length > 0 ? ' { __typename }' : '';
    const at = { parent: root as GraphQLObjectType, field, type };
    return { name: field.name, query: `mutation { ${field.name}${argumentsOf(at)}${asked} }` };
  });
}

/** What the fixture's publication does not hold, and what an argument that is made up here may lack. */
const MAY_FAIL = [
  ...['SCOPE_NOT_FOUND', 'METRIC_NOT_FOUND', 'SCHEME_NOT_FOUND', 'TARGET_NOT_FOUND', 'PUBLICATION_NOT_FOUND'],
  ...['METRIC_SHAPE_MISMATCH', 'METRIC_NOT_FOR_SCOPE', 'PERIOD_NOT_AVAILABLE', 'NEED_LIST_NOT_AVAILABLE'],
  ...['BAD_USER_INPUT', 'NO_PUBLICATION', 'LIMIT_DEPTH', 'LIMIT_COST', 'SEGMENT_NOT_FOUND', 'INVALID_VARIABLES'],
  ...['SCENARIO_NOT_AVAILABLE', 'NOTHING_EARLIER'],
];

/** A field, and the object type below it that an abstract type is asked for as. */
type Step = { readonly at: FieldAt; readonly on: string | undefined };

function waysInto(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
): { type: GraphQLObjectType; on: string | undefined }[] {
  if (isObjectType(type)) return [{ type, on: undefined }];
  if (!isInterfaceType(type) && !isUnionType(type)) return [];
  return schema.getPossibleTypes(type).map((possible) => ({ type: possible, on: possible.name }));
}

function queryOf(way: readonly Step[], asked: string): string {
  const whole = way.reduceRight((below, { at, on }) => {
    const inner = on === undefined ? below : `... on ${on} { ${below} }`;
    return `${at.field.name}${argumentsOf(at)} { ${inner} }`;
  }, asked);
  return `{ ${whole} }`;
}

function argumentsOf({ parent, field }: FieldAt): string {
  const given = field.args.flatMap((arg) => {
    const value = BY_FIELD[`${parent.name}.${field.name}`]?.[arg.name];
    if (value === undefined && !isRequiredArgument(arg)) return [];
    return [`${arg.name}: ${value ?? ARGUMENTS[arg.name] ?? made(arg.type)}`];
  });
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

/** Some value of an input type. */
function made(type: GraphQLField<unknown, unknown>['args'][number]['type']): string {
  if (isNonNullType(type)) return made(type.ofType);
  if (isListType(type)) return `[${made(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${fields.map((field) => `${field.name}: ${ARGUMENTS[field.name] ?? made(field.type)}`).join(', ')} }`;
  }
  switch (type.name) {
    case 'Int':
    case 'Float':
    case 'SafeInt':
      return '1';
    case 'Boolean':
      return 'true';
    case 'Date':
      return '"2026-11-20"';
    case 'DateTime':
      return '"2026-11-20T00:00:00Z"';
    default:
      return '"X1"';
  }
}
