import { join } from 'node:path';
import { type FigureKey, figureKeys } from '@union/schema/metrics/metric.ts';
import { literal } from '../duckdb.ts';
import { WHOLE } from '../models/facts.ts';
import { figureFormula } from '../models/figures.ts';
import type { Plan, PlannedMetric } from './plan.ts';
import type { Reading } from './readings.ts';
import type { CellState, FilterAsk } from './request.ts';
import { standingCtes } from './standings.ts';

/** What a record of the statement is: a figure of a row, a figure of a total, or what is known of the whole answer. */
export type Section = 'row' | 'total' | 'whole';
export const sections: readonly Section[] = ['row', 'total', 'whole'];

/** A record of the statement: one figure. Keys and segment are '' where the metric has none. */
export type QueryRecord = {
  /** Place in `sections`. */
  section: number;
  /** From 1, in the order asked for; null for totals. */
  row_no: number | null;
  /** Place of the metric and of the point in the plan. */
  m: number;
  p: number;
  /** '' where rows put scopes together. */
  scope_id: string;
  segment: string;
  scheme_code: string;
  rule_code: string;
  campaign_code: string;
  kind_key: string;
  level_key: string;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  state: CellState;
  unclassified: number | null;
  /** The day it speaks of; null when not reported. */
  as_of: string | null;
  definition_version: number | null;
  source: 'register' | 'return' | 'mixed' | null;
  is_approximate: boolean;
  includes_late: boolean;
  /** What it is compared with; null without a comparison. */
  then_numerator: number | null;
  then_denominator: number | null;
  then_value: number | null;
  then_state: CellState | null;
  then_as_of: string | null;
  target_comparison: string | null;
  target_need: number | null;
  target_status: string | null;
  /** Where the value should be on that day; null without a path. */
  target_path: number | null;
  /** How far ahead of the path, in points; negative when behind. */
  target_path_points: number | null;
  /** Of a total: what the rows shown do not hold. */
  rest_numerator: number | null;
  rest_denominator: number | null;
  /** Of the whole: how many rows there are without the limit, and how many figures are withheld. */
  row_total: number | null;
  suppressed_total: number | null;
};

export type Statement = { readonly sql: string; readonly parameters: readonly string[] };

/** Columns of the two flags; false in a publication made before there were any. */
export type FlagColumns = string;

/** Columns of the statement, in their order. */
export const recordColumns = [
  ...(['section', 'row_no', 'm', 'p', 'scope_id', 'segment'] as const),
  ...figureKeys,
  ...(['numerator', 'denominator', 'value', 'state', 'unclassified', 'as_of', 'definition_version', 'source'] as const),
  ...(['is_approximate', 'includes_late'] as const),
  ...(['then_numerator', 'then_denominator', 'then_value', 'then_state', 'then_as_of'] as const),
  ...(['target_comparison', 'target_need', 'target_status', 'target_path', 'target_path_points'] as const),
  ...(['rest_numerator', 'rest_denominator', 'row_total', 'suppressed_total'] as const),
] satisfies readonly (keyof QueryRecord)[];

/** Columns that name a row among those of its metric. */
const dims = ['p', 'scope_id', 'segment', ...figureKeys] as const;
const numbers =
  'numerator, denominator, value, state, unclassified, as_of, definition_version, source, is_approximate, includes_late';

/**
 * The one statement that answers a plan: records in the order of rows, totals, and last a record of the whole.
 * @param flags the flag columns of this publication's figures.
 * @param hasRows false: records of totals and of the whole alone.
 */
export function statementOf(plan: Plan, flags: FlagColumns, hasRows = true): Statement {
  const builder = new StatementBuilder(plan, flags, hasRows);
  return { sql: builder.sql(), parameters: builder.parameters };
}

class StatementBuilder {
  readonly parameters: string[] = [];
  private readonly plan: Plan;
  private readonly flags: string;
  private readonly hasRows: boolean;
  private readonly readings = new Map<string, { name: string; sql: string }>();
  private span: string | undefined;

