import { readFileSync } from 'node:fs';

const look = readFileSync(new URL('look.css', import.meta.url), 'utf8');

/** The sheet of a page: the look that all pages share, then its own. @param own where its own sheet lies. */
export function sheetOf(own: URL): string {
  return `${look}\n${readFileSync(own, 'utf8')}`;
}
