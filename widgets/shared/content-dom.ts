import type { Content } from './content.ts';

/** Nodes of `content`, made without any HTML parsing, so that no Trusted Types policy is needed. */
export function toNode(content: Content): Node {
  if (typeof content === 'string') return document.createTextNode(content);
  const element = document.createElement(content.tag);
  for (const name in content.attributes) element.setAttribute(name, content.attributes[name] as string);
  element.append(...content.children.map(toNode));
  return element;
}
