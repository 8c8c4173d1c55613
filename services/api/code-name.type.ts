import type { CodeList } from '@union/schema/codes.ts';
import { builder } from './builder.ts';

export type NamedCode = { readonly code: string; readonly zh: string; readonly en: string };

/** For code lists whose codes are no names in GraphQL (`110`, `C`). */
export const CodeName = builder.objectRef<NamedCode>('CodeName').implement({
  description: 'A code of a published list, with its names.',
  fields: (t) => ({
    code: t.exposeID('code', { description: 'The code, as stored.' }),
    name: t.exposeString('zh', { description: 'Its name in Chinese.' }),
    nameEn: t.exposeString('en', { description: 'Its name in English.' }),
  }),
});

/** A code with its names; undefined for no code. A code that the list does not know is shown as it is. */
export function namedCode(list: CodeList, code: string | null): NamedCode | undefined {
  if (code === null) return undefined;
  return { code, ...(list[code] ?? { zh: code, en: code }) };
}
