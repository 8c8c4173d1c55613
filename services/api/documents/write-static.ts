import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { kindsOf } from '../fragment/render-fragment.ts';
import { scopeTree } from '../scope/scope-tree.ts';
import { DocumentFailed, runDocument, trustedDocuments } from './run-document.ts';
import { staticMetrics } from './static-metrics.ts';

/** Why a document may have no answer for a scope. */
const NOTHING_TO_SAY: ReadonlySet<string> = new Set(['METRIC_NOT_FOR_SCOPE', 'RANKING_TOO_LONG']);

/**
 * Writes `<document>/<scope>.json` into `folder`, `-` for `:` in the scope, for every trusted document and every scope
 * that its metrics are made for, and `<document>/<scope>.<metric>.json` for those of `staticMetrics`: the same bytes as
 * `/w/<document>?scope=…` answers while the publication is current.
 * @returns how many files were written. @throws when a document fails for any other reason.
 */
export async function writeStatic(publication: Publication, folder: string): Promise<number> {
  const failures: unknown[] = [];
  const context = {
    publications: onlyThis(publication),
    requestId: `static ${publication.id}`,
    onFailure: (error: unknown) => failures.push(error),
  };
  const scopes = (await scopeTree(publication)).all();
  let count = 0;
  for (const name of trustedDocuments.keys()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const { scope, metric } of scopes.flatMap((scope) => filesOf(name, scope.id))) {
      const kind = kindsOf[name]?.(scope);
      try {
        const body = await runDocument(context, name, { scope, ...(metric && { metric }), ...(kind && { kind }) });
        writeFileSync(
          join(folder, name, `${[scope.replace(':', '-'), ...(metric ? [metric] : [])].join('.')}.json`),
          body,
        );
        count++;
      } catch (error) {
        if (!(error instanceof DocumentFailed && NOTHING_TO_SAY.has(error.code))) throw failures[0] ?? error;
      }
    }
  }
  return count;
}

/** What is written of a document for a scope: its own metric, and more where listed; nothing where no scope lies below. */
function filesOf(name: string, scope: string): readonly { readonly scope: string; readonly metric?: string }[] {
  if (kindsOf[name] && /^park:|^region:\d{7,}$/.test(scope)) return [];
  return [{ scope }, ...(staticMetrics[name] ?? []).map((metric) => ({ scope, metric }))];
}

/** A publication that nobody can choose against, such as one that is still being built. */
function onlyThis(publication: Publication): Publications {
  return {
    current: () => publication,
    find: async () => publication,
    list: () => [publication.manifest],
    onChange: () => () => {},
    close: async () => {},
  };
}
