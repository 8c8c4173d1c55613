import { setTimeout } from 'node:timers/promises';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { type ExecutionResult, execute, type GraphQLField, getOperationAST, parse } from 'graphql';
import type { Kysely } from 'kysely';
import { CompiledQuery, sql } from 'kysely';
import { createSchools } from 'pothos-plugin-kysely/example/school-data.ts';
import {
  type SchoolContext,
  type SchoolRole,
  type SchoolTables,
  schoolSchema,
} from 'pothos-plugin-kysely/example/school-schema.ts';
import { type LaneAnswer, Lanes } from 'pothos-plugin-kysely/lanes.ts';
import { NamedStatements } from 'pothos-plugin-kysely/named-statements.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { chanceOf } from './support/random.ts';
import { randomOperation } from './support/random-operation.ts';

let database: Database;
let db: Kysely<SchoolTables>;
const statements: unknown[] = [];
let lanes: Lanes<SchoolContext>;

beforeAll(async () => {
  database = await openDatabase({
    databaseUrl: await createTestDatabase(),
    dataDir: 'memory://',
    client: NamedStatements,
  });
  await createSchools(database.db as unknown as Kysely<SchoolTables>);
  db = (database.db as unknown as Kysely<SchoolTables>).withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      statements.push(result);
      return result;
    },
  });
});
afterAll(() => database.close());
beforeEach(() => {
  statements.length = 0;
  lanes = new Lanes<SchoolContext>(schoolSchema);
});

/** `nobody` has no role. */
type Role = SchoolRole | 'nobody';
const contextOf = (role: Role | readonly SchoolRole[], districts = ['B']): SchoolContext => ({
  db,
  roles: typeof role === 'object' ? role : role === 'nobody' ? [] : [role],
  districts,
});

function requestOf(text: string, variables: Record<string, unknown>, role: Role) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(text);
  return { document, operation, variables, context: contextOf(role) };
}

/** The answers of both lanes, and how many statements each ran. */
async function both(text: string, variables: Record<string, unknown> = {}, role: Role = 'ministry') {
  const answer: LaneAnswer = await lanes.answer(requestOf(text, variables, role));
  const compiledStatements = statements.length;
  statements.length = 0;
  const plain: ExecutionResult = await execute({
    schema: schoolSchema,
    document: parse(text),
    contextValue: contextOf(role),
    variableValues: variables,
  });
  return { answer, data: answer.data === undefined ? undefined : JSON.parse(answer.data), compiledStatements, plain };
}

const text = (query: string, variables: Record<string, unknown> = {}, role: Role = 'ministry') => {
  const plan = lanes.planOf(requestOf(query, variables, role));
  return plan.kind === 'sql' ? plan.text : plan.reason;
};

test('an operation of any depth and width is one statement', async () => {
  const { answer, data, compiledStatements, plain } = await both(`{
    top: schools(first: 2) { totalCount edges { node { ...S } } }
    closed: schools(filter: { kind: MIDDLE }) { edges { node { ...S } } }
    district(code: "B") { schools(kind: PRIMARY) { edges { node { pupils(last: 2) { edges { node { marks { score } } } } } } } }
  } fragment S on School { name district { name parent { name } } pupils(first: 2) { totalCount edges { cursor node { name latest(first: 1) { edges { node { score } } } } } } }`);
  expect([answer.lane, compiledStatements]).toEqual(['compiled', 1]);
  expect(data).toEqual(JSON.parse(JSON.stringify(plain.data)));
});

test('fields of other sources run beside the statement, and keep their places in the answer', async () => {
  const { answer, data, compiledStatements } = await both(
    '{ motto a: school(code: "s1") { name } loud: motto(loud: true) b: school(code: "nobody") { name } }',
  );
  expect([answer.lane, compiledStatements]).toEqual(['mixed', 1]);
  expect(Object.entries(data)).toEqual([
    ['motto', 'learn'],
    ['a', { name: 'one' }],
    ['loud', 'LEARN'],
    ['b', null],
  ]);
});

