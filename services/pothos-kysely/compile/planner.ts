import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type AnyRule, isOpenTo, parameterOf, type Reached, ruleOf, type Viewer } from '../access.ts';
import { allOf, givenConditions, predicateOf } from '../condition.ts';
import type { FieldExtensions, FieldSource, TypeExtensions } from '../fields.ts';
import { isFalling, type Order, orderFor, type Page, plannedSize } from '../keyset.ts';
import { reachedBy } from '../plain/find-pages.ts';
import { entryOf } from '../plain/resolve.ts';
import type { Runtime } from '../plain/runtime.ts';
import { type AnyDb, type ColumnOf, type Row, type RowsQuery, refOf, type Source } from '../source.ts';
import { collectFields, type Reading } from './collect.ts';
import {
  asObject,
  base64,
  between,
  columnsOf,
  cursorOf,
  equal,
  FOUND,
  joined,
  joinedBy,
  listed,
  objectOf,
  PLACE,
  Refused,
  type Rows,
  sizeOf,
  sortedBy,
  typeName,
  Uncompilable,
} from './fragments.ts';
import { namesOf, type SiteValues } from './inspect.ts';
import { late } from './late.ts';
import { type JsonForm, jsonOf, present } from './values.ts';

/** Identifiers beyond this many bytes are cut by PostgreSQL. */
const LONGEST_KEY = 63;
type Sets = readonly (SelectionSetNode | undefined)[];

/** Rows of others that are joined to a row; PostgreSQL plans more joins than eight in the order they are written. */
const MOST_JOINS = 6;

/** What a plan is made from. `values` hold the arguments of the request that it is first made for. */
export type PlanInput = {
  readonly reading: Reading;
  readonly runtime: Runtime;
  readonly forms: Readonly<Record<string, JsonForm>>;
  readonly viewer: Viewer | undefined;
  readonly values: ReadonlyMap<FieldNode, SiteValues>;
  readonly db: AnyDb;
};

/**
 * Makes SQL of fields. Rows come in through `visible` alone, which puts the access predicate of the viewer on them, so no
 * statement reads a type without its rule. Limits and sorts act in an inner select; what hangs on its rows is expanded
 * outside. Objects are `row_to_json` of a select, which costs PostgreSQL a fifth less than `json_build_object`.
 */
export class Planner {
  private readonly input: PlanInput;
  private aliases = 0;

  constructor(input: PlanInput) {
    this.input = input;
  }

  /** The JSON of a root field. @throws Uncompilable */
  rootField(type: GraphQLObjectType, nodes: readonly FieldNode[]): Expression<unknown> {
    return this.field(type, nodes, undefined);
  }

  /** A field of an object whose row is `rows`; undefined at the root. */
  private field(type: GraphQLObjectType, nodes: readonly FieldNode[], rows: Rows | undefined): Expression<unknown> {
    const node = nodes[0] as FieldNode;
    const name = node.name.value;
    if (name === TypeNameMetaFieldDef.name) return typeName(type);
    const definition = type.getFields()[name];
    if (!definition) throw new Uncompilable(`${type.name}.${name} is no field`);
    const { kysely: source, kyselyAccess, pothosExposedField } = definition.extensions as FieldExtensions;
    if (!isOpenTo(kyselyAccess, this.input.viewer)) {
      throw new Refused(`${type.name}.${name} is closed to the viewer`);
    }
    if (!source) {
      if (pothosExposedField === undefined || !rows || !(type.extensions as TypeExtensions).kysely) {
        throw new Uncompilable(`${type.name}.${name} does not come from the database`);
      }
      return this.leaf(type, definition, columnsOf(rows)(pothosExposedField) as RawBuilder<unknown>);
    }
    const sets = nodes.map((each) => each.selectionSet);
    const json = this.sourced(type, definition, source, node, sets, rows);
    const isRow =
      source.kind === 'one' || source.kind === 'find' || source.kind === 'function' || source.kind === 'node';
    if (!isRow || !isNonNullType(definition.type)) return json;
    const own = source.kind === 'one' && rows ? source.join[0]?.[1] : undefined;
    // Neither a column nor a volatile function is evaluated before a row is missing.
    return present(json, own && rows ? columnsOf(rows)(own) : sql`random()`);
  }

