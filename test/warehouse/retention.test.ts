import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@union/schema/calendar.ts';
import { listPublicationIds } from '@union/warehouse/publication/publications.ts';
import {
  applyRetention,
  KEPT_PUBLICATIONS,
  nextPublicationId,
  removeLeftovers,
} from '@union/warehouse/publication/publish.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'union-retention-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function make(...ids: string[]): void {
  for (const id of ids) mkdirSync(join(folder, id));
}

function pointTo(publicationId: string): void {
  writeFileSync(join(folder, 'current.json'), JSON.stringify({ publicationId, manifestSha256: '' }));
}

test('the newest publications are kept, and of older ones the last of each month end', () => {
  const days = Array.from({ length: 70 }, (_, i) => addDays('2024-01-20', i));
  make(...days.map((day) => `${day}-1`), '2024-01-31-2');
  pointTo(`${days.at(-1)}-1`);
  applyRetention(folder);
  const kept = listPublicationIds(folder);
  // January's last publication of its last day stands before the newest; February's end is one of them.
  expect(kept).toEqual(['2024-01-31-2', ...days.slice(-KEPT_PUBLICATIONS).map((day) => `${day}-1`)]);
});

test('what the pointer names is kept, however old', () => {
  const days = Array.from({ length: 40 }, (_, i) => addDays('2024-05-02', i));
  make(...days.map((day) => `${day}-1`));
  pointTo('2024-05-02-1');
  applyRetention(folder);
  expect(listPublicationIds(folder)).toContain('2024-05-02-1');
});

test('the tenth publication of a day follows the ninth', () => {
  make(...Array.from({ length: 10 }, (_, i) => `2024-06-30-${i + 1}`));
  expect(nextPublicationId(folder, '2024-06-30')).toBe('2024-06-30-11');
  expect(listPublicationIds(folder).at(-1)).toBe('2024-06-30-10');
});

test('leftovers of killed runs go, publications and a publication of an earlier day stay', () => {
  make('2024-06-29-1', '2024-06-30-1', '.building-2024-06-30-2', '.retired-2024-05-01-1');
  // Renamed, but killed before the pointer moved: it was never served.
  make('2024-06-30-2');
  writeFileSync(join(folder, '.current.json.123'), '{"publi');
  pointTo('2024-06-30-1');
  removeLeftovers(folder);
  expect(readdirSync(folder).toSorted()).toEqual(['2024-06-29-1', '2024-06-30-1', 'current.json']);
});
