import type { Target } from './answer.ts';
import { type Language, say } from './language.ts';

/** Numbers and days as people read them. No `Intl` and no `Date`: the same text on every machine and in every time zone. */

/** Shown before negative numbers: a real minus sign, which no font confuses with a hyphen. */
export const MINUS = '\u2212';

/** `part / whole` in hundredths with `decimals` places, rounded half away from zero, exact for any safe integers. */
function hundredths(part: number, whole: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals + 2);
  const negative = part < 0 !== whole < 0 && part !== 0;
  const [p, w] = [BigInt(Math.abs(part)), BigInt(Math.abs(whole))];
  const rounded = (2n * p * scale + w) / (2n * w);
  const digits = `${rounded}`.padStart(decimals + 1, '0');
  const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  return negative && rounded > 0n ? MINUS + text : text;
}

/**
 * A fraction as a percentage with two decimals, `84.97%`. When two decimals would show exactly the target although the
 * fraction misses or passes it by less, as many decimals follow as are needed to see that (at most six): `84.997%`.
 * @param part of `whole`, both safe integers; `whole` is not 0.
 */
export function percentText(part: number, whole: number, target?: Target | null): string {
  let decimals = 2;
  if (target) {
    const millionths = Math.round(target.targetValue * 1e6);
    const goal = hundredths(millionths, 1e6, 4);
    const exact = BigInt(part) * 1_000_000n === BigInt(millionths) * BigInt(whole);
    while (!exact && decimals < 6 && Number(hundredths(part, whole, decimals)) === Number(goal)) decimals++;
  }
  return `${hundredths(part, whole, decimals)}%`;
}

/** The share a target asks for, without needless zeros: `85%`, `92.5%`. */
export function targetText(target: Target): string {
  return `${Number((target.targetValue * 100).toFixed(4))}%`;
}

/**
 * Distance in percentage points from a shown percentage to a target, so that what is printed adds up:
 * 78.43% and 85% give 6.57. Never negative.
 */
export function pointsText(percent: string, target: Target): string {
  const decimals = Math.max(2, percent.length - percent.indexOf('.') - 2);
  const shown = Number(percent.slice(0, -1).replace(MINUS, '-'));
  return Math.abs(shown - target.targetValue * 100).toFixed(decimals);
}

/**
 * A Chinese text with its counts from ten thousand on in 万 and 亿 with two decimals, cut and not rounded: `12,345家` as
 * `1.23万家`. Money has decimals and stays as it is.
 */
export function inWan(text: string): string {
  return text.replace(/\d{1,3}(,\d{3})+(?![\d.,])/g, (digits) => {
    const count = Number(digits.replaceAll(',', ''));
    if (count < 1e4) return digits;
    const [one, unit] = count < 1e8 ? [1e4, '万'] : [1e8, '亿'];
    return `${countText(Math.floor(count / one))}.${`${Math.floor((count % one) / (one / 100))}`.padStart(2, '0')}${unit}`;
  });
}

/** An integer with thousands separators. */
export function countText(count: number): string {
  const digits = `${Math.abs(count)}`.replace(/\B(?=(\d{3})+$)/g, ',');
  return count < 0 ? MINUS + digits : digits;
}

/** Hundredths of a yuan as yuan with two decimals and thousands separators, without a unit: `128,400.00`. */
export function yuanText(cents: number): string {
  const size = Math.abs(cents);
  const text = `${countText(Math.trunc(size / 100))}.${`${size % 100}`.padStart(2, '0')}`;
  return cents < 0 ? MINUS + text : text;
}

/** Money for a sentence: `元` below ten thousand yuan, `万元` with two decimals from there; in English always yuan. */
export function moneyText(cents: number, language: Language): string {
  if (language === 'en') return `${yuanText(cents)} yuan`;
  if (Math.abs(cents) < 1_000_000) return `${yuanText(cents)}元`;
  return `${yuanText(Math.round(cents / 10_000))}万元`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `2026-11-20` as `2026年11月20日` or `20 November 2026`. */
export function dayText(day: string, language: Language): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return say(language, `${year}年${month}月${date}日`, `${date} ${MONTHS[month - 1]} ${year}`);
}

/** The month of a day: `2026年11月` or `Nov 2026`. */
export function monthText(day: string, language: Language): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return say(language, `${year}年${month}月`, `${MONTHS[month - 1]?.slice(0, 3)} ${year}`);
}
