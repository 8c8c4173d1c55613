import {
  AlignmentType,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { svgOf } from '../chart/svg.ts';
import type { Align, Block, Briefing } from '../model/briefing.ts';
import { fixedBytes } from './fixed-bytes.ts';

/** Draws an SVG as PNG, and the family of the font that it draws with. */
export type Rasteriser = { readonly toPng: (svg: string) => Buffer; readonly family: string };

/** Twentieths of a point. */
const twip = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);
/** A4 with the margins of GB/T 9704-2012. */
const PAGE = {
  width: twip(210),
  height: twip(297),
  top: twip(37),
  bottom: twip(35),
  left: twip(28),
  right: twip(26),
} as const;
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
/** The fonts of official documents, which every Chinese Windows and WPS has; elsewhere the program takes its own. */
const FONT = {
  text: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' },
  heading: { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' },
  second: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '楷体' },
  title: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' },
} as const;
const RED = 'B4141E';
const ALIGN: Readonly<Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]>> = {
  left: AlignmentType.LEFT,
  right: AlignmentType.RIGHT,
  center: AlignmentType.CENTER,
};

/**
 * The briefing as a DOCX that can be edited: headings and paragraphs by style, real tables whose heads stand on every page,
 * header, footer with page numbers, drawings as pictures with their words. Equal briefings give equal bytes.
 */
export async function writeDocx(briefing: Briefing, rasteriser: Rasteriser): Promise<Buffer> {
  const { title, issuer, language, publication } = briefing;
  const document = new Document({
    ...{ title, subject: title, creator: issuer, lastModifiedBy: issuer, description: publication.id },
    keywords: `${briefing.scope.id}, ${briefing.month}, ${publication.id}`,
    features: { updateFields: false },
    styles: stylesOf(language),
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              top: PAGE.top,
              bottom: PAGE.bottom,
              left: PAGE.left,
              right: PAGE.right,
              header: twip(15),
              footer: twip(22),
            },
          },
          titlePage: true,
        },
        headers: { first: new Header({ children: [new Paragraph('')] }), default: header(briefing) },
        footers: { first: footer(language), default: footer(language) },
        children: childrenOf(briefing, rasteriser),
      },
    ],
  });
  return fixedBytes(await Packer.toBuffer(document), publication.publishedOn);
}

function stylesOf(language: Briefing['language']): NonNullable<ConstructorParameters<typeof Document>[0]['styles']> {
  const lang = language === 'en' ? { value: 'en-GB', eastAsia: 'zh-CN' } : { value: 'en-US', eastAsia: 'zh-CN' };
  const line = { line: 560, lineRule: LineRuleType.EXACT } as const;
  return {
    default: {
      document: { run: { font: FONT.text, size: 32, language: lang }, paragraph: { spacing: line } },
      title: {
        run: { font: FONT.title, size: 44, bold: true },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { before: 480, after: 320, line: 660, lineRule: LineRuleType.EXACT },
        },
      },
      heading1: {
        run: { font: FONT.heading, size: 32 },
        paragraph: { indent: { firstLine: 640 }, spacing: line, keepNext: true, outlineLevel: 0 },
      },
      heading2: {
        run: { font: FONT.second, size: 32, bold: true },
        paragraph: { indent: { firstLine: 640 }, spacing: line, keepNext: true, outlineLevel: 1 },
      },
    },
    paragraphStyles: [
      {
        id: 'Body',
        name: '正文段落',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { indent: { firstLine: 640 }, alignment: AlignmentType.BOTH },
      },
      {
        id: 'Note',
        name: '说明',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 21 },
        paragraph: { spacing: { line: 340, before: 120 } },
      },
      {
        ...{
          id: 'TableCaption',
          name: '表题',
          basedOn: 'Normal',
          quickFormat: true,
          run: { font: FONT.heading, size: 21 },
        },
        paragraph: { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 160, after: 80, line: 300 } },
      },
      {
        id: 'TableText',
        name: '表格文字',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 16 },
        paragraph: { spacing: { line: 220, lineRule: LineRuleType.AT_LEAST } },
      },
      {
        ...{ id: 'Picture', name: '图', basedOn: 'Normal', run: { size: 16 } },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { line: 240, lineRule: LineRuleType.AUTO, after: 120 } },
      },
    ],
  };
}

function header({ header: text, publication }: Briefing): Header {
  const run = (words: string) => new TextRun({ text: words, size: 18, color: '555555' });
  return new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
        spacing: { line: 280 },
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '555555', space: 2 } },
        children: [run(text), run(`\t${publication.id}`)],
      }),
    ],
  });
}

function footer(language: Briefing['language']): Footer {
  const children = language === 'en' ? [PageNumber.CURRENT] : ['— ', PageNumber.CURRENT, ' —'];
  return new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children, size: 28 })] })],
  });
}

