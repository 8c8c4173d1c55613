import { Fault, type Parsed } from './fault.ts';
import { compact, type RawValue } from './typed-text.ts';

/** A decimal number held exactly: `digits` × 10^-`scale`. */
export type Exact = { readonly digits: bigint; readonly scale: number };

const MULTIPLIERS: Readonly<Record<string, number>> = { 百: 2, 千: 3, 万: 4, 萬: 4, 百万: 6, 千万: 7, 亿: 8, 億: 8 };
const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?(百万|千万|[百千万萬亿億])?$/;
const APPROXIMATE = /^[约約近超]|[余餘多]|左右|以上|以下/;
// Beyond this a number cell of a spreadsheet no longer holds every whole number.
const EXACT_LIMIT = 2 ** 53;

/**
 * Reads a number as people type it: 1,200.50, １２０, 30万, 1.2亿, -5. Number cells of a spreadsheet carry binary
 * noise (1234.56 may come as 1234.5600000000001), which is rounded off at 15 significant digits.
 */
export function readNumber(value: RawValue, suffix?: RegExp): Exact | Fault {
  if (typeof value === 'number') return Number.isFinite(value) ? fromDouble(value) : new Fault('NUMBER_FORM');
  if (typeof value !== 'string') return new Fault('NUMBER_FORM');
  let text = compact(value).replace(/[−–—]/g, '-').replace('。', '.');
  if (suffix) text = text.replace(suffix, '');
  const parts = NUMBER.exec(text);
  if (!parts || (parts[2] === undefined && !parts[3])) {
    return new Fault(APPROXIMATE.test(text) ? 'NUMBER_APPROXIMATE' : 'NUMBER_FORM');
  }
  const [, sign, whole = '', fraction = '', multiplier] = parts;
  const exponent = multiplier ? (MULTIPLIERS[multiplier] ?? 0) : 0;
  return normal(
    BigInt(`${whole.replaceAll(',', '')}${fraction}`) * (sign === '-' ? -1n : 1n),
    fraction.length - exponent,
  );
}

function fromDouble(value: number): Exact | Fault {
  if (Math.abs(value) >= EXACT_LIMIT) return new Fault('NUMBER_PRECISION_LOST');
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e');
  const digits = BigInt(mantissa.replace('.', ''));
  return normal(digits, 14 - Number(exponent));
}

/** Without trailing zeros after the point, and with a scale of 0 or more. */
function normal(digits: bigint, scale: number): Exact {
  let [d, s] = [digits, scale];
  while (s > 0 && d % 10n === 0n) {
    d /= 10n;
    s -= 1;
  }
  if (s < 0) return { digits: d * 10n ** BigInt(-s), scale: 0 };
  return { digits: d, scale: s };
}

/** The number in plain decimal notation. */
export function written({ digits, scale }: Exact): string {
  const sign = digits < 0n ? '-' : '';
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** The largest value of a target. */
const LARGEST_NUMBER = 1_000_000_000_000n;

const PLAIN_INTEGER = /^\d{1,9}$/;

/** A whole number from `min` to `max`, staged in plain digits. */
export function parseInteger(value: RawValue, { min, max }: { min: number; max: number }): Parsed {
  if (typeof value === 'string' && PLAIN_INTEGER.test(value)) {
    const plain = Number(value);
    if (plain >= min && plain <= max) return String(plain);
  }
  const number = readNumber(value, /[人家个個名户戶]$/);
  if (number instanceof Fault) return number;
  if (number.scale > 0) return new Fault('NUMBER_NOT_WHOLE');
  if (number.digits < 0n && min >= 0) return new Fault('NUMBER_NEGATIVE');
  if (number.digits < BigInt(min) || number.digits > BigInt(max)) return new Fault('NUMBER_RANGE', { min, max });
  return number.digits.toString();
}

/** A number with at most `scale` decimals from `min` to `max`. */
export function parseDecimal(
  value: RawValue,
  { scale, min, max }: { scale: number; min: number; max: number },
): Parsed {
  const number = readNumber(value, /分$/);
  if (number instanceof Fault) return number;
  if (number.scale > scale) return new Fault('NUMBER_DECIMALS', { decimals: scale });
  const unit = 10n ** BigInt(number.scale);
  if (number.digits < BigInt(min) * unit || number.digits > BigInt(max) * unit) {
    return new Fault('NUMBER_RANGE', { min, max });
  }
  return written(number);
}

/** An amount in yuan, staged as whole cents. */
export function parseYuan(value: RawValue): Parsed {
  const number = readNumber(
    typeof value === 'string' ? compact(value).replace(/^(-?)[¥￥]/, '$1') : value,
    /(元|圆|圓|元整|圆整)$/,
  );
  if (number instanceof Fault) return number;
  if (number.scale > 2) return new Fault('NUMBER_DECIMALS', { decimals: 2 });
  if (number.digits === 0n) return new Fault('AMOUNT_ZERO');
  const cents = number.digits * 10n ** BigInt(2 - number.scale);
  if (cents > BigInt(Number.MAX_SAFE_INTEGER) || cents < BigInt(Number.MIN_SAFE_INTEGER)) {
    return new Fault('NUMBER_RANGE', { min: '-90 万亿', max: '90 万亿' });
  }
  return cents.toString();
}

/**
 * A share typed as 85%, 百分之85 or 0.85, staged as a fraction from 0 to 1 with at most six decimals.
 * @param orNumber numbers above 1 are taken as they stand; a percentage still ends at 100 %.
 */
export function parsePercent(value: RawValue, orNumber = false): Parsed {
  let source = value;
  let isPercent = false;
  if (typeof value === 'string') {
    const text = compact(value);
    const bare = text.replace(/^百分之/, '').replace(/[%﹪]$/, '');
    isPercent = bare !== text;
    source = bare;
  }
  const number = readNumber(source);
  if (number instanceof Fault) return number;
  const share = isPercent ? { digits: number.digits, scale: number.scale + 2 } : number;
  const normalised = normal(share.digits, share.scale);
  const isAbove = normalised.digits > 10n ** BigInt(normalised.scale);
  if (orNumber && !isPercent && normalised.digits > LARGEST_NUMBER * 10n ** BigInt(normalised.scale)) {
    return new Fault('NUMBER_RANGE', { min: 0, max: String(LARGEST_NUMBER) });
  }
  if (normalised.digits < 0n || (isAbove && (isPercent || !orNumber))) return new Fault('PERCENT_RANGE');
  if (normalised.scale > 6) return new Fault('NUMBER_DECIMALS', { decimals: isPercent ? 4 : 6 });
  return written(normalised);
}
