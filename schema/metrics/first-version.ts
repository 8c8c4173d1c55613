import type { Definition, Words } from './metric.ts';

/** The first version of a metric's rule, in force since the catalogue began. */
export function firstVersion(id: string, notes: Words, source: Words): Definition {
  return { id, version: 1, since: '2026-11-01', notes, source };
}
