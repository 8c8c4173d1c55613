import type { Room } from '../elements.ts';
import { keepRoom } from './figure-element.ts';

/** Registers an element unless an earlier script of the page has it: the first wins, and nothing throws. */
export function define(tag: string, element: CustomElementConstructor, room: Room): void {
  if (customElements.get(tag)) return;
  keepRoom(tag, room);
  customElements.define(tag, element);
}
