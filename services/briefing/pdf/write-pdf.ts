import type { Block, Briefing, Column } from '../model/briefing.ts';
import { textsOf } from '../model/texts.ts';
import { drawScene } from './draw-scene.ts';
import { Fonts } from './fonts.ts';
import { balanced, breakLines, type Line } from './lines.ts';
import { PAGE, Sheet, type Structure, TEXT_WIDTH } from './sheet.ts';

/** Sizes in points: 2号 for the title, 3号 for the text, as GB/T 9704-2012 has them; tables are smaller. */
const SIZE = { masthead: 34, title: 22, text: 16, cell: 8, caption: 10.5, note: 10.5, running: 9 } as const;
const LINE = { title: 33, text: 28, cell: 10.4, note: 17 } as const;
const RED = '#b4141e';
const RULE = 0.45;
const PAD = { x: 2.2, y: 1.8 } as const;
const BOTTOM = PAGE.height - PAGE.bottom;

/**
 * The briefing as an A4 PDF: tagged (headings, paragraphs, tables with their heads, drawings with their words), with bookmarks,
 * language and embedded fonts. Equal briefings give equal bytes.
 * @param font path of a font for characters that the bundled ones lack.
 * @throws CharacterMissing
 */
export async function writePdf(
  briefing: Briefing,
  { font }: { readonly font?: string | undefined } = {},
): Promise<Buffer> {
  const fonts = new Fonts(font);
  fonts.check(textsOf(briefing));
  const sheet = new Sheet(fonts, {
    ...{
      title: briefing.title,
      language: briefing.language,
      author: briefing.issuer,
      day: briefing.publication.publishedOn,
    },
    keywords: `${briefing.scope.id}, ${briefing.month}, ${briefing.publication.id}`,
  });
  new PdfWriter(sheet, briefing).write();
  return sheet.bytes();
}

type Chart = Extract<Block, { kind: 'chart' }>;
type Table = Extract<Block, { kind: 'table' }>;

class PdfWriter {
  private readonly sheet: Sheet;
  private readonly briefing: Briefing;
  /** Top of what comes next. */
  private y = 0;
  private page = 0;
  private isAnnex = false;
  private outline: PDFKit.PDFOutline | undefined;
  /** Drawings for which there was no room: they stand at the top of the next page, and the text goes on meanwhile. */
  private floating: Chart[] = [];

  constructor(sheet: Sheet, briefing: Briefing) {
    this.sheet = sheet;
    this.briefing = briefing;
  }

  write(): void {
    const { blocks } = this.briefing;
    this.newPage();
    this.head();
    const annexes = blocks.findIndex(({ kind }) => kind === 'page');
    const body = annexes === -1 ? blocks : blocks.slice(0, annexes);
    for (const [at, block] of body.entries()) this.block(block, body.slice(at + 1));
    if (this.floating.length > 0) this.newPage();
    this.signature();
    this.isAnnex = true;
    const annexed = blocks.slice(body.length);
    for (const [at, block] of annexed.entries()) this.block(block, annexed.slice(at + 1));
  }

  private newPage(): void {
    const { pdf } = this.sheet;
    pdf.addPage();
    this.page += 1;
    this.y = PAGE.top;
    const { header, publication, language } = this.briefing;
    this.sheet.artifact(() => {
      const style = { face: 'sans', size: SIZE.running, colour: '#555555' } as const;
      if (this.page > 1) {
        this.sheet.text(header, PAGE.left, PAGE.top - 32, style);
        this.sheet.text(publication.id, PAGE.width - PAGE.right, PAGE.top - 32, { ...style, anchor: 'end' });
        this.line(PAGE.left, PAGE.top - 26, PAGE.width - PAGE.right, RULE, '#555555');
      }
      const number = language === 'en' ? `${this.page}` : `— ${this.page} —`;
      this.sheet.text(number, PAGE.width / 2, BOTTOM + 36, { face: 'serif', size: 14, anchor: 'middle' });
    }, 'Pagination');
    for (const chart of this.floating.splice(0)) this.chart(chart);
  }

  private room(height: number): void {
    if (this.y + height > BOTTOM + 0.01) this.newPage();
  }

