import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Codes } from './reach.ts';
import { type Lies, type Register, ruleOf } from './rules.ts';

/** Names a column of the row that is asked about. */
export type ColumnNamed = (name: string) => RawBuilder<unknown>;

/** The codes of a reach as expressions: bound values, or parameters that a plan fills in later. */
export type BoundCodes = {
  readonly federations: Expression<string>;
  readonly regions: Expression<string>;
  /** Where they are known as runs: for columns that refer to the tree itself, and so hold no other code. */
  readonly federationRuns?: BoundRuns | undefined;
  readonly regionRuns?: BoundRuns | undefined;
};
type BoundRuns = readonly { readonly first: Expression<string>; readonly last: Expression<string> }[];

/**
 * The condition that a row of the register lies within these codes, on the row's own columns; null columns lie nowhere.
 * It knows no register but through `rules.ts`, so a row is never looked at in two ways.
 */
export function liesWithin(
  register: Register,
  column: ColumnNamed,
  codes: BoundCodes,
  lies: Lies = ruleOf(register).lies,
): RawBuilder<SqlBool> {
  return within(lies, column, codes);
}

/** The codes of a reach as bound values. */
export function bound(codes: Codes): BoundCodes {
  return { federations: sql.val(codes.federations), regions: sql.val(codes.regions) };
}

function within(lies: Lies, column: ColumnNamed, codes: BoundCodes): RawBuilder<SqlBool> {
  const federationListed = (code: RawBuilder<unknown>) => sql<SqlBool>`${code} = any(${codes.federations}::text[])`;
  const regionListed = (code: RawBuilder<unknown>) => sql<SqlBool>`${code} = any(${codes.regions}::text[])`;
  const federationIs = (code: RawBuilder<unknown>) =>
    codes.federationRuns ? inRuns(code, codes.federationRuns) : federationListed(code);
  const regionIs = (code: RawBuilder<unknown>) =>
    codes.regionRuns ? inRuns(code, codes.regionRuns) : regionListed(code);
  const unionIs = (id: RawBuilder<unknown>) => sql<SqlBool>`exists (
    select from trade_union as within_union
    where within_union.union_id = ${id} and ${federationIs(sql`within_union.federation_code`)})`;
  // Where its latest period lies. One step down the primary key, whatever number of periods there are, and one only: what
  // is compared with both ends of a run is looked up for each.
  const enterpriseIs = (id: RawBuilder<unknown>) => sql<SqlBool>`exists (
    select from (
      select within_period.region_code from enterprise_period as within_period
      where within_period.enterprise_id = ${id} order by within_period.valid_from desc limit 1
    ) as within_latest
    where ${regionIs(sql`within_latest.region_code`)})`;
  const parkIs = (code: RawBuilder<unknown>) => sql<SqlBool>`exists (
    select from park as within_park where within_park.park_code = ${code} and ${regionIs(sql`within_park.region_code`)})`;
  switch (lies.at) {
    case 'region':
      return regionIs(column('region_code'));
    case 'federation':
      return federationIs(column('federation_code'));
    case 'union':
      return unionIs(column('union_id'));
    case 'enterprise':
      return enterpriseIs(column('enterprise_id'));
    case 'holder':
      return sql`(${federationIs(column('federation_code'))} or ${unionIs(column('union_id'))})`;
    case 'entrant':
      // The union first: its federation stands in its row, an enterprise's place must be looked for.
      return sql`(${unionIs(column('union_id'))} or ${enterpriseIs(column('enterprise_id'))})`;
    case 'place':
      return sql`(${regionIs(column('region_code'))} or ${parkIs(column('park_code'))})`;
    case 'scope': {
      const code = sql`split_part(${column('scope_id')}, ':', 2)`;
      return sql`case split_part(${column('scope_id')}, ':', 1)
        when 'region' then ${regionListed(code)}
        when 'park' then ${parkIs(code)}
        when 'federation' then ${federationListed(code)}
        when 'union' then exists (
          select from trade_union as within_union
          where within_union.union_code = ${code} and ${federationIs(sql`within_union.federation_code`)})
        else false end`;
    }
    case 'parent': {
      const alias = `within_${lies.register}`;
      const parent = ruleOf(lies.register as Register).lies;
      return sql`exists (
        select from ${sql.table(lies.register)} as ${sql.id(alias)}
        where ${sql.id(alias)}.${sql.id(lies.by)} = ${column(lies.by)}
          and ${within(parent, (name) => sql`${sql.id(alias)}.${sql.id(name)}`, codes)})`;
    }
    case 'nowhere':
      return sql`false`;
  }
}

/** Two comparisons for each row, however many codes there are; a list is made a hash, or gone through, by every statement. */
function inRuns(code: RawBuilder<unknown>, runs: BoundRuns): RawBuilder<SqlBool> {
  if (runs.length === 0) return sql<SqlBool>`false`;
  const each = runs.map(({ first, last }) => sql`${code} between ${first}::text and ${last}::text`);
  return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}
