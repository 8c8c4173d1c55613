import { readFileSync } from 'node:fs';
import { type Database, openDatabase } from '@union/schema/db/database.ts';
import { execute, getOperationAST, parse } from 'graphql';
import type { Kysely } from 'kysely';
import { createSchools } from 'pothos-plugin-kysely/example/school-data.ts';
import {
  type SchoolContext,
  type SchoolRole,
  type SchoolTables,
  schoolSchema,
} from 'pothos-plugin-kysely/example/school-schema.ts';
import { Lanes } from 'pothos-plugin-kysely/lanes.ts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, eachEngine } from '../support/database.ts';

eachEngine((engine) => {
  let database: Database;
  let db: Kysely<SchoolTables>;
  const lanes = new Lanes<SchoolContext>(schoolSchema);

  beforeAll(async () => {
    database = await openDatabase(
      engine === 'embedded'
        ? { dataDir: 'memory://', loadFrom: readFileSync(inject('embeddedDump')) }
        : { databaseUrl: await createTestDatabase(), dataDir: 'memory://' },
    );
    db = database.db as unknown as Kysely<SchoolTables>;
    await createSchools(db);
  });
  afterAll(() => database.close());

  type Who = { readonly roles: readonly SchoolRole[]; readonly districts?: readonly string[] };
  const officerOf = (...districts: string[]): Who => ({ roles: ['district'], districts });

  function requestOf(text: string, who: Who, variables: Record<string, unknown> = {}) {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (!operation) throw new Error(text);
    return { document, operation, variables, context: { db, districts: [], ...who } };
  }

  /** The answer, which must come from a statement and be that of graphql-js. */
  async function ask(text: string, who: Who, variables: Record<string, unknown> = {}) {
    const request = requestOf(text, who, variables);
    const answer = await lanes.answer(request);
    expect([answer.lane, answer.reason]).toEqual(['compiled', undefined]);
    const plain = await execute({
      schema: schoolSchema,
      document: request.document,
      contextValue: { ...request.context },
      variableValues: variables,
    });
    const data = JSON.parse(answer.data as string);
    expect(data).toEqual(JSON.parse(JSON.stringify(plain.data)));
    expect(plain.errors).toBeUndefined();
    return data;
  }

  const codes = (connection: { edges: { node: { code: string } }[] }) => connection.edges.map(({ node }) => node.code);
  const globalId = (id: string) => Buffer.from(id).toString('base64');

  test('a scoped viewer sees his rows alone: in lists, below other rows, in totals, by code and by global id', async () => {
    const data = await ask(
      `{
        schools(first: 10) { totalCount edges { node { code } } }
        own: district(code: "C") { schools { totalCount edges { node { code } } } }
        other: district(code: "B") { schools { totalCount edges { node { code } } } }
        seen: school(code: "s3") { name } hidden: school(code: "s1") { name }
        seenNode: node(id: "${globalId('School:s3')}") { ... on School { name } }
        hiddenNode: node(id: "${globalId('School:s1')}") { ... on School { name } }
        pupils(first: 10) { edges { node { maybeSchool { code } } } }
      }`,
      officerOf('C'),
    );
    expect([data.schools.totalCount, codes(data.schools)]).toEqual([2, ['s3', 's4']]);
    expect([data.own.schools.totalCount, codes(data.own.schools)]).toEqual([2, ['s3', 's4']]);
    expect([data.other.schools.totalCount, codes(data.other.schools)]).toEqual([0, []]);
    expect([data.seen, data.hidden, data.seenNode, data.hiddenNode]).toEqual([
      { name: 'three%' },
      null,
      { name: 'three%' },
      null,
    ]);
    const schools = data.pupils.edges.map(({ node }: { node: { maybeSchool: { code: string } | null } }) =>
      node.maybeSchool === null ? null : node.maybeSchool.code,
    );
    expect(new Set(schools)).toEqual(new Set([null, 's3', 's4']));
  });

  test('a subtree reaches what lies below it', async () => {
    const { schools } = await ask('{ schools(first: 10) { totalCount } }', officerOf('A'));
    expect(schools.totalCount).toBe(6);
  });

  test('pages of a scoped viewer follow each other without gaps, and a cursor of another opens nothing', async () => {
    const query =
      'query ($after: String) { schools(first: 2, after: $after) { edges { node { code } } pageInfo { endCursor hasNextPage } } }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { schools } = await ask(query, officerOf('B'), { after });
      seen.push(...codes(schools));
      after = schools.pageInfo.hasNextPage ? schools.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['s1', 's2', 's5', '七']);
    const { schools: all } = await ask(query, { roles: ['ministry'] });
    expect(codes((await ask(query, officerOf('C'), { after: all.pageInfo.endCursor })).schools)).toEqual(['s3', 's4']);
  });

  test('several roles see what any of them sees', async () => {
    const list = async (who: Who) =>
      codes((await ask('{ schools(first: 10) { edges { node { code } } } }', who)).schools);
    // Of B those that are closed too, and of all others the open ones.
    expect(await list({ roles: ['visitor'] })).toEqual(['s1', 's3', 's4', 's5', 's6']);
    expect(await list({ roles: ['visitor', 'district'], districts: ['B'] })).toEqual([
      's1',
      's2',
      's3',
      's4',
      's5',
      's6',
      '七',
    ]);
    expect(await list({ roles: ['visitor', 'ministry'] })).toHaveLength(7);
  });

  test('plans are kept by the shape of a viewer, never by who he is', async () => {
    const request = (who: Who) => requestOf('{ schools { edges { node { code } } } }', who);
    const first = request(officerOf('B'));
    const planOf = (who: Who) => lanes.planOf({ ...first, context: request(who).context });
    expect(planOf(officerOf('C', 'D'))).toBe(planOf(officerOf('B')));
    expect(planOf({ roles: ['district', 'visitor'], districts: ['B'] })).toBe(
      planOf({ roles: ['visitor', 'district'], districts: ['C'] }),
    );
    expect(planOf({ roles: ['visitor'] })).not.toBe(planOf(officerOf('B')));
    expect(JSON.stringify(planOf(officerOf('SECRET')))).not.toContain('SECRET');
  });

  test('a rule whose parameter the viewer lacks lets nobody through', async () => {
    const text = '{ schools { totalCount } }';
    const who = { roles: ['district'], districts: undefined } as unknown as Who;
    const answer = await lanes.answer(requestOf(text, who));
    const plain = await execute({
      schema: schoolSchema,
      document: parse(text),
      contextValue: requestOf(text, who).context,
    });
    expect([answer.data, plain.data]).toEqual([undefined, null]);
    expect(plain.errors?.[0]?.message).toBe('the viewer has no parameter districts');
  });
});
