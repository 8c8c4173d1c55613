import { drawTiles } from '@union/widgets/map/map.drawing.ts';
import { h } from '@union/widgets/shared/content.ts';
import { type Draw, type Drawing, drawBars, drawStatus, drawTrend } from '@union/widgets/shared/drawing.ts';
import { textWidth } from '@union/widgets/shared/geometry.ts';
import { type Language, say } from '@union/widgets/shared/language.ts';
import { dayText } from '@union/widgets/shared/numbers.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import { plotted } from '@union/widgets/shared/plot.ts';
import type { PlottedTable } from '@union/widgets/shared/table.ts';
import { drawMovement } from '@union/widgets/star-distribution/movement.drawing.ts';
import { dress, palettes, rim, type Theme } from './looks.ts';
import { escapeXml, toXml } from './svg-markup.ts';

export type ImageOptions = {
  readonly language: Language;
  /** In CSS pixels, from `WIDTHS.least` to `WIDTHS.most`. */
  readonly width: number;
  readonly theme: Theme;
  /** The image was asked for by the id of a publication, and says so. */
  readonly isFrozen: boolean;
  /** Font families, the first that exists is used. */
  readonly fonts?: string;
};

/** A drawing for places that run no script: mails, articles, documents. */
export type PageImage = {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** What the picture says, for `alt`: title, sentence and source. */
  readonly alt: string;
};

/** In CSS pixels. */
export const WIDTHS = { least: 280, phone: 320, usual: 640, most: 1600 } as const;

const FONTS =
  "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', sans-serif";
const EDGE = 16;
/** More rows than this make a picture that nobody reads; the last line says how many are left out. */
const MOST_ROWS = 24;
/** About how large a tile of a map is, in CSS pixels. */
const TILE = { width: 140, height: 84 } as const;

/**
 * A page as one SVG: title, key figures, sentence, one drawing by table and the source. Laid out for its width, so that
 * letters keep their size, by the same functions as the element. Presentation attributes only.
 */
export function pageImage(page: Page, options: ImageOptions): PageImage {
  const { language, width, theme, isFrozen } = options;
  const colours = palettes[theme];
  const inner = width - 2 * EDGE;
  const parts: string[] = [];
  let y = EDGE;
  const isOneWeight = options.fonts !== undefined;
  const heavier = (colour: string) =>
    isOneWeight
      ? Object.entries(rim(colour))
          .map(([name, value]) => ` ${name}="${value}"`)
          .join('')
      : '';
  const text = (words: string, size: number, colour: string, { weight = '', x = EDGE, anchor = '' } = {}) =>
    parts.push(
      `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${weight && ` font-weight="${weight}"`}${anchor && ` text-anchor="${anchor}"`}${weight && heavier(colour)}>${escapeXml(words)}</text>`,
    );
  const lines = (words: string, size: number, colour: string, weight = '') => {
    for (const line of wrap(words, inner, size)) {
      y += Math.round(size * 1.5);
      text(line, size, colour, { weight });
    }
  };

  const { id, asOf } = page.publication;
  const day = dayText(asOf, language);
  const frozen = say(language, `截至${day}发布的固定版本`, `Frozen at the publication as of ${day}`);
  lines(page.title, 18, colours.text, '600');
  y += 2;
  lines(isFrozen ? frozen : say(language, `截至${day}`, `As of ${day}`), 12, colours.muted);
  y += 8;

  const columns = Math.max(1, Math.min(page.headline.length, Math.floor(inner / 200)));
  for (let first = 0; first < page.headline.length; first += columns) {
    const row = page.headline.slice(first, first + columns);
    const top = y;
    const nameLines = Math.max(...row.map(({ name }) => wrap(name, inner / columns - 12, 13).length));
    const bottoms = row.map(({ name, value, isNumber, status, notes }, index) => {
      const x = EDGE + (inner / columns) * index;
      const room = inner / columns - 12;
      y = top;
      for (const line of wrap(name, room, 13)) {
        y += 18;
        text(line, 13, colours.muted, { x });
      }
      // Numbers stand side by side where one of the names takes two lines.
      y = Math.max(y, top + 18 * nameLines);
      y += isNumber ? 30 : 24;
      text(value, isNumber ? 26 : 16, colours.text, { x, weight: '600' });
      if (status?.status) {
        y += 20;
        const shape = dress(toXml(drawStatus(h, { x: x + 6, y: y - 4, status: status.status })), theme);
        parts.push(shape);
        text(status.text, 13, colours.text, { x: x + 17 });
      }
      for (const note of notes.filter(Boolean).slice(0, 2)) {
        for (const line of wrap(note, room, 12)) {
          y += 18;
          text(line, 12, colours.muted, { x });
        }
      }
      return y;
    });
    y = Math.max(...bottoms) + 8;
  }
  lines(page.sentence, 14, colours.text);

  for (const table of page.tables) {
    const drawn = drawnOf(table, inner, language);
    if (!drawn) continue;
    y += 14;
    lines(table.caption, 14, colours.text, '600');
    y += 6;
    const { drawing, left } = drawn;
    const ids = `hatch${parts.length}`;
    const markup = dress(drawing.draw(-1, h).map(toXml).join(''), theme, isOneWeight)
      .replaceAll('#hatch', `#${ids}`)
      .replaceAll('id="hatch"', `id="${ids}"`);
    parts.push(`<g transform="translate(${EDGE} ${y})" font-size="12" fill="${colours.text}">${markup}</g>`);
    y += Math.ceil(drawing.height);
    if (left > 0) {
      lines(say(language, `另有${left}行未画出，见数据表`, `${left} more rows are in the table`), 12, colours.muted);
    }
  }

  y += 10;
  const source =
    say(language, `数据发布 ${id}，截至${day}。`, `Publication ${id}, as of ${day}. `) +
    (isFrozen ? say(language, '固定版本，不随新发布更新。', 'Frozen: it does not follow newer publications.') : '');
  lines(source, 12, colours.muted);
  const height = y + EDGE;
  const alt = [page.title, page.sentence, isFrozen ? frozen : '', source]
    .filter(Boolean)
    .join(say(language, '。', '. '))
    .replaceAll('。。', '。');
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" lang="${language}" font-family="${options.fonts ?? FONTS}">` +
    `<title id="title">${escapeXml(page.title)}</title><desc id="desc">${escapeXml(`${page.sentence} ${source}`)}</desc>` +
    `<rect width="${width}" height="${height}" fill="${colours.surface}"/>${parts.join('')}</svg>\n`;
  return { svg, width, height, alt };
}

