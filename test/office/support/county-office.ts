import { createAccount, grantRole } from '@union/access/identity/accounts.ts';
import { makeLink } from '@union/access/identity/links.ts';
import { Reaches } from '@union/access/reach.ts';
import type { Role } from '@union/access/roles.ts';
import { operator } from '@union/access/viewer.ts';
import { readConfig } from '@union/schema/config.ts';
import type { Database, Engine } from '@union/schema/db/database.ts';
import { makePublicationsFolder } from '../../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../../api/support/server-fixture.ts';
import { temporary } from '../../intake/support/files.ts';
import { openTestDatabase } from '../../support/database.ts';

const atTheMachine = new Reaches(operator('test'), new Map());

export type CountyOffice = {
  readonly database: Database;
  readonly server: TestServer;
  /** A link that signs a new person in, with one role within a federation; null: everywhere. */
  linkFor(name: string, role: Exclude<Role, 'public'>, federationCode: string | null): Promise<string>;
  close(): Promise<void>;
};

/** A server with an empty database, to which people sign in by links. */
export async function openCountyOffice(engine: Engine = 'embedded'): Promise<CountyOffice> {
  const folder = makePublicationsFolder();
  await folder.publish('2026-11-20');
  const database = await openTestDatabase(engine);
  const server = await openTestServer(folder.path, database, {
    config: readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: temporary('office-data') }),
  });
  return {
    database,
    server,
    async linkFor(name, role, federationCode) {
      const accountId = await createAccount(database.db, atTheMachine, { name });
      await grantRole(database.db, atTheMachine, { accountId, role, federationCode });
      return `${server.url}/sign-in/link?token=${await makeLink(database.db, atTheMachine, accountId)}`;
    },
    async close() {
      await server.close();
      await database.close();
      folder.remove();
    },
  };
}
