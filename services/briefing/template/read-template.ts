import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { TemplateInvalid, type TemplateProblem, TemplateUnreadable } from '../errors.ts';
import { slots } from './slots.ts';
import { type BriefingLanguage, type Template, templateSchema } from './template.ts';

/** The template that comes with the platform. */
export function officialTemplate(language: BriefingLanguage): Template {
  return readTemplate(fileURLToPath(new URL(`../templates/official.${language}.yaml`, import.meta.url)));
}

/** @throws TemplateUnreadable, TemplateInvalid with every place that breaks a rule */
export function readTemplate(file: string): Template {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TemplateUnreadable(file, cause);
  }
  return parseTemplate(text, file);
}

/** @param file as problems name it. @throws TemplateInvalid */
export function parseTemplate(text: string, file: string): Template {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new TemplateInvalid(
      document.errors.map(({ pos, message }) => {
        const [first = message] = message.split('\n');
        return {
          file,
          line: lines.linePos(pos[0]).line,
          key: '–',
          rule: `no YAML: ${first}`,
          ruleZh: `YAML 格式有误：${first}`,
        };
      }),
    );
  }
  const { data, error } = templateSchema.safeParse(document.toJS());
  if (error) throw new TemplateInvalid(error.issues.flatMap((issue) => problemsOf(issue, document, lines, file)));
  const sentences = new Map<string, string>();
  for (const path of Object.keys(slots)) {
    const group = path.split('.').reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], data);
    for (const [key, sentence] of Object.entries(group as Record<string, unknown>)) {
      if (typeof sentence === 'string') sentences.set(`${path}.${key}`, sentence);
    }
  }
  const { language, name, rules } = data;
  return { language, name, rules, sentences, sha256: createHash('sha256').update(text).digest('hex') };
}

function problemsOf(issue: z.core.$ZodIssue, document: Document, lines: LineCounter, file: string): TemplateProblem[] {
  const at = (path: readonly PropertyKey[]): Pick<TemplateProblem, 'file' | 'line' | 'key'> => ({
    ...{ file, line: lineOf(path, document, lines) },
    key: path.join('.') || '–',
  });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...at([...issue.path, key]),
      rule: 'no such key in a template',
      ruleZh: '模板中没有这个键',
    }));
  }
  if (issue.code === 'invalid_type' && document.getIn(issue.path) === undefined) {
    return [{ ...at(issue.path), rule: 'is missing', ruleZh: '缺少这一项' }];
  }
  const { ruleZh } = ((issue as { params?: unknown }).params ?? {}) as { ruleZh?: string };
  return [{ ...at(issue.path), rule: issue.message, ruleZh: ruleZh ?? `不符合要求：${issue.message}` }];
}

/** The line of a key; of the nearest one above it where it is missing. */
function lineOf(path: readonly PropertyKey[], document: Document, lines: LineCounter): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
    if (!pair) break;
    if (isScalar(pair.key) && pair.key.range) line = lines.linePos(pair.key.range[0]).line;
    node = pair.value;
  }
  return line;
}