  private sourced(
    type: GraphQLObjectType,
    definition: GraphQLField<unknown, unknown>,
    source: FieldSource,
    node: FieldNode,
    sets: Sets,
    rows: Rows | undefined,
  ): Expression<unknown> {
    if (source.kind === 'find') {
      return this.object(objectOf(definition.type), sets, source.target, (column) =>
        source.by.map(([name, argument]) => equal(column(name), this.argument(node, argument))),
      );
    }
    if (source.kind === 'function') return this.fromFunction(objectOf(definition.type), sets, source, node);
    if (source.kind === 'node') return this.byGlobalId(definition, node, sets);
    if (source.kind === 'nodes') return this.byGlobalIds(definition, node, sets);
    if (source.kind === 'page' && source.join.length === 0) {
      return this.page(objectOf(definition.type), source, node, sets, () => []);
    }
    if (!rows) throw new Uncompilable(`${type.name}.${definition.name} stands under no row`);
    const own = columnsOf(rows);
    switch (source.kind) {
      case 'globalId':
        return base64(sql`textsend(${sql.lit(`${type.name}:`)} || ${own(source.column)}::text)`);
      case 'expression':
        return this.leaf(type, definition, sql`(${source.sql(own)})`);
      case 'lookup':
        return this.lookup(objectOf(definition.type), sets, source, own(source.column));
      case 'one':
        return this.related(objectOf(definition.type), sets, source, rows);
      case 'many':
        return this.list(objectOf(definition.type), sets, source, own);
      case 'page':
        return this.page(objectOf(definition.type), source, node, sets, (column) => joined(source.join, column, own));
      case 'total':
        throw new Uncompilable(`${type.name}.${definition.name} stands outside of a connection`);
    }
  }

  private leaf(
    type: GraphQLObjectType,
    definition: GraphQLField<unknown, unknown>,
    value: RawBuilder<unknown>,
  ): Expression<unknown> {
    const json = jsonOf(definition.type, value, this.input.forms);
    if (!json) throw new Uncompilable(`${type.name}.${definition.name} has no form in SQL`);
    return json;
  }

  /** The columns of an object, each under its response key. */
  private columns(type: GraphQLObjectType, sets: Sets, rows: Rows): RawBuilder<unknown> {
    return this.selection(type, sets, (nodes) => this.field(type, nodes, rows));
  }

  private selection(
    type: GraphQLObjectType,
    sets: Sets,
    field: (nodes: readonly FieldNode[]) => Expression<unknown>,
  ): RawBuilder<unknown> {
    const columns = [...collectFields(this.input.reading, type, sets)].map(([key, nodes]) => {
      if (key.length > LONGEST_KEY) throw new Uncompilable('a response key is longer than 63 characters');
      return sql`${field(nodes)} as ${sql.id(key)}`;
    });
    return columns.length === 0 ? sql`` : sql.join(columns);
  }

  /** One row as JSON, or null. */
  private object(
    type: GraphQLObjectType,
    sets: Sets,
    target: Source,
    where: (column: ColumnOf<Row>) => readonly Expression<SqlBool>[],
  ): RawBuilder<unknown> {
    const rows = this.newRows();
    const columns = this.columns(type, sets, rows);
    return asObject(this.newAlias(), sql`select ${columns} ${this.visible(target, rows.alias, where, rows.joins)}`);
  }

  /**
   * The one row of another type. As a join PostgreSQL may find it by a hash, or once for all rows that share it; a
   * sub-select is looked up for each of them.
   */
  private related(
    type: GraphQLObjectType,
    sets: Sets,
    source: Extract<FieldSource, { kind: 'one' }>,
    rows: Rows,
  ): RawBuilder<unknown> {
    const own = columnsOf(rows);
    if (rows.joins.length >= MOST_JOINS) {
      return this.object(type, sets, source.target, (column) => joined(source.join, column, own));
    }
    const target = this.newRows();
    const columns = this.columns(type, sets, target);
    const from = this.visible(source.target, target.alias, (column) => joined(source.join, column, own), target.joins);
    const [row, join] = [this.newAlias(), this.newAlias()];
    const json = sql`select row_to_json(${sql.id(row)}) as "json" from (select ${columns} ${from}) as ${sql.id(row)}`;
    rows.joins.push(sql`left join lateral (${json}) as ${sql.id(join)} on true`);
    return refOf(join, 'json');
  }