  private line(x1: number, y: number, x2: number, width: number, colour: string): void {
    this.sheet.pdf.lineWidth(width).moveTo(x1, y).lineTo(x2, y).stroke(colour);
  }

  /** Who issues it, which issue, when; the title; to whom. */
  private head(): void {
    const { sheet, briefing } = this;
    const { fonts } = sheet;
    const name = `${briefing.issuer}${briefing.language === 'en' ? ' ' : ''}${briefing.masthead}`;
    const size = Math.min(SIZE.masthead, (SIZE.masthead * TEXT_WIDTH) / fonts.width(name, 'serif', SIZE.masthead));
    const middle = PAGE.width / 2;
    this.one('P', () =>
      sheet.text(name, middle, this.y + size, { face: 'serif', size, anchor: 'middle', bold: true, colour: RED }),
    );
    this.y += size + 22;
    this.one('P', () =>
      sheet.text(briefing.number, middle, this.y + 12, { face: 'serif', size: SIZE.text, anchor: 'middle' }),
    );
    this.y += 34;
    this.one('P', () => sheet.text(briefing.issuer, PAGE.left, this.y + 4, { face: 'serif', size: 14 }));
    this.one('P', () =>
      sheet.text(briefing.date, PAGE.width - PAGE.right, this.y + 4, { face: 'serif', size: 14, anchor: 'end' }),
    );
    this.y += 14;
    sheet.artifact(() => this.line(PAGE.left, this.y, PAGE.width - PAGE.right, 2, RED));
    this.y += 26;
    const lines = balanced(briefing.title, fonts, 'serif', SIZE.title, TEXT_WIDTH);
    this.one('H1', () => {
      for (const line of lines) {
        sheet.text(line.text, middle, this.y + SIZE.title, {
          face: 'serif',
          size: SIZE.title,
          anchor: 'middle',
          bold: true,
        });
        this.y += LINE.title;
      }
    });
    this.y += 14;
    if (briefing.addressee !== '') this.paragraph([briefing.addressee], { indent: 0 });
  }

  /** An element of one piece. */
  private one(type: string, draw: () => void, options: object = {}, parent: Structure = this.sheet.root): void {
    const element = this.sheet.pdf.struct(type, options);
    parent.add(element);
    this.sheet.tag(element, type, draw);
    element.end();
  }

  /** @param rest what follows. */
  private block(block: Block, rest: readonly Block[]): void {
    switch (block.kind) {
      case 'page':
        this.newPage();
        return;
      case 'heading':
        this.heading(block, rest);
        return;
      case 'paragraph': {
        const separator = this.briefing.language === 'en' ? ' ' : '';
        const text = block.sentences.map((sentence) => sentence.text).join(separator);
        if (block.role === 'note') this.note(text);
        else this.paragraph([text], { indent: 2 * SIZE.text });
        return;
      }
      case 'table':
        this.table(block);
        return;
      case 'chart':
        if (this.y + chartHeight(block) > BOTTOM && rest[0]?.kind !== 'page' && !this.isAnnex)
          this.floating.push(block);
        else this.chart(block);
    }
  }

  private heading({ level, text }: Extract<Block, { kind: 'heading' }>, rest: readonly Block[]): void {
    const { sheet } = this;
    // A heading stays with two lines of what follows, and with the table and drawing below it, or the table, that a page can hold.
    const end = rest.findIndex(({ kind }) => kind !== 'table' && kind !== 'chart');
    const heights = rest.slice(0, end === -1 ? rest.length : end).map((block) => this.heightOf(block));
    const whole = heights.reduce((sum, height) => sum + height, LINE.text);
    const first = LINE.text + (heights[0] ?? 0);
    this.room([whole, first].find((height) => height > LINE.text && height <= BOTTOM - PAGE.top) ?? 3 * LINE.text);
    const style = level === 1 ? ({ face: 'sans' } as const) : ({ face: 'serif', bold: true } as const);
    const lines = breakLines(text, sheet.fonts, style.face, SIZE.text, TEXT_WIDTH - 2 * SIZE.text);
    const outline = this.sheet.pdf.outline;
    if (level === 1) this.outline = outline.addItem(text, { expanded: false });
    else (this.outline ?? outline).addItem(text);
    this.one(level === 1 ? 'H2' : 'H3', () => {
      for (const line of lines) {
        sheet.text(line.text, PAGE.left + 2 * SIZE.text, this.y + SIZE.text + 4, { ...style, size: SIZE.text });
        this.y += LINE.text;
      }
    });
  }

