import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { CharacterMissing } from '../errors.ts';

/** `serif` for the text, `sans` for headings, tables and drawings. */
export type Face = 'serif' | 'sans';

/** A piece of a text that one font has the signs of. */
export type Run = { readonly font: Font; readonly name: string; readonly text: string };

type Named = { readonly name: string; readonly font: Font };

const BUNDLED = {
  serif: new URL('../fonts/NotoSerifSC-subset.otf', import.meta.url),
  // The font of the images; one copy is enough.
  sans: new URL('../../api/embed-pages/image/fonts/NotoSansSC-subset.otf', import.meta.url),
};

const read = new Map<string, Font>();

function readFont(path: string): Font {
  const font = read.get(path) ?? (create(readFileSync(path)) as Font);
  read.set(path, font);
  return font;
}

/**
 * The fonts of a briefing: both that are bundled, each in the place of the other where a sign is missing, and behind them one
 * that the federation names.
 */
export class Fonts {
  private readonly faces: Readonly<Record<Face, readonly Named[]>>;
  private readonly advances = new Map<string, number>();

  /** @param extra path of a font file (.otf, .ttf) that has signs which the bundled ones lack. */
  constructor(extra?: string) {
    const [serif, sans] = (['serif', 'sans'] as const).map(
      (name): Named => ({ name, font: readFont(fileURLToPath(BUNDLED[name])) }),
    ) as [Named, Named];
    const behind = extra === undefined ? [] : [{ name: 'extra', font: readFont(extra) }];
    this.faces = { serif: [serif, sans, ...behind], sans: [sans, serif, ...behind] };
  }

  /** @throws CharacterMissing for every character of the texts that no font has a sign for. */
  check(texts: Iterable<string>): void {
    const found = new Map<string, string>();
    for (const text of texts) {
      for (const character of text) {
        if (!found.has(character) && !this.fontOf(character, 'serif')) found.set(character, text);
      }
    }
    if (found.size > 0) {
      throw new CharacterMissing(
        [...found].map(([character, text]) => ({ character, text: [...text].slice(0, 40).join('') })),
      );
    }
  }

  /** The text cut where another font has to speak. Characters that no font has were refused before. */
  runs(text: string, face: Face): Run[] {
    const runs: { font: Font; name: string; text: string }[] = [];
    for (const character of text) {
      const { font, name } = this.fontOf(character, face) ?? (this.faces[face][0] as Named);
      const last = runs.at(-1);
      if (last?.name === name) last.text += character;
      else runs.push({ font, name, text: character });
    }
    return runs;
  }

  /** In points. */
  width(text: string, face: Face, size: number): number {
    let width = 0;
    for (const character of text) width += this.advance(character, face);
    return width * size;
  }

  /** In ems. */
  private advance(character: string, face: Face): number {
    const key = `${face}${character}`;
    let advance = this.advances.get(key);
    if (advance === undefined) {
      const font = (this.fontOf(character, face) ?? (this.faces[face][0] as Named)).font;
      advance = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
      this.advances.set(key, advance);
    }
    return advance;
  }

  private fontOf(character: string, face: Face): Named | undefined {
    const point = character.codePointAt(0) ?? 0;
    return this.faces[face].find(({ font }) => font.hasGlyphForCodePoint(point));
  }
}
