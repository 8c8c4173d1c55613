import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';
import { z } from 'zod';
import { ExportNotFound } from './errors.ts';

/** The form of a code; raised when the same bytes would be read in another way. */
const FORM = '1';
/** Characters of the longest code: an address that every proxy lets pass. */
const LONGEST = 6000;

/**
 * A metric query as a word for addresses: the whole query, packed, so that nothing must be kept for it. The same query
 * gives the same word.
 */
export function codeOf(request: MetricQueryRequest): string {
  return FORM + deflateRawSync(JSON.stringify(sorted(request)), { level: 9 }).toString('base64url');
}

/** The same with the names of every object in order, however they were given. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, sorted(one)]));
}

/** What zlib gives with `info`: the bytes, and how many of the packed ones they were made of. */
type Unpacked = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

/** The query of a word. @throws ExportNotFound when it is none. */
export function requestOfCode(code: string): MetricQueryRequest {
  if (!code.startsWith(FORM) || code.length > LONGEST) throw new ExportNotFound(code);
  try {
    const packed = Buffer.from(code.slice(FORM.length), 'base64url');
    // A decoder passes over signs that it does not know, and zlib over what follows the end: such a word is another one.
    if (packed.toString('base64url') !== code.slice(FORM.length)) throw new ExportNotFound(code);
    const { buffer, engine } = inflateRawSync(packed, { maxOutputLength: 65_536, info: true }) as unknown as Unpacked;
    if (engine.bytesWritten !== packed.length) throw new ExportNotFound(code);
    return shape.parse(JSON.parse(buffer.toString('utf8')));
  } catch {
    throw new ExportNotFound(code);
  }
}

const text = z.string().max(200);
const texts = z.array(text).max(2000);
const number = z.number();

const shape = z.strictObject({
  metrics: z
    .array(
      z.strictObject({
        metric: text,
        period: z.enum(['day', 'month', 'calendar_year', 'union_year']).optional(),
        scheme: text.optional(),
        rule: text.optional(),
        campaign: text.optional(),
        ofKind: text.optional(),
      }),
    )
    .max(100),
  scopes: z.strictObject({
    ids: texts.optional(),
    under: text.optional(),
    kind: z.enum(['nation', 'province', 'city', 'county', 'town', 'park', 'federation']).optional(),
  }),
  time: z
    .strictObject({
      grain: z.enum(['day', 'month', 'quarter', 'half_year', 'calendar_year', 'union_year']).optional(),
      from: text.optional(),
      until: text.optional(),
      last: number.optional(),
    })
    .optional(),
  by: z
    .array(
      z.enum([
        ...['scope', 'time', 'industry', 'unit_type', 'ownership', 'level', 'union_kind', 'of_kind'],
        ...['scheme', 'rule', 'campaign'],
      ] as [string, ...string[]]),
    )
    .optional(),
  segments: texts.optional(),
  levels: texts.optional(),
  filters: z
    .array(
      z.strictObject({
        metric: text,
        part: z.enum(['value', 'numerator', 'denominator']).optional(),
        atLeast: number.optional(),
        moreThan: number.optional(),
        atMost: number.optional(),
        lessThan: number.optional(),
        states: z
          .array(z.enum(['reported', 'zero', 'suppressed', 'not_applicable', 'not_reported', 'restricted']))
          .optional(),
      }),
    )
    .max(50)
    .optional(),
  compare: z
    .strictObject({
      with: z.enum(['previous_period', 'same_period_last_year', 'target', 'publication']),
      publication: text.optional(),
    })
    .optional(),
  combine: z.enum(['published', 'pooled', 'sum']).optional(),
  totals: z.boolean().optional(),
  orderBy: z
    .array(
      z.strictObject({
        by: z.enum(['scope', 'time', 'member', 'value', 'numerator', 'denominator', 'change']),
        metric: text.optional(),
        direction: z.enum(['asc', 'desc']).optional(),
      }),
    )
    .max(20)
    .optional(),
  limit: number.optional(),
}) as unknown as z.ZodType<MetricQueryRequest>;
