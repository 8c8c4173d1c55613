import type {
  BriefingFacts,
  CoverageFacts,
  FigureFacts,
  GroupVerdict,
  Imbalance,
  LevelFacts,
  ParkFacts,
  ScopeFacts,
  Standing,
  StarFacts,
  TargetFacts,
} from '@union/briefing/facts.ts';
import { dayIn } from '@union/schema/calendar.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import type { Publication } from '@union/warehouse/publication/reader.ts';
import { getDistribution } from '../distribution/distribution.queries.ts';
import { type FigureKey, type FigureRow, findFigureRows, periodOf } from '../figure/figure.queries.ts';
import { chooseKeys } from '../figure-key/figure-key.queries.ts';
import { checkMadeFor, getMetric } from '../metric/metric.queries.ts';
import { closedFiguresOf, isClosed } from '../publication/guarded-publication.ts';
import { getRanking, placesWon } from '../ranking/ranking.queries.ts';
import { type Scope, type ScopeKind, scopeTree } from '../scope/scope-tree.ts';
import { findTargetRows, type TargetRow } from '../target/target.queries.ts';
import type { GroupRow, ImbalanceRow } from '../target/target-rows.ts';

const ENTERPRISE_RATE = 'enterprise_unionisation_rate';
const MEMBER_RATE = 'member_rate';
const STARS = 'star_distribution';
const ASSISTANCE = 'assistance_frontline_share';

type UnitRow = TargetRow & { readonly level: string; readonly unit_kind: string };

/**
 * What a briefing of a scope is made from, all of one publication and all by the functions that answer GraphQL. Of a guarded
 * publication it is what who asks may see.
 * @throws ScopeNotFound
 */
export async function readFacts(publication: Publication, scopeId: string, timeZone: string): Promise<BriefingFacts> {
  const tree = await scopeTree(publication);
  const scope = tree.get(scopeId);
  const { asOf, publishedAt, publicationId } = publication.manifest;
  const code = scopeId.slice(scopeId.indexOf(':') + 1);
  return {
    publication: { id: publicationId, asOf, publishedOn: dayIn(timeZone, new Date(publishedAt)) },
    month: asOf.slice(0, 7),
    scope: factsOf(scope),
    federationName: tree.find(`federation:${code}`)?.name,
    targets: await readTargets(publication, scope),
    coverage: await readCoverage(publication, scope),
    stars: await readStars(publication, scope),
    assistance: isMadeFor(getMetric(ASSISTANCE), scope.kind)
      ? (await readFigures(publication, getMetric(ASSISTANCE), [scope]))[0]
      : undefined,
    hasClosed: await hasClosed(publication, scope),
  };
}

/** Whether something of the scope, or of one below it, is kept from who asks. */
async function hasClosed(publication: Publication, scope: Scope): Promise<boolean> {
  const metrics = closedFiguresOf(publication)?.metrics ?? [];
  if (metrics.length === 0) return false;
  const tree = await scopeTree(publication);
  const within = (one: Scope): Scope[] => [one, ...tree.childrenOf(one.id).flatMap(within)];
  const found = await Promise.all(
    // A rule for all metrics holds for any of them.
    within(scope).flatMap(({ id }) => metrics.map((metric) => isClosed(publication, metric ?? ENTERPRISE_RATE, id))),
  );
  return found.includes(true);
}

function factsOf({ id, name, kind }: Scope): ScopeFacts {
  return { id, name, kind };
}

function isMadeFor(metric: Metric, kind: ScopeKind): boolean {
  try {
    checkMadeFor(metric, kind);
    return true;
  } catch {
    return false;
  }
}

async function readFigures(publication: Publication, metric: Metric, scopes: readonly Scope[]): Promise<FigureFacts[]> {
  const choice = await chooseKeys(publication, metric, {});
  const keys = scopes.map(
    (scope): FigureKey => ({
      ...{ metricId: metric.id, scopeId: scope.id, period: periodOf(metric, undefined), asOf: undefined, choice },
    }),
  );
  const rows = await findFigureRows(publication, keys);
  return Promise.all(
    scopes.map(async (scope, at): Promise<FigureFacts> => {
      const figure = figureOf(metric, factsOf(scope), rows[at]);
      return (await isClosed(publication, metric.id, scope.id)) ? { ...figure, state: 'closed' } : figure;
    }),
  );
}

function figureOf(metric: Metric, scope: ScopeFacts, row: FigureRow | undefined): FigureFacts {
  return {
    ...{ metric, scope },
    numerator: row?.numerator ?? null,
    denominator: row?.denominator ?? null,
    value: row?.value ?? null,
    unclassified: row?.unclassified ?? null,
    state: row?.state ?? 'not_reported',
    asOf: row?.as_of ?? null,
    definitionVersion: row?.definition_version ?? metric.definition.version,
    isApproximate: row?.is_approximate ?? false,
    includesLate: row?.includes_late ?? false,
  };
}

