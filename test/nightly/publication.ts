import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes a publication without figures and moves the pointer to it, for tests of what stands around publications. */
export function makePublication(folder: string, publicationId: string): void {
  const asOf = publicationId.slice(0, 10);
  const manifest = JSON.stringify({
    ...{ publicationId, asOf, publishedAt: `${asOf}T18:00:00.000Z`, checks: [], acceptedDrifts: [], files: [] },
    inputs: { rows: {} },
  });
  mkdirSync(join(folder, publicationId), { recursive: true });
  writeFileSync(join(folder, publicationId, 'manifest.json'), manifest);
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
  writeFileSync(join(folder, 'current.json'), JSON.stringify({ publicationId, manifestSha256 }));
}