  constructor(plan: Plan, flags: string, hasRows: boolean) {
    this.plan = plan;
    this.flags = flags;
    this.hasRows = hasRows;
  }

  sql(): string {
    const { plan } = this;
    const picked = this.parameter(plan.scopes.map(({ id }) => id).join('\n'));
    const isCompared = plan.compare !== undefined && plan.compare.with !== 'target';
    const cells = plan.metrics.map((planned, m) => this.cellsOf(planned, m, planned.readings, 'now'));
    const thens = isCompared
      ? plan.metrics.map((planned, m) => this.cellsOf(planned, m, planned.compared, 'then'))
      : undefined;
    const ctes = [
      `picked as (
        select unnest(range(len(ids)))::integer as ord, unnest(ids) as scope_id from (select string_split(${picked}, chr(10)) as ids)
        ${plan.scopes.length === 0 ? 'limit 0' : ''}
      )`,
      `points as (select unnest([${plan.poolsTime ? 0 : plan.points.map(({ no }) => no).join(', ')}])::integer as p)`,
      `metrics as (select unnest(range(${plan.metrics.length}))::integer as m)`,
      ...[...this.readings.values()].map(({ sql }) => sql),
      `cells as materialized (${cells.join('\n union all \n')})`,
      ...(thens ? [`thens as materialized (${thens.join('\n union all \n')})`] : []),
      `grid as (${this.grid()})`,
      `tuples as materialized (${this.tuples(thens !== undefined)})`,
      `rows as materialized (${this.rows()})`,
      ...(plan.totals === 'none' ? [] : [`totals as materialized (${this.totals()})`]),
      ...(plan.compare?.with === 'target' ? this.standings() : []),
    ];
    return `with ${ctes.join(',\n')}
      ${this.answer(thens !== undefined)}
      order by section, row_no, p, m`;
  }

  private parameter(value: string): string {
    return `$${this.parameters.push(value)}`;
  }

  /** Name of the CTE of these readings, one for all metrics that are read alike. */
  private readingsName(readings: readonly Reading[]): string {
    const columns = ['point', 'day', 'base', 'periodStart', 'after'] as const;
    const lists = columns.map((column) => readings.map((reading) => reading[column] ?? '').join(','));
    const key = lists.join(' ');
    const known = this.readings.get(key);
    if (known) return known.name;
    const name = `readings_${this.readings.size}`;
    const columnOf = (list: string) => `unnest(string_split(${this.parameter(list)}, ','))`;
    const names = ['p', 'day', 'base', 'period_start', 'known_after'];
    const from =
      readings.length === 0
        ? `select ${names.map((column) => `'' as ${column}`).join(', ')} limit 0`
        : `select ${names.map((column, at) => `${columnOf(lists[at] ?? '')} as ${column}`).join(', ')}`;
    const asDay = (column: string) => `nullif(${column}, '')::date as ${column}`;
    const sql = `${name} as materialized (
      select p::integer as p, ${['day', 'base', 'period_start', 'known_after'].map(asDay).join(', ')} from (${from})
    )`;
    this.readings.set(key, { name, sql });
    return name;
  }

  /** The figures of a metric by row, put together where rows do, and those of its totals. */
  private cellsOf(planned: PlannedMetric, m: number, readings: readonly Reading[], when: 'now' | 'then'): string {
    const { plan } = this;
    const parts = this.read(planned, m, readings, when, 'part');
    const time = plan.poolsTime ? '0 as p' : 'p';
    const scope = plan.poolsScopes ? `'' as scope_id` : 'scope_id';
    const own =
      plan.poolsScopes || plan.poolsTime ? pooled(planned, m, parts, [time, scope, 'segment'], plan.keys) : parts;
    const selects = [`select false as is_total, * from (${own})`];
    if (plan.totals !== 'none') {
      const of = plan.totals === 'published' ? this.read(planned, m, readings, when, 'parent') : parts;
      // A total has neither scope nor segment nor keys of its own; of levels it is all of them.
      const isOfLevels = plan.keys.includes('level_key');
      selects.push(
        `select true as is_total, * from (${pooled(planned, m, of, [time, `'' as scope_id`, `'' as segment`], [], isOfLevels)})`,
      );
    }
    return selects.join(' union all ');
  }

