/** Synthetic unified social credit codes (GB 32100-2015) with a valid body check (GB 11714) and check character. */

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The 18th character of a code whose first 17 are given; remainder 0 is written `0`. */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((so, weight, at) => so + weight * ALPHABET.indexOf(first17[at] ?? ''), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** The 9th character of an organisation's body code whose first 8 are given. */
function bodyCheckCharacter(first8: string): string {
  const sum = BODY_WEIGHTS.reduce((so, weight, at) => so + weight * Number.parseInt(first8[at] ?? '0', 36), 0);
  const digit = 11 - (sum % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}

const SERIALS = 31 ** 6;
/** Coprime to 31, so that serial numbers scatter over the space without meeting. */
const STRIDE = 411_567_901;

/**
 * The `serial`-th code of a registering authority and region, e.g. `creditCode('91', '320924', 7)`; different
 * serials (0 to 31^6 - 1) give different codes.
 */
export function creditCode(authority: '91' | '81', region: string, serial: number): string {
  let scattered = Number((BigInt(serial + 1) * BigInt(STRIDE)) % BigInt(SERIALS));
  let body = '';
  for (let at = 0; at < 6; at++) {
    body = ALPHABET[scattered % 31] + body;
    scattered = Math.floor(scattered / 31);
  }
  const first8 = `${authority === '91' ? 'MA' : 'MC'}${body}`;
  const first17 = `${authority}${region}${first8}${bodyCheckCharacter(first8)}`;
  return first17 + checkCharacter(first17);
}
