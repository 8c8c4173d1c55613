import { existsSync, readFileSync } from 'node:fs';
import { contractFiles } from '@union/api/contract-files.ts';

/** Fails when a file of the GraphQL contract is not what the code makes of it. */
const stale = (await contractFiles()).filter(
  ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
);
for (const { path } of stale) console.error(`stale: ${path}`);
if (stale.length > 0) {
  console.error('run: node scripts/print-schema.ts');
  process.exitCode = 1;
}
