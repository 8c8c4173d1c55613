import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { TrustedDocument } from '../documents/trusted-documents.ts';
import { InvalidVariables } from '../errors.ts';
import type { Cell, ColumnType, ExportColumn } from '../export/rows.ts';

/** A field of an answer that becomes a column, by its way through the answer. */
type Leaf = {
  readonly path: readonly string[];
  readonly type: ColumnType;
  readonly description: string;
};

/** A list of objects in an answer, of items of a type. */
type List = { readonly path: readonly string[]; readonly leaves: readonly Leaf[]; readonly item: string };

/** A column of the table: of the items that are rows, or of what stands around them. */
type Column = Leaf & { readonly isInside: boolean };

/** How the answer of a document becomes a table: told from its text and the schema alone, so it is the same on every day. */
export type TableShape = {
  /** The way to the list whose items are rows; `[]`: the answer is one row. */
  readonly rows: readonly string[];
  readonly columns: readonly ExportColumn[];
  /** Where each column is read. */
  readonly leaves: readonly Column[];
};

/** Rows of figures: a table of them has a row a figure, as files of metric queries have. */
const FIGURES = { rows: 'MetricQueryRow', cells: 'cells' } as const;

const TYPES: Readonly<Record<string, ColumnType>> = {
  ...{ Int: 'integer', SafeInt: 'integer', Float: 'float', Boolean: 'boolean', Date: 'day', DateTime: 'instant' },
};

/**
 * The rule: the rows are the items of the first list of objects, in the order of the query, from the outside inwards (the nodes
 * of a connection are its items); `at` names another by its way, such as `stars.levels`. What stands inside an item is a
 * column under its way from there, what stands outside is repeated on every row under its whole way, and lists further in
 * or beside it are one column of JSON. Where the first list are the rows of a metric query with their cells, each cell is a
 * row, and what its row says of it comes first, under its way from the row. @throws InvalidVariables when there is no list of that name.
 */
export function tableShape(schema: GraphQLSchema, { document, operation }: TrustedDocument, at?: string): TableShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const lists: List[] = [];

  const walk = (sets: readonly (readonly [SelectionSetNode, string])[], path: readonly string[]): Leaf[] => {
    const fields = new Map<string, { readonly nodes: FieldNode[]; readonly parents: string[] }>();
    const collect = (set: SelectionSetNode, parent: string): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const known = fields.get(key) ?? { nodes: [], parents: [] };
          known.nodes.push(selection);
          known.parents.push(parent);
          fields.set(key, known);
        } else if (selection.kind === Kind.INLINE_FRAGMENT) {
          collect(selection.selectionSet, selection.typeCondition?.name.value ?? parent);
        } else {
          const fragment = fragments.get(selection.name.value);
          if (fragment) collect(fragment.selectionSet, fragment.typeCondition.name.value);
        }
      }
    };
    for (const [set, parent] of sets) collect(set, parent);
    return [...fields].flatMap(([key, { nodes, parents }]) => {
      const [node] = nodes;
      const type = node && fieldType(schema, parents[0] ?? '', node.name.value);
      const own = [...path, key];
      if (!node || !type) return [{ path: own, type: 'text' as const, description: 'name of the type' }];
      const named = getNamedType(type.type);
      const isList = isListType(isNonNullType(type.type) ? type.type.ofType : type.type);
      if (!isCompositeType(named)) {
        return [{ path: own, type: isList ? 'text' : (TYPES[named.name] ?? 'text'), description: type.description }];
      }
      const below = nodes.flatMap(({ selectionSet }) => (selectionSet ? [[selectionSet, named.name] as const] : []));
      if (!isList) return walk(below, own);
      // Its place among the lists is taken before what lies in it.
      const place = lists.length;
      lists.push({ path: own, leaves: [], item: named.name });
      lists[place] = { path: own, leaves: walk(below, own), item: named.name };
      return [{ path: own, type: 'text' as const, description: 'a list, as JSON' }];
    });
  };
  const root = schema.getRootType(operation.operation)?.name ?? 'Query';
  const top = walk([[operation.selectionSet, root]], []);
  const shown = (path: readonly string[]) => path.filter((key) => key !== 'edges' && key !== 'node').join('.');
  const [first] = lists;
  const cells =
    first?.item === FIGURES.rows
      ? lists.find(({ path }) => path.join('.') === [...first.path, FIGURES.cells].join('.'))
      : undefined;
  const chosen = at === undefined ? (cells ?? first) : lists.find(({ path }) => shown(path) === at);
  if (at !== undefined && !chosen) {
    const names = lists.map(({ path }) => shown(path)).join(', ');
    throw new InvalidVariables(
      `rows=${JSON.stringify(at.slice(0, 60))} is no list of this query; there are ${names || 'none'}`,
      `rows=${JSON.stringify(at.slice(0, 60))} 不是该查询的列表；现有：${names || '无'}`,
    );
  }
  // Lists around the chosen one make its items; what stands in them outside is repeated too.
  const around = chosen
    ? lists.filter(({ path }) => path.length < chosen.path.length && startsWith(chosen.path, path))
    : [];
  const isWay = (leaf: Leaf) => chosen !== undefined && startsWith(chosen.path, leaf.path);
  const isInside = (leaf: Leaf): Column => ({ ...leaf, isInside: true });
  const isOutside = (leaf: Leaf): Column[] => (isWay(leaf) ? [] : [{ ...leaf, isInside: false }]);
  const rows = chosen?.path ?? [];
  const inside = (chosen?.leaves ?? []).map(isInside);
  const ofFigures = at === undefined && cells && first ? first.leaves.flatMap(isOutside) : [];
  const outside = [...top, ...(ofFigures.length > 0 ? [] : around.flatMap(({ leaves }) => leaves))].flatMap(isOutside);
  const names = new Set<string>();
  const columns = [
    ...ofFigures.map((leaf) => columnOf(leaf, leaf.path.slice(rows.length - 1), names)),
    ...inside.map((leaf) => columnOf(leaf, leaf.path.slice(rows.length), names)),
    ...outside.map((leaf) => columnOf(leaf, leaf.path, names)),
  ];
  return { rows, columns, leaves: [...ofFigures, ...inside, ...outside] };
}

