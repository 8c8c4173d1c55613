import { writeFileSync } from 'node:fs';
import { schema } from '@union/api/schema.ts';
import { printSchema } from 'graphql';

/** Writes the GraphQL contract from the code. `check-contract.ts` fails when the committed file differs. */
writeFileSync(new URL('../schema/schema.graphql', import.meta.url), `${printSchema(schema)}\n`);
