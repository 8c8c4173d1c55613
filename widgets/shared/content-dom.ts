import type { Make } from './page.ts';

/** Nodes of the light DOM, made without any HTML parsing, so that no Trusted Types policy is needed. */
export const toElement: Make<Element> = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child): child is string | Element => !!child));
  return element;
};
