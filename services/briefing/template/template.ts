import { z } from 'zod';
import { maySweep, SLOT, slots, slotsOf, sweeping } from './slots.ts';

export const languages = ['zh-CN', 'en'] as const;
export type BriefingLanguage = (typeof languages)[number];

/** When places are said to develop unevenly, and how many names a sentence lists. */
const rules = z.strictObject({
  uneven_range_points: z.number().min(0).max(1000),
  uneven_behind_share: z.number().min(0).max(1),
  most_names: z.number().int().min(1).max(1000),
});

/** A rule that a text breaks, in both languages. */
type Broken = { readonly rule: string; readonly ruleZh: string };

/** What is wrong with the text of one sentence; empty when nothing is. */
export function faultsOf(key: string, given: string, text: string, language: BriefingLanguage): Broken[] {
  const { names, required } = slotsOf(given);
  const used = [...text.matchAll(SLOT)].map((match) => match[1] ?? '');
  const literal = text.replaceAll(SLOT, '');
  const listed = names.length === 0 ? 'none' : names.join(', ');
  const faults: Broken[] = [];
  for (const name of new Set(used)) {
    if (names.includes(name)) continue;
    faults.push({
      rule: `no slot {${name}} here; there are: ${listed}`,
      ruleZh: `此处没有 {${name}} 这个名称，可用：${names.length === 0 ? '无' : names.join('、')}`,
    });
  }
  for (const name of required) {
    if (used.includes(name)) continue;
    faults.push({ rule: `the slot {${name}} must occur`, ruleZh: `必须保留 {${name}}` });
  }
  if (/[{}]/.test(literal)) faults.push({ rule: 'a brace has no partner', ruleZh: '花括号不成对' });
  if (/[\p{Nd}]/u.test(literal)) {
    faults.push({
      rule: 'digits may not be written here: numbers come from figures alone',
      ruleZh: '此处不得书写数字：数字只来自数据',
    });
  }
  const [claim] = sweeping[language].exec(literal) ?? [];
  if (claim && !maySweep.test(key)) {
    faults.push({
      rule: `"${claim}" speaks of all and may stand only in sentences that begin with all_`,
      ruleZh: `“${claim}”是对全体的判断，只能用在 all_ 开头的句子里`,
    });
  }
  return faults;
}

type Group = { readonly [key: string]: string };
type Tree = { [key: string]: z.ZodType };

/** `head.addressee` lies within `head`. */
function shapeOf(): Tree {
  const tree: Record<string, Tree> = {};
  for (const [path, group] of Object.entries(slots) as [string, Group][]) {
    // A letter to nobody in particular has no addressee.
    const text = path === 'head.addressee' ? z.string() : z.string().min(1);
    const sentences = Object.fromEntries(Object.keys(group).map((key) => [key, text]));
    const [outer = '', inner] = path.split('.');
    const into = tree[outer] ?? {};
    Object.assign(into, inner ? { [inner]: z.strictObject(sentences) } : sentences);
    tree[outer] = into;
  }
  return Object.fromEntries(Object.entries(tree).map(([key, shape]) => [key, z.strictObject(shape)]));
}

/** The form of a template file: every sentence there, none unknown, each with slots that it has. */
export const templateSchema = z
  .strictObject({ language: z.enum(languages), name: z.string().min(1), rules, ...shapeOf() })
  .superRefine((template, context) => {
    for (const [path, group] of Object.entries(slots) as [string, Group][]) {
      for (const [key, given] of Object.entries(group)) {
        const text = path
          .split('.')
          .concat(key)
          .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], template);
        for (const { rule, ruleZh } of faultsOf(`${path}.${key}`, given, text as string, template.language)) {
          context.addIssue({ code: 'custom', path: [...path.split('.'), key], message: rule, params: { ruleZh } });
        }
      }
    }
  });

/** The words of a briefing: every sentence by its key. */
export type Template = {
  readonly language: BriefingLanguage;
  readonly name: string;
  readonly rules: z.infer<typeof rules>;
  /** `overview.opening` → its text. */
  readonly sentences: ReadonlyMap<string, string>;
  /** Of the file's text, so that a made briefing can say by which words it was made. */
  readonly sha256: string;
};
