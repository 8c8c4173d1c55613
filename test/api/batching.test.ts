import type { Database } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let database: Database;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  database = await openTestDatabase('embedded');
  server = await openTestServer(folder.path, database);
  // The scopes of a publication, the rules that a metric has figures of, and which columns figures have, are read once, by
  // whoever comes first.
  await server.ask(`{
    scopes { id }
    figureKeys(metric: "spending_frontline_share_strict") { code }
    figure(metric: "member_rate", scope: "region:320924") { value }
  }`);
});
afterAll(async () => {
  await server.close();
  await database.close();
  folder.remove();
});
beforeEach(() => {
  server.queries.length = 0;
});

test('figures of one request come by one statement, whatever their metrics, scopes and days', async () => {
  const { errors } = await server.ask(`{
    a: figure(metric: "enterprise_unionisation_rate", scope: "region:320924") { value }
    b: figure(metric: "member_rate", scope: "region:320924") { value }
    c: figure(metric: "member_rate", scope: "park:PA") { value }
    d: figure(metric: "assistance_frontline_share", scope: "region:320924", period: MONTH) { value }
    e: figure(metric: "member_rate", scope: "park:PB", asOf: "2026-10-31") { value }
    f: figure(metric: "park_union_rate", scope: "region:320924") { value }
    g: figure(metric: "spending_frontline_share_strict", scope: "region:320924") { value }
    h: figure(metric: "member_rate_effective", scope: "region:320924") { value }
  }`);
  expect(errors).toBeUndefined();
  expect(server.queries).toHaveLength(1);
});

test('the targets of a ranking come by one statement', async () => {
  await server.ask(`{
    ranking(metric: "enterprise_unionisation_rate", parent: "region:320924", kind: PARK) {
      rows { scope { parent { name } } figure { value definition { version } publication { id } target { need } } target { status } }
    }
  }`);
  expect(server.queries).toHaveLength(2);
});

test('equal figures asked twice are read once', async () => {
  await server.ask(`{
    a: figure(metric: "member_rate", scope: "region:320924") { value }
    b: figure(metric: "member_rate", scope: "region:320924") { numerator }
  }`);
  expect(server.queries).toHaveLength(1);
  expect(server.queries[0]?.match(/from figure_/g)).toHaveLength(1);
});
