import { reachesOf } from '@union/access/reach.ts';
import { type Role, roleNames } from '@union/access/roles.ts';
import { type Register, rolesOf, ruleOf } from '@union/access/rules.ts';
import type { Grant, Viewer } from '@union/access/viewer.ts';
import { schema } from '@union/api/schema.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type GraphQLObjectType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { eachEngine, openTestDatabase } from '../support/database.ts';
import { type FieldPath, fieldPaths } from './support/field-paths.ts';
import { giveTwoCounties } from './support/two-counties.ts';

/** Fields that no rows of the database stand behind, and the register that the rule table has for them. */
const others: Readonly<Record<string, Register>> = {
  'Query.nightRuns': 'night_run',
  'Query.notices': 'notice',
  'TargetStatus.needList': 'enterprise',
};

/** What only rows of the other county hold. */
const THEIRS = /U2|企业B|MA0000001B/;
/** What only rows of the own county hold. */
const OURS = /U1|企业A|MA0000001A/;

/** The register of a type whose rows come from the database. */
function registerOf(type: GraphQLObjectType): Register | undefined {
  const { kysely } = type.extensions as { kysely?: { access: { register?: Register } } };
  return kysely?.access.register;
}

/** The registers that a path reads. */
function registersOn({ fields }: FieldPath): Register[] {
  return fields.flatMap(({ parent, field, type }) => {
    const { kysely } = field.extensions as { kysely?: { target?: { access: { register?: Register } } } };
    const register =
      others[`${parent.name}.${field.name}`] ??
      kysely?.target?.access.register ??
      (isObjectType(type) ? registerOf(type) : undefined);
    return register ? [register] : [];
  });
}

test('every type of the schema whose rows come from the database is read by the rule table', () => {
  const without = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.extensions.kysely && registerOf(type) === undefined,
  );
  expect(without.map(({ name }) => name)).toEqual([]);
});

const paths = fieldPaths(schema);

test('there is a way to every field of the schema', () => {
  const reached = new Set(paths.map(({ fields }) => fields.at(-1)).map((at) => `${at?.parent.name}.${at?.field.name}`));
  const missing = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__') && name !== 'Mutation')
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((field) => !reached.has(field));
  expect(missing).toEqual([]);
});

eachEngine((engine) => {
  let folder: PublicationsFolder;
  let database: Database;
  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    database = await openTestDatabase(engine);
    await giveTwoCounties(database);
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  describe.each(roleNames)('a viewer with the role %s in one county', (role: Role) => {
    let compiled: TestServer;
    let plain: TestServer;
    beforeAll(async () => {
      const grants: Grant[] = [
        { role: 'public', federationCode: null },
        ...(role === 'public' ? [] : [{ role, federationCode: '320924' } as const]),
      ];
      const viewer: Viewer = { kind: role === 'public' ? 'anonymous' : 'account', id: '1', name: role, grants };
      await reachesOf(database.db, viewer);
      const options = { viewerOf: async () => viewer };
      compiled = await openTestServer(folder.path, database, options);
      plain = await openTestServer(folder.path, database, { ...options, lanes: 'plain' });
    });
    afterAll(() => Promise.all([compiled.close(), plain.close()]));

    test('is answered, or refused, at every field as the rule table says, in both lanes, and sees no row of another county', async () => {
      const wrong: unknown[] = [];
      let seen = '';
      for (const path of paths) {
        const closed = registersOn(path).some((register) => !rolesOf(ruleOf(register).group, 'read').includes(role));
        for (const server of [compiled, plain]) {
          const { data, errors } = await server.ask(path.query);
          const text = JSON.stringify(data ?? null);
          seen += text;
          const codes = (errors ?? []).map(({ extensions }) => extensions.code);
          const refused = codes.includes('REGISTER_CLOSED');
          const unexpected = codes.filter((code) => !['REGISTER_CLOSED', ...path.mayFail].includes(code));
          // A closed field below rows that are not there is never reached by the plain lane.
          const isWrong = refused ? !closed : closed && OURS.test(text);
          if (isWrong || unexpected.length > 0 || THEIRS.test(text)) {
            wrong.push({ query: path.query, closed, codes, text: text.slice(0, 300), errors });
          }
        }
        if (wrong.length >= 5) break;
      }
      expect(wrong).toEqual([]);
      // The own rows are seen by whoever reads them; else the test would prove nothing.
      expect(OURS.test(seen)).toBe(rolesOf('enterprise', 'read').includes(role));
    }, 300_000);
  });
});