  /** The published figures of the parts that rows are made of, or of the scope whose figure the total is. */
  private read(
    planned: PlannedMetric,
    m: number,
    readings: readonly Reading[],
    when: 'now' | 'then',
    of: 'part' | 'parent',
  ): string {
    const { mode } = planned;
    const name = this.readingsName(readings);
    if (!mode.isDifference) return this.standing(planned, m, name, when, of, 'day');
    const ends = this.standing(planned, m, name, when, of, 'day');
    const bases = this.standing(planned, m, name, when, of, 'base');
    const keys = ['p', 'scope_id', 'segment', ...figureKeys].join(', ');
    const less = (column: string) => `ends.${column} - if(has_base, coalesce(bases.${column}, 0), 0)`;
    const { value, state } = figureFormula(planned.metric, {
      ...{ numerator: 'numerator', denominator: 'denominator', suppressed: 'is_withheld' },
    });
    // A rule that came into force within the year has no sum until the day before: what it would be is not known.
    const isKnown = planned.metric.keys?.includes('rule_code')
      ? `where not has_base or has_own_base or not exists (
          select 1 from (${bases}) as others where others.p = ends.p and others.scope_id = ends.scope_id)`
      : '';
    return `select m, ${keys}, numerator, denominator, ${value} as value, ${state} as state, unclassified, as_of,
        definition_version, source, is_approximate, includes_late
      from (
        select
          ends.* exclude (numerator, denominator, unclassified),
          ${less('numerator')} as numerator, ${less('denominator')} as denominator, ${less('unclassified')} as unclassified,
          ends.state = 'suppressed' or (has_base and coalesce(bases.state = 'suppressed', false)) as is_withheld
        from (select *, base_day is not null as has_base from (
            select own.*, ${name}.base as base_day from (${ends}) as own join ${name} using (p)
          )) as ends
          left join (select *, true as has_own_base from (${bases})) as bases using (${keys})
        ${isKnown}
      )`;
  }

  /** The rows of a metric that stand on a day of each reading. */
  private standing(
    { metric, mode, choice, closed }: PlannedMetric,
    m: number,
    readings: string,
    when: 'now' | 'then',
    of: 'part' | 'parent',
    on: 'day' | 'base',
  ): string {
    const { plan } = this;
    const source =
      when === 'then' && plan.otherFolder !== undefined && plan.compare?.with === 'publication'
        ? `read_parquet(${literal(join(plan.otherFolder, 'parquet', 'figure', `${metric.id}.parquet`))})`
        : `figure_${metric.id}`;
    const flags = when === 'then' ? 'false as is_approximate, false as includes_late' : this.flags;
    const order: string[] = [];
    const where: string[] = [];
    for (const key of figureKeys) {
      const codes = choice[key];
      if (codes === undefined || codes.length === 0) continue;
      const list = `string_split(${this.parameter(codes.join('\n'))}, chr(10))`;
      where.push(`and list_contains(${list}, ${key})`);
      if (codes.length > 1 && !plan.keys.includes(key)) order.push(`list_position(${list}, ${key})`);
    }
    // Files of another publication are read as they are, whoever asks.
    if (closed.size > 0) {
      where.push(`and not list_contains(string_split(${this.parameter([...closed].join('\n'))}, chr(10)), scope_id)`);
    }
    const spoken = metric.disclosure === 'household' ? 'valid_from' : `${readings}.${on}`;
    const after = on === 'day' ? `and (known_after is null or valid_from > known_after)` : '';
    return `select ${m} as m, p, scope_id, segment, ${figureKeys.map((key) => `coalesce(${key}, '') as ${key}`).join(', ')},
        numerator, denominator, value, state, unclassified, ${spoken} as as_of, definition_version, source, ${flags}
      from ${readings} join ${source} as own
        on own.valid_from <= ${readings}.${on} and own.valid_to > ${readings}.${on}
      where period_kind = ${literal(mode.period)} and ${of === 'part' ? this.partCondition() : this.parentCondition()}
        and (${readings}.period_start is null or own.period_start is null or own.period_start = ${readings}.period_start)
        ${after} ${where.join(' ')}
      ${order.length === 0 ? '' : `qualify row_number() over (partition by p, scope_id, segment, ${['level_key', ...plan.keys].join(', ')} order by ${order.join(', ')}) = 1`}`;
  }

