import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type DuckDbResources, literal, openDuckDb, rowsOf } from '../../duckdb.ts';
import { PublicationDamaged } from '../../errors.ts';
import { DATABASE, type Manifest } from '../manifest.ts';
import { interruptible } from '../reader.ts';
import { differenceSql, type FigureDifference, hasTable, sharedMetrics } from './figure-difference.ts';

/** How many figures of one metric differ. */
export type MetricDifference = {
  readonly metricId: string;
  /** On the day that both speak of, the earlier one's. */
  readonly restated: number;
  /** In the later publication, between that day and its own. */
  readonly moved: number;
};

/** What is otherwise in the later publication than in the earlier one. */
export type PublicationDifference = {
  readonly from: Manifest;
  readonly to: Manifest;
  /** The day that both are asked for: the earlier of their two days. */
  readonly day: string;
  /** Metrics that differ, in the order of the catalogue. */
  readonly metrics: readonly MetricDifference[];
  /** The first figures that differ on the common day: whole scopes first, then segments. */
  readonly restated: readonly FigureDifference[];
  /** The first figures that moved from the common day to the later publication's own. */
  readonly moved: readonly FigureDifference[];
  readonly causes: Causes;
};

/** What is known of why, from the manifests alone. */
export type Causes = {
  /** Metrics whose definition has another version. */
  readonly definitions: readonly {
    readonly metricId: string;
    readonly from: number | null;
    readonly to: number | null;
  }[];
  readonly codeVersion: { readonly from: string; readonly to: string } | undefined;
  /** Rules and parameters that are otherwise, as JSON. */
  readonly rules: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
  /** Imports after the earlier watermark up to the later one; the registers of the database say what they were. */
  readonly imports: {
    readonly after: number | null;
    readonly until: number | null;
    readonly since: string | null;
    readonly recordedUntil: string | null;
  };
  /** Registers with more or fewer rows. */
  readonly rows: readonly { readonly register: string; readonly from: number | null; readonly to: number | null }[];
  /** The registers that stand behind each metric that differs, by its lineage. */
  readonly registersOf: Readonly<Record<string, readonly string[]>>;
};

export type CompareOptions = {
  readonly metric?: string | undefined;
  readonly scope?: string | undefined;
  /** Figures that are listed one by one, of each kind; default 100. */
  readonly limit?: number | undefined;
  readonly resources?: DuckDbResources | undefined;
};

const DEFAULT_LIMIT = 100;

/**
 * Compares two publications of a folder, figure by figure, with DuckDB over both files read-only.
 * @throws PublicationDamaged when a file is missing.
 */
export async function comparePublications(
  folder: string,
  from: Manifest,
  to: Manifest,
  options: CompareOptions = {},
): Promise<PublicationDifference> {
  const instance = await openDuckDb(':memory:', { threads: 2, ...options.resources });
  try {
    const connection = await instance.connect();
    for (const [name, { publicationId }] of [['earlier', from] as const, ['later', to] as const]) {
      const path = join(folder, publicationId, DATABASE);
      if (!existsSync(path)) throw new PublicationDamaged(publicationId, `${DATABASE} is missing`);
      await connection.run(`attach ${literal(path)} as ${name} (read_only)`);
    }
    return await interruptible(connection, compare(connection, from, to, options));
  } finally {
    instance.closeSync();
  }
}

