import type { Language } from '@union/widgets/shared/language.ts';

const tag = (language: Language) => (language === 'en' ? 'en-GB' : 'zh-CN');

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make, and a clock needs them every second. */
function format(name: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let made = formats.get(name);
  if (!made) {
    made = make();
    formats.set(name, made);
  }
  return made;
}

/** `14:05` in the zone of the federation. */
export function timeText(at: number, timeZone: string): string {
  return format(`t${timeZone}`, () => new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' })).format(at);
}

/** `2026年11月21日 星期六` */
export function dateText(at: number, timeZone: string, language: Language): string {
  const options = { timeZone, dateStyle: 'full' } as const;
  return format(`d${timeZone}${language}`, () => new Intl.DateTimeFormat(tag(language), options)).format(at);
}

/** `11月21日 14:05` */
export function momentText(at: number, timeZone: string, language: Language): string {
  const options = {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const;
  return format(`m${timeZone}${language}`, () => new Intl.DateTimeFormat(tag(language), options)).format(at);
}

/** `3小时` since then: minutes below two hours, hours below two days. */
export function ageText(milliseconds: number, language: Language): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  const isZh = language !== 'en';
  if (minutes < 120) return isZh ? `${minutes}分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return isZh ? `${hours}小时` : `${hours} hours`;
  return isZh ? `${Math.floor(hours / 24)}天` : `${Math.floor(hours / 24)} days`;
}
