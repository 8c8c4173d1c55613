import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UnusableKey } from './errors.ts';
import type { BundleSignature } from './manifest.ts';

/** Writes a new pair: `<name>.key`, which stays with who makes bundles and is readable by its owner alone, and `<name>.pub`. */
export function writeKeys(name: string): { readonly keyId: string; readonly files: readonly string[] } {
  const [secret, open] = [`${name}.key`, `${name}.pub`];
  for (const path of [secret, open]) {
    if (existsSync(path)) {
      throw new UnusableKey(`${path} exists; a key is never overwritten`, `${path} 已存在；密钥不会被覆盖`);
    }
  }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  writeFileSync(open, publicKey.export({ type: 'spki', format: 'pem' }));
  return { keyId: keyIdOf(publicKey), files: [secret, open] };
}

/** @param pem text of a private key. @throws UnusableKey */
export function readPrivateKey(pem: string): KeyObject {
  return readKey('the private key', '私钥', () => createPrivateKey(pem));
}

/** @param path of a public key. @throws UnusableKey */
export function readPublicKey(path: string): KeyObject {
  return readKey(path, path, () => {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('PRIVATE KEY')) throw new Error('this is a private key; give the .pub file');
    return createPublicKey(pem);
  });
}

function readKey(name: string, zh: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw new UnusableKey(
      `${name} cannot be read: ${(error as Error).message}`,
      `${zh}无法读取：${(error as Error).message}`,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new UnusableKey(`${name} is not Ed25519`, `${zh}不是 Ed25519 密钥`);
  return key;
}

/** The first 16 digits of the SHA-256 of the public key (SPKI, DER). */
export function keyIdOf(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(open.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

export function sign(bytes: Uint8Array, key: KeyObject): BundleSignature {
  return { algorithm: 'Ed25519', keyId: keyIdOf(key), signature: signBytes(null, bytes, key).toString('base64') };
}

export function isSignedBy(bytes: Uint8Array, { signature }: BundleSignature, key: KeyObject): boolean {
  return verifyBytes(null, bytes, key, Buffer.from(signature, 'base64'));
}
