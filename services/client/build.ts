import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Writes the package that other projects install to `dist/`: JavaScript and its types, as Node strips no types from what
 * lies in `node_modules`. `npm pack` makes one file of it.
 * @returns the folder.
 */
export function buildClient(): string {
  const here = fileURLToPath(new URL('./', import.meta.url));
  const folder = `${here}dist/`;
  rmSync(folder, { recursive: true, force: true });
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  execFileSync(process.execPath, [tsc, '-p', `${here}tsconfig.json`], { stdio: 'inherit' });
  const { private: _, exports: __, ...own } = JSON.parse(readFileSync(`${here}package.json`, 'utf8'));
  const built = { types: './*.d.ts', default: './*.js' };
  const made = { ...own, exports: { './codegen.ts': './codegen.ts', './*.ts': built, './*': built } };
  writeFileSync(`${folder}package.json`, `${JSON.stringify(made, null, 2)}\n`);
  for (const file of ['README.md', 'codegen.ts']) copyFileSync(`${here}${file}`, `${folder}${file}`);
  return folder;
}

if (import.meta.main) console.log(buildClient());
