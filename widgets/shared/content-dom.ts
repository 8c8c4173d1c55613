import type { Make } from './page.ts';

/** Nodes made without any HTML parsing, so that no Trusted Types policy is needed. */
const maker =
  (space: string): Make<Element> =>
  (tag, attributes, ...children) => {
    const element = document.createElementNS(`http://www.w3.org/${space}`, tag);
    for (const name in attributes) {
      const value = attributes[name];
      if (value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child): child is string | Element => !!child));
    return element;
  };

/** Of the light DOM. */
export const toElement = maker('1999/xhtml');
/** Of the drawings. */
export const toMark = maker('2000/svg');
