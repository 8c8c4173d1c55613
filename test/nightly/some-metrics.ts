import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NightOptions } from '@union/nightly/run.ts';

/**
 * For tests of what stands around the figures: a night of two metrics with a static file for each scope takes every step
 * that a whole one takes, at a fifth of its cost.
 */
export const someMetrics = {
  metrics: ['enterprise_unionisation_rate', 'member_rate'],
  async writeStatic(candidate, folder) {
    const figures = await candidate.query<{ scope_id: string; value: number }>(
      `select scope_id, value from figure where segment = 'all' and valid_to > $1 order by all`,
      [candidate.manifest.asOf],
    );
    for (const { scope_id, value } of figures)
      writeFileSync(join(folder, `${scope_id.replace(':', '-')}.json`), `${value}`);
  },
} satisfies Partial<NightOptions>;