async function readTargets(publication: Publication, scope: Scope): Promise<TargetFacts[]> {
  const own = await publication.query<TargetRow & { definition_version?: number }>(
    'from target_status where scope_id = $1',
    [scope.id],
  );
  if (own.length === 0) return [];
  // The units that the imbalance of a parent speaks of: right below it, parks at any depth.
  const units = await publication.query<UnitRow>(
    `select target_status.*, scope.level, scope.kind as unit_kind
      from target_status
        join scope using (scope_id)
        join scope_ancestor using (scope_id)
      where ancestor_scope_id = $1
        and if(scope.kind = 'park', $2 = 'region', depth = 1 and scope.kind = $2)
      order by rank is null, value is null, rank, if(starts_with(comparison, '<'), value, -value), sort_no`,
    [scope.id, scope.kind === 'federation' ? 'federation' : scope.kind === 'park' ? 'park' : 'region'],
  );
  const imbalances = await publication.query<ImbalanceRow>(
    'select *, parent_scope_id as scope_id from target_imbalance where parent_scope_id = $1',
    [scope.id],
  );
  const flags = await readFlags(publication, [...own, ...units]);
  const order = new Map(catalogue.map(({ id }, at) => [id, at]));
  const tree = await scopeTree(publication);
  const toStanding = (row: TargetRow): Standing => standingOf(row, tree.get.bind(tree), flags.get(keyOf(row)));
  const targets = own.toSorted((a, b) => (order.get(a.metric_id) ?? 0) - (order.get(b.metric_id) ?? 0));
  return Promise.all(
    targets.map(async (row): Promise<TargetFacts> => {
      const metric = getMetric(row.metric_id);
      const levels = Map.groupBy(
        units.filter((unit) => unit.metric_id === row.metric_id),
        ({ level }) => level,
      );
      return {
        metric,
        definitionVersion:
          row.definition_version ?? publication.manifest.definitions[metric.id] ?? metric.definition.version,
        standing: toStanding(row),
        rankMinDenominator: row.rank_min_denominator,
        levels: await Promise.all(
          [...levels].map(async ([level, members]): Promise<LevelFacts> => {
            const kind = members[0]?.unit_kind ?? 'region';
            const standings = members.map(toStanding);
            return {
              ...{ level, kind },
              units:
                kind === 'park' && !['county', 'town'].includes(scope.kind)
                  ? await rankedTogether(publication, metric, scope, standings)
                  : standings,
              imbalance: imbalanceOf(imbalances.find((one) => one.metric_id === metric.id && one.level === level)),
            };
          }),
        ),
      };
    }),
  );
}

const keyOf = ({ metric_id, scope_id }: Pick<TargetRow, 'metric_id' | 'scope_id'>) => `${metric_id} ${scope_id}`;

/** The figures behind standings, for what a target record does not say; of periods that are published alone. */
async function readFlags(publication: Publication, rows: readonly TargetRow[]): Promise<Map<string, FigureRow>> {
  const published = rows.filter((row) => row.period !== 'own');
  const choices = new Map(
    await Promise.all(
      [...new Set(published.map((row) => row.metric_id))].map(
        async (id) => [id, await chooseKeys(publication, getMetric(id), {})] as const,
      ),
    ),
  );
  const figures = await findFigureRows(
    publication,
    published.map((row) => ({
      ...{ metricId: row.metric_id, scopeId: row.scope_id, period: row.period as FigureKey['period'] },
      ...{ asOf: undefined, choice: choices.get(row.metric_id) ?? {} },
    })),
  );
  return new Map(published.flatMap((row, at) => (figures[at] ? [[keyOf(row), figures[at]] as const] : [])));
}

/** Parks of several counties, ranked with each other: their own ranks are among those of one county. */
async function rankedTogether(
  publication: Publication,
  metric: Metric,
  scope: Scope,
  standings: readonly Standing[],
): Promise<Standing[]> {
  const { rows } = await getRanking(publication, { metric: metric.id, parent: scope.id, kind: 'park' });
  const rankOf = rows.filter((row) => row.rank !== undefined).length;
  const places = new Map(rows.map((row, at) => [row.figure.scope.id, { row, at }]));
  const ranked = await Promise.all(
    standings.map(async (standing) => {
      const place = places.get(standing.scope.id);
      return {
        ...standing,
        rank: place?.row.rank ?? null,
        rankOf,
        rankChange: (place && (await placesWon(place.row, 'month'))) ?? null,
        at: place?.at ?? rows.length,
      };
    }),
  );
  return ranked.toSorted((a, b) => a.at - b.at).map(({ at: _, ...standing }) => standing);
}

