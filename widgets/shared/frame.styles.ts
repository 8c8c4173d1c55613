import type { Room } from '../elements.ts';

/** The room of one tag, around it and in it. */
export const roomOf = (tag: string, [wide, narrow]: Room): string =>
  `:host(${tag}), ${tag} { --union-reserve-wide: ${wide}px; --union-reserve-narrow: ${narrow}px; }`;

/**
 * What an element needs before its sheet is there: its box, and the room that it keeps. The only rules in the script, with the
 * room of its own tags. In the sheet the same rules hold for a tag whose script is still to come.
 */
export const frame = `
:host([state]) {
  display: block;
  position: relative;
  box-sizing: border-box;
  container: union / inline-size;
  contain-intrinsic-inline-size: 280px;
}
:host([view="number"]) {
  --union-reserve-wide: 280px;
  --union-reserve-narrow: 320px;
}
:host([hidden]) {
  display: none;
}
.union-reserved {
  min-height: var(--union-reserved-height, var(--union-reserve-wide));
}
@container union (max-width: 559px) {
  .union-reserved {
    min-height: var(--union-reserved-height, var(--union-reserve-narrow));
  }
}
`;
