import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { closingLine } from './test/support/closing-line.ts';

export default defineConfig({
  // GraphQL refuses two copies of itself: what Vite would load as a module, Apollo and Pothos load as this file.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/support/global-setup.ts'],
    // Databases, servers and browsers start inside tests; two cores shared by several workers need patience.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    // Most tests wait for a database, a browser or a process: two at a time even on two cores.
    maxWorkers: 2,
    reporters: ['default', closingLine()],
  },
});
