import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a PDF says, page by page: texts in the order in which they are drawn, without white space. */
export async function pdfTexts(pdf: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return pages.map(squeezed);
}

export type Node = { readonly role: string; readonly alt?: string; readonly children: readonly Node[] };

/** The structure of a PDF, with language and bookmarks. */
export async function pdfStructure(pdf: Uint8Array) {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const nodes: Node[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const tree = (await (await document.getPage(number)).getStructTree()) as unknown as Node | null;
    nodes.push(...(tree?.children ?? []));
  }
  const outline = (await document.getOutline()) ?? [];
  const { info } = await document.getMetadata();
  const marks = await document.getMarkInfo();
  const pageCount = document.numPages;
  await task.destroy();
  const all = (list: readonly Node[]): Node[] => list.flatMap((node) => [node, ...all(node.children ?? [])]);
  return { nodes: all(nodes), outline, info: info as Record<string, unknown>, marks, pageCount };
}

/** The parts of a DOCX as XML by name. */
export function docxParts(docx: Uint8Array): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(unzipSync(docx))
      .filter(([name]) => /\.(xml|rels)$/.test(name))
      .map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
}

/** Texts of every paragraph of a DOCX, tables too. */
export function docxTexts(xml: string): string[] {
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
      .map(([, text = '']) =>
        text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]),
      )
      .join(''),
  );
}

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;

export function squeezed(text: string): string {
  return text.replace(/\s/g, '');
}
