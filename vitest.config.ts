import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from './test/support/closing-line.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { scratch } from './test/support/scratch.ts';

export default defineConfig({
  // GraphQL refuses two copies of itself: what Vite would load as a module, Apollo and Pothos load as this file.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // Everything that is written lies in one folder; processes that tests start find their code compiled.
    env: { TMPDIR: scratch, NODE_COMPILE_CACHE: `${scratch}/code` },
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/global-setup.ts'],
    // Databases, servers and browsers start inside tests; two cores shared by several workers need patience.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    pool: 'forks',
    // Most tests wait for a database, a browser or a process: one more at a time than there are processors, within limits.
    maxWorkers: Math.min(6, availableParallelism() + 1),
    reporters: ['default', closingLine()],
  },
});
