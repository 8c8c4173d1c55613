import type { Words } from '@union/schema/metrics/metric.ts';

export type Language = 'zh' | 'en';

/** The language that an address asks for; Chinese unless it says `lang=en`. */
export function languageIn(query: unknown): Language {
  return (query as Record<string, unknown>).lang === 'en' ? 'en' : 'zh';
}

/** Says words in a language. */
export const speaker =
  (language: Language) =>
  (words: Words | string, en?: string): string =>
    typeof words === 'string' ? (language === 'zh' ? words : (en ?? words)) : words[language];

export type Say = ReturnType<typeof speaker>;

/** An address of the catalogue in the same language. */
export function addressIn(language: Language, path: string): string {
  return language === 'zh' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=en`;
}