function childrenOf(briefing: Briefing, rasteriser: Rasteriser): (Paragraph | Table)[] {
  const { blocks } = briefing;
  const annexes = blocks.findIndex(({ kind }) => kind === 'page');
  const [body, rest] = annexes === -1 ? [blocks, []] : [blocks.slice(0, annexes), blocks.slice(annexes)];
  // A block that begins a page passes this on to the next one.
  const written = (list: readonly Block[]) =>
    list.flatMap((block, at) => blockOf(block, list[at - 1]?.kind === 'page', briefing, rasteriser));
  return [...head(briefing), ...written(body), ...signature(briefing), ...written(rest)];
}

function head(briefing: Briefing): Paragraph[] {
  const centred = { alignment: AlignmentType.CENTER } as const;
  const masthead = `${briefing.issuer}${briefing.language === 'en' ? ' ' : ''}${briefing.masthead}`;
  return [
    new Paragraph({
      ...{ ...centred, spacing: { line: 900, lineRule: LineRuleType.AT_LEAST } },
      children: [
        new TextRun({
          text: masthead,
          font: FONT.title,
          bold: true,
          color: RED,
          size: [...masthead].length > 13 ? 52 : 68,
        }),
      ],
    }),
    new Paragraph({ ...centred, children: [new TextRun(briefing.number)] }),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 4 } },
      children: [
        new TextRun({ text: briefing.issuer, size: 28 }),
        new TextRun({ text: `\t${briefing.date}`, size: 28 }),
      ],
    }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(briefing.title)] }),
    ...(briefing.addressee === '' ? [] : [new Paragraph(briefing.addressee)]),
  ];
}

function signature({ signature: name, date }: Briefing): Paragraph[] {
  const right = { alignment: AlignmentType.RIGHT, indent: { right: 640 }, keepLines: true } as const;
  return [
    new Paragraph({ ...right, keepNext: true, spacing: { before: 560 }, children: [new TextRun(name)] }),
    new Paragraph({ ...right, children: [new TextRun(date)] }),
  ];
}

function blockOf(
  block: Block,
  pageBreakBefore: boolean,
  briefing: Briefing,
  rasteriser: Rasteriser,
): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'page':
      return [];
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          pageBreakBefore,
          children: [new TextRun(block.text)],
        }),
      ];
    case 'paragraph': {
      const separator = briefing.language === 'en' ? ' ' : '';
      const texts = block.sentences.map(({ text }) => text).join(separator);
      const options: IParagraphOptions = { style: block.role === 'note' ? 'Note' : 'Body', pageBreakBefore };
      return [new Paragraph({ ...options, children: linked(texts, briefing.link) })];
    }
    case 'table':
      return tableOf(block, briefing.link);
    case 'chart':
      return [
        new Paragraph({ style: 'TableCaption', children: [new TextRun(block.caption)] }),
        pictureOf(block, rasteriser),
      ];
  }
}

/** A text in which the briefing's own address can be followed. */
function linked(text: string, link: string): (TextRun | ExternalHyperlink)[] {
  const at = text.indexOf(link);
  if (link === '' || at === -1 || !/^https?:/.test(link)) return [new TextRun(text)];
  return [
    ...(at > 0 ? [new TextRun(text.slice(0, at))] : []),
    new ExternalHyperlink({ link, children: [new TextRun({ text: link, underline: {} })] }),
    ...(at + link.length < text.length ? [new TextRun(text.slice(at + link.length))] : []),
  ];
}

function tableOf({ caption, columns, rows }: Extract<Block, { kind: 'table' }>, link: string): (Paragraph | Table)[] {
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.floor((width / parts) * TEXT_WIDTH));
  const cell = (text: string, at: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 20, bottom: 20, left: 40, right: 40 },
      ...(isHead && { shading: { type: ShadingType.CLEAR, fill: 'E6E6E6', color: 'auto' } }),
      children: [
        new Paragraph({
          style: 'TableText',
          alignment: isHead ? AlignmentType.CENTER : ALIGN[columns[at]?.align ?? 'left'],
          children: isHead ? [new TextRun({ text, font: FONT.heading })] : linked(text, link),
        }),
      ],
    });
  return [
    ...(caption === '' ? [] : [new Paragraph({ style: 'TableCaption', children: [new TextRun(caption)] })]),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: columns.map(({ name }, at) => cell(name, at, true)),
        }),
        ...rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map(({ text }, at) => cell(text, at, false)) }),
        ),
      ],
    }),
    new Paragraph({ style: 'TableText', children: [] }),
  ];
}

function pictureOf(
  { id, alt, caption, scene }: Extract<Block, { kind: 'chart' }>,
  { toPng, family }: Rasteriser,
): Paragraph {
  // The library takes pixels of 96 to the inch; scenes are in points.
  const scale = 96 / 72;
  return new Paragraph({
    style: 'Picture',
    children: [
      new ImageRun({
        type: 'png',
        data: toPng(svgOf(scene, family)),
        transformation: { width: Math.round(scene.width * scale), height: Math.round(scene.height * scale) },
        altText: { name: id, title: caption, description: alt },
      }),
    ],
  });
}
