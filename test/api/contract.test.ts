import { existsSync, readFileSync } from 'node:fs';
import { contractFiles } from '@union/api/contract-files.ts';
import { defaultQuery } from '@union/api/explorer/default-query.ts';
import { schema } from '@union/api/schema.ts';
import { parse, print, validate } from 'graphql';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { FlagshipsDocument, type FlagshipsQuery } from './generated/graphql.ts';
import { makePublicationsFolder } from './support/publication-fixture.ts';
import { openTestServer } from './support/server-fixture.ts';

test('the committed schema and generated documents are what the code makes of them', async () => {
  const stale = (await contractFiles()).filter(
    ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
  );
  expect(stale.map((file) => file.path)).toEqual([]);
});

test('the explorer opens with a query that is valid, and answers the three flagship figures, typed', async () => {
  expect(validate(schema, parse(defaultQuery))).toEqual([]);
  expect(print(FlagshipsDocument)).toBe(print(parse(defaultQuery)));
  const folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  const database = await openTestDatabase('embedded');
  const server = await openTestServer(folder.path, database);
  try {
    const data = (await server.ask(defaultQuery)).data as FlagshipsQuery;
    expect(data.unionised.value).toBe(0.86);
    expect(data.members.target?.need).toBe(2);
    expect(data.stars.levels.length).toBe(6);
    expect(data.assistance.unclassified).toBe(100_000);
  } finally {
    await server.close();
    await database.close();
    folder.remove();
  }
});
