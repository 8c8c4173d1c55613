import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../scripts/demo/cli.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'union-demo-cli-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function demo(...args: string[]): { status: number | null; told: string } {
  const { DATABASE_URL: _, ...env } = process.env;
  const { status, stderr, stdout } = spawnSync(process.execPath, [cli, ...args], { env, encoding: 'utf8' });
  return { status, told: stdout + stderr };
}

test('the county is written as workbooks, and both rates of its parks are told', () => {
  const { status, told } = demo('--scale', 'county', '--seed', '5', '--until', '2026-11-20', '--out', folder);
  expect(status, told).toBe(0);
  const files = readdirSync(folder).filter((name) => name.endsWith('.xlsx'));
  expect(files).toHaveLength(14);
  for (const file of files) expect(told).toContain(file);
  expect(told).toMatch(/85\.00% +\d\d\.\d\d% +射阳县纺织染整产业园/);
});

test.each([
  [['--scale', 'moon'], '--scale moon'],
  [['--until', '2026-02-30'], '--until 2026-02-30'],
  [['--seed', 'x'], '--seed x'],
  [['--scale', 'city', '--fraction', '2'], '--fraction 2'],
  [['--scale', 'city'], 'DATABASE_URL'],
  [['--moon'], '--moon'],
])('%j is refused with one sentence that names what is wrong', (args, named) => {
  const { status, told } = demo(...args);
  expect(status).toBe(2);
  expect(told).toContain(named);
  expect(told).not.toContain('    at ');
});
