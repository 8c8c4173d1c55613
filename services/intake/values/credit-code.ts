import { Fault, type Parsed } from './fault.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const AUTHORITIES = '123456789ANY';
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The check character (the 18th) of the first 17 characters of a unified social credit code, GB 32100-2015. */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += ALPHABET.indexOf(first17.charAt(at)) * (WEIGHTS[at] ?? 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * Checks a unified social credit code: form, registering authority, check character, and that characters 3 to 8 name
 * a region (in use or retired) or the centre (beginning with 10).
 * @param isRegion whether six digits are a region code, present or past.
 */
export function parseCreditCode(code: string, isRegion: (sixDigits: string) => boolean, leading = ''): Parsed {
  if (!FORM.test(code) || !AUTHORITIES.includes(code.charAt(0))) return new Fault('CREDIT_CODE_FORM');
  const check = creditCodeCheck(code);
  if (code.charAt(17) !== check) return new Fault('CREDIT_CODE_CHECK', { expected: check });
  const region = code.slice(2, 8);
  if (!region.startsWith('10') && !isRegion(region)) return new Fault('CREDIT_CODE_REGION', { region });
  if (!code.startsWith(leading)) return new Fault('CREDIT_CODE_KIND', { leading });
  return code;
}
