import { readdirSync, readFileSync } from 'node:fs';
import type { Check, Model } from './model.ts';

/**
 * Reads the SQL models of this folder with the checks beside them: `staging/*.sql`, `marts/*.sql`, and the facts of
 * `stocks/*.sql` and `flows/*.sql`, which are published unless their name begins with `stg_`.
 */
export function readModels(): Model[] {
  return [
    ...readFolder('staging'),
    ...readFolder('stocks', 'stock'),
    ...readFolder('flows', 'flow'),
    ...readFolder('marts'),
  ];
}

function readFolder(folder: string, facts?: Model['facts']): Model[] {
  const url = new URL(`./${folder}/`, import.meta.url);
  const files = readdirSync(url).toSorted();
  return files
    .filter((file) => file.endsWith('.sql') && !file.endsWith('.check.sql'))
    .map((file) => {
      const name = file.slice(0, -'.sql'.length);
      const checkFile = `${name}.check.sql`;
      const checks = files.includes(checkFile) ? readChecks(name, readFileSync(new URL(checkFile, url), 'utf8')) : [];
      const kind = folder === 'staging' || name.startsWith('stg_') ? 'staging' : 'mart';
      return { name, kind, facts, sql: readFileSync(new URL(file, url), 'utf8'), checks };
    });
}

/** Splits a check file into its queries: each begins with `-- block: promise` or `-- warn: promise`. */
export function readChecks(model: string, text: string): Check[] {
  const heads = [...text.matchAll(/^-- (block|warn): (.+)$/gm)];
  return heads.map((head, i) => ({
    name: `${model}: ${head[2]}`,
    severity: head[1] as Check['severity'],
    sql: text
      .slice(head.index + head[0].length, heads[i + 1]?.index)
      .trim()
      .replace(/;$/, ''),
  }));
}
