import { judgePublications, tellSubscribers } from '@union/nightly/notices/subscribers.ts';
import { readConfig } from '@union/schema/config.ts';
import { openDatabase } from '@union/schema/db/database.ts';

/** A process that judges or tells and is ended by SIGKILL: by itself where it was told to, else by whoever began it. */
const [, , order = '', folder = '', outbox = ''] = process.argv;
const NOW = new Date('2026-11-21T01:00:00Z');

const config = readConfig();
const database = await openDatabase(config);
const die = () => process.kill(process.pid, 'SIGKILL');

if (order === 'judge') {
  await judgePublications(database.db, folder, NOW);
  die();
} else if (order === 'judge-killed-before-commit') {
  // The last statement before the end of its transaction never comes back.
  const { db } = database;
  const dying = db.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === 'InsertQueryNode' && JSON.stringify(node.into).includes('subscription_judgement')) die();
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await judgePublications(dying, folder, NOW);
} else {
  await tellSubscribers(database.db, { outbox, folder }, config);
}
await database.close();
