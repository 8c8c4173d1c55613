/** The languages that every sentence exists in. */
export type Language = 'zh-CN' | 'en';

/** `en` and its regional forms are English; everything else, and nothing, is Chinese. */
export function languageOf(tag: string | null | undefined): Language {
  return /^en\b/i.test(tag ?? '') ? 'en' : 'zh-CN';
}

/** The sentence of one of both languages. */
export function say(language: Language, zh: string, en: string): string {
  return language === 'en' ? en : zh;
}