  /** Text over the whole width, across pages; lines are spread to the right edge. */
  private paragraph(texts: readonly string[], { indent }: { indent: number }): void {
    const { sheet } = this;
    const lines = texts.flatMap((text) => breakLines(text, sheet.fonts, 'serif', SIZE.text, TEXT_WIDTH, indent));
    this.flow(lines, LINE.text, (line, at) => {
      const left = PAGE.left + (at === 0 ? indent : 0);
      const slack = TEXT_WIDTH - (at === 0 ? indent : 0) - line.width;
      const count = [...line.text].length;
      const isSpread =
        !line.isLast && slack > 0 && slack < 2.2 * SIZE.text && count > 1 && this.briefing.language !== 'en';
      sheet.text(line.text, left, this.y + SIZE.text + 4, {
        ...{ face: 'serif', size: SIZE.text },
        ...(isSpread && { spacing: slack / (count - 1) }),
      });
    });
  }

  private note(text: string): void {
    const lines = breakLines(text, this.sheet.fonts, 'serif', SIZE.note, TEXT_WIDTH);
    this.y += 6;
    this.flow(lines, LINE.note, (line) => {
      this.sheet.text(line.text, PAGE.left, this.y + SIZE.note + 2, { face: 'serif', size: SIZE.note });
    });
  }

  /** The lines of one paragraph; on each page they are a piece of it. */
  private flow(lines: readonly Line[], height: number, draw: (line: Line, at: number) => void): void {
    const { sheet } = this;
    const element = sheet.pdf.struct('P');
    sheet.root.add(element);
    // No single line of a paragraph stays behind at the end of a page.
    if (lines.length > 1) this.room(2 * height);
    for (let at = 0; at < lines.length; ) {
      this.room(height);
      sheet.tag(element, 'P', () => {
        while (at < lines.length && this.y + height <= BOTTOM + 0.01) {
          draw(lines[at] as Line, at);
          this.y += height;
          at += 1;
        }
      });
    }
    element.end();
  }

  private signature(): void {
    const { sheet, briefing } = this;
    this.room(2 * LINE.text);
    // A line is left free where there is one.
    if (this.y + 3 * LINE.text <= BOTTOM) this.y += LINE.text;
    for (const text of [briefing.signature, briefing.date]) {
      this.one('P', () =>
        sheet.text(text, PAGE.width - PAGE.right - 2 * SIZE.text, this.y + SIZE.text + 4, {
          face: 'serif',
          size: SIZE.text,
          anchor: 'end',
        }),
      );
      this.y += LINE.text;
    }
  }

  private heightOf(block: Block): number {
    return block.kind === 'table' ? this.layOut(block).height + 12 : block.kind === 'chart' ? chartHeight(block) : 0;
  }

  /** The lines of every cell of a table, and how high all of it is on one page. */
  private layOut({ columns, rows, caption }: Table) {
    const { fonts } = this.sheet;
    const parts = columns.reduce((sum, { width }) => sum + width, 0);
    const widths = columns.map(({ width }) => (width / parts) * TEXT_WIDTH);
    const linesOf = (texts: readonly string[], face: 'sans' | 'serif') =>
      texts.map((text, at) => breakLines(text, fonts, face, SIZE.cell, (widths[at] ?? 0) - 2 * PAD.x));
    const heads = linesOf(
      columns.map(({ name }) => name),
      'sans',
    );
    const cells = rows.map((row) =>
      linesOf(
        row.map(({ text }) => text),
        'serif',
      ),
    );
    const top = caption === '' ? 6 : 26;
    const height = [heads, ...cells].reduce((sum, lines) => sum + rowHeight(lines), top);
    return { widths, heads, cells, top, height };
  }

