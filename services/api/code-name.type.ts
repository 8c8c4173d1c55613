import type { CodeList } from '@union/schema/codes.ts';
import { builder } from './builder.ts';

export type NamedCode = { readonly code: string; readonly zh: string; readonly en: string };

/** For code lists whose codes are no names in GraphQL (`110`, `C`). */
export const CodeName = builder.objectRef<NamedCode>('CodeName').implement({
  description: 'A code of a published list, with its names. Source: the definitions of the platform.',
  fields: (t) => ({
    code: t.exposeID('code', { description: 'The code, as stored.' }),
    name: t.exposeString('zh', { description: 'Its name in Chinese.' }),
    nameEn: t.exposeString('en', { description: 'Its name in English.' }),
  }),
});

/** A code list as rows of `CodeName`, for `t.lookup`. */
export function namedCodes(list: CodeList): Readonly<Record<string, NamedCode>> {
  return Object.fromEntries(Object.entries(list).map(([code, { zh, en }]) => [code, { code, zh, en }]));
}
