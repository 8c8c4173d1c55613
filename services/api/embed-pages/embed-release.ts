import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReleaseChanged } from '../errors.ts';

/** The scripts and the sheet that pages load, as one build. */
export type EmbedBuild = {
  /** What stands in the address for good: the released version, or `<version>-build.<hash>` for bytes never released. */
  readonly exactVersion: string;
  /** Version of the widgets package. */
  readonly version: string;
  readonly isReleased: boolean;
  /** By name, sorted. */
  readonly files: ReadonlyMap<string, EmbedFile>;
};

export type EmbedFile = {
  readonly body: Buffer;
  /** `sha384-…` for the `integrity` attribute. */
  readonly integrity: string;
  readonly type: string;
};

/** By version: the `integrity` of every file; `widgets/releases.json`. */
export type Releases = Readonly<Record<string, Readonly<Record<string, string>>>>;

const widgets = fileURLToPath(new URL('../../../widgets/', import.meta.url));
const RELEASES = join(widgets, 'releases.json');
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/** Files that are made here, beside those of the widgets. */
const OWN = ['frame.js'];

/**
 * Reads the files that are served now.
 * @param dist folder of the built widgets. @param releases what was released.
 * @throws ReleaseChanged when their version was released with other bytes: pages that pinned it would stop working.
 */
export function readEmbedBuild(dist = join(widgets, 'dist'), releases: Releases = readReleases()): EmbedBuild {
  const { version } = JSON.parse(readFileSync(join(widgets, 'package.json'), 'utf8')) as { version: string };
  const files = new Map(
    [
      ...(existsSync(dist) ? readdirSync(dist) : []).map((name) => [name, join(dist, name)] as const),
      ...OWN.map((name) => [name, fileURLToPath(new URL(`frame/${name}`, import.meta.url))] as const),
    ]
      .filter(([name]) => TYPES[endingOf(name)] !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, path]) => [name, embedFile(name, readFileSync(path))] as const),
  );
  const released = releases[version];
  if (released === undefined) {
    const hash = createHash('sha256');
    for (const [name, { integrity }] of files) hash.update(`${name} ${integrity}\n`);
    const exactVersion = `${version}-build.${hash.digest('hex').slice(0, 12)}`;
    return { exactVersion, version, isReleased: false, files };
  }
  const changed = Object.keys(released).filter((name) => files.get(name)?.integrity !== released[name]);
  if (changed.length > 0) throw new ReleaseChanged(version, changed);
  return { exactVersion: version, version, isReleased: true, files };
}

/** What was released, from the repository; nothing before the first release. */
export function readReleases(path = RELEASES): Releases {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Releases) : {};
}

/** A file with its hash. */
export function embedFile(name: string, body: Buffer): EmbedFile {
  const integrity = `sha384-${createHash('sha384').update(body).digest('base64')}`;
  return { body, integrity, type: TYPES[endingOf(name)] ?? 'application/octet-stream' };
}

/**
 * A file of an earlier release that this server kept, with the bytes of its release; undefined when there is none.
 * @throws ReleaseChanged when the kept bytes are others.
 */
export function findReleased(kept: string, version: string, name: string, releases: Releases): EmbedFile | undefined {
  const expected = releases[version]?.[name];
  const path = join(kept, version, name);
  if (expected === undefined || !existsSync(path)) return undefined;
  const file = embedFile(name, readFileSync(path));
  if (file.integrity !== expected) throw new ReleaseChanged(version, [name]);
  return file;
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
