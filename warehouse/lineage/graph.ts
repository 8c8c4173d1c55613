import type { DuckDBConnection } from '@duckdb/node-api';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Model } from '../models/model.ts';
import { placing } from '../models/order-models.ts';
import { readsOf } from '../models/reads.ts';
import { allModels } from '../models/run-models.ts';

/**
 * A step on the way from the registers to a figure. `register`: a table of the operational database with the columns that
 * are read; `staging`: a model that is thrown away; `mart`: a published table; `figure`: the metric itself; `places`: all that
 * says which scopes a fact counts for, as one.
 */
export type LineageNode = {
  readonly name: string;
  readonly kind: 'register' | 'places' | 'staging' | 'mart' | 'figure';
  /** Of a register: the columns that some model of the metric names. Of `places`: the models in it. */
  readonly parts: readonly string[];
};

/** How a metric is made. Edges run from what is read to what reads it; both ends are names of nodes. */
export type LineageGraph = {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly (readonly [from: string, to: string])[];
};

const RAW = 'raw_';
/** The one node for the placing of facts in scopes. */
const PLACES = 'scopes';
const placingModels: ReadonlySet<string> = new Set([
  ...placing,
  ...['stg_region_ancestor', 'stg_federation_ancestor', 'stg_region_alias', 'stg_region_scope', 'stg_federation_scope'],
  ...['stg_place_scope', 'stg_own_scope', 'stg_union_scope', 'stg_region_part'],
]);
/** What the night itself brings: days, rules, the catalogue. They are no register and the same for every metric. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...['night', 'settlement_clock', 'primary_kind', 'source_rank', 'metric'],
]);

/** The graph of every metric by its id, from DuckDB's syntax trees of the models. */
export async function lineageGraphs(
  connection: DuckDBConnection,
  models: readonly Model[] = allModels(),
): Promise<ReadonlyMap<string, LineageGraph>> {
  const byName = new Map(models.map((model) => [model.name, model]));
  const reads = new Map<string, Awaited<ReturnType<typeof readsOf>>>();
  for (const model of models) {
    if (model.name === 'figure') continue;
    reads.set(model.name, await readsOf(connection, model));
  }
  return new Map(catalogue.map(({ id }) => [id, graphOf(`figure_${id}`)]));

  function graphOf(view: string): LineageGraph {
    const nodes = new Map<string, LineageNode & { parts: string[] }>();
    const edges = new Map<string, readonly [string, string]>();
    const link = (from: string, to: string) => from !== to && edges.set(`${from} ${to}`, [from, to]);
    const walk = (name: string, shownAs: string) => {
      const read = reads.get(name);
      for (const table of read?.tables ?? []) {
        if (table === name || PARAMETERS.has(table)) continue;
        if (table.startsWith(RAW)) {
          const register = table.slice(RAW.length);
          const node = nodes.get(register) ?? { name: register, kind: 'register' as const, parts: [] };
          for (const column of read?.columns.get(table) ?? []) {
            if (!node.parts.includes(column)) node.parts.push(column);
          }
          nodes.set(register, node);
          link(register, shownAs);
        } else if (byName.has(table)) visit(table, shownAs);
      }
      if (byName.get(name)?.facts) for (const place of placing) if (place !== 'scope') visit(place, shownAs);
    };
    const visit = (name: string, reader: string) => {
      const isPlace = placingModels.has(name) || (reader === PLACES && name.startsWith('stg_'));
      const shownAs = isPlace ? PLACES : name;
      link(shownAs, reader);
      const known = nodes.get(shownAs);
      if (known && (!isPlace || known.parts.includes(name))) return;
      if (isPlace) {
        const node = known ?? { name: PLACES, kind: 'places' as const, parts: [] };
        node.parts.push(name);
        nodes.set(PLACES, node);
      } else nodes.set(name, { name, kind: kindOf(byName.get(name)), parts: [] });
      walk(name, shownAs);
    };
    nodes.set(view, { name: view, kind: 'figure', parts: [] });
    walk(view, view);
    for (const node of nodes.values()) node.parts.sort();
    return { nodes: [...nodes.values()], edges: [...edges.values()] };
  }
}

function kindOf(model: Model | undefined): LineageNode['kind'] {
  return model?.kind === 'staging' ? 'staging' : 'mart';
}