  private list(
    type: GraphQLObjectType,
    sets: Sets,
    source: Extract<FieldSource, { kind: 'many' }>,
    own: ColumnOf<Row>,
  ): RawBuilder<unknown> {
    const rows = this.newRows();
    const columns = this.columns(type, sets, rows);
    const from = this.visible(source.target, rows.alias, (column) => joined(source.join, column, own), rows.joins);
    const sorted = sortedBy(rows.alias, source.order, source.order.direction);
    const item = this.newAlias();
    return sql`(select coalesce(json_agg(row_to_json(${sql.id(item)})), '[]') from (select ${columns} ${from} ${sorted}) as ${sql.id(item)})`;
  }

  private fromFunction(
    type: GraphQLObjectType,
    sets: Sets,
    source: Extract<FieldSource, { kind: 'function' }>,
    node: FieldNode,
  ): RawBuilder<unknown> {
    const rows = this.newRows();
    const columns = this.columns(type, sets, rows);
    const given = (db: AnyDb): RowsQuery<Row> => source.rows(db, (name) => this.argument(node, name));
    const inner = this.newAlias();
    const from = this.visible({ ...source.target, rows: given }, inner, () => []);
    return asObject(
      this.newAlias(),
      sql`select ${columns} from (select ${listed(inner, rows.used)} ${from} limit 1) as ${sql.id(rows.alias)} ${joinedBy(rows)}`,
    );
  }

  private byGlobalId(definition: GraphQLField<unknown, unknown>, node: FieldNode, sets: Sets): RawBuilder<unknown> {
    const { type, target, column } = this.nodeType(definition, this.input.values.get(node)?.node?.typeName);
    const id = () => late<string>(({ values }) => values.get(node)?.node?.id);
    // An id is written in one way: `07` is not that of 7, though it is equal to it.
    return this.object(type, sets, target, (of) => [equal(of(column), id()), equal(sql`${of(column)}::text`, id())]);
  }

  /** Rows of several types in the order of their ids, null where there is none: each type is read once. */
  private byGlobalIds(definition: GraphQLField<unknown, unknown>, node: FieldNode, sets: Sets): RawBuilder<unknown> {
    const wanted = this.input.values.get(node)?.nodes;
    if (!wanted || wanted.length === 0) throw new Uncompilable('a global id is none');
    const [list, found] = [this.newAlias(), this.newAlias()];
    const asked = (of: 'typeName' | 'id', typeName?: string) =>
      late(({ values }) =>
        values
          .get(node)
          ?.nodes?.filter((each) => typeName === undefined || each.typeName === typeName)
          .map((each) => each[of]),
      );
    const each = namesOf(wanted).map((name) => {
      const { type, target, column } = this.nodeType(definition, name);
      const [rows, row] = [this.newRows(), this.newAlias()];
      const columns = this.columns(type, sets, rows);
      const where = (of: ColumnOf<Row>) => [sql<SqlBool>`${of(column)} = any(${asked('id', name)})`];
      const lateral = sql`cross join lateral (select ${columns}) as ${sql.id(row)}`;
      const from = this.visible(target, rows.alias, where, [...rows.joins, lateral]);
      return sql`select ${typeName(type)} as "type", ${refOf(rows.alias, column)}::text as "id", row_to_json(${sql.id(row)}) as "json" ${from}`;
    });
    const [left, right] = [(name: string) => refOf(list, name), (name: string) => refOf(found, name)];
    return sql`(select json_agg(${right('json')} order by ${left('place')})
      from unnest(${asked('typeName')}::text[], ${asked('id')}::text[]) with ordinality as ${sql.id(list)} ("type", "id", "place")
      left join (${sql.join(each, sql` union all `)}) as ${sql.id(found)}
        on ${equal(right('type'), left('type'))} and ${equal(right('id'), left('id'))})`;
  }

