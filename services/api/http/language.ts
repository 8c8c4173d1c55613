/** Languages in which errors are worded. */
export type Language = 'zh' | 'en';

/**
 * The language of errors that a request asks for by `Accept-Language`: of Chinese and English the one with the higher weight,
 * the first where both are equal; English without either.
 */
export function languageOf(header: string | undefined): Language {
  const asked = (header ?? '').split(',').flatMap((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = /^(zh|en)(-|$)/.exec(tag.trim())?.[1] as Language | undefined;
    const weight = parameters
      .map((parameter) => /^\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
      .find(Boolean);
    return language === undefined ? [] : [{ language, weight: Number(weight ?? 1) }];
  });
  const [best] = asked.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best?.language ?? 'en';
}

type Worded = {
  readonly message: string;
  readonly extensions?: { readonly messageZh?: unknown; readonly [name: string]: unknown } | undefined;
};

/** The errors with `message` in the language asked for; both wordings stand in `extensions`, for those who show either. */
export function inLanguage<T extends Worded>(errors: readonly T[], language: Language): T[] {
  return errors.map((error) => {
    const messageZh = error.extensions?.messageZh;
    if (language === 'en' || typeof messageZh !== 'string') return error;
    return { ...error, message: messageZh, extensions: { ...error.extensions, messageEn: error.message } };
  });
}