  private partCondition(): string {
    return `scope_id in (select scope_id from picked) and ${this.between()} and ${this.segmentCondition()}`;
  }

  /** The first and the last id, which the picked ones lie between: marts are kept by scope, so the rest is not even read. */
  private between(): string {
    if (this.span === undefined) {
      let [first, last] = [this.plan.scopes[0]?.id ?? '', ''];
      for (const { id } of this.plan.scopes) {
        if (isBefore(id, first)) first = id;
        if (isBefore(last, id)) last = id;
      }
      this.span = `scope_id between ${this.parameter(first)} and ${this.parameter(last)}`;
    }
    return this.span;
  }

  private parentCondition(): string {
    const { plan } = this;
    const segment = plan.segment.kind === 'fixed' ? this.parameter(plan.segment.id) : literal(WHOLE);
    return `scope_id = ${this.parameter(plan.parent?.id ?? '')} and segment = ${segment}`;
  }

  private segmentCondition(): string {
    const { segment } = this.plan;
    switch (segment.kind) {
      case 'whole':
        return `segment = ${literal(WHOLE)}`;
      case 'fixed':
        return `segment = ${this.parameter(segment.id)}`;
      case 'family':
        return segment.ids === undefined
          ? `starts_with(segment, ${literal(`${segment.family}:`)})`
          : `list_contains(string_split(${this.parameter(segment.ids.join('\n'))}, chr(10)), segment)`;
    }
  }

  /** What rows there are: every scope on every point, reported or not; of segments and keys those that have a figure. */
  private grid(): string {
    const { plan } = this;
    if (plan.segment.kind === 'family' || plan.keys.length > 0) {
      return `select distinct ${dims.join(', ')} from cells where not is_total`;
    }
    const segment = plan.segment.kind === 'fixed' ? this.parameter(plan.segment.id) : literal(WHOLE);
    const scopes = plan.poolsScopes ? `(select '' as scope_id)` : '(select scope_id from picked)';
    return `select p, scope_id, ${segment}::varchar as segment, ${figureKeys.map((key) => `'' as ${key}`).join(', ')}
      from ${scopes} cross join points`;
  }

  /** Rows in their order, with the number of all of them. */
  private tuples(isCompared: boolean): string {
    const { plan } = this;
    const { filters = [], limit } = plan.request;
    const joins = new Map<string, string>();
    const join = (table: 'cells' | 'thens', at: number) => {
      const name = `${table}_${at}`;
      joins.set(
        name,
        `left join ${table} as ${name} on ${name}.m = ${at} and not ${name}.is_total and ${sameRow('grid', name, plan)}`,
      );
      return name;
    };
    const where = filters.map((filter) => {
      const at = plan.metrics.findIndex(({ metric }) => metric.id === filter.metric);
      return conditionOf(filter, join('cells', at));
    });
    const asked = plan.order.flatMap(({ by, at, direction = 'asc' }) => {
      switch (by) {
        case 'scope':
          return [`picked.ord ${direction}`];
        case 'time':
          return [`grid.p ${direction}`];
        case 'member':
          return [`grid.segment ${direction}`, `${this.levelOrder()} ${direction}`];
        case 'change': {
          const now = join('cells', at);
          const then = isCompared ? `${join('thens', at)}.value` : `target_${at}.target_value`;
          if (!isCompared) joins.set(`target_${at}`, targetJoin(plan, at, 'grid', now));
          return [`${now}.value - ${then} ${direction} nulls last`];
        }
        default:
          return [`${join('cells', at)}.${by} ${direction} nulls last`];
      }
    });
    const order = [
      ...asked,
      ...['picked.ord', 'grid.p', 'grid.segment', this.levelOrder()],
      ...figureKeys.map((key) => `grid.${key}`),
    ];
    return `select grid.*, count(*) over () as row_total, row_number() over (order by ${order.join(', ')}) as row_no
      from grid left join picked using (scope_id) ${[...joins.values()].join(' ')}
      ${where.length === 0 ? '' : `where ${where.join(' and ')}`}
      ${limit === undefined ? '' : `qualify row_no <= ${limit}`}`;
  }

