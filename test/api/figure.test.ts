import { openDatabase } from '@union/schema/db/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePublicationsFolder, type PublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer, type TestServer } from './support/server-fixture.ts';

let folder: PublicationsFolder;
let server: TestServer;

beforeAll(async () => {
  folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  server = await openTestServer(folder.path, await openDatabase({ dataDir: 'memory://' }));
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

test('a figure carries numerator, denominator, state, day, rule and publication', async () => {
  const { data, errors } = await server.ask(`{
    figure(metric: "enterprise_unionisation_rate", scope: "region:320924") {
      metric { id } scope { id name } numerator denominator value state asOf period { kind start end } source
      definition { id version } publication { id asOf isCurrent }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.figure).toEqual({
    metric: { id: 'enterprise_unionisation_rate' },
    scope: { id: 'region:320924', name: '射阳县' },
    numerator: 86,
    denominator: 100,
    value: 0.86,
    state: 'REPORTED',
    asOf: '2026-11-20',
    period: { kind: 'DAY', start: null, end: '2026-11-20' },
    source: 'REGISTER',
    definition: { id: 'enterprise_unionisation_rate', version: 1 },
    publication: { id: '2026-11-20-1', asOf: '2026-11-20', isCurrent: true },
  });
});
