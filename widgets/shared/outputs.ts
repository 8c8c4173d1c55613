import type { Page } from './page.ts';

/** A table as plain text, as `toTable()` gives it. */
export type PlainTable = {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** The tables of a page as text, none without a page, cell by cell; what is said under a cell follows it in brackets. */
export function plainTables(page: Page | undefined): readonly PlainTable[] {
  return (page?.tables ?? []).map(({ caption, columns, rows }) => ({
    caption,
    columns: columns.map(({ name }) => name),
    rows: rows.map(({ cells }) => cells.map(({ text, note }) => (note ? `${text} (${note})` : text))),
  }));
}

/** A cell of a CSV file; what a spreadsheet would take for a formula is text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All tables as CSV with a byte order mark, an empty line between two, and the sentence with its day and publication first. */
export function csv(page: Page | undefined): string {
  if (!page) return '';
  const lines = [[page.title], [page.sentence], [`${page.publication.id}`]];
  for (const { caption, columns, rows } of plainTables(page))
    lines.push([], [caption], [...columns], ...rows.map((row) => [...row]));
  return `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** What a picture needs of an element. */
type Pictured = HTMLElement & { view: string | null; readonly updateComplete: Promise<void> };

/** A picture of the charts of an element with heading, sentence and source, whatever its view is. */
export async function png(host: Pictured): Promise<Blob> {
  const { view } = host;
  host.view = 'chart';
  await host.updateComplete;
  await host.updateComplete;
  const picture = await paint(
    host,
    ['heading', 'sentence', 'source'].map((part) => host.querySelector(`.union-${part}`)?.textContent),
  );
  host.view = view;
  return picture;
}

/**
 * A picture of what is drawn, painted mark by mark: no image is loaded, so no policy has to allow one.
 * @param texts lines above and below the drawings: heading, sentence, source.
 */
async function paint(host: Element, texts: readonly (string | null | undefined)[]): Promise<Blob> {
  const drawings = [...(host.shadowRoot?.querySelectorAll<SVGElement>('.chart svg') ?? [])];
  const { width } = host.getBoundingClientRect();
  const style = getComputedStyle(host);
  const color = (name: string) => style.getPropertyValue(name);
  const height = drawings.reduce((sum, drawing) => sum + drawing.clientHeight + 24, 24 + texts.length * 26);
  const canvas = document.createElement('canvas');
  canvas.width = width * 2 + 64;
  canvas.height = height * 2;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  pen.fillStyle = color('--union-surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(2, 2);
  pen.translate(16, 30);
  const write = (text: string | null | undefined, size: number) => {
    pen.fillStyle = color('--union-text');
    pen.font = `${size}px ${color('--union-font-stack')}`;
    pen.fillText(text ?? '', 0, 0, width);
    pen.translate(0, 26);
  };
  texts.slice(0, -1).forEach((text, index) => void write(text, index ? 13 : 20));
  for (const drawing of drawings) {
    for (const mark of drawing.querySelectorAll('path, circle, text')) {
      const { fill, fillOpacity, stroke, strokeWidth, strokeDasharray, font, textAnchor } = getComputedStyle(mark);
      const at = (name: string) => Number(mark.getAttribute(name));
      if (mark.parentElement?.localName === 'pattern' || mark.closest('pattern')) continue;
      const isHatched = fill.startsWith('url');
      pen.fillStyle = isHatched ? color('--union-muted') : fill;
      pen.globalAlpha = isHatched ? 0.4 : Number(fillOpacity);
      if (mark.localName === 'text') {
        pen.font = font;
        pen.textAlign = textAnchor === 'start' ? 'left' : textAnchor === 'end' ? 'right' : 'center';
        pen.fillText(mark.textContent ?? '', at('x'), at('y'));
      } else {
        const r = at('r');
        const path = new Path2D(
          mark.getAttribute('d') ??
            `M${at('cx') - r} ${at('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`,
        );
        if (fill !== 'none') pen.fill(path);
        pen.globalAlpha = 1;
        if (stroke !== 'none') {
          pen.strokeStyle = stroke;
          pen.lineWidth = parseFloat(strokeWidth);
          pen.setLineDash(strokeDasharray.split(',').map(parseFloat).filter(Boolean));
          pen.stroke(path);
        }
      }
      pen.globalAlpha = 1;
      pen.textAlign = 'left';
    }
    pen.translate(0, drawing.clientHeight + 24);
  }
  write(texts.at(-1), 12);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))));
  });
}
