import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Model } from '../models/model.ts';
import { allModels } from '../models/run-models.ts';
import type { Rules } from '../rules.ts';
import type { Version } from './change.ts';
import { GitRefUnknown } from './errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What of a version is needed to know its models. */
const PARTS = ['schema', 'warehouse'] as const;
const BUFFER = 256 * 1024 * 1024;

/**
 * The models and rules of another version of the code: its own files, laid out aside and asked by a process of their own, so
 * that its catalogue makes its figures. What a model makes by code is made by the code of today.
 * @throws GitRefUnknown
 */
export function versionOf(ref: string, rules: Rules): Version {
  const folder = mkdtempSync(join(tmpdir(), 'union-version-'));
  try {
    const archive = run('git', ['archive', '--format=tar', ref, ...PARTS], ref, root);
    execFileSync('tar', ['-x', '-C', folder], { input: archive, maxBuffer: BUFFER });
    for (const part of PARTS) linkPackages(folder, part);
    const asked = pathToFileURL(join(folder, 'warehouse/models/run-models.ts')).href;
    const rulesAt = pathToFileURL(join(folder, 'warehouse/rules.ts')).href;
    const script = `
      const { allModels } = await import(${JSON.stringify(asked)});
      const { defaultRules } = await import(${JSON.stringify(rulesAt)});
      const models = allModels().map(({ make, ...model }) => ({ ...model, isMade: make !== undefined }));
      process.stdout.write(JSON.stringify({ models, defaultRules }));`;
    const answer = run(process.execPath, ['--input-type=module', '--eval', script], ref, folder);
    const { models, defaultRules } = JSON.parse(answer.toString('utf8')) as {
      models: (Model & { isMade: boolean })[];
      defaultRules: Rules;
    };
    const made = new Map(allModels().map((model) => [model.name, model]));
    return {
      name: ref,
      // Rules that the version did not know yet are those of today; settings hold for both.
      rules: { ...rules, ...withoutSettings(defaultRules, rules) },
      models: models.map(({ isMade, ...model }) => (isMade ? (made.get(model.name) ?? model) : model)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rules that a federation sets hold whatever the version; the others are the version's own. */
function withoutSettings(own: Rules, now: Rules): Partial<Rules> {
  const {
    smallCellHouseholds: _,
    householdBase: __,
    householdSettlingDays: ___,
    householdHistoryUntil: ____,
    ...rest
  } = own;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => name in now)) as Partial<Rules>;
}

function run(command: string, args: readonly string[], ref: string, cwd: string): Buffer {
  try {
    return execFileSync(command, args, { cwd, maxBuffer: BUFFER, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    throw new GitRefUnknown(ref, stderr?.toString('utf8').trim().split('\n').at(-1) || message);
  }
}

/** The packages that a part needs: those installed here, but the parts of the version itself. */
function linkPackages(folder: string, part: string): void {
  const installed = join(root, part, 'node_modules');
  const place = join(folder, part, 'node_modules');
  mkdirSync(place, { recursive: true });
  if (!existsSync(installed)) return;
  for (const name of readdirSync(installed)) {
    if (name === '@union') {
      mkdirSync(join(place, name));
      for (const own of readdirSync(join(installed, name))) {
        const target = (PARTS as readonly string[]).includes(own) ? join(folder, own) : join(installed, name, own);
        symlinkSync(target, join(place, name, own));
      }
    } else symlinkSync(join(installed, name), join(place, name));
  }
}