function standingOf(row: TargetRow, getScope: (id: string) => Scope, figure: FigureRow | undefined): Standing {
  return {
    scope: factsOf(getScope(row.scope_id)),
    setFor: row.is_own ? undefined : factsOf(getScope(row.target_scope_id)),
    countedOn: row.counted_on ?? row.as_of,
    ...{ numerator: row.numerator, denominator: row.denominator, value: row.value, state: row.state },
    isApproximate: figure?.is_approximate ?? false,
    includesLate: figure?.includes_late ?? false,
    ...{ startsOn: row.starts_on, endsOn: row.ends_on, targetValue: row.target_value, comparison: row.comparison },
    ...{ document: row.document, clause: row.clause },
    ...{ timeProgress: row.time_progress, completion: row.completion, pathValue: row.path_value },
    ...{ gapToPath: row.gap_to_path_points, gapToTarget: row.gap_to_target_points },
    ...{ need: row.need, requiredPerMonth: row.required_per_month },
    word: { zh: row.word_zh, en: row.word_en },
    ...{ shape: row.shape, lightRule: row.light_rule },
    ...{ rank: row.rank, rankOf: row.rank_of, rankChange: row.rank_change_month },
  };
}

function imbalanceOf(row: ImbalanceRow | undefined): Imbalance | undefined {
  return (
    row && {
      ...{ unitCount: row.unit_count, rangePoints: row.range_points, deviationPoints: row.deviation_points },
      weightedDeviationPoints: row.weighted_deviation_points,
      ...{ behindCount: row.behind_count, behindShare: row.behind_share },
    }
  );
}

async function readCoverage(publication: Publication, scope: Scope): Promise<CoverageFacts | undefined> {
  const [enterprise, member] = [getMetric(ENTERPRISE_RATE), getMetric(MEMBER_RATE)];
  if (!isMadeFor(enterprise, scope.kind) || !isMadeFor(member, scope.kind)) return undefined;
  const parks = (await scopeTree(publication)).below(scope.id, 'park');
  const scopes = [scope, ...parks];
  const enterprises = await readFigures(publication, enterprise, scopes);
  const members = await readFigures(publication, member, scopes);
  const keys = scopes.flatMap(({ id: scopeId }) => [
    { metricId: enterprise.id, scopeId },
    { metricId: member.id, scopeId },
  ]);
  const rows = await findTargetRows(publication, keys);
  const groups = await publication.query<GroupRow>('select * exclude (as_of) from target_group');
  const found = scopes.map((one, at): ParkFacts => {
    const [forEnterprises, forMembers] = [rows[2 * at], rows[2 * at + 1]];
    const code = forEnterprises?.group_code ?? forMembers?.group_code;
    const group = groups.find((row) => row.scope_id === one.id && row.group_code === code);
    return {
      scope: factsOf(one),
      enterprise: enterprises[at] ?? figureOf(enterprise, factsOf(one), undefined),
      member: members[at] ?? figureOf(member, factsOf(one), undefined),
      enterpriseNeed: forEnterprises?.need ?? null,
      memberNeed: forMembers?.need ?? null,
      verdict: verdictOf(group),
    };
  });
  const [whole, ...below] = found;
  return whole && { enterprise: whole.enterprise, member: whole.member, verdict: whole.verdict, parks: below };
}

function verdictOf(row: GroupRow | undefined): GroupVerdict | undefined {
  return row && { code: row.group_code, targetCount: row.target_count, metCount: row.met_count, passes: row.passes };
}

async function readStars(publication: Publication, scope: Scope): Promise<StarFacts | undefined> {
  const metric = getMetric(STARS);
  if (!isMadeFor(metric, scope.kind)) return undefined;
  const found = await getDistribution(publication, { metric: STARS, scope: scope.id });
  const isShown = found.state === 'reported' || found.state === 'zero';
  return {
    metric,
    definitionVersion: publication.manifest.definitions[STARS] ?? metric.definition.version,
    schemeName: found.scheme?.name,
    state: (await isClosed(publication, STARS, scope.id)) ? 'closed' : found.state,
    asOf: found.asOf ?? null,
    activeCount: found.total,
    ratedCount: found.ratedUnionCount,
    levels: isShown
      ? found.levels.map(({ key, level, name, nameEn, count, percent, percentOfRated }) => ({
          ...{ key, level, count, percent, percentOfRated },
          name: { zh: name, en: nameEn },
        }))
      : [],
  };
}
