import type { CodeList } from '@union/schema/codes.ts';
import { Fault, type Parsed } from './fault.ts';
import { comparable, type RawValue } from './typed-text.ts';

const indexes = new WeakMap<CodeList, ReadonlyMap<string, string>>();

/** One entry of a code list, given by its code or its name, or by both as drop-down lists show them (`170 私营企业`). */
export function parseCode(value: RawValue, list: CodeList): Parsed {
  if (typeof value !== 'string' && typeof value !== 'number') return new Fault('CODE_UNKNOWN', known(list));
  const code = indexOf(list).get(comparable(String(value)));
  return code ?? new Fault('CODE_UNKNOWN', known(list));
}

function indexOf(list: CodeList): ReadonlyMap<string, string> {
  const existing = indexes.get(list);
  if (existing) return existing;
  const index = new Map<string, string>();
  for (const [code, { zh, en }] of Object.entries(list)) {
    for (const name of [code, zh, en, `${code}${zh}`, `${zh}${code}`, `${code}-${zh}`]) {
      const text = comparable(name);
      if (!index.has(text)) index.set(text, code);
    }
    // 私营 for 私营企业 and 一线 for 一线职工 would guess; only a remark in brackets may be left out.
    const short = comparable(zh.replace(/（.*?）/g, ''));
    if (short && !index.has(short)) index.set(short, code);
  }
  indexes.set(list, index);
  return index;
}

function known(list: CodeList): Record<string, string> {
  const entries = Object.values(list);
  const some = entries.slice(0, 10);
  const more = entries.length > some.length;
  return {
    knownZh: some.map(({ zh }) => zh).join('、') + (more ? ' 等' : ''),
    knownEn: some.map(({ en }) => en).join('; ') + (more ? ' and so on' : ''),
  };
}
