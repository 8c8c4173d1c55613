import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { MartName, Metric } from '@union/schema/metrics/metric.ts';
import { literal } from '../duckdb.ts';
import type { Model } from './model.ts';

/** How a figure is cut out of its mart: expressions over the mart's columns. */
type Cut = { period: string; keys: string; unclassified: string; source: string; suppressed: string; isMoney: boolean };

const stock = `'day' as period_kind, null::date as period_start`;
const flow = 'period_kind, period_start';
const noKeys = 'null::varchar as scheme_code, null::varchar as rule_code, null::varchar as level_key';

const cuts: Record<MartName, Cut> = {
  coverage: {
    period: stock,
    keys: noKeys,
    unclassified: 'null',
    source: 'source',
    suppressed: 'false',
    isMoney: false,
  },
  park_union: {
    period: stock,
    keys: noKeys,
    unclassified: 'null',
    source: `'register'`,
    suppressed: 'false',
    isMoney: false,
  },
  star_distribution: {
    period: stock,
    keys: 'scheme_code, null::varchar as rule_code, level_key',
    unclassified: 'null',
    source: `'register'`,
    suppressed: 'false',
    isMoney: false,
  },
  spending_share: {
    period: flow,
    keys: 'null::varchar as scheme_code, rule_code, null::varchar as level_key',
    unclassified: 'unclassified_cents',
    source: `'register'`,
    suppressed: 'false',
    isMoney: true,
  },
  assistance_share: {
    period: flow,
    keys: noKeys,
    unclassified: 'unclassified_cents',
    source: `'register'`,
    suppressed: 'is_suppressed',
    isMoney: true,
  },
};

/**
 * The view `figure_<metric id>`: one row a figure. state: suppressed, not_applicable (the denominator is 0, or money not
 * above 0), zero (the numerator is 0), reported. A row whose parts the mart does not know is no figure: not reported.
 */
function figureView(metric: Metric): Model {
  const cut = cuts[metric.mart];
  const { column: numerator } = metric.numerator;
  const { column: denominator } = metric.denominator;
  const inapplicable = cut.isMoney ? `${denominator} <= 0` : `${denominator} = 0`;
  const kinds = metric.scopes.map(literal).join(', ');
  const sql = `
    select
      ${literal(metric.id)} as metric_id,
      ${metric.definition.version} as definition_version,
      scope_id,
      as_of,
      ${cut.period},
      ${cut.keys},
      ${numerator}::bigint as numerator,
      ${denominator}::bigint as denominator,
      case when not (${inapplicable}) then ${numerator} / ${denominator} end as value,
      case
        when ${cut.suppressed} then 'suppressed'
        when ${inapplicable} then 'not_applicable'
        when ${numerator} = 0 then 'zero'
        else 'reported'
      end as state,
      ${cut.unclassified}::bigint as unclassified,
      ${cut.source} as source
    from ${metric.mart}
    where split_part(scope_id, ':', 1) in (${kinds})
      and (${cut.suppressed} or (${numerator} is not null and ${denominator} is not null))`;
  return { name: `figure_${metric.id}`, kind: 'view', sql, checks: [] };
}

/** A view for each metric of the catalogue, and `figure`, all of them together. */
export const figureModels: readonly Model[] = [
  ...catalogue.map(figureView),
  {
    name: 'figure',
    kind: 'view',
    sql: catalogue.map((metric) => `select * from figure_${metric.id}`).join('\nunion all\n'),
    checks: [
      {
        name: 'figure: a figure stands once',
        severity: 'block',
        sql: `select metric_id, scope_id, as_of, period_kind, scheme_code, rule_code, level_key
          from figure group by all having count(*) > 1`,
      },
      {
        name: 'figure: a ratio of the catalogue is a share between 0 and 1, or members beyond workers',
        severity: 'warn',
        sql: `select metric_id, scope_id, as_of, period_kind, value from figure
          where value not between 0 and 1 and metric_id not like 'spending%' and metric_id not like 'assistance%'`,
      },
    ],
  },
];
