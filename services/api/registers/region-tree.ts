import { type Expression, type RawBuilder, sql } from 'kysely';

/** The codes of a region and of everything below it, as a sub-select. */
export function regionsWithin(code: string | Expression<string>): RawBuilder<string> {
  return sql<string>`(with recursive within (region_code) as (
    select ${code}::text
    union
    select region.region_code from region join within on region.parent_code = within.region_code
  ) select region_code from within)`;
}

/** The codes of a federation and of everything below it, as a sub-select. */
export function federationsWithin(code: string | Expression<string>): RawBuilder<string> {
  return sql<string>`(with recursive within (federation_code) as (
    select ${code}::text
    union
    select federation.federation_code from federation join within on federation.parent_code = within.federation_code
  ) select federation_code from within)`;
}

/** A text to look for anywhere in a column, with the wildcards of LIKE taken literally. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
