import { type Role, roleNames } from '@union/access/roles.ts';
import { type Action, groupNames, type Register, rolesOf, ruleOf } from '@union/access/rules.ts';
import type { Grant, Viewer } from '@union/access/viewer.ts';
import { schema } from '@union/api/schema.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type GraphQLObjectType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from '../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FieldPath, fieldPaths, mutationsWithArguments, typesReachedBy } from './support/field-paths.ts';
import { giveTwoCounties } from './support/two-counties.ts';

/** What a field needs of the rule table. */
type Need = { readonly register: Register; readonly action: Action };

const reading = (register: Register): Need => ({ register, action: 'read' });

/** Fields whose types are no registers', and what the rule table has for them. */
const others: Readonly<Record<string, Need>> = {
  'Query.nightRuns': reading('night_run'),
  'Query.notices': reading('notice'),
  'Query.accounts': reading('account'),
  'Query.apiKeys': reading('api_key'),
  'Query.auditEvents': reading('audit_event'),
  'Query.walls': reading('wall'),
  'Query.subscriptions': reading('subscription'),
  'Query.judgedCheckIns': reading('check_in'),
  'Query.figureRestrictions': { register: 'figure_restriction', action: 'administer' },
  'TargetStatus.needList': reading('enterprise'),
};

/** What only rows of the other county hold. */
const THEIRS = /U2|企业B|MA0000001B/;
/** What only rows of the own county hold. */
const OURS = /U1|企业A|MA0000001A/;

/** Whether a role changes anything at all. */
function mayChange(role: Role): boolean {
  return groupNames.some((group) =>
    (['create', 'correct', 'end', 'void', 'load', 'undo', 'decide', 'look', 'administer'] as const).some((action) =>
      rolesOf(group, action).includes(role),
    ),
  );
}

/** The register of a type whose rows come from the database. */
function registerOf(type: GraphQLObjectType): Register | undefined {
  const { kysely } = type.extensions as { kysely?: { access: { register?: Register } } };
  return kysely?.access.register;
}

/** What a path needs. */
function needsOf({ fields }: FieldPath): Need[] {
  return fields.flatMap(({ parent, field, type }) => {
    const { kysely } = field.extensions as { kysely?: { target?: { access: { register?: Register } } } };
    const other = others[`${parent.name}.${field.name}`];
    if (other) return [other];
    const register = kysely?.target?.access.register ?? (isObjectType(type) ? registerOf(type) : undefined);
    return register ? [reading(register)] : [];
  });
}

test('every type of the schema whose rows come from the database is read by the rule table', () => {
  const without = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.extensions.kysely && registerOf(type) === undefined,
  );
  expect(without.map(({ name }) => name)).toEqual([]);
});

const paths = fieldPaths(schema);

test('there is a way to every field that a query reaches', () => {
  const reached = new Set(
    paths.flatMap(({ leaves }) => leaves.map(({ parent, field }) => `${parent.name}.${field.name}`)),
  );
  const missing = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__') && typesReachedBy(schema, schema.getQueryType()).has(name))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((field) => !reached.has(field));
  expect(missing).toEqual([]);
});

// Both lanes on one engine: test/pothos-kysely proves them alike on either.
describe.each(['compiled', 'plain'] as const)('in the %s lane', (lane) => {
  let folder: PublicationsFolder;
  let database: Database;
  beforeAll(async () => {
    folder = makePublicationsFolder();
    await folder.publish('2026-11-20');
    database = await openTestDatabase('postgres');
    await giveTwoCounties(database);
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  describe.each(roleNames)('a viewer with the role %s in one county', (role: Role) => {
    let server: TestServer;
    beforeAll(async () => {
      const grants: Grant[] = [
        { role: 'public', federationCode: null },
        ...(role === 'public' ? [] : [{ role, federationCode: '320924' } as const]),
      ];
      const viewer: Viewer = { kind: role === 'public' ? 'anonymous' : 'account', id: '1', name: role, grants };
      server = await openTestServer(folder.path, database, {
        ...{ viewerOf: async () => viewer, perMinute: false as const },
        lanes: lane === 'compiled' ? 'all' : 'plain',
      });
    });
    afterAll(() => server.close());

    test('is answered, or refused, at every field as the rule table says, and sees no row of another county', async () => {
      const wrong: unknown[] = [];
      let isOurs = false;
      const ask = async (path: FieldPath) => {
        const closed = needsOf(path).some(
          ({ register, action }) => !rolesOf(ruleOf(register).group, action).includes(role),
        );
        const { data, errors } = await server.ask(path.query);
        const text = JSON.stringify(data ?? null);
        isOurs ||= OURS.test(text);
        const codes = (errors ?? []).map(({ extensions }) => extensions.code);
        const isRefused = codes.includes('REGISTER_CLOSED') || codes.includes('NOT_PERMITTED');
        const unexpected = codes.filter(
          (code) => !['REGISTER_CLOSED', 'NOT_PERMITTED', ...path.mayFail].includes(code),
        );
        // A closed field below rows that are not there is never reached by the plain lane.
        const isWrong = isRefused ? !closed : closed && OURS.test(text);
        if (isWrong || unexpected.length > 0 || THEIRS.test(text)) {
          wrong.push({ query: path.query, closed, codes, text: text.slice(0, 300) });
        }
      };
      const left = [...paths];
      const work = async () => {
        for (let path = left.shift(); path && wrong.length < 12; path = left.shift()) await ask(path);
      };
      await Promise.all(Array.from({ length: 4 }, work));
      expect(wrong).toEqual([]);
      // The own rows are seen by whoever reads them; else the test would prove nothing.
      expect(isOurs).toBe(rolesOf('enterprise', 'read').includes(role));
    }, 600_000);

    test('changes nothing that the rule table does not let it change', async () => {
      const wrong: unknown[] = [];
      for (const { name, query } of mutationsWithArguments(schema)) {
        if (mayChange(role)) break;
        const { data, errors } = await server.ask(query);
        const text = JSON.stringify([data, errors]);
        // Refused as a whole, or by a typed refusal in the answer.
        if (!/NOT_PERMITTED|NotAllowed|NOT_SIGNED_IN|REGISTER_CLOSED|NotFound|NOT_FOUND/.test(text))
          wrong.push({ name, query, text });
      }
      expect(wrong).toEqual([]);
    }, 600_000);
  });
});