  /** Levels in the order of their metric, then by their text. */
  private levelOrder(): string {
    const levels = this.plan.metrics.find(({ metric }) => metric.levels)?.metric.levels;
    if (!levels) return 'grid.level_key';
    return `coalesce(list_position([${levels.map(({ key }) => literal(key)).join(', ')}], grid.level_key), 0)`;
  }

  private rows(): string {
    const codes = figureKeys.map((key) => `coalesce(nullif(tuples.${key}, ''), cells.${key}, '') as ${key}`);
    return `select tuples.* exclude (${figureKeys.join(', ')}), ${codes.join(', ')}, metrics.m, ${numbers
      .split(', ')
      .map((column) => `cells.${column}`)
      .join(', ')}
      from tuples cross join metrics
        left join cells on cells.m = metrics.m and not cells.is_total and ${sameRow('tuples', 'cells', this.plan)}`;
  }

  /** A total of each metric on each point. */
  private totals(): string {
    const codes = figureKeys.map((key) => `'' as ${key}`).join(', ');
    return `select metrics.m as m, points.p as p, '' as scope_id, '' as segment, ${codes},
        cells.* exclude (m, p, scope_id, segment, ${figureKeys.join(', ')})
      from metrics cross join points left join cells on cells.m = metrics.m and cells.p = points.p and cells.is_total`;
  }

  /** Where rows, and the totals that are the figure of a scope, stand against targets. */
  private standings(): string[] {
    const { plan } = this;
    const columns = 'm, p, as_of, numerator, denominator, value, state, definition_version';
    const parent = plan.totals === 'published' && plan.parent ? this.parameter(plan.parent.id) : undefined;
    const cells = `(select 0 as section, scope_id, ${columns} from rows
      ${parent === undefined ? '' : `union all by name select 1 as section, ${parent} as scope_id, ${columns} from totals`})`;
    const values = plan.metrics.map(
      ({ metric, mode }, at) => `(${at}, ${literal(metric.id)}, ${literal(mode.period)})`,
    );
    const days = plan.metrics.map(
      ({ readings }, at) => `select ${at} as m, p, day from ${this.readingsName(readings)}`,
    );
    return standingCtes({
      asked: `select * from (values ${values.join(', ')}) as asked (m, metric_id, period)`,
      ...{ cells, days: days.join(' union all '), hasMilestones: plan.hasMilestones },
    });
  }

