import { writeFileSync } from 'node:fs';
import { readEmbedBuild, readReleases } from '@union/api/embed-pages/embed-release.ts';
import { buildWidgets } from '@union/widgets/build.ts';

/**
 * Writes the hashes of the built widgets into widgets/releases.json under the version of their package. From then on no
 * server serves other bytes under that version; the next change needs a new version in widgets/package.json.
 */
await buildWidgets();
const releases = readReleases();
const { version, files, isReleased } = readEmbedBuild();
if (isReleased) console.log(`${version} was released with these very bytes`);
else {
  const hashes = Object.fromEntries([...files].map(([name, { integrity }]) => [name, integrity]));
  const all = { ...releases, [version]: hashes };
  writeFileSync(new URL('../widgets/releases.json', import.meta.url), `${JSON.stringify(all, null, 2)}\n`);
  console.log(`released ${version}: ${files.size} files`);
}
