import type { Context } from '@union/api/context.ts';
import { schema } from '@union/api/schema.ts';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { getOperationAST, parse } from 'graphql';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { type AnyAccess, isAmong, type Reached, type Viewer } from 'pothos-plugin-kysely/access.ts';
import type { TypeExtensions } from 'pothos-plugin-kysely/fields.ts';
import { Lanes, type SchemaExtensions } from 'pothos-plugin-kysely/lanes.ts';
import { NamedStatements } from 'pothos-plugin-kysely/named-statements.ts';
import type { Source } from 'pothos-plugin-kysely/source.ts';
import { startPostgres } from '../../../test/support/postgres-server.ts';
import { cpuOf } from './cpu.ts';
import { fill, SCALES, type Scale } from './data.ts';

/**
 * What access by scope costs on the nested query (20 parks × 20 unions × 3 links): the statements of the API with the
 * rules of its types, and with the same rules written in other forms. An officer of a county (2 towns of 100) and one of
 * a province with 1,500 regions and federations ask for what both see, so that every form answers the same rows. CPU is
 * the scheduler's count of the one PostgreSQL backend and of this process; rounds go forth and back.
 *
 * By hand: `node scripts/bench/graphql/row-access.ts [rounds]`.
 */
const rounds = Number(process.argv[2] ?? 15);
const REQUESTS = 20;

/** Whether a code is of the subtree, in several forms. */
type Form = (
  code: RawBuilder<unknown>,
  parameter: (name: string) => Expression<unknown>,
  kind: 'regions' | 'federations',
  reached: Reached,
) => RawBuilder<unknown>;
const forms: Record<string, Form | undefined> = {
  'no predicate': undefined,
  'prefix of the code': (code, parameter, kind) =>
    sql`(${code} >= ${parameter(`${kind}From`)} and ${code} < ${parameter(`${kind}To`)})`,
  '= any(array)': (code, parameter, kind) => sql`${code} = any(${parameter(`${kind}1`)}::text[])`,
  isAmong: (code, parameter, kind, reached) => isAmong(code, parameter(`${kind}1`), reached),
};

const source = (name: string) => (schema.getType(name)?.extensions as TypeExtensions | undefined)?.kysely as Source;
const types = { Park: 'region', Region: 'all', Union: 'federation', CoverageLink: 'union' } as const;
const declared = Object.fromEntries(Object.keys(types).map((name) => [name, source(name).access]));

/** The rules of the types in a form; `link: false` leaves the link's own, which the union above it implies, away. */
function rulesOf(form: string, link: boolean): Record<string, AnyAccess> {
  const is = forms[form];
  const rule = (lies: string): AnyAccess => {
    return () => {
      if (!is || lies === 'all' || (lies === 'union' && !link)) return true;
      return (column, parameter, reached) => {
        const among = (code: RawBuilder<unknown>, kind: 'regions' | 'federations') =>
          is(code, parameter as never, kind, reached) as RawBuilder<SqlBool>;
        if (lies === 'region') return among(column('region_code'), 'regions');
        if (lies === 'federation') return among(column('federation_code'), 'federations');
        return sql<SqlBool>`exists (select from trade_union as u where u.union_id = ${column('union_id')}
          and ${among(sql`u.federation_code`, 'federations')})`;
      };
    };
  };
  return Object.fromEntries(Object.entries(types).map(([name, lies]) => [name, rule(lies)]));
}

const variants: Record<string, Record<string, AnyAccess>> = {
  'no predicate': rulesOf('no predicate', false),
  ...Object.fromEntries(
    Object.keys(forms)
      .slice(1)
      .flatMap((form) => [
        [`${form}; on parks and unions`, rulesOf(form, false)],
        [`${form}; on links too, by their union`, rulesOf(form, true)],
      ]),
  ),
  'the rules of the API': declared as Record<string, AnyAccess>,
};

const document =
  parse(`query ($town: ID!) { parks(first: 20, filter: { region: $town }) { edges { node { code name unions(first: 20) { edges { node {
  code name orgType approvedOn region { name } coverage(first: 3) { edges { node { kind validFrom evidence } } } } } } } } } }`);
const operation = getOperationAST(document) as NonNullable<ReturnType<typeof getOperationAST>>;

