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

/** A query that asks for one field, by the shortest way to it. */
export type FieldPath = {
  readonly fields: readonly FieldAt[];
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
};

/** One path to every field of every object type that a query reaches, root fields first. */
export function fieldPaths(schema: GraphQLSchema): FieldPath[] {
  const root = schema.getQueryType() as GraphQLObjectType;
  const paths: FieldPath[] = [];
  const known = new Set<string>([root.name]);
  const queue: { type: GraphQLObjectType; way: readonly Step[] }[] = [{ type: root, way: [] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const field of Object.values(next.type.getFields())) {
      const named = getNamedType(field.type);
      const at: FieldAt = { parent: next.type, field, type: named };
      const ways = waysInto(schema, named);
      const way = [...next.way, { at, on: undefined }];
      paths.push({ fields: way.map((step) => step.at), query: queryOf(way, ways.length > 0), mayFail: MAY_FAIL });
      for (const { type, on } of ways) {
        if (known.has(type.name)) continue;
        known.add(type.name);
        queue.push({ type, way: [...next.way, { at, on }] });
      }
    }
  }
  return paths;
}

/** What the fixture's publication does not hold, and what an argument that is made up here may lack. */
const MAY_FAIL = [
  ...['SCOPE_NOT_FOUND', 'METRIC_NOT_FOUND', 'SCHEME_NOT_FOUND', 'TARGET_NOT_FOUND', 'PUBLICATION_NOT_FOUND'],
  ...['METRIC_SHAPE_MISMATCH', 'METRIC_NOT_FOR_SCOPE', 'PERIOD_NOT_AVAILABLE', 'NEED_LIST_NOT_AVAILABLE'],
  ...['BAD_USER_INPUT', 'NO_PUBLICATION', 'LIMIT_DEPTH', 'LIMIT_COST', 'SEGMENT_NOT_FOUND', 'INVALID_VARIABLES'],
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

function queryOf(way: readonly Step[], isComposite: boolean): string {
  return `{ ${way.reduceRight(
    (below, { at, on }) => {
      const inner = on === undefined ? below : `... on ${on} { ${below} }`;
      return `${at.field.name}${argumentsOf(at)}${inner === '' ? '' : ` { ${inner} }`}`;
    },
    isComposite ? '__typename' : '',
  )} }`;
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
