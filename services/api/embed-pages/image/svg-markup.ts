import type { Content } from '@union/widgets/shared/content.ts';

/** The XML of what a drawing returns; what is not there is nothing. */
export function toXml(content: Content | false | undefined): string {
  if (!content) return '';
  if (typeof content === 'string') return escapeXml(content);
  const { tag, attributes, children } = content;
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const inside = children.map(toXml).join('');
  return `<${tag}${given.join('')}${inside ? `>${inside}</${tag}>` : '/>'}`;
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
