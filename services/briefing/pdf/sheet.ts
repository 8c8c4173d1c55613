import PDFDocument from 'pdfkit';
import { INK } from '../chart/scene.ts';
import type { Face, Fonts } from './fonts.ts';

/** A4 with the margins that GB/T 9704-2012 gives official documents, in points. */
export const PAGE = { width: 595.28, height: 841.89, top: 104.9, bottom: 99.2, left: 79.4, right: 73.7 } as const;
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;

type TextStyle = {
  readonly face: Face;
  readonly size: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  /** Heavier, by a rim of its own colour: each font has one weight. */
  readonly bold?: boolean;
  /** Between characters, in points. */
  readonly spacing?: number;
};

// The types of the library end before its structure elements.
type Structure = { add(child: unknown): Structure; end(): void };
type Tagged = PDFKit.PDFDocument & {
  markStructureContent(tag: string): unknown;
  struct(type: string, options?: object): Structure;
  addStructure(element: Structure): void;
};

export type { Structure };

/** A PDF with two fonts, on which texts stand at their base line and every mark belongs to an element of the structure. */
export class Sheet {
  readonly pdf: Tagged;
  readonly fonts: Fonts;
  readonly root: Structure;

  constructor(
    fonts: Fonts,
    {
      title,
      language,
      author,
      keywords,
      day,
    }: { title: string; language: string; author: string; keywords: string; day: string },
  ) {
    this.fonts = fonts;
    const date = new Date(`${day}T00:00:00Z`);
    this.pdf = new PDFDocument({
      ...{ size: 'A4', margin: 0, autoFirstPage: false, pdfVersion: '1.7', tagged: true, lang: language },
      ...{ displayTitle: true, subset: 'PDF/UA' as never, font: undefined as never },
      info: {
        Title: title,
        Author: author,
        Subject: title,
        Keywords: keywords,
        CreationDate: date,
        ModDate: date,
        Creator: 'Union Data Platform',
        Producer: 'PDFKit',
      },
    }) as unknown as Tagged;
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  /** Everything that is drawn by `draw` is content of the element on the page that stands. */
  tag(element: Structure, type: string, draw: () => void): void {
    const content = this.pdf.markStructureContent(type);
    draw();
    this.pdf.endMarkedContent();
    element.add(content);
  }

  /** What is drawn belongs to the page, not to the text. */
  artifact(draw: () => void, type: 'Pagination' | 'Layout' = 'Layout'): void {
    this.pdf.markContent('Artifact', { type } as never);
    draw();
    this.pdf.endMarkedContent();
  }

  /** A text with its base line at `y`. */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const { face, size, anchor = 'start', colour = INK, bold = false, spacing = 0 } = style;
    const width = this.fonts.width(text, face, size) + spacing * ([...text].length - 1);
    let left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
    this.pdf.fillColor(colour);
    if (bold) this.pdf.strokeColor(colour).lineWidth(size / 36);
    for (const run of this.fonts.runs(text, face)) {
      this.pdf.font(run.font as never, run.name).fontSize(size);
      this.pdf.text(run.text, left, y, {
        ...{ lineBreak: false, baseline: 'alphabetic', characterSpacing: spacing },
        ...(bold && { fill: true, stroke: true }),
      });
      left += this.fonts.width(run.text, face, size) + spacing * [...run.text].length;
    }
  }

  async bytes(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.pdf.on('end', resolve);
      this.pdf.on('error', reject);
    });
    this.root.end();
    this.pdf.end();
    await ended;
    return Buffer.concat(chunks);
  }
}
