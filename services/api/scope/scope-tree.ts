import type { Publication } from '@union/warehouse/publication/reader.ts';
import { ScopeNotFound } from '../errors.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';

/** `kind` and `level` together are what GraphQL calls the kind of a scope. */
type ScopeRow = {
  scope_id: string;
  kind: 'region' | 'park' | 'federation';
  level: string;
  name: string;
  parent_scope_id: string | null;
  has_segments: boolean;
};

export const scopeKinds = ['nation', 'province', 'city', 'county', 'town', 'park', 'federation'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

/** A place or body that figures are made for, as one publication knows it. */
export type Scope = {
  readonly publication: Publication;
  readonly id: string;
  readonly kind: ScopeKind;
  readonly name: string;
  readonly parentId: string | undefined;
  /** Whether figures of its parts (an industry, a unit type, an ownership) are kept beside those of the whole. */
  readonly hasSegments: boolean;
};

/** The scopes of one publication. They are few and asked for by nearly every figure, so they are read once and kept. */
export type ScopeTree = {
  find(id: string): Scope | undefined;
  /** @throws ScopeNotFound */
  get(id: string): Scope;
  /** The scopes right below, or the tops when `id` is undefined; in their usual order. */
  childrenOf(id: string | undefined): readonly Scope[];
  /** All scopes of one kind below `id`, at any depth, in their usual order; for federations the next level only. */
  below(id: string, kind: ScopeKind): readonly Scope[];
  all(): readonly Scope[];
};

const trees = keptPerPublication((publication) => readTree(publication));

/** The scope tree of a publication. */
export function scopeTree(publication: Publication): Promise<ScopeTree> {
  return trees(publication, 'scope');
}

async function readTree(publication: Publication): Promise<ScopeTree> {
  // A publication of an older code keeps segments of every scope.
  const [column] = await publication.query(
    `select 1 from duckdb_columns() where table_name = 'scope' and column_name = 'has_segments'`,
  );
  const rows = await publication.query<ScopeRow>(
    `select scope_id, kind, level, name, parent_scope_id, ${column ? 'has_segments' : 'true as has_segments'}
      from scope order by sort_no, scope_id`,
    [],
  );
  const scopes = rows.map((row) => toScope(publication, row));
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  const children = Map.groupBy(scopes, (scope) => scope.parentId);
  const childrenOf = (id: string | undefined) => children.get(id) ?? [];
  return {
    find: (id) => byId.get(id),
    get(id) {
      const scope = byId.get(id);
      if (!scope) throw new ScopeNotFound(id);
      return scope;
    },
    childrenOf,
    below(id, kind) {
      if (kind === 'federation') return childrenOf(id).filter((scope) => scope.kind === kind);
      const found = new Set<string>();
      const walk = (parent: string) => {
        for (const scope of childrenOf(parent)) {
          if (scope.kind === kind) found.add(scope.id);
          walk(scope.id);
        }
      };
      walk(id);
      return scopes.filter((scope) => found.has(scope.id));
    },
    all: () => scopes,
  };
}

function toScope(publication: Publication, row: ScopeRow): Scope {
  return {
    publication,
    id: row.scope_id,
    kind: (row.kind === 'region' ? row.level : row.kind) as ScopeKind,
    name: row.name,
    parentId: row.parent_scope_id ?? undefined,
    hasSegments: row.has_segments,
  };
}

/** The parent of a scope; undefined at the top. */
export async function parentOf(scope: Scope): Promise<Scope | undefined> {
  if (scope.parentId === undefined) return undefined;
  return (await scopeTree(scope.publication)).find(scope.parentId);
}

/** The scopes right below one, of one kind or of any. */
export async function childrenOf(scope: Scope, kind: ScopeKind | undefined): Promise<Scope[]> {
  const children = (await scopeTree(scope.publication)).childrenOf(scope.id);
  return children.filter((child) => kind === undefined || child.kind === kind);
}

/** The scope with this id, or undefined. */
export async function findScope(publication: Publication, id: string): Promise<Scope | undefined> {
  return (await scopeTree(publication)).find(id);
}

/** The scope with this id. @throws ScopeNotFound */
export async function getScope(publication: Publication, id: string): Promise<Scope> {
  return (await scopeTree(publication)).get(id);
}

/**
 * Scopes of one kind or any, below a parent or anywhere, in their usual order; without either, the tops.
 * @throws ScopeNotFound when the parent is unknown.
 */
export async function listScopes(
  publication: Publication,
  kind: ScopeKind | undefined,
  parentId: string | undefined,
): Promise<Scope[]> {
  const tree = await scopeTree(publication);
  if (parentId !== undefined) {
    tree.get(parentId);
    return [...(kind === undefined ? tree.childrenOf(parentId) : tree.below(parentId, kind))];
  }
  return kind === undefined ? [...tree.childrenOf(undefined)] : tree.all().filter((scope) => scope.kind === kind);
}
