import { builder } from '../builder.ts';
import { childrenOf, findScope, listScopes, parentOf, type Scope as ScopeOfPublication } from './scope-tree.ts';

export const ScopeKind = builder.enumType('ScopeKind', {
  description: 'What a scope is: the level of a region, a park, or a federation.',
  values: {
    NATION: { value: 'nation', description: '全国 · the nation' },
    PROVINCE: { value: 'province', description: '省 · a province' },
    CITY: { value: 'city', description: '市 · a city' },
    COUNTY: { value: 'county', description: '县（市、区） · a county' },
    TOWN: { value: 'town', description: '镇（街道） · a town' },
    PARK: { value: 'park', description: '园区 · an industrial park' },
    FEDERATION: { value: 'federation', description: '总工会、产业工会 · a federation above the grassroots' },
  } as const,
});

export const Scope = builder.objectRef<ScopeOfPublication>('Scope').implement({
  description:
    'A place or body that figures are made for. Only scopes with data beneath them are published, and what stands above those. Source: the publication.',
  fields: (t) => ({
    id: t.exposeID('id', { description: '`region:320924`, `park:<code>` or `federation:<code>`.' }),
    kind: t.expose('kind', { type: ScopeKind, description: 'What it is.' }),
    name: t.exposeString('name', { description: 'Name in Chinese, as registered.' }),
    hasSegments: t.exposeBoolean('hasSegments', {
      description:
        'Whether figures of its parts (industry, unit type, ownership) are kept. In a large federation towns have whole figures alone.',
    }),
  }),
});

builder.objectFields(Scope, (t) => ({
  parent: t.field({
    type: Scope,
    nullable: true,
    description:
      'The next scope up: of a park its region, of a region the region above, of a federation the one above. Null at the top.',
    resolve: (scope) => parentOf(scope),
  }),
  children: t.field({
    type: [Scope],
    description: 'The scopes right below, in their usual order.',
    args: { kind: t.arg({ type: ScopeKind, description: 'Only of this kind. Absent: any kind.' }) },
    extensions: { cost: { rows: 20 } },
    resolve: (scope, { kind }) => childrenOf(scope, kind ?? undefined),
  }),
}));

builder.queryFields((t) => ({
  scope: t.field({
    type: Scope,
    nullable: true,
    description: 'The scope with this id in the current publication; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Such as `region:320924`.' }) },
    resolve: async (_, { id }, { publications }) => findScope(await publications.choose(), id),
  }),
  scopes: t.field({
    type: [Scope],
    description:
      'Scopes of the current publication. With `parent` alone those right below it; with `kind` too, all of that kind below it at any depth; without either, the tops.',
    args: {
      kind: t.arg({ type: ScopeKind, description: 'Only of this kind. Absent: any kind.' }),
      parent: t.arg.id({ description: 'Only below this scope. Absent: of the whole publication.' }),
    },
    extensions: { cost: { rows: 50 } },
    resolve: async (_, { kind, parent }, { publications }) =>
      listScopes(await publications.choose(), kind ?? undefined, parent ?? undefined),
  }),
}));
