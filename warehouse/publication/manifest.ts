import type { AcceptedDrift } from '../contract/drift.ts';
import type { Inputs } from '../extract/extract.ts';
import type { CheckResult } from '../models/model.ts';
import type { Rules } from '../rules.ts';

/** What a publication says about itself; `manifest.json` in its folder. */
export type Manifest = {
  /** `<asOf>-<n>`, n counts the publications of that day from 1. */
  readonly publicationId: string;
  /** The day that the figures speak of, the last full day when it was built. */
  readonly asOf: string;
  /** ISO instants. */
  readonly publishedAt: string;
  readonly startedAt: string;
  readonly codeVersion: string;
  /** Definition version of each metric. */
  readonly definitions: Readonly<Record<string, number>>;
  /** The rules and parameters that the figures were made by. */
  readonly rules: Rules;
  readonly inputs: Inputs;
  /** Equal for publications that say the same, whatever their files look like. */
  readonly content: Content;
  /** Every file but the manifest, sorted by path. `rows` is null where a file has none. */
  readonly files: readonly PublishedFile[];
  readonly checks: readonly CheckResult[];
  /** Registers whose row counts moved beyond their tolerance, and who let them through; counts of household registers are rounded. */
  readonly acceptedDrifts: readonly AcceptedDrift[];
  /** Milliseconds a step. */
  readonly durations: Readonly<Record<string, number>>;
  /** The publication that this one followed. */
  readonly previous: string | null;
};

/**
 * Hashes of what the tables hold. The same registers, day, rules and code give the same; DuckDB lays the bytes of its own
 * file out anew each time, so that file has another hash each night.
 */
export type Content = {
  /** Of the hashes of all tables and metrics below. */
  readonly sha256: string;
  /** By table, and by `figure/<metric>`: the hash of its Parquet file, which holds exactly its rows. */
  readonly tables: Readonly<Record<string, string>>;
};

export type PublishedFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number | null;
};

/** `current.json`: the publication that is served. */
export type Pointer = { readonly publicationId: string; readonly manifestSha256: string };

export const POINTER = 'current.json';
export const MANIFEST = 'manifest.json';
export const DATABASE = 'warehouse.duckdb';
/** Folders of this prefix are under construction. */
export const BUILDING = '.building-';
/** Folders of this prefix are being deleted. */
export const RETIRED = '.retired-';

const PUBLICATION_ID = /^(\d{4}-\d{2}-\d{2})-(\d+)$/;

/** The day and number of a publication id; undefined for another text. */
export function parsePublicationId(id: string): { asOf: string; number: number } | undefined {
  const parts = PUBLICATION_ID.exec(id);
  return parts?.[1] && parts[2] ? { asOf: parts[1], number: Number(parts[2]) } : undefined;
}
