import { recordRegisters } from '@union/registers/record-registers.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Counted, Metric, Words } from '@union/schema/metrics/metric.ts';
import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { CheckResult } from '@union/warehouse/models/model.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { lineageOf } from '../lineage/lineage.type.ts';
import { getMetric } from '../metric/metric.queries.ts';
import type { TargetStatus } from '../target/target.queries.ts';

/** Something that the mart counts beside the figure, of the same scope and day. */
export type CountedKind = {
  readonly name: Words;
  readonly counts: Counted;
  readonly column: string;
  readonly count: number | null;
};

/** A register behind a figure, and the rows that the night read of it. */
export type ReadRegister = { readonly register: string; readonly name: Words; readonly rows: number | null };

/** What a headline rests on. */
export type Trace = {
  readonly status: TargetStatus;
  readonly counted: readonly CountedKind[];
  readonly registers: readonly ReadRegister[];
  readonly checks: readonly CheckResult[];
};

/** What stands behind a standing: the counts of its mart, the registers that were read, the checks of its models that night. */
export async function traceOf(status: TargetStatus): Promise<Trace> {
  const { publication } = status.scope;
  const metric = getMetric(status.row.metric_id);
  const lineage = await lineageOf(publication, metric.id);
  const models = new Set([...lineage.models, metric.mart, 'target_status', 'target_projection', `figure_${metric.id}`]);
  return {
    status,
    counted: await countedKinds(publication, metric, status),
    registers: lineage.registers.map(({ register }) => ({
      register,
      name: nameOf(register),
      rows: publication.manifest.inputs.rows[register] ?? null,
    })),
    checks: publication.manifest.checks.filter(({ name }) => models.has(name.slice(0, name.indexOf(':')))),
  };
}

/** Tables that no sheet fills by itself. */
const OTHERS: Readonly<Record<string, Words>> = {
  enterprise_period: { zh: '企业情况（按时段）', en: 'periods of enterprises' },
  region: { zh: '行政区划', en: 'regions' },
  assistance_booking: { zh: '帮扶入账', en: 'bookings of assistance' },
};

function nameOf(register: string): Words {
  const found = recordRegisters.find(({ name }) => name === register);
  return found
    ? { zh: found.register.sheet.zh, en: found.register.sheet.en }
    : (OTHERS[register] ?? { zh: register, en: register });
}

/**
 * The counts that stand in the same row of the mart, named as the catalogue names them. Only for stocks that are public and
 * have one figure a scope: sums over a period, and what was withheld, have their two parts alone.
 */
async function countedKinds(
  publication: Publication,
  metric: Metric,
  { scope, row }: TargetStatus,
): Promise<CountedKind[]> {
  const own = [metric.numerator, ...(metric.denominator ? [metric.denominator] : [])];
  const parts = (counts: readonly (number | null)[]) => own.map((part, at) => ({ ...part, count: counts[at] ?? null }));
  if (
    metric.time !== 'stock' ||
    metric.disclosure === 'household' ||
    metric.keys?.length ||
    metric.kind !== undefined
  ) {
    return parts([row.numerator, row.denominator]);
  }
  const all = catalogue
    .filter(
      ({ mart, shape, disclosure }) => mart === metric.mart && shape !== 'distribution' && disclosure === 'public',
    )
    .flatMap(({ numerator, denominator }) => [numerator, ...(denominator ? [denominator] : [])]);
  const named = [...own, ...all].filter(
    (part, at, every) => every.findIndex(({ column }) => column === part.column) === at,
  );
  const columns = await publication.query<{ name: string }>(
    'select column_name as name from duckdb_columns() where table_name = $1',
    [metric.mart],
  );
  const known = named.filter(({ column }) => columns.some(({ name }) => name === column));
  const [counts] = await publication.query<Record<string, number | null>>(
    `select ${known.map(({ column }) => column).join(', ')} from ${metric.mart}
      where scope_id = $1 and segment = '${WHOLE}' and valid_from <= $2::date and valid_to > $2::date`,
    [scope.id, row.as_of],
  );
  return counts
    ? known.map((part) => ({ ...part, count: counts[part.column] ?? null }))
    : parts([row.numerator, row.denominator]);
}
