const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/**
 * An ID number (GB 11643, 18 characters) in one form: full-width digits and spaces as plain ones, `x` as `X`; undefined
 * when the form, the day of birth or the check character is wrong.
 */
export function readIdNumber(given: string): string | undefined {
  const text = given.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(text)) return undefined;
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)];
  const born = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || born.toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return undefined;
  if (year < '1900' || born.getTime() > Date.now()) return undefined;
  return checkOf(text.slice(0, 17)) === text[17] ? text : undefined;
}

/** The check character of the first 17 digits (ISO 7064, mod 11-2). */
export function checkOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return CHECKS[sum % 11] as string;
}
