import { createCanvas } from '@napi-rs/canvas';
import { FONT_FAMILY, toPng } from '@union/api/embed-pages/image/png.ts';
import { writeDocx } from '@union/briefing/docx/write-docx.ts';
import { CharacterMissing } from '@union/briefing/errors.ts';
import type { Block, Briefing } from '@union/briefing/model/briefing.ts';
import { buildBriefing } from '@union/briefing/model/build-briefing.ts';
import { textsOf } from '@union/briefing/model/texts.ts';
import { writePdf } from '@union/briefing/pdf/write-pdf.ts';
import { officialTemplate } from '@union/briefing/template/read-template.ts';
import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { docxParts, docxTexts, pdfStructure, pdfTexts, squeezed } from './extract.ts';
import { someFacts } from './some-facts.ts';

/** Facts with four targets, units and parks: always the same. */
const [facts] = fc
  .sample(someFacts, { seed: 7, numRuns: 400 })
  .filter(
    ({ targets, coverage, stars }) =>
      targets.length === 4 && (coverage?.parks.length ?? 0) > 2 && stars?.state === 'reported',
  )
  .toSorted((a, b) => unitsOf(b) - unitsOf(a));
function unitsOf({ targets }: { targets: readonly { levels: readonly { units: readonly unknown[] }[] }[] }): number {
  return targets.reduce((sum, { levels }) => sum + (levels[0]?.units.length ?? 0), 0);
}
const link = 'https://unions.example/briefing/region:1/2026-10.pdf?publication=2026-10-31-1';
const rasteriser = { toPng, family: FONT_FAMILY };
const madeIn = (language: 'zh-CN' | 'en'): Briefing => {
  if (!facts) throw new Error('no facts of that kind were drawn');
  return buildBriefing(facts, { template: officialTemplate(language), link });
};
const tables = ({ blocks }: Briefing) =>
  blocks.filter((block): block is Extract<Block, { kind: 'table' }> => block.kind === 'table');
const count = (blocks: readonly Block[], kind: Block['kind']) => blocks.filter((block) => block.kind === kind).length;

