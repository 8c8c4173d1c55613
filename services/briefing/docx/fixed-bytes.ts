import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** Random names that the library gives to pictures and links, and numbers that it goes on counting from one document to the next. */
const LINK = /"(rId(?!\d+")[\w-]+)"/g;
const DRAWING = /(<wp:docPr id=")\d+/g;
const MEDIA = /media\/([\w-]+)\.(png)/g;

/**
 * The same document with nothing in it that differs from one making to the next: days of the archive and of its properties,
 * names of pictures, order of files.
 * @param day that the document is dated by, `YYYY-MM-DD`.
 */
export function fixedBytes(docx: Uint8Array, day: string): Buffer {
  const files = unzipSync(docx);
  const names = new Map<string, string>();
  const rename = (text: string) =>
    text.replace(MEDIA, (_, name: string, type: string) => {
      if (!names.has(name)) names.set(name, `picture-${names.size + 1}`);
      return `media/${names.get(name)}.${type}`;
    });
  const links = new Map<string, string>();
  const numbered = (text: string) => {
    let drawings = 0;
    return text
      .replace(LINK, (_, id: string) => {
        if (!links.has(id)) links.set(id, `rIdLink${links.size + 1}`);
        return `"${links.get(id)}"`;
      })
      .replace(DRAWING, (_, before: string) => {
        drawings += 1;
        return before + drawings;
      });
  };
  // The relations name pictures in the order in which the text holds them.
  const paths = Object.keys(files).toSorted();
  for (const path of paths.filter((name) => name.endsWith('.rels'))) rename(strFromU8(files[path] ?? new Uint8Array()));
  const fixed: Zippable = {};
  for (const path of paths) {
    const bytes = files[path] ?? new Uint8Array();
    const isText = /\.(xml|rels)$/.test(path);
    fixed[rename(path)] = [
      isText ? strToU8(numbered(dated(rename(strFromU8(bytes)), day))) : bytes,
      // The first instant that an archive can hold, in the zone of whoever packs.
      { mtime: new Date(1980, 0, 1), level: 9 },
    ];
  }
  return Buffer.from(zipSync(fixed));
}

function dated(xml: string, day: string): string {
  return xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`);
}
