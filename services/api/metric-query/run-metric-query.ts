import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { QueryRefused } from '@union/warehouse/query/errors.ts';
import { type Plan, planMetricQuery } from '@union/warehouse/query/plan.ts';
import { type AskedPublication, printMetricQuery } from '@union/warehouse/query/print-request.ts';
import { type MetricQueryRequest, withoutMetrics } from '@union/warehouse/query/request.ts';
import { type QueryRecord, type Statement, statementOf } from '@union/warehouse/query/statement.ts';
import { flagColumns } from '../figure/figure.queries.ts';
import { LIMITS } from '../limits/limits.ts';
import { closedFiguresOf, isClosed, requireOpen } from '../publication/guarded-publication.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { MetricQueryRefused } from './errors.ts';
import { worldOf } from './world.ts';

/** A plan of a publication, with the statement that answers it. */
export type Planned = {
  readonly plan: Plan;
  readonly publication: Publication;
  readonly statement: Statement;
  readonly find: FindPublication;
  readonly asked: AskedPublication;
};

/** Which publication of a folder is meant; see `choosePublication`. */
export type FindPublication = (id: string) => Promise<Publication>;

/** Finds publications by their ids. */
export const findIn =
  (publications: Publications): FindPublication =>
  (id) =>
    choosePublication(publications, { pinned: id });

/**
 * Plans a query on a publication; nothing of its figures is read yet.
 * @param asked how the publication was asked for, which a corrected query repeats.
 * @throws MetricQueryRefused, MetricNotFound, ScopeNotFound, FigureKeyNotFound, FigureKeyRequired, PublicationGone,
 * PublicationNotFound
 */
export async function planOn(
  publication: Publication,
  request: MetricQueryRequest,
  find: FindPublication,
  asked: AskedPublication = {},
): Promise<Planned> {
  try {
    return { ...(await planned(publication, request, find)), find, asked };
  } catch (error) {
    if (error instanceof QueryRefused) throw await refusalOf(error, { publication, find, asked });
    throw error;
  }
}

async function planned(publication: Publication, request: MetricQueryRequest, find: FindPublication) {
  const { compare } = request;
  const other = compare?.publication === undefined ? undefined : await find(compare.publication);
  const world = await worldOf(publication, request, other);
  const plan = await withoutClosed(publication, planMetricQuery(request, world));
  return { plan, publication, statement: statementOf(plan, await flagColumns(publication)) };
}

/** Faults that a corrected query is freed of, one after the other; more than any query can have. */
const MOST_CORRECTIONS = 24;

/**
 * The refusal with a query that is accepted, where one can be told: a refusal speaks of the first fault alone, so what is
 * corrected is planned again.
 */
export async function refusalOf(
  refused: QueryRefused,
  { publication, find, asked }: Pick<Planned, 'publication' | 'find' | 'asked'>,
): Promise<MetricQueryRefused> {
  let { corrected } = refused;
  for (let tries = 0; corrected !== undefined && tries < MOST_CORRECTIONS; tries += 1) {
    try {
      requireSize(await planned(publication, corrected, find));
      return new MetricQueryRefused(refused, printMetricQuery(corrected, asked));
    } catch (error) {
      // What is wrong beside how the query is put together, such as a restricted figure, is told when it is sent.
      if (!(error instanceof QueryRefused)) break;
      corrected = error.corrected;
    }
  }
  return new MetricQueryRefused(refused);
}

/**
 * The plan as who asks may see it: scopes in a list whose figures are closed stand without numbers, and what is named, or is
 * part of a sum, must be open. @throws FigureRestricted
 */
async function withoutClosed(publication: Publication, plan: Plan): Promise<Plan> {
  if (!closedFiguresOf(publication)) return plan;
  const { scopes, parent, request } = plan;
  const mustBeOpen = request.scopes.ids !== undefined || plan.poolsScopes || plan.totals === 'pooled';
  const metrics = await Promise.all(
    plan.metrics.map(async (planned) => {
      const { id } = planned.metric;
      if (parent) await requireOpen(publication, id, parent.id);
      if (mustBeOpen) for (const scope of scopes) await requireOpen(publication, id, scope.id);
      const closed = await Promise.all(scopes.map((scope) => isClosed(publication, id, scope.id)));
      return { ...planned, closed: new Set(scopes.flatMap((scope, at) => (closed[at] ? [scope.id] : []))) };
    }),
  );
  return { ...plan, metrics };
}

/** Rows that an answer of GraphQL has when the query says no number, and at most. */
export const DEFAULT_ROWS = 100;
export const MOST_ROWS = 1000;

/** @throws MetricQueryRefused for a plan that is too large for one answer; an export has no such limit. */
export async function checkSize(planned: Planned): Promise<void> {
  try {
    requireSize(planned);
  } catch (error) {
    if (error instanceof QueryRefused) throw await refusalOf(error, planned);
    throw error;
  }
}

/** @throws QueryRefused */
function requireSize({ plan }: Pick<Planned, 'plan'>): void {
  if (plan.cost <= LIMITS.cost) return;
  throw new QueryRefused(
    'QUERY_TOO_LARGE',
    {
      en: `the query reads ${plan.cells} figures, which costs ${plan.cost} of ${LIMITS.cost} at most; ask for fewer scopes, points or metrics, or take it as a file: exports have no such limit`,
      zh: `查询需读取 ${plan.cells} 个数据，代价 ${plan.cost}，上限 ${LIMITS.cost}；请减少范围、期间或指标，或以导出文件获取（导出不受此限）`,
    },
    smaller(plan),
  );
}

/** As many of the latest points as one answer holds; where one is too many, fewer metrics; undefined where one is. */
function smaller({ request, points, cells, cost }: Plan): MetricQueryRequest | undefined {
  const last = Math.floor((points.length * LIMITS.cost) / cost);
  if (last >= 1 && points.length > 1) {
    return { ...request, time: { ...request.time, last: Math.min(last, points.length - 1) } };
  }
  if (points.length > 1) return { ...request, time: { ...request.time, last: 1 } };
  const count = Math.floor(request.metrics.length / 2);
  return count < 1 || cells === 0 ? undefined : withoutMetrics(request, request.metrics.slice(count));
}

/** The records of a plan, in the order of rows, totals and the whole. */
export function recordsOf({ publication, statement }: Planned): Promise<QueryRecord[]> {
  return publication.query<QueryRecord>(statement.sql, statement.parameters);
}