function startsWith(path: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((key, at) => path[at] === key);
}

function fieldType(
  schema: GraphQLSchema,
  parent: string,
  name: string,
): { readonly type: GraphQLOutputType; readonly description: string } | undefined {
  const type = schema.getType(parent);
  const field = type && 'getFields' in type ? type.getFields()[name] : undefined;
  return field && { type: field.type as GraphQLOutputType, description: field.description ?? '' };
}

/** `parksByMembers.value` becomes `parks_by_members_value`; a second column of one name gets a number. */
function columnOf({ path, type, description }: Leaf, own: readonly string[], taken: Set<string>): ExportColumn {
  const plain = own
    .filter((key) => key !== 'edges' && key !== 'node')
    .join('_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  let name = plain;
  for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`;
  taken.add(name);
  return { name, type, words: { zh: path.join('.'), en: description } };
}

type Json = Readonly<Record<string, unknown>>;

/** The rows of an answer in the order of the shape's columns. */
export function flatten({ rows, leaves }: TableShape, data: unknown): Cell[][] {
  const made: Cell[][] = [];
  const visit = (value: unknown, way: readonly string[], met: ReadonlyMap<string, unknown>, depth: number): void => {
    if (way.length === 0) {
      made.push(
        leaves.map(({ path, type, isInside }) =>
          cellOf(isInside ? readAt(value, path.slice(depth)) : readOutside(data, path, met), type),
        ),
      );
      return;
    }
    const [key = '', ...rest] = way;
    const next = (value as Json | null | undefined)?.[key];
    if (Array.isArray(next)) {
      const place = rows.slice(0, depth + 1).join('.');
      for (const item of next) visit(item, rest, new Map([...met, [place, item]]), depth + 1);
    } else if (next !== null && next !== undefined) visit(next, rest, met, depth + 1);
  };
  visit(data, rows, new Map(), 0);
  return made;
}

/** What stands at a way outside the rows; where it runs through a list around them, in the item that the row is of. */
function readOutside(data: unknown, path: readonly string[], met: ReadonlyMap<string, unknown>): unknown {
  let value: unknown = data;
  for (let at = 0; at < path.length; at++) {
    value = (value as Json | null | undefined)?.[path[at] ?? ''];
    const item = met.get(path.slice(0, at + 1).join('.'));
    if (item !== undefined && at < path.length - 1) value = item;
  }
  return value;
}

function readAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Json | null | undefined)?.[key], value);
}

function cellOf(value: unknown, type: ColumnType): Cell {
  if (value === null || value === undefined) return null;
  if (type === 'text' && typeof value === 'object') return JSON.stringify(value);
  return value as Cell;
}
