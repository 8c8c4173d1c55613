import type { CodeList, CodeOf } from '@union/schema/codes.ts';
import { builder } from './builder.ts';

const made = new Map<CodeList, unknown>();

/**
 * A GraphQL enum of a code list: the stored code in upper case, described by its Chinese and English names. A list has
 * one enum, under the name that it was first asked for by.
 */
export function codeEnum<const L extends CodeList>(name: string, list: L, description: string) {
  const known = made.get(list) as ReturnType<typeof makeEnum<L>> | undefined;
  if (known) return known;
  const type = makeEnum(name, list, description);
  made.set(list, type);
  return type;
}

function makeEnum<const L extends CodeList>(name: string, list: L, description: string) {
  const values = Object.fromEntries(
    Object.entries(list).map(([code, { zh, en }]) => [
      code.toUpperCase(),
      { value: code, description: `${zh} · ${en}` },
    ]),
  ) as unknown as Record<string, { value: CodeOf<L>; description: string }>;
  return builder.enumType(name, { description, values });
}
