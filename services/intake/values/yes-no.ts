import { Fault, type Parsed } from './fault.ts';
import { compact, type RawValue } from './typed-text.ts';

const YES = new Set(['是', '有', '对', '√', '✓', '✔', '☑', 'y', 'yes', 'true', 't', '1']);
const NO = new Set(['否', '无', '無', '不是', '没有', '×', '✗', '✘', 'x', '☐', 'n', 'no', 'false', 'f', '0']);

/** Yes or no as people write it; staged as `t` or `f`. */
export function parseYesNo(value: RawValue): Parsed {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value !== 'string' && typeof value !== 'number') return new Fault('YES_NO_FORM');
  const text = compact(String(value)).toLowerCase();
  if (YES.has(text)) return 't';
  if (NO.has(text)) return 'f';
  return new Fault('YES_NO_FORM');
}