test('the statement and the fields beside it run at the same time: each waits here until the other has begun', async () => {
  const motto = schoolSchema.getQueryType()?.getFields().motto as GraphQLField<unknown, unknown>;
  const { resolve } = motto;
  const [locked, seen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = database.session(async ({ db: session }) => {
    await sql`lock table school in access exclusive mode`.execute(session);
    locked.resolve();
    await seen.promise;
  });
  await locked.promise;
  motto.resolve = async () => {
    const waiting = () => sql`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%together%'`;
    while ((await waiting().execute(database.db)).rows.length === 0) await setTimeout(10);
    seen.resolve();
    return 'learn';
  };
  try {
    const answer = await lanes.answer(requestOf('{ motto school(code: "s1") { together: name } }', {}, 'ministry'));
    expect([answer.lane, answer.data]).toEqual(['mixed', '{"motto":"learn","school":{"together":"one"}}']);
  } finally {
    Object.assign(motto, { resolve });
    seen.resolve();
    await holding;
  }
});

test('nodes of several types come in the order asked for, each as often as it is asked for, in one statement', async () => {
  const ids = ['Pupil:3', 'School:s1', 'Pupil:99', 'District:B', 'Pupil:3', 'Pupil:03'].map((id) =>
    Buffer.from(id).toString('base64'),
  );
  const { answer, data, compiledStatements, plain } = await both(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Pupil { name } ... on School { pupils(first: 1) { totalCount } } } }',
    { ids },
  );
  expect([answer.lane, compiledStatements]).toEqual(['compiled', 1]);
  expect(data).toEqual(JSON.parse(JSON.stringify(plain.data)));
  expect(data.nodes.map((node: { __typename: string } | null) => node?.__typename)).toEqual([
    'Pupil',
    'School',
    undefined,
    'District',
    'Pupil',
    undefined,
  ]);
});

test('an error beside the statement leaves the whole operation to graphql-js', async () => {
  const { answer, plain } = await both('{ luck(number: 3) school(code: "s1") { name } }');
  expect([answer.lane, answer.data]).toEqual(['plain', undefined]);
  expect(plain.errors?.map(({ path }) => path)).toEqual([['luck']]);
});

test('values do not change the text of a statement; which arguments are given does', () => {
  const query =
    'query ($f: SchoolFilter, $n: Int, $after: String) { schools(filter: $f, first: $n, after: $after) { edges { node { name } } } }';
  const first = text(query, { f: { kind: 'MIDDLE' }, n: 2 });
  expect(text(query, { f: { kind: 'PRIMARY' }, n: 2 })).toBe(first);
  expect(first).not.toMatch(/'(primary|middle)'(?! then)/);
  expect(text(query, { f: { district: 'B' }, n: 2 })).not.toBe(first);
  expect(text(query, { f: { kind: 'MIDDLE' }, n: 2, after: Buffer.from('\0s1').toString('base64') })).not.toBe(first);
});

test('pages of many sizes share few statements', () => {
  const query = 'query ($n: Int) { schools(first: $n) { edges { node { name } } } }';
  const texts = new Set(Array.from({ length: 10 }, (_, at) => text(query, { n: at + 1 })));
  expect(texts.size).toBeLessThanOrEqual(6);
});

test('plans are kept, and not more than allowed', () => {
  lanes = new Lanes<SchoolContext>(schoolSchema, { maxPlans: 3 });
  const request = requestOf(
    'query ($on: Boolean!) { school(code: "s1") { name place @include(if: $on) } }',
    { on: true },
    'ministry',
  );
  const plan = lanes.planOf(request);
  expect(lanes.planOf(request)).toBe(plan);
  expect(lanes.planOf({ ...request, variables: { on: false } })).not.toBe(plan);
  for (let at = 0; at < 10; at++) text(`{ school(code: "s${at}") { name } }`);
  expect(lanes.planCount).toBe(3);
});

test('a cursor and a total are made only where they are asked for', () => {
  const plain = text('{ schools { edges { node { name } } } }');
  expect(plain).not.toMatch(/base64|count\(\*\)|row_number/);
  expect(text('{ schools { edges { cursor } } }')).toMatch(/base64/);
  expect(text('{ schools { totalCount } }')).not.toMatch(/limit/);
});

