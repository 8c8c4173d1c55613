import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { kindsOf } from '../fragment/render-fragment.ts';
import { type Scope, scopeTree } from '../scope/scope-tree.ts';
import { DocumentFailed, runDocument, trustedDocuments } from './run-document.ts';
import { staticMetrics } from './static-metrics.ts';

/** Why a document may have no answer for a scope. */
const NOTHING_TO_SAY: ReadonlySet<string> = new Set(['METRIC_NOT_FOR_SCOPE', 'RANKING_TOO_LONG']);

/** Scopes whose files are made together: what they ask is read by one statement for all of them. */
const TOGETHER = 100;

/**
 * Writes `<document>/<scope>.json` into `folder`, `-` for `:` in the scope, for every trusted document and every scope
 * that its metrics are made for, and `<document>/<scope>.<metric>.json` for those of `staticMetrics`: the same bytes as
 * `/w/<document>?scope=…` answers while the publication is current. `scope/<scope>.json` holds the pages of all documents of
 * one scope, `{"answers":{"<document>":{"extensions":{"pages":…}}}}`, which elements of a page share.
 * @returns how many files were written. @throws when a document fails for any other reason.
 */
export async function writeStatic(publication: Publication, folder: string): Promise<number> {
  const scopes = (await scopeTree(publication)).all();
  for (const name of [...trustedDocuments.keys(), ALL]) mkdirSync(join(folder, name), { recursive: true });
  let count = 0;
  for (let from = 0; from < scopes.length; from += TOGETHER) {
    const files = scopes.slice(from, from + TOGETHER).flatMap(filesOf);
    count += await writeTogether(publication, folder, files);
  }
  return count;
}

/** Folder of the files that hold what every document says of one scope. */
const ALL = 'scope';

/** One file: a document for a scope, of its own metric or of one that is listed. */
type StaticFile = { readonly name: string; readonly scope: Scope; readonly metric?: string };

/** Writes files whose documents run at once and share their readings. @returns how many documents had an answer. */
async function writeTogether(publication: Publication, folder: string, files: readonly StaticFile[]): Promise<number> {
  const failures: unknown[] = [];
  const pagesOf = new Map<string, string[]>();
  const context = {
    publications: onlyThis(publication),
    requestId: `static ${publication.id}`,
    onFailure: (error: unknown) => failures.push(error),
    loaders: new Map(),
  };
  const written = await Promise.all(
    files.map(async ({ name, scope: { id }, metric }) => {
      const kind = kindsOf[name]?.(id);
      try {
        const body = await runDocument(context, name, { scope: id, ...(metric && { metric }), ...(kind && { kind }) });
        const file = id.replace(':', '-');
        writeFileSync(join(folder, name, `${[file, ...(metric ? [metric] : [])].join('.')}.json`), body);
        if (!metric) pagesOf.set(file, [...(pagesOf.get(file) ?? []), ...pagesIn(name, body)]);
        return 1;
      } catch (error) {
        if (!(error instanceof DocumentFailed && NOTHING_TO_SAY.has(error.code))) throw failures[0] ?? error;
        return 0;
      }
    }),
  );
  for (const [file, pages] of pagesOf) {
    writeFileSync(join(folder, ALL, `${file}.json`), `{"answers":{${pages.sort().join(',')}}}`);
  }
  return written.reduce<number>((sum, one) => sum + one, 0);
}

/** The pages of an answer as a member of JSON; none for documents without. */
function pagesIn(name: string, body: Buffer): string[] {
  const { extensions } = JSON.parse(body.toString('utf8')) as { extensions?: object };
  return extensions ? [`${JSON.stringify(name)}:${JSON.stringify({ extensions })}`] : [];
}

/** What is written of a scope: of each document its own metric, and more where listed; nothing where no scope lies below. */
function filesOf(scope: Scope): StaticFile[] {
  return [...trustedDocuments.keys()].flatMap((name) => {
    if (kindsOf[name] && /^park:|^region:\d{7,}$/.test(scope.id)) return [];
    return [{ name, scope }, ...(staticMetrics[name] ?? []).map((metric) => ({ name, scope, metric }))];
  });
}

/** A publication that nobody can choose against, such as one that is still being built. */
function onlyThis(publication: Publication): Publications {
  return {
    current: () => publication,
    find: async () => publication,
    list: () => [publication.manifest],
    withdrawals: () => [],
    onChange: () => () => {},
    close: async () => {},
  };
}
