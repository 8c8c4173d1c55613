/// <reference path="../linebreak.d.ts" />
import LineBreaker from 'linebreak';
import type { Face, Fonts } from './fonts.ts';

/** One line of a text that was broken. `isLast`: the text ends with it. */
export type Line = { readonly text: string; readonly width: number; readonly isLast: boolean };

/** Before an opening sign of full width a line may end whatever stands there, `78.69%（` too, which the standard keeps together. */
const BEFORE_OPENING = /(?<=[^（《“〔])(?=[（《“〔])/u;

/**
 * Breaks a text where its script allows (UAX #14), so that no line begins with a closing sign; what is wider than a line is
 * cut by characters.
 * @param indent of the first line, in points.
 */
export function breakLines(text: string, fonts: Fonts, face: Face, size: number, room: number, indent = 0): Line[] {
  const lines: { text: string; width: number }[] = [];
  let line = '';
  let width = indent;
  const end = () => {
    const shown = line.trimEnd();
    if (shown !== '') lines.push({ text: shown, width: fonts.width(shown, face, size) });
    line = '';
    width = 0;
  };
  const add = (piece: string) => {
    // A space at the end of a line takes no room.
    const wide = fonts.width(piece.trimEnd(), face, size);
    if (width + wide > room + 0.01 && line !== '') end();
    if (wide > room && [...piece].length > 1) {
      for (const character of piece) add(character);
      return;
    }
    line += piece;
    width += fonts.width(piece, face, size);
  };
  const breaker = new LineBreaker(text);
  let last = 0;
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) {
    for (const piece of text.slice(last, at.position).split(BEFORE_OPENING)) add(piece);
    if (at.required && at.position < text.length) end();
    last = at.position;
  }
  end();
  return lines.map((one, at) => ({ ...one, isLast: at === lines.length - 1 }));
}

/** Lines of about one width, as titles have them: the narrowest that need no more lines than the room does. */
export function balanced(text: string, fonts: Fonts, face: Face, size: number, room: number): Line[] {
  const needed = breakLines(text, fonts, face, size, room);
  if (needed.length < 2) return needed;
  for (let narrow = room / needed.length; narrow < room; narrow += size / 2) {
    const lines = breakLines(text, fonts, face, size, narrow);
    if (lines.length <= needed.length) return lines;
  }
  return needed;
}
