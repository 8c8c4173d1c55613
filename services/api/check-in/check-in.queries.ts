import type { Codes } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import { versionOf } from '@union/registers/known-record.ts';
import { recordRegister } from '@union/registers/record-registers.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { sql } from 'kysely';
import type { Registers } from '../context.ts';
import { viewOf } from '../figure/figure.queries.ts';
import { getScope, type Scope } from '../scope/scope-tree.ts';

/** `held`, `missed`: judged by the figure published for the due day; `open`: that day has not been published; `unmeasured`: it has no figure. */
export type CheckInOutcome = 'held' | 'missed' | 'open' | 'unmeasured';

type CheckInRow = {
  record_id: number;
  record_version: string;
  target_code: string;
  metric_id: string;
  starts_on: string;
  scope_id: string;
  made_on: string;
  owner: string;
  interpretation: string;
  commitment: string;
  due_on: string;
  promised_value: number;
  recorded_at: Date;
  by: string | null;
};

/** A check-in and how its promise stands in one publication. */
export type CheckIn = Omit<CheckInRow, 'metric_id'> & {
  readonly metric: Metric;
  readonly scope: Scope;
  readonly outcome: CheckInOutcome;
  /** The day of the figure that judges it; while open, the publication's. Null when unmeasured. */
  readonly measuredOn: string | null;
  readonly value: number | null;
};

const MOST = 100;
const described = recordRegister('check_in');

/** The check-ins on a scope (of one metric or all) that the viewer may read, the latest first. @throws ScopeNotFound */
export async function findCheckIns(
  { db, abort, reach }: Registers & { reach: 'everything' | Codes },
  publication: Publication,
  asked: { readonly scope: string; readonly metric?: string | undefined },
): Promise<CheckIn[]> {
  const scope = await getScope(publication, asked.scope);
  const column = (name: string) => sql`known.${sql.id(name)}`;
  const { rows } = await sql<CheckInRow>`
    select known.record_id, ${sql.raw(versionOf(described))} as record_version, known.target_code, target.metric_id,
      target.starts_on, known.scope_id, known.made_on, known.owner, known.interpretation, known.commitment, known.due_on,
      known.promised_value::float8 as promised_value, known.recorded_at, import.loaded_by as by
    from check_in as known
      join target using (target_code)
      left join import on import.import_id = known.import_id
    where known.scope_id = ${scope.id}
      and (${asked.metric ?? ''} = '' or target.metric_id = ${asked.metric ?? ''})
      and ${reach === 'everything' ? sql`true` : liesWithin('check_in', column, bound(reach))}
    order by known.made_on desc, known.record_id desc
    limit ${MOST}::integer
  `.execute(db, abort);
  const judged = await judge(publication, rows);
  return rows.flatMap(({ metric_id, ...row }, at) => {
    const metric = findMetric(metric_id);
    return metric ? [{ ...row, metric, scope, ...(judged[at] as Judged) }] : [];
  });
}

type Judged = Pick<CheckIn, 'outcome' | 'measuredOn' | 'value'>;

/** Holds each promise against the figures of one publication: one statement for all of them. */
async function judge(publication: Publication, rows: readonly CheckInRow[]): Promise<Judged[]> {
  if (rows.length === 0) return [];
  const { asOf } = publication.manifest;
  const parameters: (string | number)[] = [];
  const parameter = (value: string | number) => `$${parameters.push(value)}`;
  const selects = rows.flatMap((row, at) => {
    const metric = findMetric(row.metric_id);
    if (!metric) return [];
    const day = `least(${parameter(row.due_on)}::date, ${parameter(asOf)}::date)`;
    const promised = `${parameter(row.promised_value)}::double`;
    const where = `segment = '${WHOLE}' and scope_id = ${parameter(row.scope_id)}`;
    const isOver = row.due_on <= asOf;
    // What the target sums over is what the promise is about; sums over other periods are made of months.
    const parts =
      metric.time === 'stock'
        ? `select numerator, denominator, value from ${viewOf(metric.id)}
            where ${where} and valid_from <= ${day} and valid_to > ${day}
            order by rule_code desc nulls last, scheme_code desc nulls last limit 1`
        : `select sum(numerator)::bigint as numerator, sum(denominator)::bigint as denominator,
              ${metric.shape === 'count' ? 'sum(numerator)::double' : 'if(sum(denominator) > 0, sum(numerator) / sum(denominator), null)'} as value
            from (
              select arg_max(numerator, valid_from) as numerator, arg_max(denominator, valid_from) as denominator
              from ${viewOf(metric.id)}
              where ${where} and period_kind = 'month' and valid_from <= ${day}
                and period_start >= date_trunc('month', ${parameter(row.starts_on)}::date)
              group by period_start
            )`;
    // Millionths, as targets are judged by, so that no rounding breaks a promise.
    const holds = metric.better === 'lower' ? '<=' : '>=';
    return [
      `(select ${at} as place, value, case
          when not ${isOver} then 'open'
          when value is null then 'unmeasured'
          when round(value * 1000000) ${holds} round(${promised} * 1000000) then 'held'
          else 'missed'
        end as outcome, ${day}::varchar as day
        from (select 1) left join (${parts}) on true)`,
    ];
  });
  const found = await publication.query<{ place: number; value: number | null; outcome: CheckInOutcome; day: string }>(
    selects.join(' union all '),
    parameters,
  );
  const byPlace = new Map(found.map((row) => [row.place, row]));
  return rows.map((_, at) => {
    const row = byPlace.get(at);
    return {
      ...{ outcome: row?.outcome ?? 'unmeasured', value: row?.value ?? null },
      measuredOn: row?.value == null ? null : row.day,
    };
  });
}
