import { writeFileSync } from 'node:fs';
import { zip } from '@cj-tech-master/excelts/archive';

/**
 * Writes a workbook as other programs do, from the XML of its parts: WPS leaves row and cell references out, keeps
 * pronunciations beside texts, and uses the Chinese built-in date formats without defining them; others put every
 * element into a namespace, or count days from 1904.
 */
export async function writeHandmadeWorkbook(
  path: string,
  sheet: { name: string; xml: string; sharedStrings?: string[]; from1904?: boolean; prefix?: string },
): Promise<void> {
  const p = sheet.prefix ? `${sheet.prefix}:` : '';
  const main = `xmlns${sheet.prefix ? `:${sheet.prefix}` : ''}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships ${packaged}><Relationship Id="rId1" Type="${relations}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<${p}workbook ${main} xmlns:r="${relations}"><${p}workbookPr date1904="${sheet.from1904 ? 1 : 0}"/><${p}sheets><${p}sheet name="${sheet.name}" sheetId="1" r:id="rId1"/></${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${packaged}>${['worksheet', 'sharedStrings', 'styles']
      .map((type, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${type}.xml"/>`)
      .join('')}</Relationships>`,
    // Style 1 is the built-in format 31, 2001年3月7日, which no program writes a definition of.
    'xl/styles.xml': `<${p}styleSheet ${main}><${p}cellXfs><${p}xf numFmtId="0"/><${p}xf numFmtId="31"/></${p}cellXfs></${p}styleSheet>`,
    'xl/sharedStrings.xml': `<${p}sst ${main}>${(sheet.sharedStrings ?? []).join('')}</${p}sst>`,
    'xl/worksheet.xml': `<${p}worksheet ${main}><${p}sheetData>${sheet.xml}</${p}sheetData></${p}worksheet>`,
  };
  const archive = zip();
  for (const [name, content] of Object.entries(parts)) archive.add(name, content);
  writeFileSync(path, await archive.bytes());
}
