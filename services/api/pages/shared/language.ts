/** The same in both languages. */
type Words = { readonly zh: string; readonly en: string };

export type Language = 'zh' | 'en';

const KEY = 'union-office-language';

/** The language that was chosen here before; Chinese until one was. */
export function readLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

let current: Language = readLanguage();

export const language = (): Language => current;

/** Turns to a language, for this page and later ones. */
export function setLanguage(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** A sentence in the language of the page. */
export const say = (zh: string, en: string): string => (current === 'zh' ? zh : en);

/** Words that come from the server, in the language of the page. */
export const word = ({ zh, en }: Words): string => say(zh, en || zh);

/** A moment as people here write it, in the time of the federation. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat('sv-SE', {
    ...{
      timeZone: 'Asia/Shanghai',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    },
  }).format(new Date(iso));
