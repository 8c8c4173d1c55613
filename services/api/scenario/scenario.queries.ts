import type { Publication } from '@union/warehouse/publication/reader.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { requireOpen } from '../publication/guarded-publication.ts';
import { getScope, type Scope, scopeTree } from '../scope/scope-tree.ts';
import { findTargetRows, type TargetStatus } from '../target/target.queries.ts';
import { ScenarioMoveRefused, ScenarioNotAvailable } from './errors.ts';
import { type MovedStanding, movedStandings } from './moved-standings.ts';
import { type Effect, effectsOf, MOST_MOVES, type Move, sumOf } from './scenario-moves.ts';

/** Where one scope would stand, and where it was published to stand. */
export type ScenarioStanding = MovedStanding & { readonly scope: Scope; readonly published: TargetStatus };

/** What would be, beside what is. Never a figure, and kept nowhere. */
export type Scenario = {
  readonly published: TargetStatus;
  readonly on: string;
  readonly moves: readonly Effect[];
  readonly standing: ScenarioStanding;
  /** The scopes above with a target for the metric, the nearest first. */
  readonly above: readonly ScenarioStanding[];
};

/** What the first so many visits of a scope's need list bring, and how many it has; throws for who may not see it. */
export type Visits = (status: TargetStatus, visits: number) => Promise<{ gain: number; candidates: number }>;

/**
 * Where a scope would stand if moves happened by their days and nothing else did until the last of them; from then on the
 * projection follows the published trend.
 * @throws MetricNotFound, ScopeNotFound, FigureRestricted, ScenarioNotAvailable, ScenarioMoveRefused, and whatever `visits` throws
 */
export async function getScenario(
  publication: Publication,
  asked: { readonly metric: string; readonly scope: string; readonly moves: readonly Move[] },
  visits: Visits,
): Promise<Scenario> {
  const metric = getMetric(asked.metric);
  const scope = await getScope(publication, asked.scope);
  await requireOpen(publication, metric.id, scope.id);
  const [row] = await findTargetRows(publication, [{ metricId: metric.id, scopeId: scope.id }]);
  if (!row) throw new ScenarioNotAvailable({ zh: '这里没有目标', en: 'no target holds here' });
  if (metric.disclosure === 'household') {
    throw new ScenarioNotAvailable({
      zh: '困难职工户的数据按保护规则取整公布，不能逐户增减',
      en: 'figures of households are published rounded, so single ones cannot be moved',
    });
  }
  if (row.numerator === null || row.value === null) {
    throw new ScenarioNotAvailable({ zh: '本期没有数值', en: 'there is no value in this publication' });
  }
  if (!(await tellsMilestones(publication))) {
    throw new ScenarioNotAvailable({
      zh: '该期发布由旧版程序生成，没有公布目标节点',
      en: 'the publication was made before milestones were published',
    });
  }
  const { asOf } = publication.manifest;
  if (asked.moves.length === 0 || asked.moves.length > MOST_MOVES) {
    throw new ScenarioMoveRefused(0, {
      zh: `变动须为 1 至 ${MOST_MOVES} 项`,
      en: `1 to ${MOST_MOVES} moves are needed`,
    });
  }
  const [, latest = asOf] = [asOf, row.ends_on].toSorted();
  for (const [at, { by }] of asked.moves.entries()) {
    if (by != null && (by < asOf || by > latest)) {
      throw new ScenarioMoveRefused(at + 1, {
        zh: `日期须在数据日期（${asOf}）和目标截止日（${row.ends_on}）之间`,
        en: `its day must lie between that of the figures (${asOf}) and the end of the target (${row.ends_on})`,
      });
    }
  }
  const published = { scope, row };
  const moves = await effectsOf(
    metric,
    { numerator: row.numerator, denominator: row.denominator },
    asked.moves,
    (count) => visits(published, count),
  );
  const on = moves.reduce((last, { by }) => (by != null && by > last ? by : last), asOf);
  const moved = await movedStandings(publication, { metric, scopeId: scope.id, movement: sumOf(moves), on });
  const tree = await scopeTree(publication);
  const before = await findTargetRows(
    publication,
    moved.map((standing) => ({ metricId: metric.id, scopeId: standing.row.scope_id })),
  );
  const [standing, ...above] = moved.flatMap((one, at): ScenarioStanding[] => {
    const [place, was] = [tree.find(one.row.scope_id), before[at]];
    return place && was ? [{ ...one, scope: place, published: { scope: place, row: was } }] : [];
  });
  return { published, on, moves, standing: standing as ScenarioStanding, above };
}

/** Whether the publication says where paths bend: one of an older code does not. */
async function tellsMilestones(publication: Publication): Promise<boolean> {
  const rows = await publication.query(`select 1 from duckdb_tables() where table_name = 'target_milestone'`);
  return rows.length > 0;
}