  /** A type that `node` and `nodes` read from the database. @throws Uncompilable */
  private nodeType(
    definition: GraphQLField<unknown, unknown>,
    name: string | undefined,
  ): { type: GraphQLObjectType; target: Source; column: string } {
    const { schema } = this.input.reading;
    const type = name === undefined ? undefined : schema.getType(name);
    const named = getNamedType(definition.type);
    if (!isObjectType(type) || !isAbstractType(named) || !schema.isSubType(named, type)) {
      throw new Uncompilable('the global id names no type that is read here');
    }
    const target = (type.extensions as TypeExtensions).kysely;
    const column = target?.nodeId;
    if (!target || column === undefined) throw new Uncompilable(`${type.name} does not come from the database`);
    return { type, target, column };
  }

  /** Every entry of the list is written out as JSON when the plan is made. */
  private lookup(
    type: GraphQLObjectType,
    sets: Sets,
    source: Extract<FieldSource, { kind: 'lookup' }>,
    value: Expression<unknown>,
  ): RawBuilder<unknown> {
    const fields = [...collectFields(this.input.reading, type, sets)].map(([key, [node]]) => {
      const name = node?.name.value ?? '';
      const exposed = (type.getFields()[name]?.extensions as FieldExtensions | undefined)?.pothosExposedField;
      if (name !== TypeNameMetaFieldDef.name && exposed === undefined) {
        throw new Uncompilable(`${type.name}.${name} does not come from the list`);
      }
      return { key, exposed };
    });
    const jsonOfEntry = (entry: Readonly<Record<string, string>>) =>
      JSON.stringify(
        Object.fromEntries(
          fields.map(({ key, exposed }) => [key, exposed === undefined ? type.name : (entry[exposed] ?? null)]),
        ),
      );
    const key =
      source.prefix === undefined ? sql`${value}::text` : sql`left(${value}::text, ${sql.lit(source.prefix)})`;
    const branches = Object.keys(source.list).map(
      (each) => sql`when ${sql.lit(each)} then ${sql.lit(jsonOfEntry(entryOf(source.list, each)))}::json`,
    );
    const other = fields.map(({ key: name, exposed }) =>
      exposed === undefined ? sql`${sql.lit(name)}, ${sql.lit(type.name)}::text` : sql`${sql.lit(name)}, ${key}`,
    );
    return sql`case when ${value} is null then null else case ${key} ${sql.join(branches, sql` `)} else json_build_object(${sql.join(other)}) end end`;
  }

  /** A connection: one aggregate over the rows of its page. */
  private page(
    type: GraphQLObjectType,
    source: Extract<FieldSource, { kind: 'page' }>,
    node: FieldNode,
    sets: Sets,
    join: (column: ColumnOf<Row>) => readonly Expression<SqlBool>[],
  ): RawBuilder<unknown> {
    // A connection of which no row is asked for is closed all the same.
    this.ruleFor(source.target);
    const site = this.input.values.get(node);
    if (!site?.page) throw new Uncompilable(`${node.name.value} has no page`);
    const { page } = site;
    const order = orderFor(source, site.args);
    const reached = reachedBy(source);
    const rows = this.newRows();
    const laterals: RawBuilder<unknown>[] = [];
    // Joins may change the order of the rows, so the edges are put in order again.
    const isSorted = page.backward || this.hasRelations(type, sets);
    const needs = { rows: false, places: isSorted };
    const where = (column: ColumnOf<Row>) => [...join(column), ...this.conditions(source, node, site, column)];

    const outputs = this.selection(type, sets, (nodes) => {
      const name = (nodes[0] as FieldNode).name.value;
      const below = nodes.map((each) => each.selectionSet);
      if (name === TypeNameMetaFieldDef.name) return typeName(type);
      const definition = type.getFields()[name] as GraphQLField<unknown, unknown>;
      if ((definition.extensions as FieldExtensions).kysely?.kind === 'total') {
        const counted = this.newAlias();
        return sql`(select count(*) ${this.visible(source.target, counted, where, [], reached)})`;
      }
      if (name !== 'edges' && name !== 'pageInfo') {
        throw new Uncompilable(`${type.name}.${name} does not come from the database`);
      }
      if (name === 'edges') needs.rows = true;
      if (name === 'edges') return this.edges(objectOf(definition.type), below, order, page, rows, laterals, isSorted);
      const info = this.pageInfo(objectOf(definition.type), below, order, page, node, rows);
      // Without rows there is nothing to aggregate over: what is left of the page is known by its arguments.
      needs.rows ||= info.needsPlaces;
      needs.places ||= info.needsPlaces;
      return info.json;
    });
    if (!needs.rows) return asObject(this.newAlias(), sql`select ${outputs}`);

    const inner = this.newAlias();
    const all = (of: ColumnOf<Row>) => [...where(of), ...between(node, order, page, of)];
    const from = this.visible(source.target, inner, all, [], reached);
    const sorted = sortedBy(inner, order, isFalling(order, page) ? 'desc' : 'asc');
    const limited = this.limited(
      sql`select ${listed(inner, rows.used)} ${from} ${sorted}`,
      node,
      page,
      needs.places ? 1 : 0,
    );
    if (!needs.places) {
      const read = sql`from (${limited}) as ${sql.id(rows.alias)} ${joinedBy(rows)} ${sql.join(laterals, sql` `)}`;
      return asObject(this.newAlias(), sql`select ${outputs} ${read}`);
    }
    const numbered = sql`select ${sql.id(inner)}.*, row_number() over () as ${sql.id(PLACE)}, count(*) over () as ${sql.id(FOUND)} from (${limited}) as ${sql.id(inner)}`;
    const kept = sql`${refOf(rows.alias, PLACE)} <= ${sizeOf(node)}`;
    const read = sql`from (${numbered}) as ${sql.id(rows.alias)} ${joinedBy(rows)} ${sql.join(laterals, sql` `)} where ${kept}`;
    return asObject(this.newAlias(), sql`select ${outputs} ${read}`);
  }

