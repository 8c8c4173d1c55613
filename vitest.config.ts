import { defineConfig } from 'vitest/config';
import { closingLine } from './test/support/closing-line.ts';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['test/support/global-setup.ts'],
    // Databases, servers and browsers start inside tests; two cores shared by several workers need patience.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    reporters: ['default', closingLine()],
    // GraphQL refuses two copies of itself: every import resolves to one file.
    server: { deps: { inline: [/@pothos\//, 'graphql', /graphql-scalars/] } },
  },
});