let viewer: Viewer | undefined;
const { kysely } = schema.extensions as SchemaExtensions;
(kysely?.runtime as { viewer: unknown }).viewer = () => viewer && { viewer, key: JSON.stringify(viewer.shape) };

const postgres = await startPostgres({ shared_buffers: '512MB', jit: 'off', max_parallel_workers_per_gather: '0' });
try {
  const { towns } = await fill(postgres.url, SCALES.province as Scale);
  const where = { databaseUrl: postgres.url, dataDir: 'memory://', client: NamedStatements, poolSize: 1 };
  const database = await openDatabase(where);
  await spread(database, towns);
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.db);
  const pid = rows[0]?.pid as number;
  const asked = towns.slice(2, 4);
  await measure('county officer, 2 towns of 100', database, pid, asked, asked);
  const others = Array.from({ length: 1_400 }, (_, at) => String(900_000_000 + at));
  await measure('province officer, 1,500 regions', database, pid, asked, [...towns, ...others]);
  await database.close();
} finally {
  await postgres.stop();
}

/** A federation for each town, under which its unions are. */
async function spread({ db }: Database, towns: readonly string[]): Promise<void> {
  for (const text of [
    `insert into federation (federation_code, name, level, region_code, parent_code)
      select region_code, name, 'town', region_code, 'F1' from region where region_code in ('${towns.join("','")}')`,
    'update trade_union set federation_code = region_code where region_code in (select federation_code from federation)',
    'vacuum (full, analyze) trade_union',
  ]) {
    await sql.raw(text).execute(db);
  }
}

async function measure(
  name: string,
  { db }: Database,
  backend: number,
  asked: readonly string[],
  codes: readonly string[],
): Promise<void> {
  const list = `{${codes.join()}}`;
  const [from, to] = [codes.toSorted()[0] ?? '', `${codes.toSorted().at(-1)}~`];
  const parameters = {
    ...{ regions1: list, regionsFrom: from, regionsTo: to },
    ...{ federations1: list, federationsFrom: from, federationsTo: to },
    ...{ regions1First0: from, regions1Last0: to, federations1First0: from, federations1Last0: to },
  };
  // The rules of the API as of an officer whose codes are one run, which those of a subtree are.
  const extent = { at: 1, federations: 1, regions: 1 };
  viewer = { shape: { place: extent, enterprise: extent, union: extent }, parameters };
  const all = Object.entries(variants).map(([variant, rules]) => ({
    variant,
    rules,
    lanes: new Lanes<Context>(schema),
  }));
  const ask = async ({ rules, lanes }: (typeof all)[number]) => {
    for (const [type, access] of Object.entries(rules)) (source(type) as { access: unknown }).access = access;
    let text = '';
    for (let at = 0; at < REQUESTS; at++) {
      const answer = await lanes.answer({
        document,
        operation,
        variables: { town: asked[at % asked.length] },
        context: { registers: { db, abort: {} }, openRegisters: true } as unknown as Context,
      });
      if (answer.data === undefined) throw new Error(answer.reason);
      text += answer.data;
    }
    return text;
  };
  const expected = await ask(all[0] as never);
  for (const each of all) if ((await ask(each)) !== expected) throw new Error(`${each.variant} answers otherwise`);
  const found = new Map(all.map(({ variant }) => [variant, [] as { postgres: number; server: number }[]]));
  for (let round = 0; round < rounds; round++) {
    for (const each of round % 2 === 0 ? all : all.toReversed()) {
      const before = [cpuOf(backend), cpuOf(process.pid)] as const;
      await ask(each);
      const [database, server] = [cpuOf(backend) - before[0], cpuOf(process.pid) - before[1]];
      found.get(each.variant)?.push({ postgres: database / REQUESTS, server: server / REQUESTS });
    }
  }
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const of = (variant: string, take: (one: { postgres: number; server: number }) => number) =>
    middle((found.get(variant) ?? []).map(take));
  const total = (variant: string) => of(variant, (one) => one.postgres + one.server);
  console.log(`\n${name}\n| rule | PostgreSQL CPU ms | server CPU ms | total × none |\n|---|--:|--:|--:|`);
  for (const { variant } of all) {
    console.log(
      `| ${variant} | ${of(variant, (one) => one.postgres).toFixed(2)} | ${of(variant, (one) => one.server).toFixed(2)} | ${(total(variant) / total('no predicate')).toFixed(2)} |`,
    );
  }
}