  private answer(isCompared: boolean): string {
    const { plan } = this;
    const then = (table: string, isTotal: boolean) =>
      isCompared
        ? `left join thens on thens.m = ${table}.m and thens.is_total = ${isTotal} and ${sameRow(table, 'thens', plan)}`
        : '';
    const thenColumns = isCompared
      ? "thens.numerator as then_numerator, thens.denominator as then_denominator, thens.value as then_value, coalesce(thens.state, 'not_reported') as then_state, thens.as_of as then_as_of"
      : 'null::bigint as then_numerator, null::bigint as then_denominator, null::double as then_value, null::varchar as then_state, null::date as then_as_of';
    const isTarget = plan.compare?.with === 'target';
    const noTarget =
      'null::varchar as target_comparison, null::bigint as target_need, null::varchar as target_status, null::double as target_path, null::double as target_path_points';
    const targetColumns =
      'null::bigint as then_numerator, null::bigint as then_denominator, standings.target_value as then_value, null::varchar as then_state, standings.counted_on as then_as_of, standings.comparison as target_comparison, standings.need as target_need, standings.status as target_status, standings.path_value as target_path, standings.gap_to_path_points as target_path_points';
    const shown = isTarget ? targetColumns : `${thenColumns}, ${noTarget}`;
    const targets = (table: string, section: number) =>
      isTarget
        ? `left join standings on standings.section = ${section} and standings.m = ${table}.m and standings.p = ${table}.p
            ${section === 0 ? `and standings.scope_id = ${table}.scope_id` : ''}`
        : '';
    const own = (table: string) =>
      ['p', 'scope_id', 'segment', ...figureKeys, ...numbers.split(', ')]
        .map((column) => {
          if (column === 'state') return `coalesce(${table}.state, 'not_reported') as state`;
          if (column === 'is_approximate' || column === 'includes_late')
            return `coalesce(${table}.${column}, false) as ${column}`;
          return `${table}.${column}`;
        })
        .join(', ');
    const selects = [
      `select 0 as section, row_no, rows.m, ${own('rows')}, ${shown},
        null::bigint as rest_numerator, null::bigint as rest_denominator, null::bigint as row_total, null::bigint as suppressed_total
        from rows ${then('rows', false)} ${targets('rows', 0)} ${this.hasRows ? '' : 'where false'}`,
    ];
    if (plan.totals !== 'none') {
      selects.push(
        `select 1, null, totals.m, ${own('totals')}, ${shown},
          if(${this.restIsKnown('numerator')}, totals.numerator - coalesce(held.numerator, 0), null),
          if(${this.restIsKnown('denominator')}, totals.denominator - coalesce(held.denominator, 0), null), null, null
          from totals
          left join (
            select m, p, sum(numerator)::bigint as numerator, sum(denominator)::bigint as denominator from rows group by all
          ) as held on held.m = totals.m and held.p = totals.p
          left join (
            select m, p, bool_or(state = 'suppressed') as is_withheld from cells where not is_total group by all
          ) as parts on parts.m = totals.m and parts.p = totals.p
          ${then('totals', true)} ${targets('totals', 1)}`,
      );
    }
    const nothing = dims.map(() => 'null');
    selects.push(
      `select 2, null, 0, ${nothing.join(', ')}, ${numbers
        .split(', ')
        .map((column) =>
          column === 'state'
            ? `'not_reported'`
            : column.startsWith('is_') || column.startsWith('includes_')
              ? 'false'
              : 'null',
        )
        .join(', ')},
        null, null, null, null, null, null, null, null, null, null, null, null,
        coalesce((select max(row_total) from tuples), 0), (select count(*) from cells where state = 'suppressed')`,
    );
    return selects.join('\n union all \n');
  }

  /** Whether what rows do not hold can be told: nothing of them is withheld, and they add up. */
  private restIsKnown(part: 'numerator' | 'denominator'): string {
    const { plan } = this;
    if (plan.poolsScopes || plan.poolsTime) return 'false';
    // Levels share one denominator.
    if (part === 'denominator' && plan.keys.includes('level_key')) return 'false';
    const adding = plan.metrics.flatMap(({ addsOverScopes, closed }, at) =>
      closed.size === 0 && (addsOverScopes || !plan.by.has('scope')) ? [at] : [],
    );
    return `totals.m in (${adding.join(', ') || 'null'}) and not coalesce(parts.is_withheld, false)`;
  }
}

/** Whether a text stands before another as DuckDB orders them: by their bytes in UTF-8. */
const isBefore = (one: string, other: string): boolean => Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;

/**
 * The parts of a metric put together: numerators and denominators are added, and divided anew. Withheld when one of them is;
 * not applicable when they were made by different schemes, rules, campaigns or kinds that rows do not tell apart.
 * @param keys columns of keys that rows are told apart by.
 */
