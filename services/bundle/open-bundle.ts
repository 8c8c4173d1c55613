import type { KeyObject } from 'node:crypto';
import { type Files, isPlainPath, readFiles } from './archive.ts';
import { BundleDamaged, KeyRetired, NotABundle, SignatureWrong, WrongBase } from './errors.ts';
import { isSignedBy, keyIdOf } from './keys.ts';
import {
  type BundleManifest,
  type BundleSignature,
  DELTA,
  type DeltaNote,
  FORMAT,
  isForGood,
  MANIFEST,
  SIGNATURE,
  sha256,
} from './manifest.ts';

/** A bundle with every file that its list names, whether from one archive or from a delta and what it adds to. */
export type OpenBundle = {
  readonly manifest: BundleManifest;
  /** Of the bytes of `manifest.json`. */
  readonly manifestSha256: string;
  readonly signature: BundleSignature;
  readonly files: Files;
  /** What the archive itself holds, where it holds only changes. */
  readonly delta: DeltaNote | undefined;
  /** Files that lie there and that nobody signed. */
  readonly unlisted: readonly string[];
};

/** Which signatures are believed. */
export type Trust = { readonly keys: readonly KeyObject[]; readonly retired?: readonly KeyObject[] };

/**
 * Reads a bundle and holds every file against its list, the list against its signature.
 * @param trust undefined: the signature is not looked at.
 * @param onto the folder or archive that a delta adds to.
 * @throws NotABundle, WrongBase, SignatureWrong, KeyRetired, BundleDamaged
 */
export function openBundle(path: string, trust: Trust | undefined, onto?: string): OpenBundle {
  const own = readFiles(path);
  const bytes = own.get(MANIFEST);
  const manifest = parse<BundleManifest>(path, bytes, MANIFEST);
  const signature = parse<BundleSignature>(path, own.get(SIGNATURE), SIGNATURE);
  if (manifest.format !== FORMAT || !Array.isArray(manifest.files)) {
    throw new NotABundle(path, `its form is ${String(manifest.format)}`, `格式为 ${String(manifest.format)}`);
  }
  if (trust) checkSignature(bytes as Uint8Array, signature, trust);

  // A folder that a delta was unpacked into holds its note too; it is whole when nothing is missing.
  const isWhole = manifest.files.every((file) => own.has(file.path));
  const delta = own.has(DELTA) && !isWhole ? parse<DeltaNote>(path, own.get(DELTA), DELTA) : undefined;
  const base = delta && baseOf(delta, onto);
  const files = new Map<string, Uint8Array>();
  const problems: { path: string; reason: 'missing' | 'changed' | 'unlisted' }[] = [];
  for (const file of manifest.files) {
    const found = own.get(file.path) ?? base?.get(file.path);
    if (!isPlainPath(file.path)) throw new NotABundle(path, `it names the path ${file.path}`, `含有路径 ${file.path}`);
    if (found === undefined) problems.push({ path: file.path, reason: 'missing' });
    else if (found.length !== file.bytes || sha256(found) !== file.sha256)
      problems.push({ path: file.path, reason: 'changed' });
    else files.set(file.path, found);
  }
  if (problems.length > 0) throw new BundleDamaged(problems);
  const listed = new Set([...files.keys(), MANIFEST, SIGNATURE, DELTA]);
  // Files of earlier nights may stay where they are: nothing refers to them, and names that hold a hash cannot lie.
  const unlisted = [...own.keys()].filter((name) => !listed.has(name) && !isForGood(name));
  return { manifest, manifestSha256: sha256(bytes as Uint8Array), signature, files, delta, unlisted };
}

function checkSignature(bytes: Uint8Array, signature: BundleSignature, { keys, retired = [] }: Trust): void {
  if (keys.some((key) => isSignedBy(bytes, signature, key))) return;
  if (retired.some((key) => isSignedBy(bytes, signature, key))) throw new KeyRetired(signature.keyId);
  throw new SignatureWrong(String(signature.keyId), keys.map(keyIdOf));
}

function baseOf({ base }: DeltaNote, onto: string | undefined): Files {
  if (onto === undefined) throw new WrongBase(base.publicationId, undefined);
  const there = readFiles(onto);
  const bytes = there.get(MANIFEST);
  if (bytes === undefined || sha256(bytes) !== base.manifestSha256) {
    const found = bytes && parse<BundleManifest>(onto, bytes, MANIFEST).publicationId;
    throw new WrongBase(base.publicationId, found ?? onto);
  }
  return there;
}

function parse<T>(path: string, bytes: Uint8Array | undefined, name: string): T {
  if (bytes === undefined) throw new NotABundle(path, `${name} is missing`, `缺少 ${name}`);
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as T;
  } catch {
    throw new NotABundle(path, `${name} cannot be read`, `${name} 无法读取`);
  }
}
