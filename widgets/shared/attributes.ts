/** The attributes of every element: what may stand in them, by property. */

const DAY = '\\d{4}-\\d\\d-\\d\\d';
const DAY_WORDS = '2026-11-20';

/** Attribute, what is allowed as a pattern, and the same in words where the pattern is not readable. */
type Rule = readonly [attribute: string, pattern?: string, words?: string];

export const RULES = {
  scope: ['scope', '(region|park|federation):[\\w-]+', 'region:320924, park:…, federation:…'],
  metric: ['metric', '[a-z]\\w+', 'member_rate, …'],
  kind: ['kind', 'province|city|county|town|park|federation'],
  period: ['period', 'day|month|calendar-year|union-year'],
  asOf: ['as-of', DAY, DAY_WORDS],
  ofKind: ['of-kind', '\\w+', 'a code'],
  target: ['target', 'auto|none'],
  published: ['published', DAY, DAY_WORDS],
  publication: ['publication', `${DAY}-\\d+`, `${DAY_WORDS}-1`],
  source: ['source', 'graphql|static'],
  base: ['base'],
  src: ['src'],
  lang: ['lang'],
  theme: ['theme', 'auto|light|dark|contrast'],
  view: ['view', 'chart|trend|table|number'],
  headingLevel: ['heading-level', '2|3|4|5|6'],
  numbers: ['numbers', 'grouped|wan'],
  maxAge: ['max-age', '\\d+[hd]?', '36, 36h, 3d'],
} satisfies Readonly<Record<string, Rule>>;

export type AttributeName = keyof typeof RULES;

/** The first value that is not allowed, in the order above: `theme="neon"` and `auto|light|dark|contrast`. */
export function refusal(
  values: Readonly<Partial<Record<AttributeName, unknown>>>,
): readonly [given: string, allowed: string] | undefined {
  for (const [name, [attribute, pattern, words]] of Object.entries(RULES) as [AttributeName, Rule][]) {
    const value = values[name];
    if (value == null || value === '' || !pattern || new RegExp(`^(${pattern})$`).test(`${value}`)) continue;
    return [`${attribute}="${value}"`, (words ?? pattern).replaceAll('|', ' | ')];
  }
  return undefined;
}

/** What an address is made from; a day, a code or a name each, as in the attributes. */
export type Asked = Readonly<Partial<Record<(typeof CODES)[number] | Place, string | null>>>;
type Place = 'scope' | 'source' | 'publication' | 'published';

const CODES = ['metric', 'kind', 'asOf', 'period', 'ofKind'] as const;

/**
 * The address of a document's answer below `base`: of the trusted document, or of the file of a publication. A file is named
 * for what it speaks of beyond the document's own choice: `region-320924.member_rate.json`.
 * @param takes the attributes that the document has variables for, beside the scope.
 */
export function addressOf(base: string, document: string, asked: Asked, takes: readonly string[] = CODES): string {
  const values = CODES.flatMap((name) => {
    const value = takes.includes(name) && asked[name];
    return value ? [[name, name === 'kind' || name === 'period' ? value.toUpperCase().replace('-', '_') : value]] : [];
  }) as (readonly [string, string])[];
  const scope = asked.scope ?? '';
  if (asked.source === 'static') {
    const name = [scope.replace(':', '-'), ...values.map(([, value]) => value)].join('.');
    return `${base}/publications/${asked.publication || 'current'}/static/${document}/${name}.json`;
  }
  for (const name of ['publication', 'published'] as const) {
    const value = asked[name];
    if (value) {
      values.push([name, value]);
      break;
    }
  }
  const query = values.map(([name, value]) => `&${name}=${encodeURIComponent(value)}`).join('');
  return `${base}/w/${document}?scope=${encodeURIComponent(scope).replace('%3A', ':')}${query}`;
}