test.each([
  ['a type without a rule for the role', 'visitor', '{ pupils { totalCount } school(code: "s1") { name } }'],
  ['a type below an open one', 'visitor', '{ school(code: "s1") { name pupils { edges { node { name } } } } }'],
  ['a type of which no row is asked for', 'visitor', '{ pupils { __typename } }'],
  ['a field for other roles', 'district', '{ school(code: "s1") { budget } }'],
  ['a node of a closed type', 'visitor', `{ node(id: "${Buffer.from('Pupil:1').toString('base64')}") { id } }`],
  [
    'one closed type among nodes',
    'visitor',
    `{ nodes(ids: ["${Buffer.from('School:s1').toString('base64')}", "${Buffer.from('Pupil:1').toString('base64')}"]) { id } }`,
  ],
  ['everything, without a role', 'nobody', '{ school(code: "s1") { name } }'],
] as const)('%s is refused in both lanes', async (_, role, query) => {
  const { answer, compiledStatements, plain } = await both(query, {}, role);
  expect([answer.data, compiledStatements]).toEqual([undefined, 0]);
  expect(plain.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('whatever is asked, no table with a rule is read without its predicate', () => {
  const samples = { ID: ['s1'], Day: ['2020-01-01'], 'Query.node.id': [Buffer.from('School:s1').toString('base64')] };
  let read = 0;
  for (let seed = 0; seed < 500; seed++) {
    const { text: query, variables } = randomOperation(schoolSchema, samples, chanceOf(seed), { depth: 4 });
    const plan = text(query, variables, 'district');
    const rules = [
      [/from "school" inner join [^()]*\) as "(\d+)"/g, '"district_code"'],
      [/from "pupil"\) as "(\d+)"/g, '"grade" < 3'],
    ] as const;
    for (const [source, rule] of rules) {
      for (const [, alias] of plan.matchAll(source)) {
        const guarded = plan.includes(`where "${alias}".${rule}`) || plan.includes(`where ("${alias}".${rule} in (`);
        expect([query, guarded]).toEqual([query, true]);
        read++;
      }
    }
  }
  expect(read).toBeGreaterThan(300);
});

test('a row that must be there and is not visible is the same error in both lanes', async () => {
  const { answer, plain } = await both(
    '{ pupils(first: 10) { edges { node { school { name } } } } theSchool(code: "s3") { name } }',
    {},
    'district',
  );
  expect(answer.lane).toBe('plain');
  expect(plain.data).toBeNull();
});

test('a value that an enum does not know is an error, not a null', async () => {
  await sql`update school set kind = 'evening' where school_code = 's6'`.execute(database.db);
  const { answer, plain } = await both('{ school(code: "s6") { kind } }');
  expect([answer.lane, answer.reason]).toEqual(['plain', 'the statement failed']);
  expect(plain.errors?.[0]?.path).toEqual(['school', 'kind']);
  await sql`update school set kind = 'primary' where school_code = 's6'`.execute(database.db);
});

test('a key that PostgreSQL would cut is left to graphql-js', async () => {
  const key = 'k'.repeat(64);
  const { answer, plain } = await both(`{ school(code: "s1") { ${key}: name } }`);
  expect([answer.lane, plain.data]).toEqual(['plain', { school: { [key]: 'one' } }]);
});

test('statements are prepared under their names, once a connection', async () => {
  await database.session(async ({ db: session }) => {
    const request = requestOf('query ($c: ID!) { school(code: $c) { preparedHere: name } }', { c: 's1' }, 'ministry');
    const context = { ...request.context, db: session as unknown as Kysely<SchoolTables> };
    for (const c of ['s1', 's2', 's3']) await lanes.answer({ ...request, variables: { c }, context });
    const { rows } = await sql<{ name: string; uses: number }>`
      select name, generic_plans + custom_plans as uses from pg_prepared_statements where name like 'gql%' and statement like '%preparedHere%'`.execute(
      session,
    );
    expect(rows).toEqual([{ name: expect.stringMatching(/^gql_[0-9a-f]{24}$/), uses: 3 }]);
  });
});

test('a statement that its connection knows answers alike each time: any text, null, and after one that failed', async () => {
  await database.session(async ({ db: session }) => {
    const ask = async (name: string | null, number: number) => {
      const text = `/* gql_${'c'.repeat(24)} */ select $1::text as name, (60 / $2::int)::text as "數"`;
      return (await session.executeQuery(CompiledQuery.raw(text, [name, number]))).rows;
    };
    for (const name of ['a', '工会 "\'\\ 🀄', '', null, 'x'.repeat(70_000)]) {
      expect(await ask(name, 5)).toEqual([{ name, 數: '12' }]);
    }
    await sql`savepoint here`.execute(session);
    await expect(ask('a', 0)).rejects.toThrow('division by zero');
    await sql`rollback to here`.execute(session);
    expect(await ask('b', 6)).toEqual([{ name: 'b', 數: '10' }]);
  });
});

test('text of the database reaches the caller as it is: quotes, controls, other scripts', async () => {
  const { data, plain } = await both(
    '{ a: district(code: "B") { name } b: district(code: "C") { name id } c: district(code: "D") { name } }',
  );
  expect(data).toEqual(plain.data);
  expect(data.c.name).toBe('tab\tline\n');
});
