import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Chance } from './random.ts';

/** An operation and the variables it is run with. */
export type RandomOperation = { readonly text: string; readonly variables: Record<string, unknown> };

/** Values for arguments and input fields: by `Type.field.argument`, by the argument's name, or by the scalar's. */
export type Samples = Readonly<Record<string, readonly unknown[]>>;

type Open = GraphQLObjectType | GraphQLInterfaceType;

/**
 * A valid query of the schema: fields at random down to `depth`, with aliases, fragments (named, inline, on interfaces),
 * `@skip` and `@include`, pages of all kinds, filters, nulls and absent arguments, in the text and in variables.
 * @param roots names of root fields to take from; all when absent.
 */
export function randomOperation(
  schema: GraphQLSchema,
  samples: Samples,
  chance: Chance,
  options: { readonly depth: number; readonly roots?: readonly string[]; readonly cursors?: readonly string[] },
): RandomOperation {
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const fragments: string[] = [];
  /** Response keys name one field with one set of arguments wherever they stand, so selections always merge. */
  const keys = new Map<string, string>();

  const selection = (type: Open, depth: number, isRoot = false): string => {
    const all = Object.values(type.getFields()).filter(
      (field) => depth > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const usable = isRoot && options.roots ? all.filter(({ name }) => options.roots?.includes(name)) : all;
    const parts: string[] = [];
    const count = 1 + chance.below(isRoot ? 3 : 4);
    for (let at = 0; at < count && usable.length > 0; at++) parts.push(field(type, chance.of(usable), depth));
    if (chance.happens(0.1) || parts.length === 0) parts.push(chance.happens(0.3) ? 'kind_: __typename' : '__typename');
    if (!isRoot && chance.happens(0.12)) parts.push(`... on ${conditionFor(type)} ${directives()} { ${leaves(type)} }`);
    if (!isRoot && depth > 0 && chance.happens(0.08)) parts.push(spread(type, depth));
    if (isInterfaceType(type)) {
      for (const member of schema.getPossibleTypes(type)) {
        if (chance.happens(0.6)) parts.push(`... on ${member.name} { ${selection(member, depth - 1)} }`);
      }
    }
    return parts.join(' ');
  };

  const conditionFor = (type: Open): string => {
    const interfaces = isObjectType(type) ? type.getInterfaces() : [];
    return interfaces.length > 0 && chance.happens(0.3) ? type.name : type.name;
  };

  const leaves = (type: Open): string => {
    const plain = Object.values(type.getFields()).filter(
      (each) => !isCompositeType(getNamedType(each.type)) && each.args.length === 0,
    );
    return plain.length === 0 ? '__typename' : [chance.of(plain).name, chance.of(plain).name].join(' ');
  };

  const spread = (type: Open, depth: number): string => {
    const name = `F${fragments.length}`;
    fragments.push('');
    fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} { ${selection(type, depth - 1)} }`;
    return chance.happens(0.3) ? `...${name} ...${name}` : `...${name}${directives()}`;
  };

  const field = (type: Open, definition: GraphQLField<unknown, unknown>, depth: number): string => {
    const named = getNamedType(definition.type);
    const args = argumentsOf(type, definition);
    const body = isCompositeType(named)
      ? ` { ${isObjectType(named) || isInterfaceType(named) ? below(named, depth) : '__typename'} }`
      : '';
    const what = `${type.name}.${definition.name}${args}`;
    const wanted = chance.happens(0.15) ? `a${chance.below(4)}_${definition.name}` : definition.name;
    const path = isCompositeType(named) || args !== '' ? `${wanted}_${keys.size}` : wanted;
    const key =
      keys.get(`${type.name}.${wanted}`) === what ? wanted : keys.has(`${type.name}.${wanted}`) ? path : wanted;
    keys.set(`${type.name}.${key}`, what);
    const alias = key === definition.name ? '' : `${key}: `;
    return `${alias}${definition.name}${args}${directives()}${body}`;
  };

  const below = (type: Open, depth: number): string => {
    // The wrappers of a page are no depth of their own.
    const isWrapper = /(Connection|Edge|PageInfo)$/.test(type.name);
    if (isWrapper && type.name.endsWith('Edge')) {
      const node = type.getFields().node as GraphQLField<unknown, unknown>;
      return `${chance.happens(0.3) ? 'cursor ' : ''}${field(type, node, depth)}`;
    }
    if (isWrapper && type.name.endsWith('Connection')) {
      const { edges, ...others } = type.getFields();
      const parts = chance.happens(0.85) ? [field(type, edges as GraphQLField<unknown, unknown>, depth)] : [];
      for (const other of Object.values(others)) if (chance.happens(0.35)) parts.push(field(type, other, depth));
      return parts.length === 0 ? '__typename' : parts.join(' ');
    }
    return selection(type, depth - 1);
  };

  const directives = (): string => {
    if (!chance.happens(0.06)) return '';
    const name = chance.of(['skip', 'include']);
    if (chance.happens(0.4)) return ` @${name}(if: ${chance.happens(0.5)})`;
    return ` @${name}(if: ${variable('Boolean!', chance.happens(0.5))})`;
  };

  const variable = (type: string, value: unknown): string => {
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}`);
    if (value !== undefined) variables[name] = value;
    return `$${name}`;
  };

  const argumentsOf = (type: Open, { name, args }: GraphQLField<unknown, unknown>): string => {
    const isPage =
      args.some((argument) => argument.name === 'first') && args.some((argument) => argument.name === 'after');
    const given = args.flatMap((argument) => {
      if (isPage && ['first', 'last', 'after', 'before'].includes(argument.name)) return [];
      const text = argumentOf(argument, `${type.name}.${name}`);
      return text === undefined ? [] : [`${argument.name}: ${text}`];
    });
    if (isPage) given.push(...page());
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  };

  const page = (): string[] => {
    const given: string[] = [];
    const size = chance.happens(0.006) ? chance.of([0, -1, 1000]) : 1 + chance.below(5);
    const side = chance.of(['first', 'first', 'first', 'last', 'last', '']);
    if (side !== '') given.push(`${side}: ${chance.happens(0.3) ? variable('Int', size) : size}`);
    if (chance.happens(0.005)) given.push(side === 'last' ? 'first: 2' : 'last: 2');
    for (const end of ['after', 'before']) {
      if (!options.cursors || !chance.happens(0.07)) continue;
      const cursor = chance.happens(0.04) ? 'wrong' : chance.of(options.cursors);
      given.push(
        `${end}: ${chance.happens(0.5) ? variable('String', chance.happens(0.1) ? null : cursor) : JSON.stringify(cursor)}`,
      );
    }
    // `side` may have been given twice by the mistake above; GraphQL allows an argument once.
    return [...new Map(given.map((each) => [each.split(':')[0], each])).values()];
  };

  const argumentOf = (argument: GraphQLArgument, where: string): string | undefined => {
    const isRequired = isNonNullType(argument.type);
    if (!isRequired && chance.happens(0.55)) return undefined;
    const value = sample(argument.type, `${where}.${argument.name}`, argument.name);
    if (chance.happens(0.4))
      return variable(String(argument.type), isRequired ? value : chance.happens(0.1) ? undefined : value);
    return literal(argument.type, value);
  };

  const sample = (type: GraphQLInputType, where: string, name: string): unknown => {
    if (isNonNullType(type)) return sample(type.ofType, where, name) ?? sample(type.ofType, where, name) ?? 'x';
    if (chance.happens(0.06)) return null;
    if (isListType(type)) return [sample(type.ofType, where, name), sample(type.ofType, where, name)];
    if (isEnumType(type)) return chance.of(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(() => chance.happens(0.35));
      return Object.fromEntries(
        fields.map((each) => [each.name, sample(each.type, `${type.name}.${each.name}`, each.name)]),
      );
    }
    const values = samples[where] ?? samples[name] ?? samples[type.name] ?? builtIn[type.name] ?? ['x'];
    return chance.of(values);
  };

  const literal = (type: GraphQLInputType, value: unknown): string => {
    const named = getNamedType(type);
    if (value === null || value === undefined) return 'null';
    if (Array.isArray(value)) return `[${value.map((each) => literal(named, each)).join(', ')}]`;
    if (isEnumType(named)) return String(value);
    if (isInputObjectType(named)) {
      const entries = Object.entries(value as Record<string, unknown>);
      return `{ ${entries.map(([key, each]) => `${key}: ${literal((named.getFields()[key] as { type: GraphQLInputType }).type, each)}`).join(', ')} }`;
    }
    return JSON.stringify(value);
  };

  const body = selection(schema.getQueryType() as GraphQLObjectType, options.depth, true);
  const head = definitions.length === 0 ? 'query' : `query (${definitions.join(', ')})`;
  return { text: `${head} { ${body} } ${fragments.join(' ')}`, variables };
}

const builtIn: Samples = { Int: [0, 1, 2, 3], Float: [0.5], Boolean: [true, false], String: ['o', ''], ID: ['x'] };
