import { existsSync, readFileSync } from 'node:fs';
import { contractFiles } from '@union/api/contract-files.ts';
import { defaultQuery } from '@union/api/explorer/default-query.ts';
import { schema } from '@union/api/schema.ts';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
  validate,
} from 'graphql';
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

test('every type, field, argument and enum value is described', () => {
  const bare: string[] = [];
  const note = (name: string, description: string | null | undefined) => {
    if (!description) bare.push(name);
  };
  for (const type of Object.values(schema.getTypeMap()).filter((named) => !isBuiltIn(named))) {
    note(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.description);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      note(`${type.name}.${field.name}`, field.description);
      if ('args' in field)
        for (const arg of field.args) note(`${type.name}.${field.name}(${arg.name})`, arg.description);
    }
  }
  expect(bare).toEqual([]);
});

function isBuiltIn(type: GraphQLNamedType): boolean {
  return type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name);
}

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
