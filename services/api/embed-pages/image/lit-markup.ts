/**
 * Writes what the drawings of the widgets return as text. They are Lit templates, of which this reads the plain part:
 * strings with values between them. No directive, no listener and no property occurs in a drawing.
 */

type Template = { readonly strings: readonly string[]; readonly values: readonly unknown[] };

/** Markup of a template, an array of templates, or nothing; text values are escaped. */
export function markupOf(value: unknown): string {
  if (value === null || value === undefined || value === false || value === '' || typeof value === 'symbol') return '';
  if (Array.isArray(value)) return value.map(markupOf).join('');
  if (isTemplate(value)) {
    return value.strings.reduce((text, part, index) => {
      const before = value.values[index - 1];
      // An attribute without quotes ends its static part with `=`.
      if (/=$/.test(value.strings[index - 1] ?? '')) return `${text}"${escapeXml(String(before ?? ''))}"${part}`;
      return text + markupOf(before) + part;
    });
  }
  return escapeXml(String(value));
}

function isTemplate(value: unknown): value is Template {
  return typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for element content and quoted attributes of XML; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}
