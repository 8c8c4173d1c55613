import { type FigureKey, figureKeys, type Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { FigureKeyNotFound, FigureKeyRequired } from '../errors.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { keptPerPublication } from '../publication/kept-per-publication.ts';

/** The keys by which a caller may choose among several figures of one scope and day; levels are all shown at once. */
export const chosenKeys = figureKeys.filter((key) => key !== 'level_key');
export type ChosenKey = Exclude<FigureKey, 'level_key'>;

/** What callers call a key: the argument of GraphQL. */
export const argumentOf: Readonly<Record<ChosenKey, KeyArgument>> = {
  scheme_code: 'scheme',
  rule_code: 'rule',
  campaign_code: 'campaign',
  kind_key: 'ofKind',
};
export type KeyArgument = 'scheme' | 'rule' | 'campaign' | 'ofKind';

/** The arguments of GraphQL that choose keys; absent: the one in force. */
export type KeyRequest = { readonly [name in KeyArgument]?: string | null | undefined };

/** The codes of one key that figures of a metric have: those that a caller chose, or all, the newest first. */
export type KeyChoice = { readonly [key in ChosenKey]?: readonly string[] };

/** A rule, scheme, campaign or kind that a metric has figures of. Days are null where it has none. */
export type KeyRow = {
  readonly key: ChosenKey;
  readonly code: string;
  readonly name: string | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
};

/** What a publication has figures of a metric of, the newest first (by `valid_from`, then by code, both descending). */
export function keysOf(publication: Publication, metric: Metric): Promise<readonly KeyRow[]> {
  return keysOfMetric(metric).length === 0 ? Promise.resolve([]) : readKeys(publication, metric.id);
}

const readKeys = keptPerPublication(async (publication, metricId): Promise<readonly KeyRow[]> => {
  const selects = keysOfMetric(getMetric(metricId)).map(
    (key) => `select distinct '${key}' as key, ${key} as code from figure_${metricId} where ${key} is not null`,
  );
  return publication.query<KeyRow>(
    `select found.key, found.code, name, valid_from, valid_to
      from (${selects.join(' union all ')}) as found left join figure_key using (key, code)
      order by found.key, valid_from desc nulls last, found.code desc`,
  );
});

/** Keys of the levels that a publication has figures of a metric of, in the order of their texts. */
export const levelsOfMetric = keptPerPublication(async (publication, metricId): Promise<readonly string[]> => {
  const rows = await publication.query<{ level_key: string }>(
    `select distinct level_key from figure_${metricId} where level_key is not null order by level_key`,
  );
  return rows.map(({ level_key }) => level_key);
});

function keysOfMetric(metric: Metric): ChosenKey[] {
  return chosenKeys.filter((key) => metric.keys?.includes(key) && !(key === 'kind_key' && metric.kind !== undefined));
}

/**
 * The codes that figures are taken from: the one that a caller names, else all by the day they came into force, so that
 * the newest that has a figure on the day speaks.
 * @throws FigureKeyNotFound for a code that the publication has no figures of, FigureKeyRequired where several kinds
 * exist and none is newer than the others.
 * @param asked.every keys of which every code is wanted, so that none needs to be chosen.
 */
export async function chooseKeys(
  publication: Publication,
  metric: Metric,
  asked: KeyRequest & { readonly every?: readonly ChosenKey[] },
): Promise<KeyChoice> {
  const keys = keysOfMetric(metric);
  for (const key of chosenKeys) {
    const name = argumentOf[key];
    if (asked[name] != null && !keys.includes(key)) throw new FigureKeyNotFound(metric.id, name, asked[name], []);
  }
  if (keys.length === 0) return {};
  const rows = await keysOf(publication, metric);
  return Object.fromEntries(
    keys.map((key) => {
      const own = rows.filter((row) => row.key === key);
      const name = argumentOf[key];
      const code = asked[name];
      if (code != null) {
        if (!own.some((row) => row.code === code)) throw new FigureKeyNotFound(metric.id, name, code, own);
        return [key, [code]];
      }
      if (own.length > 1 && own.every((row) => row.valid_from === null) && !asked.every?.includes(key)) {
        throw new FigureKeyRequired(metric.id, name, own);
      }
      return [key, own.map((row) => row.code)];
    }),
  );
}

/**
 * SQL that keeps the rows of a choice and orders them, the one that speaks first. `parameter` takes a value and gives its
 * place in the statement.
 */
export function choiceSql(choice: KeyChoice, parameter: (code: string) => string): { where: string; order: string } {
  const where: string[] = [];
  const order: string[] = [];
  for (const key of chosenKeys) {
    const codes = choice[key];
    if (codes === undefined || codes.length === 0) continue;
    const list = codes.map(parameter);
    where.push(`and ${key} in (${list.join(', ')})`);
    if (list.length > 1) order.push(`list_position([${list.join(', ')}], ${key})`);
  }
  return { where: where.join(' '), order: order.join(', ') || '1' };
}
