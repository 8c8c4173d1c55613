import { readFileSync } from 'node:fs';
import type { Reaches } from '@union/access/reach.ts';
import { addDays } from '@union/schema/calendar.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { type System, systems } from '@union/schema/registers/systems.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { type LineageGraph, lineageGraphs } from '@union/warehouse/lineage/graph.ts';
import { allModels } from '@union/warehouse/models/run-models.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';
import { listServedNaming, type SavedQuery } from '../saved-query/saved-query.queries.ts';
import { type CheckHistory, readCheckHistory } from './check-history.ts';
import { type HostUse, listHostUse } from './embed-use.ts';
import { type LiveExample, readLiveExample } from './live-example.ts';
import { type MetricWidget, widgetsShowing } from './metric-widgets.ts';

/** A case of the warehouse that works a metric out from rows of the registers. */
export type CaseExample = {
  readonly folder: string;
  readonly given: string;
  readonly row: Readonly<Record<string, string>>;
  readonly numerator: number;
  readonly denominator: number | null;
};

/** A target that some scope has for a metric. */
export type TargetUse = {
  readonly target_code: string;
  readonly scope: string;
  readonly target_value: number;
  readonly comparison: string;
  readonly starts_on: string;
  readonly ends_on: string;
  readonly document: string | null;
  /** Scopes that it holds for. */
  readonly scopes: number;
};

/** With which version publications that are kept made a metric: the days of the first and the last of them. */
export type VersionSeen = {
  readonly version: number;
  readonly first: string;
  readonly last: string;
  readonly count: number;
};

/** Everything that the page of a metric tells beside its catalogue entry. */
export type MetricFacts = {
  readonly graph: LineageGraph;
  /** SQL of the models it is made of, from the figure back to staging. */
  readonly models: readonly { readonly name: string; readonly sql: string }[];
  readonly widgets: readonly MetricWidget[];
  readonly systems: readonly System[];
  readonly versions: readonly VersionSeen[];
  readonly caseExample: CaseExample | undefined;
  readonly liveExample: LiveExample | undefined;
  readonly targets: readonly TargetUse[];
  readonly savedQueries: readonly SavedQuery[];
  /** Promises of its models as they are written. */
  readonly promises: readonly { readonly name: string; readonly severity: 'block' | 'warn' }[];
  /** Undefined for who may not see how nights went. */
  readonly history: CheckHistory | undefined;
  /** Which portals ask for its widgets; undefined for who may not see it. */
  readonly hosts: readonly HostUse[] | undefined;
};

export type FactSources = {
  readonly db: Db;
  readonly reaches: Reaches;
  readonly publications: Publications;
  /** The publication as the viewer sees it; undefined before the first. */
  readonly publication: Publication | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
};

/** Days back that count as use. */
const USED_WITHIN = 90;

const cases: Readonly<Record<string, CaseExample>> = JSON.parse(
  readFileSync(new URL('generated/worked-examples.json', import.meta.url), 'utf8'),
);

let graphs: Promise<ReadonlyMap<string, LineageGraph>> | undefined;

/** The lineage of every metric, read off the models once a process. */
export function allGraphs(): Promise<ReadonlyMap<string, LineageGraph>> {
  graphs ??= (async () => {
    const instance = await openDuckDb(':memory:', { threads: 1 });
    try {
      return await lineageGraphs(await instance.connect());
    } finally {
      instance.closeSync();
    }
  })();
  return graphs;
}

const sqlOf = new Map(allModels().map((model) => [model.name, model]));

const targetsOf = keptPerPublication((publication, metricId) =>
  publication.query<TargetUse>(
    `select target_code, any_value(scope.name) as scope, any_value(target_value) as target_value,
      any_value(comparison) as comparison, any_value(starts_on) as starts_on, any_value(ends_on) as ends_on,
      any_value(document) as document, count(*) as scopes
    from target_status left join scope on scope.scope_id = target_status.target_scope_id
    where metric_id = $1 group by target_code order by target_code`,
    [metricId],
  ),
);

export async function readMetricFacts(metric: Metric, sources: FactSources): Promise<MetricFacts> {
  const { db, reaches, publication, publications, today } = sources;
  const graph = (await allGraphs()).get(metric.id) ?? { nodes: [], edges: [] };
  const models = modelsOf(graph);
  const widgets = widgetsShowing(metric);
  const mayLook = reaches.of('night_run', 'read') !== 'nothing';
  const names = models.map(({ name }) => name);
  const [liveExample, targets, savedQueries, history, hosts] = await Promise.all([
    publication && readLiveExample(publication, metric),
    publication ? targetsOf(publication, metric.id) : [],
    listServedNaming(db, metric.id),
    mayLook ? readCheckHistory(db, names) : undefined,
    reaches.of('embed_use', 'read') === 'nothing'
      ? undefined
      : listHostUse(db, {
          documents: widgets.filter(({ isFixed }) => isFixed).map(({ document }) => document),
          ...{ metricId: metric.id, since: addDays(today, -USED_WITHIN) },
        }),
  ]);
  return {
    ...{ graph, models, widgets, liveExample, targets, savedQueries, history, hosts },
    systems: systems.filter(({ metrics }) => metrics.includes(metric.id)),
    versions: versionsSeen(publications, metric.id),
    caseExample: cases[metric.id],
    promises: names.flatMap((name) => sqlOf.get(name)?.checks ?? []).map(({ name, severity }) => ({ name, severity })),
  };
}

/** The SQL of the nodes of a graph, the nearest to the figure first. */
function modelsOf({ nodes, edges }: LineageGraph): { name: string; sql: string }[] {
  const view = nodes.find(({ kind }) => kind === 'figure')?.name;
  const order: string[] = view ? [view] : [];
  for (const name of order) {
    for (const [from, to] of edges) if (to === name && !order.includes(from)) order.push(from);
  }
  const names = order.flatMap(
    (name) => nodes.find((node) => node.name === name && node.kind === 'places')?.parts ?? name,
  );
  return [...new Set(names)].flatMap((name) => {
    const sql = sqlOf.get(name)?.sql;
    return sql === undefined ? [] : [{ name, sql: unindented(sql) }];
  });
}

/** SQL without the indentation of the code that it stands in. */
function unindented(sql: string): string {
  const lines = sql.replace(/^\n/, '').trimEnd().split('\n');
  const depth = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(depth)).join('\n');
}

/** The first and the last of some days in their order. */
const isEnd = (_: string, at: number, days: readonly string[]): boolean => at === 0 || at === days.length - 1;

function versionsSeen(publications: Publications, metricId: string): VersionSeen[] {
  const seen = new Map<number, { first: string; last: string; count: number }>();
  for (const { definitions, asOf } of publications.list()) {
    const version = definitions[metricId];
    if (version === undefined) continue;
    const known = seen.get(version);
    const [first = asOf, last = asOf] = [known?.first ?? asOf, asOf, known?.last ?? asOf].toSorted().filter(isEnd);
    seen.set(version, { first, last, count: (known?.count ?? 0) + 1 });
  }
  return [...seen].map(([version, days]) => ({ version, ...days })).toSorted((a, b) => b.version - a.version);
}
