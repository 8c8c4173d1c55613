import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from '@union/schema/config.ts';
import { PersonalKeysMissing } from '../errors.ts';

/** Seals text for the database, and opens it again. `place` names table, column and row: sealed text opens nowhere else. */
export type Sealer = {
  /** `v1.<key id>.<nonce>.<text and tag>`, under the newest key. */
  seal(text: string, place: string): string;
  /** @throws PersonalKeysMissing when the key is not in the ring, or the text was changed or moved. */
  open(sealed: string, place: string): string;
  /** Whether it was sealed under an older key. */
  isOld(sealed: string): boolean;
  /** A hash by which the same ID number is found again; without the key it cannot be guessed from the number. */
  hashOf(idNumber: string): string;
};

/** @throws PersonalKeysMissing without settings. */
export function sealerOf(settings: { readonly keys: KeyRing; readonly hashKey: string } | undefined): Sealer {
  const newest = settings?.keys[0];
  if (!settings || !newest) {
    throw new PersonalKeysMissing(
      'PERSONAL_KEYS and PERSONAL_HASH_KEY are not set',
      '未设置 PERSONAL_KEYS 与 PERSONAL_HASH_KEY',
    );
  }
  return {
    seal(text, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `v1.${newest.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`;
    },
    open(sealed, place) {
      const [, id, nonce = '', body = ''] = sealed.split('.');
      const known = settings.keys.find((key) => key.id === id);
      if (!known)
        throw new PersonalKeysMissing(`the key ${id} is not in PERSONAL_KEYS`, `PERSONAL_KEYS 中没有密钥 ${id}`);
      const bytes = Buffer.from(body, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', known.key, Buffer.from(nonce, 'base64url'), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(-16));
      try {
        return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
      } catch (error) {
        throw new PersonalKeysMissing(`what was sealed at ${place} does not open`, `${place} 的密文无法解开`, {
          cause: error,
        });
      }
    },
    isOld: (sealed) => sealed.split('.')[1] !== newest.id,
    hashOf: (idNumber) => createHmac('sha256', settings.hashKey).update(idNumber).digest('hex'),
  };
}