  /** Whether a node of the page asks for a row of another type. */
  private hasRelations(type: GraphQLObjectType, sets: Sets): boolean {
    const below = (of: GraphQLObjectType, name: string, from: Sets) =>
      [...collectFields(this.input.reading, of, from).values()]
        .filter(([node]) => node?.name.value === name)
        .flatMap((nodes) => nodes.map((node) => node.selectionSet));
    const edges = below(type, 'edges', sets);
    if (edges.length === 0) return false;
    const edgeType = objectOf((type.getFields().edges as GraphQLField<unknown, unknown>).type);
    const nodeType = objectOf((edgeType.getFields().node as GraphQLField<unknown, unknown>).type);
    const asked = collectFields(this.input.reading, nodeType, below(edgeType, 'node', edges));
    return [...asked.values()].some(([node]) => {
      const field = nodeType.getFields()[node?.name.value ?? ''];
      return (field?.extensions as FieldExtensions | undefined)?.kysely?.kind === 'one';
    });
  }

  /** The rows up to the size of the page and so many more. PostgreSQL plans for a size of its text, see `plannedSize`. */
  private limited(select: RawBuilder<unknown>, node: FieldNode, page: Page, more: number): RawBuilder<unknown> {
    const planned = plannedSize(page.size);
    const limited = sql`${select} limit ${sql.lit(planned + more)}`;
    if (page.size === planned) return limited;
    const size = late(({ values }) => (values.get(node)?.page?.size ?? 0) + more);
    return sql`select * from (${limited}) as ${sql.id(this.newAlias())} limit ${size}`;
  }

  private edges(
    type: GraphQLObjectType,
    sets: Sets,
    order: Order,
    page: Page,
    rows: Rows,
    laterals: RawBuilder<unknown>[],
    isSorted: boolean,
  ): RawBuilder<unknown> {
    const edge = this.newAlias();
    const columns = this.selection(type, sets, (nodes) => {
      const name = (nodes[0] as FieldNode).name.value;
      if (name === TypeNameMetaFieldDef.name) return typeName(type);
      if (name === 'cursor') return cursorOf(order, rows);
      if (name !== 'node') throw new Uncompilable(`${type.name}.${name} does not come from the database`);
      const row = this.newAlias();
      const target = objectOf((type.getFields().node as GraphQLField<unknown, unknown>).type);
      const selected = this.columns(
        target,
        nodes.map((each) => each.selectionSet),
        rows,
      );
      laterals.push(sql`cross join lateral (select ${selected}) as ${sql.id(row)}`);
      // As a row within the row of the edge: it is written as JSON once.
      return sql.id(row);
    });
    laterals.push(sql`cross join lateral (select ${columns}) as ${sql.id(edge)}`);
    const direction = sql.raw(page.backward ? 'desc' : 'asc');
    const sorted = isSorted ? sql` order by ${refOf(rows.alias, PLACE)} ${direction}` : sql``;
    return sql`coalesce(json_agg(row_to_json(${sql.id(edge)})${sorted}), '[]')`;
  }

