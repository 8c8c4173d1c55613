/** The languages that every sentence exists in. */
export type Language = 'zh-CN' | 'en';

/** `en` and its regional forms are English; everything else, and nothing, is Chinese. */
export function languageOf(tag: string | null | undefined): Language {
  return /^en\b/i.test(tag ?? '') ? 'en' : 'zh-CN';
}

const replaced: Record<string, string> = {};

/** Puts other words in the place of whole words and sentences of the dictionary: `{ "园区": "产业园区" }`. */
export function replaceWords(words: Readonly<Record<string, string>>): void {
  Object.assign(replaced, words);
}

/** The sentence of one of both languages, or what a page has put in its place. */
export function say(language: Language, zh: string, en: string): string {
  const words = language === 'en' ? en : zh;
  return replaced[words] ?? words;
}
