import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type AnyConditions, givenConditions } from '../condition.ts';
import type { FieldExtensions, FieldSource } from '../fields.ts';
import { orderFor, type Page, type PageArguments, type PageRule, plannedSize, readPage } from '../keyset.ts';
import type { Row } from '../source.ts';

/** A field of an operation whose arguments matter to its statement. */
export type Site = {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly source: FieldSource;
  /** Whether its arguments hold variables. */
  readonly varies: boolean;
};

/** What of an operation is the same in every request. */
export type Inspection = {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly sites: readonly Site[];
  /** The variables that `@skip` and `@include` depend on. */
  readonly switches: readonly string[];
};

/** The arguments of a site in one request. */
export type SiteValues = {
  readonly args: Row;
  /** The page, for connections. */
  readonly page: Page | undefined;
  /** The global id taken apart, for `node`. */
  readonly node: GlobalId | undefined;
  /** The same for `nodes`; undefined when one of them is none. */
  readonly nodes: readonly GlobalId[] | undefined;
  /** What the text of the statement depends on: which arguments are given, not what they hold. */
  readonly shape: string;
};

/** A global id of the relay plug-in, taken apart. */
export type GlobalId = { readonly typeName: string; readonly id: string };

/** Looks an operation over once: where arguments stand and what depends on variables. */
export function inspect(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Inspection {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const sites: Site[] = [];
  const switches = new Set<string>();
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    Field(node) {
      const definition = types.getFieldDef();
      const source = (definition?.extensions as FieldExtensions | undefined)?.kysely;
      if (definition && source && definition.args.length > 0) {
        sites.push({ node, definition, source, varies: holdsVariable(node) });
      }
    },
    Directive(node) {
      for (const argument of node.arguments ?? []) {
        if (argument.value.kind === Kind.VARIABLE) switches.add(argument.value.name.value);
      }
    },
  });
  visit(operation, visitor);
  for (const fragment of fragments.values()) visit(fragment, visitor);
  return { operation, fragments, sites, switches: [...switches] };
}

function holdsVariable(node: FieldNode): boolean {
  let found = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      Variable() {
        found = true;
      },
    });
  }
  return found;
}

const NOTHING = { page: undefined, node: undefined, nodes: undefined, shape: '' };

/** The names of the types that are asked for, each once and in order. */
export function namesOf(nodes: readonly GlobalId[]): string[] {
  return [...new Set(nodes.map(({ typeName }) => typeName))].sort();
}

/** Reads the arguments of a site. @throws what the plain lane would answer with: a wrong page, cursor or argument. */
export function readSite(site: Site, variables: Readonly<Record<string, unknown>>, rule: PageRule): SiteValues {
  const { source } = site;
  const args = getArgumentValues(site.definition, site.node, variables as Record<string, unknown>) as Row;
  if (source.kind === 'page') {
    const page = readPage(orderFor(source, args), args as PageArguments, rule);
    const given = shapeOf(source.where, args);
    const planned = plannedSize(page.size);
    const size = `${planned}${page.size === planned ? '' : '-'}`;
    const sorted = source.sorts ? `${args[source.sorts.argument] ?? ''} ` : '';
    const shape = `${sorted}${page.backward ? 'b' : 'f'}${size}${page.after ? 'a' : ''}${page.before ? 'u' : ''} ${given}`;
    return { ...NOTHING, args, page, shape };
  }
  if (source.kind === 'node') {
    const node = readGlobalId(String(args.id));
    return { ...NOTHING, args, node, shape: node?.typeName ?? '' };
  }
  if (source.kind === 'nodes') {
    const found = (args.ids as readonly unknown[]).map((id) => readGlobalId(String(id)));
    const nodes = found.filter((node) => node !== undefined);
    if (nodes.length < found.length) return { ...NOTHING, args };
    return { ...NOTHING, args, nodes, shape: namesOf(nodes).join() };
  }
  return { ...NOTHING, args };
}

function shapeOf(conditions: AnyConditions | undefined, args: Row): string {
  return givenConditions(conditions, args)
    .map(({ path }) => path)
    .join();
}

/** Takes a global id of the relay plug-in apart; undefined when it is none, which the plain lane then says. */
function readGlobalId(id: string): GlobalId | undefined {
  const decoded = Buffer.from(id, 'base64').toString('utf8');
  // Decoding is lenient: only an id that is written as ids are written counts.
  if (Buffer.from(decoded, 'utf8').toString('base64') !== id) return undefined;
  const at = decoded.indexOf(':');
  const typeName = decoded.slice(0, at);
  if (at < 1 || at === decoded.length - 1 || decoded[at + 1] === ':' || !/^[A-Z_a-z]\w*$/.test(typeName))
    return undefined;
  return { typeName, id: decoded.slice(at + 1) };
}

/** Whether a type is one of GraphQL's own, which only graphql-js answers about. */
export function isIntrospection(field: GraphQLField<unknown, unknown>): boolean {
  return getNamedType(field.type).name.startsWith('__');
}
