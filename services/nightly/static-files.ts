import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';

/**
 * Writes `<document>/<scope with - for :>.json` for every trusted document and every scope of the candidate: the same
 * bytes that `/w/<document>?scope=…` will answer. A document that does not speak of a scope has no file for it.
 */
export async function writeStaticFiles(candidate: Publication, folder: string): Promise<void> {
  // Imported when needed: the API reads the run history of this package.
  const { DocumentFailed, runDocument, trustedDocuments } = await import('@union/api/documents/run-document.ts');
  const scopes = await candidate.query<{ scope_id: string }>('select scope_id from scope order by sort_no');
  const failures: unknown[] = [];
  const context = {
    publications: onlyThe(candidate),
    requestId: 'static-files',
    onFailure: (error: unknown) => failures.push(error),
  };
  for (const name of trustedDocuments.keys()) {
    mkdirSync(join(folder, name));
    for (const { scope_id: scope } of scopes) {
      try {
        const bytes = await runDocument(context, name, { scope });
        writeFileSync(join(folder, name, `${scope.replace(':', '-')}.json`), bytes);
      } catch (error) {
        // A wrong kind of scope for the document is its answer; anything else ends the night.
        if (!(error instanceof DocumentFailed) || error.status >= 500) throw failures[0] ?? error;
      }
    }
  }
}

function onlyThe(candidate: Publication): Publications {
  return {
    current: () => candidate,
    find: async () => candidate,
    list: () => [candidate.manifest],
    onChange: () => () => {},
    close: async () => {},
  };
}
