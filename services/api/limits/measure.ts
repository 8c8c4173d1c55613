import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeInfo,
  TypeMetaFieldDef,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { PageSizeInvalid } from '../errors.ts';
import { DEFAULT_PAGE, MAX_PAGE } from './page-size.ts';

/**
 * What a field says of its cost in `extensions.cost`: `weight` what one evaluation costs (default 1 for objects, 0 for
 * leaves), `rows` how many rows a list is expected to have, `rowsOf` the argument whose length says so.
 */
export type FieldCost = { readonly weight?: number; readonly rows?: number; readonly rowsOf?: string };

/** How large an operation is once its fragments and variables are filled in. */
export type Size = {
  /** Nested levels of fields; the `edges` and `node` of a connection count as part of it. */
  readonly depth: number;
  readonly cost: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields at the top. */
  readonly rootFields: number;
};

const EMPTY: Size = { depth: 0, cost: 0, aliases: 0, directives: 0, rootFields: 0 };
/** Types whose fields add no depth: the wrappers of a page, and introspection, whose depth validation bounds. */
const UNCOUNTED = /(Connection|Edge)$|^__/;
/** Rows that a list is taken to have when its field does not say. */
const DEFAULT_ROWS = 10;
/** Questions about the schema are answered in memory, but long: a few in one request, not many. */
const INTROSPECTION: FieldCost = { weight: 4_000 };
const INTROSPECTION_ROWS = 4;

/**
 * Measures an operation that passed validation. Variables must be coerced (`getVariableValues`), so that `first: $n`
 * counts as what it is. Branches that `@skip` and `@include` leave out still count.
 * @throws PageSizeInvalid for a `first` or `last` of a list outside 1 to 100.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  // A fragment has one type, so it is measured once however often it is spread: 2^20 spreads cost twenty steps.
  const measured = new Map<string, Size>();

  const ofSet = (set: SelectionSetNode, typeName: string): Size =>
    set.selections
      .map((selection): Size => {
        const directives = selection.directives?.length ?? 0;
        if (selection.kind === Kind.FIELD) {
          const size = ofField(selection, typeName);
          return { ...size, directives: size.directives + directives };
        }
        const size =
          selection.kind === Kind.INLINE_FRAGMENT
            ? ofSet(selection.selectionSet, selection.typeCondition?.name.value ?? typeName)
            : ofFragment(selection.name.value);
        return { ...size, directives: size.directives + directives };
      })
      .reduce(beside, EMPTY);

  const ofFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    const fragment = fragments.get(name);
    const size = fragment ? ofSet(fragment.selectionSet, fragment.typeCondition.name.value) : EMPTY;
    measured.set(name, size);
    return size;
  };

  const ofField = (node: FieldNode, typeName: string): Size => {
    const field = fieldOf(schema, typeName, node.name.value);
    const aliases = node.alias ? 1 : 0;
    if (!field) return { ...EMPTY, aliases, rootFields: 1 };
    const args = getArgumentValues(field, node, variables as Record<string, unknown>);
    if (isPage(field)) checkPage(args);
    const declared = field === SchemaMetaFieldDef || field === TypeMetaFieldDef ? INTROSPECTION : costOf(field);
    const named = getNamedType(field.type);
    const weight = declared.weight ?? (isCompositeType(named) ? 1 : 0);
    const below = node.selectionSet ? ofSet(node.selectionSet, named.name) : EMPTY;
    return {
      depth: below.depth + (UNCOUNTED.test(typeName) ? 0 : 1),
      cost: weight + rowsOf(field, declared, args) * below.cost,
      aliases: below.aliases + aliases,
      directives: below.directives,
      rootFields: 1,
    };
  };

  const root = schema.getRootType(operation.operation);
  if (!root) return EMPTY;
  const size = ofSet(operation.selectionSet, root.name);
  return { ...size, directives: size.directives + (operation.directives?.length ?? 0) };
}

/** Whether the size of an operation depends on its variables: one stands where a page or a list says how long it is. */
export function variesInSize(schema: GraphQLSchema, document: DocumentNode): boolean {
  let varies = false;
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(node) {
      const field = types.getFieldDef();
      const counts = ['first', 'last', 'ids', field ? costOf(field).rowsOf : undefined];
      for (const argument of node.arguments ?? []) {
        if (counts.includes(argument.name.value)) varies ||= holdsVariable(argument.value);
      }
    },
  });
  visit(document, visitor);
  return varies;
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => holdsVariable(field.value));
}

function beside(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    cost: a.cost + b.cost,
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    rootFields: a.rootFields + b.rootFields,
  };
}

function fieldOf(schema: GraphQLSchema, typeName: string, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  const type = schema.getType(typeName);
  if (!type || !('getFields' in type)) return undefined;
  return type.getFields()[name] as GraphQLField<unknown, unknown> | undefined;
}

function costOf(field: GraphQLField<unknown, unknown>): FieldCost {
  return (field.extensions.cost ?? {}) as FieldCost;
}

/** How many times the selection below a field is answered. */
function rowsOf(field: GraphQLField<unknown, unknown>, cost: FieldCost, args: Record<string, unknown>): number {
  const page = isPage(field) ? (args.first ?? args.last) : undefined;
  if (typeof page === 'number') return page;
  if (getNamedType(field.type).name.endsWith('Connection')) return DEFAULT_PAGE;
  const given = cost.rowsOf === undefined ? undefined : args[cost.rowsOf];
  if (Array.isArray(given)) return given.length;
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  // The edges of a connection are already counted by the connection.
  if (!isListType(type) || getNamedType(type).name.endsWith('Edge')) return 1;
  return cost.rows ?? (getNamedType(type).name.startsWith('__') ? INTROSPECTION_ROWS : DEFAULT_ROWS);
}

/** Whether `first` and `last` count rows of the field itself; a series bounds its points by its own rule. */
function isPage(field: GraphQLField<unknown, unknown>): boolean {
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  return isListType(type) || getNamedType(type).name.endsWith('Connection');
}

function checkPage(args: Record<string, unknown>): void {
  for (const name of ['first', 'last']) {
    const size = args[name];
    if (typeof size === 'number' && (size < 1 || size > MAX_PAGE)) throw new PageSizeInvalid(MAX_PAGE);
  }
  if (typeof args.first === 'number' && typeof args.last === 'number') throw new PageSizeInvalid(MAX_PAGE);
  if (Array.isArray(args.ids) && args.ids.length > MAX_PAGE) throw new PageSizeInvalid(MAX_PAGE);
}