function pooled(
  { metric }: PlannedMetric,
  m: number,
  parts: string,
  names: readonly string[],
  keys: readonly FigureKey[],
  isOfLevels = false,
): string {
  const { value, state } = figureFormula(metric, {
    ...{ numerator: 'numerator', denominator: 'denominator', suppressed: 'is_withheld' },
  });
  const grouped = names.map((name) => name.split(' as ').at(-1) as string);
  const others = figureKeys.filter((key) => !keys.includes(key));
  const unlike = others.map((key) => `count(distinct ${key}) > 1`).join(' or ') || 'false';
  // Levels of one scope have the same denominator.
  const added = isOfLevels
    ? `select m, p, scope_id, segment, sum(numerator) as numerator, max(denominator) as denominator, sum(unclassified) as unclassified,
        bool_or(state = 'suppressed') as is_withheld, max(as_of) as as_of, max(definition_version) as definition_version,
        any_value(source) as source, bool_or(is_approximate) as is_approximate, bool_or(includes_late) as includes_late,
        ${figureKeys.filter((key) => key !== 'level_key').join(', ')}, '' as level_key
      from (${parts}) group by all`
    : `select *, state = 'suppressed' as is_withheld from (${parts})`;
  const shown = (column: string) => `if(is_withheld or is_unlike, null, ${column})`;
  return `select ${m} as m, ${grouped.join(', ')}, ${figureKeys.join(', ')},
      ${shown('numerator')}::bigint as numerator, ${shown('denominator')}::bigint as denominator,
      ${shown(value)} as value, if(is_unlike and not is_withheld, 'not_applicable', ${state}) as state,
      ${shown('unclassified')}::bigint as unclassified, as_of, definition_version, source, is_approximate, includes_late
    from (
      select ${[...names, ...keys].join(', ')},
        ${others.map((key) => `any_value(${key}) as ${key}, `).join('')}${unlike} as is_unlike,
        sum(numerator) as numerator, sum(denominator) as denominator, sum(unclassified) as unclassified,
        bool_or(is_withheld) as is_withheld, max(as_of) as as_of, max(definition_version) as definition_version,
        if(count(distinct source) > 1, 'mixed', any_value(source)) as source,
        bool_or(is_approximate) as is_approximate, bool_or(includes_late) as includes_late
      from (${added})
      group by all
    )`;
}

/** Whether records of two tables are of one row. */
function sameRow(one: string, other: string, plan: Plan): string {
  const keys: readonly (FigureKey | 'p' | 'scope_id' | 'segment')[] = [
    ...(['p', 'scope_id'] as const),
    ...(plan.segment.kind === 'family' ? (['segment'] as const) : []),
    ...plan.keys,
  ];
  return keys.map((key) => `${one}.${key} = ${other}.${key}`).join(' and ');
}

/** The target of a figure, on the days that `standings` knows it on. */
function targetJoin(plan: Plan, at: number, table: string, cells: string): string {
  const { metric, mode } = plan.metrics[at] as PlannedMetric;
  const name = `target_${at}`;
  return `left join target_status as ${name} on ${name}.metric_id = ${literal(metric.id)} and ${name}.period = ${literal(mode.period)}
    and ${name}.scope_id = ${table}.scope_id
    and (${cells}.as_of = ${name}.as_of or ${cells}.as_of between ${name}.starts_on and least(${name}.ends_on, ${name}.counted_on))`;
}

/** A condition on the figure of one metric; a number that is withheld or missing fits none. */
function conditionOf(filter: FilterAsk, cells: string): string {
  const number = `${cells}.${filter.part ?? 'value'}`;
  const bounds = [
    ['>=', filter.atLeast],
    ['>', filter.moreThan],
    ['<=', filter.atMost],
    ['<', filter.lessThan],
  ] as const;
  const conditions = bounds.flatMap(([sign, bound]) =>
    bound === undefined ? [] : [`${number} ${sign} ${Number(bound)}`],
  );
  if (filter.states !== undefined) {
    const states = filter.states.map(literal).join(', ') || 'null';
    conditions.push(`coalesce(${cells}.state, 'not_reported') in (${states})`);
  }
  return conditions.length === 0
    ? 'true'
    : conditions.map((condition) => `coalesce(${condition}, false)`).join(' and ');
}
