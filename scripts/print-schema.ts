import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { contractFiles } from '@union/api/contract-files.ts';

/** Writes the GraphQL contract and what is generated from it. A test fails when a committed file differs. */
for (const { path, content } of await contractFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