describe.each(['zh-CN', 'en'] as const)('in %s', (language) => {
  const briefing = madeIn(language);
  let pdf: Buffer;
  let docx: Buffer;
  beforeAll(async () => {
    pdf = await writePdf(briefing);
    docx = await writeDocx(briefing, rasteriser);
  });

  test('equal briefings give equal bytes', async () => {
    expect((await writePdf(structuredClone(briefing))).equals(pdf)).toBe(true);
    expect((await writeDocx(structuredClone(briefing), rasteriser)).equals(docx)).toBe(true);
  });

  test('the PDF says every text of the briefing, in full', async () => {
    const pages = await pdfTexts(pdf);
    // Paragraphs go on over the foot of one page and the head of the next.
    const runningHead = squeezed(briefing.header + briefing.publication.id);
    const whole = pages
      .map((page, at) => page.replace(runningHead, '').replace(language === 'en' ? `${at + 1}` : `—${at + 1}—`, ''))
      .join('');
    for (const block of briefing.blocks) {
      // Names in drawings may be cut where they are too long; the table beside a drawing has them in full.
      const texts = block.kind === 'chart' ? [block.caption] : [...textsOf({ ...briefing, blocks: [block] })].slice(9);
      for (const text of texts) if (!whole.includes(squeezed(text))) expect.fail(`not in the PDF: ${text}`);
    }
  });

  test('the DOCX has the texts as paragraphs by style, and every table cell by cell', () => {
    const parts = docxParts(docx);
    const xml = parts.get('word/document.xml') ?? '';
    const texts = docxTexts(xml);
    for (const block of briefing.blocks) {
      if (block.kind === 'heading') expect(texts).toContain(block.text);
      if (block.kind === 'paragraph') {
        expect(texts).toContain(block.sentences.map(({ text }) => text).join(language === 'en' ? ' ' : ''));
      }
    }
    const written = [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>/gs)].map(([table]) =>
      [...table.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) =>
        [...row.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([cell]) => docxTexts(cell).join('')),
      ),
    );
    expect(written).toEqual(
      tables(briefing).map(({ columns, rows }) => [
        columns.map(({ name }) => name),
        ...rows.map((row) => row.map(({ text }) => text)),
      ]),
    );
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(tables(briefing).length);
    expect(xml.match(/w:val="Heading1"/g)).toHaveLength(
      briefing.blocks.filter((block) => block.kind === 'heading' && block.level === 1).length,
    );
    const charts = briefing.blocks.flatMap((block) => (block.kind === 'chart' ? [block] : []));
    expect([...xml.matchAll(/<wp:docPr [^>]*descr="([^"]*)"/g)].map(([, alt]) => alt)).toEqual(
      charts.map(({ alt }) => alt),
    );
    const footers = [...parts].filter(([name]) => /word\/footer\d/.test(name)).map(([, text]) => text);
    expect(footers.length).toBeGreaterThan(0);
    for (const footer of footers) expect(footer).toContain('PAGE');
    expect(
      [...parts].some(
        ([name, text]) => /word\/header\d/.test(name) && docxTexts(text).join('').includes(briefing.publication.id),
      ),
    ).toBe(true);
  });

  test('the PDF is tagged: headings, tables with heads, drawings with their words; language, title, bookmarks', async () => {
    const { nodes, outline, info, marks, pageCount } = await pdfStructure(pdf);
    const roles = (role: string) => nodes.filter((node) => node.role === role);
    const { blocks } = briefing;
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []));
    expect(new Map(marks as never).get('Marked')).toBe(true);
    expect(info).toMatchObject({ Title: briefing.title, Author: briefing.issuer, Language: language });
    expect(roles('H1')).toHaveLength(1);
    expect(roles('H2')).toHaveLength(headings.filter(({ level }) => level === 1).length);
    expect(roles('H3')).toHaveLength(headings.filter(({ level }) => level === 2).length);
    expect(roles('Figure').map(({ alt }) => alt)).toEqual(
      expect.arrayContaining(blocks.flatMap((block) => (block.kind === 'chart' ? [block.alt] : []))),
    );
    expect(roles('Figure')).toHaveLength(count(blocks, 'chart'));
    expect(roles('TR')).toHaveLength(tables(briefing).reduce((sum, { rows }) => sum + rows.length + 1, 0));
    expect(roles('TD')).toHaveLength(
      tables(briefing).reduce((sum, { rows, columns }) => sum + rows.length * (columns.length - 1), 0),
    );
    expect(outline.map(({ title }) => title)).toEqual(
      headings.filter(({ level }) => level === 1).map(({ text }) => text),
    );
    expect(outline.flatMap(({ items }) => items.map(({ title }: { title: string }) => title))).toEqual(
      headings.filter(({ level }) => level === 2).map(({ text }) => text),
    );
    expect(pageCount).toBeGreaterThan(3);
  });

  test('every page has ink, none of it beyond the margins, and reads in grey', async () => {
    const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
    const document = await task.promise;
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const viewport = page.getViewport({ scale: 1 });
      const canvas = createCanvas(viewport.width, viewport.height);
      await page.render({ canvas: canvas as never, viewport, background: 'white' }).promise;
      const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let [ink, left, right, bottom] = [0, width, 0, 0];
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const at = (y * width + x) * 4;
          const grey = 0.299 * (data[at] ?? 255) + 0.587 * (data[at + 1] ?? 255) + 0.114 * (data[at + 2] ?? 255);
          if (grey > 140) continue;
          ink += 1;
          [left, right, bottom] = [Math.min(left, x), Math.max(right, x), Math.max(bottom, y)];
        }
      }
      expect(ink).toBeGreaterThan(300);
      expect(left).toBeGreaterThanOrEqual(78);
      expect(right).toBeLessThanOrEqual(524);
      expect(bottom).toBeLessThanOrEqual(height - 55);
    }
    await task.destroy();
  });
});

test('a character that no font has is refused by its name and where it stands, never drawn as a box', async () => {
  const briefing = { ...madeIn('zh-CN'), title: '关于𰻝镇的通报' };
  await expect(writePdf(briefing)).rejects.toThrow(CharacterMissing);
  await expect(writePdf(briefing)).rejects.toThrow('𰻝 (U+30EDD, in "关于𰻝镇的通报")');
});
