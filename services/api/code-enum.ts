import type { CodeList, CodeOf } from '@union/schema/codes.ts';
import { builder } from './builder.ts';

/** A GraphQL enum of a code list: the stored code in upper case, described by its Chinese and English names. */
export function codeEnum<const L extends CodeList>(name: string, list: L, description: string) {
  const values = Object.fromEntries(
    Object.entries(list).map(([code, { zh, en }]) => [
      code.toUpperCase(),
      { value: code, description: `${zh} · ${en}` },
    ]),
  ) as unknown as Record<string, { value: CodeOf<L>; description: string }>;
  return builder.enumType(name, { description, values });
}