async function compare(
  connection: DuckDBConnection,
  from: Manifest,
  to: Manifest,
  { metric, scope, limit = DEFAULT_LIMIT }: CompareOptions,
): Promise<PublicationDifference> {
  const [day = from.asOf] = [from.asOf, to.asOf].toSorted();
  const shared = await sharedMetrics(connection, 'earlier', 'later');
  const metrics = metric === undefined ? shared : shared.filter((id) => id === metric);
  const where = scope === undefined ? undefined : `scope_id = ${literal(scope)}`;
  const pair = (a: string, b: string) => `select date ${literal(a)} as old_day, date ${literal(b)} as new_day`;
  const restated = await difference(connection, metrics, limit, {
    ...{ before: 'earlier', after: 'later', days: pair(day, day), where },
  });
  const moved =
    day === to.asOf
      ? { counts: new Map<string, number>(), rows: [] }
      : await difference(connection, metrics, limit, {
          ...{ before: 'later', after: 'later', days: pair(day, to.asOf), where },
        });
  const differing = metrics.flatMap((metricId): MetricDifference[] => {
    const counts = { restated: restated.counts.get(metricId) ?? 0, moved: moved.counts.get(metricId) ?? 0 };
    return counts.restated + counts.moved === 0 ? [] : [{ metricId, ...counts }];
  });
  const causes = { ...causesOf(from, to), registersOf: await registersOf(connection, differing) };
  return { from, to, day, metrics: differing, restated: restated.rows, moved: moved.rows, causes };
}

async function difference(
  connection: DuckDBConnection,
  metrics: readonly string[],
  limit: number,
  sides: Parameters<typeof differenceSql>[2],
): Promise<{ counts: ReadonlyMap<string, number>; rows: FigureDifference[] }> {
  const counts = new Map<string, number>();
  const rows: FigureDifference[] = [];
  for (const metric of metrics) {
    const found = await rowsOf<FigureDifference & { count: number }>(
      connection,
      `select *, count(*) over () as count from (${await differenceSql(connection, metric, sides)})
        order by segment <> 'all', period_kind, scope_id, segment limit ${limit}`,
    );
    if (found[0]) counts.set(metric, found[0].count);
    rows.push(...found.slice(0, Math.max(0, limit - rows.length)).map(({ count: _, ...row }) => row));
  }
  return { counts, rows };
}

/** What the manifests of two publications say of why their figures differ. */
export function causesOf(from: Manifest, to: Manifest): Omit<Causes, 'registersOf'> {
  const changed = <T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>) =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])]
      .toSorted()
      .filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]));
  // A publication of an older code says nothing of its rules.
  const [rulesBefore, rulesAfter] = [from.rules ?? to.rules, to.rules ?? from.rules] as unknown as Record<
    string,
    unknown
  >[];
  return {
    definitions: changed(from.definitions, to.definitions).map((metricId) => ({
      ...{ metricId, from: from.definitions[metricId] ?? null, to: to.definitions[metricId] ?? null },
    })),
    codeVersion: from.codeVersion === to.codeVersion ? undefined : { from: from.codeVersion, to: to.codeVersion },
    rules: changed(rulesBefore ?? {}, rulesAfter ?? {}).map((rule) => ({
      ...{ rule, from: JSON.stringify(rulesBefore?.[rule] ?? null), to: JSON.stringify(rulesAfter?.[rule] ?? null) },
    })),
    imports: {
      ...{ after: from.inputs.watermark.maxImportId, until: to.inputs.watermark.maxImportId },
      ...{ since: from.inputs.watermark.recordedAt, recordedUntil: to.inputs.watermark.recordedAt },
    },
    rows: changed(from.inputs.rows, to.inputs.rows).map((register) => ({
      ...{ register, from: from.inputs.rows[register] ?? null, to: to.inputs.rows[register] ?? null },
    })),
  };
}

async function registersOf(
  connection: DuckDBConnection,
  metrics: readonly MetricDifference[],
): Promise<Record<string, readonly string[]>> {
  if (metrics.length === 0 || !(await hasTable(connection, 'later', 'metric_lineage'))) return {};
  const rows = await rowsOf<{ metric_id: string; registers: string[] }>(
    connection,
    `select metric_id, list(distinct register order by register) as registers
      from later.main.metric_lineage where register is not null group by metric_id`,
  );
  const known = new Map(rows.map((row) => [row.metric_id, row.registers]));
  return Object.fromEntries(metrics.map(({ metricId }) => [metricId, known.get(metricId) ?? []]));
}
