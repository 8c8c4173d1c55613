import { WHOLE } from '@union/warehouse/models/facts.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import type DataLoader from 'dataloader';
import { type Context, loaderOf } from '../context.ts';
import type { FigureRow } from '../figure/figure.queries.ts';
import { perPublication } from '../publication/per-publication.ts';

/** A row of the published table `restatement`: a figure of a closed period, before and after. Keys are '' where there is none. */
export type RestatementRow = {
  restatement_id: number;
  publication_id: string;
  metric_id: string;
  scope_id: string;
  segment: string;
  period_kind: string;
  rule_code: string;
  scheme_code: string;
  campaign_code: string;
  kind_key: string;
  day: string;
  old_numerator: number | null;
  old_denominator: number | null;
  old_value: number | null;
  old_state: string | null;
  new_numerator: number | null;
  new_denominator: number | null;
  new_value: number | null;
  new_state: string | null;
  reason: string;
  restated_at: string;
};

const columns = `restatement_id, publication_id, metric_id, scope_id, segment, period_kind, rule_code, scheme_code,
  campaign_code, kind_key, day, old_numerator, old_denominator, old_value, old_state, new_numerator, new_denominator,
  new_value, new_state, reason, restated_at`;

/** Whose restatements are looked up: those of one metric, scope and segment. */
export type RestatementKey = {
  readonly publication: Publication;
  readonly metricId: string;
  readonly scopeId: string;
  readonly segment: string | undefined;
};
export type RestatementLoader = DataLoader<RestatementKey, readonly RestatementRow[], string>;

/** The loader of restatements of one request, the newest first. */
export function restatementLoader(context: Context): RestatementLoader {
  return loaderOf(context, loadRestatements, (key) =>
    JSON.stringify([key.publication.id, key.metricId, key.scopeId, key.segment ?? WHOLE]),
  );
}

async function loadRestatements(_: Context, keys: readonly RestatementKey[]): Promise<(readonly RestatementRow[])[]> {
  return perPublication(keys, async (publication, members) => {
    const places = members.map((_, at) => `($${3 * at + 1}, $${3 * at + 2}, $${3 * at + 3})`);
    const rows = await publication.query<RestatementRow>(
      `select ${columns} from restatement where (metric_id, scope_id, segment) in (${places.join(', ')})
        order by restatement_id desc`,
      members.flatMap(({ metricId, scopeId, segment = WHOLE }) => [metricId, scopeId, segment]),
    );
    const groups = Map.groupBy(rows, (row) => JSON.stringify([row.metric_id, row.scope_id, row.segment]));
    return members.map(
      ({ metricId, scopeId, segment = WHOLE }) => groups.get(JSON.stringify([metricId, scopeId, segment])) ?? [],
    );
  });
}

/** The latest restatement of a figure on its day; undefined when it never was restated. */
export async function findRestatement(
  loader: RestatementLoader,
  key: RestatementKey,
  row: FigureRow | undefined,
): Promise<RestatementRow | undefined> {
  if (!row) return undefined;
  const rows = await loader.load(key);
  const keys = ['rule_code', 'scheme_code', 'campaign_code', 'kind_key'] as const;
  return rows.find(
    (found) =>
      found.day === row.as_of &&
      found.period_kind === row.period_kind &&
      keys.every((name) => found[name] === (row[name] ?? '')),
  );
}

/** Restatements, the newest first: of a metric, of a scope, or of all. */
export async function listRestatements(
  publication: Publication,
  asked: { readonly metric?: string | undefined; readonly scope?: string | undefined; readonly first: number },
): Promise<RestatementRow[]> {
  return publication.query<RestatementRow>(
    `select ${columns} from restatement
      where ($1 = '' or metric_id = $1) and ($2 = '' or scope_id = $2)
      order by restatement_id desc, day desc, segment <> '${WHOLE}', metric_id, scope_id, segment, period_kind
      limit $3::bigint`,
    [asked.metric ?? '', asked.scope ?? '', asked.first],
  );
}
