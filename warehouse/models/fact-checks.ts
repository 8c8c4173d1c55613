import { type FactColumns, segmentFamilies, WHOLE } from './facts.ts';
import type { Check, Model } from './model.ts';

/** The promises that every table made of facts keeps. */
export function factChecks({ name, facts }: Model, columns: FactColumns): Check[] {
  const keys = ['scope_id', 'segment', ...columns.keys, ...(facts === 'flow' ? ['period_kind'] : [])].join(', ');
  const block = (promise: string, sql: string): Check => ({ name: `${name}: ${promise}`, severity: 'block', sql });
  const checks = [
    block(
      'stretches follow each other without gap or overlap until the night',
      `select * from (
        select ${keys}, valid_from, valid_to, lead(valid_from, 1, (select (as_of + 1)::date from night))
          over (partition by ${keys} order by valid_from) as next_from
        from ${name}
      ) where valid_to <> next_from or valid_from >= valid_to`,
    ),
    block('every scope is in the tree', `select distinct scope_id from ${name} anti join scope using (scope_id)`),
  ];
  if (columns.segments.length === 0) return checks;
  const families = columns.segments.map((segment) => `'${segmentFamilies[segment]}'`).join(', ');
  const others = keys.replace('segment, ', '').replace(', segment', '');
  return [
    ...checks,
    block(
      'the segments of a family add up to the whole on the night',
      `select * from (
        select ${others}, split_part(segment, ':', 1) as family,
          ${columns.measures.map((measure) => `sum(${measure}) as ${measure}`).join(', ')}
        from ${name} cross join night
        where as_of >= valid_from and as_of < valid_to
        group by all
      )
      where family in ('${WHOLE}', ${families})
      window whole as (partition by ${others})
      qualify ${columns.measures.map((measure) => `min(${measure}) over whole <> max(${measure}) over whole`).join(' or ')}`,
    ),
  ];
}
