/**
 * Light DOM as data. The server turns it into a string, the element into nodes; both read the same value, so the table
 * of a server-rendered fragment and of the element are one.
 */
export type Content = string | ElementContent;
export type ElementContent = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Content[];
};

/** An element; attributes that are undefined and children that are false or empty are left out. */
export function h(
  tag: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...children: readonly (Content | false | undefined)[]
): ElementContent {
  return {
    tag,
    attributes: Object.fromEntries(Object.entries(attributes).filter((entry) => entry[1] !== undefined)) as Record<
      string,
      string
    >,
    children: children.filter((child): child is Content => child !== false && child !== undefined && child !== ''),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00a0': '&nbsp;',
};

/** Text made safe for element content and for quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"\u00a0]/g, (character) => ENTITIES[character] ?? character);
}

/** The HTML of `content`; no void elements, no raw text elements. */
export function toHtml(content: Content): string {
  if (typeof content === 'string') return escapeHtml(content);
  const attributes = Object.entries(content.attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${content.tag}${attributes.join('')}>${content.children.map(toHtml).join('')}</${content.tag}>`;
}
