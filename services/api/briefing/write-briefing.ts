import { writeDocx } from '@union/briefing/docx/write-docx.ts';
import type { Briefing } from '@union/briefing/model/briefing.ts';
import { writePdf } from '@union/briefing/pdf/write-pdf.ts';
import { FONT_FAMILY, toPng } from '../embed-pages/image/png.ts';
import type { BriefingFormat } from './make-briefing.ts';

/** The bytes of a briefing in one format. @param font for characters that the bundled fonts lack. @throws CharacterMissing */
export async function writeBriefing(briefing: Briefing, format: BriefingFormat, font?: string): Promise<Buffer> {
  switch (format) {
    case 'pdf':
      return writePdf(briefing, { font });
    case 'docx':
      return writeDocx(briefing, { toPng, family: FONT_FAMILY });
    case 'json':
      return Buffer.from(`${JSON.stringify(withoutDrawings(briefing), null, 2)}\n`);
  }
}

/** The content as it is read by programs: a drawing is its words. */
function withoutDrawings(briefing: Briefing): object {
  return {
    ...briefing,
    blocks: briefing.blocks.map((block) => (block.kind === 'chart' ? { ...block, scene: undefined } : block)),
  };
}
