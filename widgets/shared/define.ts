/** Registers an element unless an earlier script of the page has it: the first wins, and nothing throws. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