/** A table as it is drawn, and how many of its rows are not; undefined for a table that is words alone. */
function drawnOf(
  table: PlottedTable,
  width: number,
  language: Language,
): { readonly drawing: Drawing; readonly left: number } | undefined {
  // A long name of a series takes a line of its own in a narrow legend, over the head of the columns.
  const legendLines = Math.ceil(
    table.columns
      .filter(({ role }) => role === 'bar')
      .reduce((sum, { name, goal }) => sum + textWidth(name) + 29 + (goal ? textWidth(goal.text) + 60 : 0), 0) / width,
  );
  const header = 36 + 16 * Math.max(0, legendLines - 1);
  const whole = (draw: Draw, height: number) => ({
    drawing: draw(table, { width, height: header + height, header }),
    left: 0,
  });
  if ('moves' in table) return whole(drawMovement, 280);
  if (!table.columns.some(({ role }) => role === 'bar') || table.rows.length === 0) return undefined;
  if (table.key === 'tiles') {
    const columns = Math.max(1, Math.floor(width / TILE.width));
    // The last part for the key of the statuses.
    return whole(drawTiles, Math.ceil(table.rows.length / columns) * TILE.height + 24);
  }
  if (table.rows.some(({ day }) => day !== undefined)) return hasNumbers(table) ? whole(drawTrend, 190) : undefined;
  const rows = table.rows.slice(0, MOST_ROWS);
  return {
    drawing: drawBars(plotted({ ...table, rows }, language), { width, height: header, header }),
    left: table.rows.length - rows.length,
  };
}

function hasNumbers(table: PlottedTable): boolean {
  return table.rows.some(({ cells }) => cells.some(({ share }) => share != null));
}

/**
 * Lines of `words` no wider than `room`. Chinese breaks anywhere but before closing signs, which take the character before
 * them along, and after opening ones; other words break at spaces.
 */
export function wrap(words: string, room: number, size: number): string[] {
  const isClosing = (piece: string) => /^[，。；：、）”》！？%]/.test(piece);
  const lines: string[][] = [[]];
  for (const piece of words.match(/[\u0021-\u2e7f]+\s*|[^\u0021-\u2e7f]/g) ?? []) {
    const line = lines.at(-1) as string[];
    if (line.length > 0 && textWidth((line.join('') + piece).trimEnd(), size) > room) {
      let from = line.length;
      if (isClosing(piece)) while (from > 1 && isClosing(line[--from] ?? '')) {}
      while (from > 1 && /[（“《]$/.test(line[from - 1] ?? '')) from--;
      lines.push([...line.splice(from), piece]);
    } else line.push(piece);
  }
  return lines.map((line) => line.join('').trimEnd()).filter(Boolean);
}
