import type { Briefing } from './briefing.ts';

/** Every text of a briefing that is drawn. */
export function* textsOf(briefing: Briefing): Generator<string> {
  const { issuer, masthead, number, title, date, addressee, header, signature, publication } = briefing;
  yield* [issuer, masthead, number, title, date, addressee, header, signature, publication.id];
  for (const block of briefing.blocks) {
    if (block.kind === 'heading') yield block.text;
    else if (block.kind === 'paragraph') for (const { text } of block.sentences) yield text;
    else if (block.kind === 'table') {
      yield block.caption;
      for (const { name } of block.columns) yield name;
      for (const row of block.rows) for (const { text } of row) yield text;
    } else if (block.kind === 'chart') {
      yield block.caption;
      for (const mark of block.scene.marks) if (mark.kind === 'text') yield mark.text;
    }
  }
}