  private pageInfo(
    type: GraphQLObjectType,
    sets: Sets,
    order: Order,
    page: Page,
    node: FieldNode,
    rows: Rows,
  ): { json: RawBuilder<unknown>; needsPlaces: boolean } {
    let needsPlaces = false;
    const place = refOf(rows.alias, PLACE);
    const found = refOf(rows.alias, FOUND);
    const cursorAt = (isEnd: boolean) => {
      needsPlaces = true;
      const at = isEnd ? sql`least(${found}, ${sizeOf(node)})` : sql`1`;
      return sql`max(case when ${place} = ${at} then ${cursorOf(order, rows)} end)`;
    };
    const hasMore = () => {
      needsPlaces = true;
      return sql`coalesce(max(${found}) > ${sizeOf(node)}, false)`;
    };
    const parts = [...collectFields(this.input.reading, type, sets)].map(([key, nodes]) => {
      const value = () => {
        switch (nodes[0]?.name.value) {
          case 'hasNextPage':
            return page.backward ? sql.lit(page.before !== undefined) : hasMore();
          case 'hasPreviousPage':
            return page.backward ? hasMore() : sql.lit(page.after !== undefined);
          case 'startCursor':
            return cursorAt(page.backward);
          case 'endCursor':
            return cursorAt(!page.backward);
          case TypeNameMetaFieldDef.name:
            return typeName(type);
          default:
            throw new Uncompilable(`${type.name}.${nodes[0]?.name.value} does not come from the database`);
        }
      };
      return sql`${sql.lit(key)}, ${value()}`;
    });
    return { json: sql`json_build_object(${parts.length === 0 ? sql`` : sql.join(parts)})`, needsPlaces };
  }

  private conditions(
    source: Extract<FieldSource, { kind: 'page' }>,
    node: FieldNode,
    site: SiteValues,
    column: ColumnOf<Row>,
  ): Expression<SqlBool>[] {
    return givenConditions(source.where, site.args).map(({ condition, read }) =>
      predicateOf(
        condition,
        column,
        late(({ values }) => read(values.get(node)?.args ?? {})),
      ),
    );
  }

  /**
   * `from … where …`: the rows of a type under an alias, as far as the viewer sees them.
   * @throws Refused when the type is closed to the viewer.
   */
  private visible(
    source: Source,
    alias: string,
    where: (column: ColumnOf<Row>) => readonly Expression<SqlBool>[],
    joins: readonly RawBuilder<unknown>[] = [],
    reached: Reached = 'found',
  ): RawBuilder<unknown> {
    const rule = this.ruleFor(source);
    const column: ColumnOf<Row> = (name) => refOf(alias, name);
    const allowed = rule === true ? [] : [rule(column, (name) => this.viewerParameter(name), reached)];
    const predicate = allOf([...allowed, ...where(column)]);
    const from = sql`from ${source.rows(this.input.db)} as ${sql.id(alias)} ${sql.join([...joins], sql` `)}`;
    return predicate ? sql`${from} where ${predicate}` : from;
  }

  /** @throws Refused when the type is closed to the viewer. */
  private ruleFor(source: Source): Exclude<AnyRule, false> {
    const rule = ruleOf(source, this.input.viewer);
    if (!rule) throw new Refused(`${source.typeName} is closed to the viewer`);
    return rule;
  }

  private viewerParameter(name: string): Expression<never> {
    const { runtime } = this.input;
    return late(({ context }) => parameterOf(runtime.viewer(context)?.viewer, name));
  }

  private argument(node: FieldNode, name: string): Expression<unknown> {
    return late(({ values }) => values.get(node)?.args[name] ?? null);
  }

  private newRows(): Rows {
    return { alias: this.newAlias(), used: new Set(), joins: [] };
  }

  /** No response key begins with a digit, so an alias is never taken for a column. */
  private newAlias(): string {
    this.aliases++;
    return String(this.aliases);
  }
}
