import { readdirSync, readFileSync } from 'node:fs';
import type { Check, Model } from './model.ts';

/** Reads the SQL models of this folder, `staging/*.sql` and `marts/*.sql`, with the checks beside them. */
export function readModels(): Model[] {
  return [...readFolder('staging', 'staging'), ...readFolder('marts', 'mart')];
}

function readFolder(folder: string, kind: Model['kind']): Model[] {
  const url = new URL(`./${folder}/`, import.meta.url);
  const files = readdirSync(url).toSorted();
  return files
    .filter((file) => file.endsWith('.sql') && !file.endsWith('.check.sql'))
    .map((file) => {
      const name = file.slice(0, -'.sql'.length);
      const checkFile = `${name}.check.sql`;
      const checks = files.includes(checkFile) ? readChecks(name, readFileSync(new URL(checkFile, url), 'utf8')) : [];
      return { name, kind, sql: readFileSync(new URL(file, url), 'utf8'), checks };
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
