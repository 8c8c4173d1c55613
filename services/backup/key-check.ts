import { createHmac } from 'node:crypto';
import { keyIdOf, readPrivateKey } from '@union/bundle/keys.ts';
import type { Config } from '@union/schema/config.ts';
import type { BackedUpKeys } from './manifest.ts';

/** Which keys belong to data: of those that sealed it, and of those that are set. Never a key itself. */
export function describeKeys(config: Pick<Config, 'access' | 'bundleKey'>, sealedBy: readonly string[]): BackedUpKeys {
  const ring = config.access.personal?.keys ?? [];
  return {
    sealing: sealedBy.map((id) => {
      const known = ring.find((key) => key.id === id);
      return { id, fingerprint: known ? fingerprintOf(known.key) : null };
    }),
    hash: config.access.personal ? fingerprintOf(config.access.personal.hashKey) : null,
    bundle: bundleKeyId(config.bundleKey),
  };
}

/** How the keys that are set here stand to those of a backup. */
export type KeyReport = {
  /** Settings with another key than the one that the data were sealed or hashed with. */
  readonly wrong: readonly string[];
  /** Settings without which some data stay closed. */
  readonly missing: readonly string[];
  /** Worth knowing, and no fault: bundles may be signed by a new key. */
  readonly changed: readonly string[];
};

export function compareKeys(keys: BackedUpKeys, config: Pick<Config, 'access' | 'bundleKey'>): KeyReport {
  const here = describeKeys(
    config,
    keys.sealing.map(({ id }) => id),
  );
  const wrong: string[] = [];
  const missing: string[] = [];
  for (const [at, { id, fingerprint }] of keys.sealing.entries()) {
    const own = here.sealing[at]?.fingerprint ?? null;
    if (own === null) missing.push(`PERSONAL_KEYS (${id})`);
    else if (fingerprint !== null && own !== fingerprint) wrong.push(`PERSONAL_KEYS (${id})`);
  }
  // Without anything sealed no ID number was hashed either.
  if (keys.sealing.length > 0 && keys.hash !== null) {
    if (here.hash === null) missing.push('PERSONAL_HASH_KEY');
    else if (here.hash !== keys.hash) wrong.push('PERSONAL_HASH_KEY');
  }
  return { wrong, missing, changed: keys.bundle !== null && here.bundle !== keys.bundle ? ['BUNDLE_KEY'] : [] };
}

/** Enough of a keyed hash to tell keys apart; it tells nothing of a key of 32 bytes. */
function fingerprintOf(key: Buffer | string): string {
  return createHmac('sha256', key).update('union-data-platform backup').digest('hex').slice(0, 16);
}

function bundleKeyId(pem: string | undefined): string | null {
  try {
    return pem === undefined ? null : keyIdOf(readPrivateKey(pem));
  } catch {
    return null;
  }
}
