import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dueDay, startClock } from '@union/nightly/clock.ts';
import { publicationsFolder } from '@union/nightly/run.ts';
import { readConfig } from '@union/schema/config.ts';
import { openPublications } from '@union/warehouse/publication/reader.ts';
import { expect, test } from 'vitest';
import { eachEngine } from '../support/database.ts';
import { makeDataFolder, openRegisters } from './data-folder.ts';

/** Less than a test may take; it is no measure of speed. */
const PATIENCE = 540_000;

eachEngine((engine) => {
  test('a clock that starts after a missed night builds it at once, beside the server', async () => {
    const given = await makeDataFolder(engine);
    const config = readConfig({
      ...{ DATA_DIR: given.dataDir, DATABASE_URL: given.databaseUrl, TZ_REPORT: given.timeZone },
    });
    const database = await openRegisters(given);
    const publications = openPublications(publicationsFolder(given), { pollMs: 20 });
    const published = new Promise<string>((resolve) => publications.onChange(({ manifest }) => resolve(manifest.asOf)));
    const logged: unknown[] = [];
    const log = (...words: unknown[]) => logged.push(words);
    const clock = startClock({ config, database, logger: { info: log, error: log } });
    expect(clock.next()).toBeInstanceOf(Date);
    const asOf = await Promise.race([published, delay(PATIENCE, 'nothing was published', { ref: false })]);
    expect(asOf, JSON.stringify(logged)).toBe(dueDay(config, new Date()));
    await clock.stop();
    await publications.close();
    await database.close();
    rmSync(given.dataDir, { recursive: true, force: true });
  });
});
