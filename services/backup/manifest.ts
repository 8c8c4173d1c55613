/** What a backup says of itself; `manifest.json`, beside it its SHA-256 in the form of `sha256sum`. */
export type BackupManifest = {
  readonly format: typeof FORMAT;
  /** `union-backup-<moment>`, also the name of its folder or file. */
  readonly backupId: string;
  /** ISO instant of the snapshot: what was committed before is in it. */
  readonly madeAt: string;
  /** The day of that instant in the report's time zone. */
  readonly day: string;
  readonly productVersion: string;
  /** Where it was taken from. */
  readonly source: { readonly engine: 'embedded' | 'postgres'; readonly serverVersion: string };
  /** Migrations that the database had been through, in order. */
  readonly migrations: readonly string[];
  /** In the order of their names. */
  readonly tables: readonly BackedUpTable[];
  /** Tables whose rows are not in it: nobody stays signed in through a restore. */
  readonly leftOut: readonly string[];
  readonly sequences: readonly BackedUpSequence[];
  /** How the audit chain stood; null for a database that has none yet. */
  readonly audit: { readonly events: number; readonly head: string | null } | null;
  /** Which keys belong to the data. Never a key. */
  readonly keys: BackedUpKeys;
  /** Null: made without publications. */
  readonly publications: BackedUpPublications | null;
  /** Every file but the manifest and those inside publications, which the manifest of each publication lists. */
  readonly parts: readonly Part[];
};

export type BackedUpTable = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** CSV without header, compressed with zstd. */
  readonly path: string;
};

/** How far an identity column has counted. */
export type BackedUpSequence = {
  readonly table: string;
  readonly column: string;
  readonly last: number;
  readonly isCalled: boolean;
};

export type BackedUpKeys = {
  /** Keys of PERSONAL_KEYS that sealed something, with a fingerprint where the key was there to make one. */
  readonly sealing: readonly { readonly id: string; readonly fingerprint: string | null }[];
  /** Of PERSONAL_HASH_KEY; null when it was not set. */
  readonly hash: string | null;
  /** Of the public half of BUNDLE_KEY; null when it was not set. */
  readonly bundle: string | null;
};

export type BackedUpPublications = {
  /** The one that was served; null before the first. */
  readonly current: string | null;
  readonly kept: readonly BackedUpPublication[];
  /** Those whose files were damaged where they lay, and so are not in it. */
  readonly damaged: readonly { readonly publicationId: string; readonly reason: string }[];
};

export type BackedUpPublication = {
  readonly publicationId: string;
  readonly files: number;
  /** With its manifest. */
  readonly bytes: number;
};

export type Part = { readonly path: string; readonly bytes: number; readonly sha256: string };

export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const MANIFEST_SHA256 = 'manifest.json.sha256';
export const DATABASE = 'database';
export const PUBLICATIONS = 'publications';

/** Folders of the data folder, beside the registers, that cannot be made again. */
export const DATA_FOLDERS = [PUBLICATIONS, 'notices', 'embed-releases'] as const;

/** `union-backup-20261121T180302Z`, with a number behind when there was another in that second. */
export const BACKUP_ID = /^union-backup-\d{8}T\d{6}Z(-\d+)?$/;

export function backupIdOf(moment: Date): string {
  return `union-backup-${moment
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(/[-:]/g, '')}`;
}

/** The id of the publication that a path leads into; undefined for any other path. */
export function publicationOf(path: string): string | undefined {
  return /^publications\/(\d{4}-\d{2}-\d{2}-\d+)\//.exec(path)?.[1];
}
