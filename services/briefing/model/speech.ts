import type { SentenceKey } from '../template/slots.ts';
import { SLOT } from '../template/slots.ts';
import type { BriefingLanguage, Template } from '../template/template.ts';
import type { Said, Sentence, Value } from './briefing.ts';

/** Words that are no value: they hold no number and no name. */
export const NOTHING: Said = { text: '', values: [] };

/** A value on its own. */
export function said(text: string, of: Omit<Value, 'text'>): Said {
  return { text, values: [{ text, ...of }] };
}

/** Speaks by the sentences of one template. */
export class Speech {
  readonly template: Template;
  readonly language: BriefingLanguage;

  constructor(template: Template) {
    this.template = template;
    this.language = template.language;
  }

  /** The sentence with its slots filled; the template was checked to have none that is not given. */
  say(key: SentenceKey, given: Readonly<Record<string, Said>> = {}): Sentence {
    const values: Value[] = [];
    const text = this.text(key).replace(SLOT, (_, slot: string) => {
      const filled = given[slot] ?? NOTHING;
      values.push(...filled.values);
      return filled.text;
    });
    return { key, text, values };
  }

  /** The words of a sentence as they stand in the template. */
  text(key: SentenceKey): string {
    return this.template.sentences.get(key) ?? '';
  }

  join(parts: readonly Said[], separator: 'words.list' | 'words.clause' | 'words.semicolon'): Said {
    return {
      text: parts.map(({ text }) => text).join(this.text(separator)),
      values: parts.flatMap(({ values }) => values),
    };
  }

  /** A number of things, as a value. */
  count(count: number, of: Omit<Value, 'text' | 'field'> = {}): Said {
    return said(`${count}`, { field: 'count', ...of });
  }

  /** Names one after the other, the rest of many as a number. */
  names(names: readonly Said[]): Said {
    const most = this.template.rules.most_names;
    if (names.length <= most) return this.join(names, 'words.list');
    const shown = this.join(names.slice(0, most), 'words.list');
    return this.say('words.and_more', { names: shown, count: this.count(names.length) });
  }
}
