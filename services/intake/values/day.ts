import { isDay } from '@union/schema/calendar.ts';
import { Fault, type Parsed } from './fault.ts';
import { compact, type RawValue } from './typed-text.ts';

const SEPARATED = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号號]?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
// Some programs append a time to days; only midnight says nothing more.
const MIDNIGHT = /[T\s]+0?0:00(:00(\.0+)?)?Z?\s*$/;
const MONTH_ONLY = /^\d{4}([-/.]\d{1,2}|年\d{1,2}月)$|^\d{4}年?$/;
const SERIAL = /^\d{5}$/;
// 1 January 1930 and 31 December 2100: outside, a bare number is more likely a slip than a serial day.
const FIRST_SERIAL = 10959;
const LAST_SERIAL = 73415;

/**
 * Reads a calendar day as people type it (2014-06-30, 2014/6/30, 2014.06.30, 2014年6月30日, 20140630), a date cell,
 * or an Excel serial; staged as `YYYY-MM-DD`.
 * @param latest the last day that is allowed; a later one is DAY_FUTURE. Undefined: no limit.
 */
export function parseDay(value: RawValue, latest?: string): Parsed {
  const day = readDay(value);
  if (day instanceof Fault) return day;
  return latest !== undefined && day > latest ? new Fault('DAY_FUTURE', { today: latest }) : day;
}

function readDay(value: RawValue): Parsed {
  if (value instanceof Date) return fromDate(value);
  if (typeof value === 'number') return fromSerial(value);
  if (typeof value !== 'string') return new Fault('DAY_FORM');
  const text = compact(value.includes(':') ? value.replace(MIDNIGHT, '') : value);
  const separated = SEPARATED.exec(text);
  if (separated) return made(separated[1], separated[3], separated[4]);
  const parts = CHINESE.exec(text) ?? COMPACT.exec(text);
  if (parts) return made(parts[1], parts[2], parts[3]);
  if (SERIAL.test(text)) return fromSerial(Number(text));
  return new Fault(MONTH_ONLY.test(text) ? 'DAY_INCOMPLETE' : 'DAY_FORM');
}

function made(year = '', month = '', day = ''): Parsed {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) && year >= '1900' && year <= '2200' ? text : new Fault('DAY_IMPOSSIBLE');
}

function fromDate(date: Date): Parsed {
  if (Number.isNaN(date.getTime())) return new Fault('DAY_FORM');
  const text = date.toISOString().slice(0, 10);
  return text >= '1900-01-01' && text <= '2200-12-31' ? text : new Fault('DAY_IMPOSSIBLE');
}

function fromSerial(serial: number): Parsed {
  if (!(serial >= FIRST_SERIAL && serial < LAST_SERIAL + 1)) return new Fault('DAY_FORM');
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}
