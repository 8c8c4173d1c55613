import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { figureKeys, type Metric } from '@union/schema/metrics/metric.ts';
import { literal } from '../duckdb.ts';
import type { Model } from './model.ts';

/** What value and state of a figure are, as SQL over its two parts (and over what says that it is withheld). */
export function figureFormula(
  metric: Metric,
  { numerator, denominator, suppressed = 'false' }: { numerator: string; denominator: string; suppressed?: string },
): { readonly value: string; readonly state: string } {
  const inapplicable = `${denominator} ${metric.denominator?.counts === 'cents' ? '<=' : '='} 0`;
  return {
    value: metric.denominator
      ? `(case when not (${inapplicable}) then ${numerator} / ${denominator} end)::double`
      : `(${numerator})::double`,
    state: `case
        when ${suppressed} then 'suppressed'
        ${metric.denominator ? `when ${inapplicable} then 'not_applicable'` : ''}
        when ${numerator} = 0 then 'zero'
        else 'reported'
      end`,
  };
}

/**
 * The view `figure_<metric id>`: one row a figure and the days [valid_from, valid_to) on which it stands. state: suppressed,
 * not_applicable (the denominator is 0, or money not above 0), zero (the numerator is 0), reported. A count has no
 * denominator: its value is the numerator. A row whose parts the mart does not know is no figure: not reported.
 * is_approximate: some number behind it is stated as about; includes_late: it counts payments of earlier months that became
 * known after those were published.
 */
export function figureView(metric: Metric): Model {
  const { column: numerator } = metric.numerator;
  const denominator = metric.denominator?.column ?? 'null';
  const suppressed = metric.disclosure === 'household' ? 'is_suppressed' : 'false';
  const { value, state } = figureFormula(metric, { numerator, denominator, suppressed });
  const period =
    metric.time === 'flow' ? 'period_kind, period_start' : `'day' as period_kind, null::date as period_start`;
  const keys = figureKeys.map((key) => (metric.keys?.includes(key) ? key : `null::varchar as ${key}`)).join(', ');
  const known = [numerator, ...(metric.denominator ? [denominator] : [])]
    .map((part) => `${part} is not null`)
    .join(' and ');
  const kinds = metric.scopes.map(literal).join(', ');
  const sql = `
    select
      ${literal(metric.id)} as metric_id,
      ${metric.definition.version} as definition_version,
      scope_id,
      segment,
      if(segment = 'all', '${metric.grain ?? 'day'}', 'month') as grain,
      valid_from,
      valid_to,
      ${period},
      ${keys},
      ${numerator}::bigint as numerator,
      ${denominator}::bigint as denominator,
      ${value} as value,
      ${state} as state,
      ${metric.unclassified ?? 'null'}::bigint as unclassified,
      ${metric.source ?? `'register'`} as source,
      ${metric.approximate === undefined ? 'false' : `coalesce(${metric.approximate}, 0) > 0`} as is_approximate,
      ${metric.late === undefined ? 'false' : `coalesce(${metric.late}, false)`} as includes_late
    from ${sourceOf(metric)}
    where split_part(scope_id, ':', 1) in (${kinds})
      and ${metric.kind === undefined ? 'true' : `kind_key = ${literal(metric.kind)}`}
      and (${suppressed} or (${known}))`;
  return { name: `figure_${metric.id}`, kind: 'view', sql, checks: [] };
}

/** The mart of a metric; where its levels are columns, with a row a level: `level_key`, `level_count`. */
function sourceOf({ mart, levels = [] }: Metric): string {
  const columns = levels.flatMap(({ key, column }) => (column === undefined ? [] : [{ key: literal(key), column }]));
  if (columns.length === 0) return mart;
  return `(
      select *, case level_key ${columns.map(({ key, column }) => `when ${key} then ${column}`).join(' ')} end as level_count
      from ${mart} cross join (values ${columns.map(({ key }) => `(${key})`).join(', ')}) as levels (level_key)
    )`;
}

/** A view for each of the metrics, and `figure`, all of them together. */
export function figureModelsOf(metrics: readonly Metric[]): Model[] {
  // Shares of things that are counted; of money, reversals may take a share below 0 or above 1.
  const countedShares = metrics.flatMap(({ id, unit, denominator }) =>
    unit === 'share' && denominator?.counts !== 'cents' ? [literal(id)] : [],
  );
  return [
    ...metrics.map(figureView),
    {
      name: 'figure',
      kind: 'view',
      sql: metrics.map((metric) => `select * from figure_${metric.id}`).join('\nunion all\n'),
      checks: [
        {
          // Of the night alone: that stretches of other days do not overlap is a promise of each mart.
          name: 'figure: a figure of the night stands once',
          severity: 'block',
          sql: `select metric_id, scope_id, segment, period_kind, ${figureKeys.join(', ')}
            from figure join night on valid_to = night.as_of + 1 group by all having count(*) > 1`,
        },
        {
          name: 'figure: a ratio of the catalogue is a share between 0 and 1, or members beyond workers',
          severity: 'warn',
          sql: `select metric_id, scope_id, valid_from, period_kind, value from figure join night on valid_to = night.as_of + 1
            where segment = 'all' and value not between 0 and 1 and metric_id in (${countedShares.join(', ') || 'null'})`,
        },
      ],
    },
  ];
}

/** Those of the whole catalogue. */
export const figureModels: readonly Model[] = figureModelsOf(catalogue);
