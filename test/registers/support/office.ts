import type { Viewer } from '@union/access/viewer.ts';
import { loadFiles } from '@union/intake/load.ts';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import type { Database, Engine } from '@union/schema/db/database.ts';
import { makePublicationsFolder } from '../../api/support/publication-fixture.ts';
import { openTestServer, type TestServer } from '../../api/support/server-fixture.ts';
import { type County, county } from '../../intake/support/county.ts';
import { temporary } from '../../intake/support/files.ts';
import { openTestDatabase } from '../../support/database.ts';

/** A person with one role within a federation; null: everywhere. */
export function person(role: Viewer['grants'][number]['role'], federationCode: string | null = '320924'): Viewer {
  return { kind: 'account', id: role, name: role, grants: [{ role, federationCode }] };
}

export type Office = {
  readonly database: Database;
  /** Asks as the viewer; the answer's data. @throws the first error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  ask(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<any>;
  /** The same, as the codes of its errors. */
  refusals(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<string[]>;
  close(): Promise<void>;
};

let files = 0;

/** A server over the small county, on whose behalf any viewer may ask. */
export async function openOffice(engine: Engine, rows: County = county()): Promise<Office> {
  const folder = makePublicationsFolder();
  const database = await openTestDatabase(engine);
  const path = temporary(`office-${files++}.xlsx`);
  await writeWorkbook(path, rows);
  const [report] = await loadFiles(database, [path], { loadedBy: 'test' });
  if (report?.status !== 'loaded') throw new Error(JSON.stringify(report?.problems));
  let viewer = person('officer', null);
  const server: TestServer = await openTestServer(folder.path, database, { viewerOf: async () => viewer });
  const answer = (asking: Viewer, query: string, variables?: Record<string, unknown>) => {
    viewer = asking;
    return server.ask(query, variables);
  };
  return {
    database,
    async ask(asking, query, variables) {
      const { data, errors } = await answer(asking, query, variables);
      if (errors?.[0])
        throw new Error(JSON.stringify([errors[0], server.log.filter(({ level }) => level === 50).at(-1)]));
      return data;
    },
    async refusals(asking, query, variables) {
      const { errors } = await answer(asking, query, variables);
      return (errors ?? []).map((error) => error.extensions.code);
    },
    async close() {
      await server.close();
      await database.close();
      folder.remove();
    },
  };
}