  /** Rows are never parted; on every page the heads stand above them. */
  private table(table: Table): void {
    const { sheet } = this;
    const { caption, columns } = table;
    const { widths, heads, cells, top, height } = this.layOut(table);
    const lefts = widths.map((_, at) => PAGE.left + widths.slice(0, at).reduce((sum, width) => sum + width, 0));
    this.room(height <= BOTTOM - PAGE.top ? height : top + rowHeight(heads) + rowHeight(cells[0] ?? []));
    this.y += 6;
    const element = sheet.pdf.struct('Table');
    sheet.root.add(element);
    if (caption !== '') {
      const style = { face: 'sans', size: SIZE.caption, anchor: 'middle' } as const;
      this.one('Caption', () => sheet.text(caption, PAGE.width / 2, this.y + SIZE.caption, style), {}, element);
      this.y += top - 6;
    }
    const place = { widths, lefts, columns };
    this.row(heads, place, { isHead: true, parent: element });
    for (const lines of cells) {
      if (this.y + rowHeight(lines) > BOTTOM) {
        this.newPage();
        this.row(heads, place, { isHead: true });
      }
      this.row(lines, place, { parent: element });
    }
    element.end();
    this.y += 12;
  }

  /** @param of.parent the table in the structure; absent: heads that stand again on a further page. */
  private row(
    lines: readonly (readonly Line[])[],
    at: { readonly widths: readonly number[]; readonly lefts: readonly number[]; readonly columns: readonly Column[] },
    { isHead = false, parent }: { isHead?: boolean; parent?: Structure },
  ): void {
    const { sheet } = this;
    const height = rowHeight(lines);
    sheet.artifact(() => {
      if (isHead) sheet.pdf.rect(PAGE.left, this.y, TEXT_WIDTH, height).fill('#e6e6e6');
      for (const [index, left] of at.lefts.entries()) {
        sheet.pdf
          .lineWidth(RULE)
          .rect(left, this.y, at.widths[index] ?? 0, height)
          .stroke('#333333');
      }
    });
    const draw = (cell: readonly Line[], index: number) => {
      const { align = 'left' } = at.columns[index] ?? {};
      const [left = 0, width = 0] = [at.lefts[index], at.widths[index]];
      const top = this.y + (height - cell.length * LINE.cell) / 2;
      const anchor = isHead || align === 'center' ? 'middle' : align === 'right' ? 'end' : 'start';
      const x = { start: left + PAD.x, middle: left + width / 2, end: left + width - PAD.x }[anchor];
      for (const [number, line] of cell.entries()) {
        const y = top + number * LINE.cell + SIZE.cell;
        sheet.text(line.text, x, y, { face: isHead ? 'sans' : 'serif', size: SIZE.cell, anchor });
      }
    };
    if (parent) {
      const row = sheet.pdf.struct('TR');
      parent.add(row);
      for (const [index, cell] of lines.entries()) {
        const options = isHead ? { scope: 'Column' } : index === 0 ? { scope: 'Row' } : {};
        this.one(isHead || index === 0 ? 'TH' : 'TD', () => draw(cell, index), options, row);
      }
      row.end();
    } else {
      sheet.artifact(() => lines.forEach(draw));
    }
    this.y += height;
  }

  private chart(chart: Chart): void {
    const { sheet } = this;
    const { caption, alt, scene } = chart;
    this.room(chartHeight(chart));
    this.y += 8;
    this.one('P', () =>
      sheet.text(caption, PAGE.width / 2, this.y + SIZE.caption, {
        face: 'sans',
        size: SIZE.caption,
        anchor: 'middle',
      }),
    );
    this.y += 18;
    const box = [PAGE.left, this.y, PAGE.left + scene.width, this.y + scene.height];
    this.one('Figure', () => drawScene(sheet, scene, PAGE.left, this.y), { alt, bbox: box, placement: 'Block' });
    this.y += scene.height + 8;
  }
}

/** With its caption. */
const chartHeight = ({ scene }: Chart) => scene.height + 34;

function rowHeight(lines: readonly (readonly Line[])[]): number {
  return Math.max(1, ...lines.map(({ length }) => length)) * LINE.cell + 2 * PAD.y;
}
