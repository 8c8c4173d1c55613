import { createHash } from 'node:crypto';

/** The form of a bundle; raised when an older `bundle verify` could misread a newer one. */
export const FORMAT = 'union-bundle/1';

/** What a bundle is, and every file of it but the three below; signed as the bytes that stand in `manifest.json`. */
export type BundleManifest = {
  readonly format: typeof FORMAT;
  readonly publicationId: string;
  /** The day that the figures speak of. */
  readonly asOf: string;
  /** An ISO instant. */
  readonly publishedAt: string;
  /** Of the widgets' scripts, as in their addresses. */
  readonly widgetsVersion: string;
  /** Of the code that made the figures. */
  readonly codeVersion: string;
  readonly lang: string;
  readonly widgets: readonly string[];
  readonly scopes: readonly string[];
  /** Pairs that have no figures, such as assistance of a park. */
  readonly without: readonly { readonly widget: string; readonly scope: string; readonly code: string }[];
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
};

export type BundleFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

/** `manifest.sig`. */
export type BundleSignature = {
  readonly algorithm: 'Ed25519';
  /** The first 16 digits of the SHA-256 of the public key. */
  readonly keyId: string;
  /** Base64, over the bytes of `manifest.json`. */
  readonly signature: string;
};

/** `delta.json`, in an archive that holds only what changed. */
export type DeltaNote = { readonly base: { readonly publicationId: string; readonly manifestSha256: string } };

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const DELTA = 'delta.json';
/** The figures of the bundle one by one, for the list of changes. */
export const FIGURES = 'figures.json';

/** Files of these folders never change: their names hold the hash of their bytes, or the version of the scripts. */
export function isForGood(path: string): boolean {
  return path.startsWith('c/') || path.startsWith('embed/');
}

/** Whether `brought` is older than `there`: of an earlier day, or of an earlier publication of the same day. */
export function isOlder(
  brought: Pick<BundleManifest, 'asOf' | 'publishedAt'>,
  there: Pick<BundleManifest, 'asOf' | 'publishedAt'>,
): boolean {
  // A day that was built again later, for the archive, is not newer than the days after it.
  return brought.asOf === there.asOf ? brought.publishedAt < there.publishedAt : brought.asOf < there.asOf;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One line a field, so that people can read what they sign. */
export function manifestText(manifest: BundleManifest): string {
  return `${JSON.stringify(manifest, null, 1)}\n`;
}
