import { join } from 'node:path';
import { runDocument } from '@union/api/documents/run-document.ts';
import { searchScopes } from '@union/api/panel/panel.queries.ts';
import { scopeTree } from '@union/api/scope/scope-tree.ts';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { literal } from '@union/warehouse/duckdb.ts';
import { openPublications, type Publication, type Publications } from '@union/warehouse/publication/reader.ts';
import type { Counts } from '@union/widgets/shared/answer.ts';
import { measureOf } from '@union/widgets/shared/measure.ts';
import { csv } from '@union/widgets/shared/outputs.ts';
import type { Page } from '@union/widgets/shared/page.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../api/support/server-fixture.ts';
import { makeTwoNights, type TwoNights } from './support/two-nights.ts';

/** Another seed draws other scopes. */
const SEED = 320924;
const SCOPES = 50;

let nights: TwoNights;
let publications: Publications;
let publication: Publication;
let server: TestServer;
let scopes: readonly { readonly id: string; readonly kind: string }[];

beforeAll(async () => {
  nights = await makeTwoNights();
  publications = openPublications(nights.publications);
  publication = publications.current() as Publication;
  server = await openTestServer(nights.publications, nights.database);
  const all = (await scopeTree(publication)).all().map(({ id, kind }) => ({ id, kind }));
  const [drawn] = fc.sample(fc.shuffledSubarray(all, { minLength: SCOPES, maxLength: SCOPES }), {
    seed: SEED,
    numRuns: 1,
  });
  scopes = drawn ?? [];
}, 600_000);
afterAll(async () => {
  await server?.close();
  await publications?.close();
  await nights?.close();
});

const isMadeFor = ({ scopes: kinds }: Metric, kind: string) =>
  kinds.includes((kind === 'park' || kind === 'federation' ? kind : 'region') as 'park');
const single = catalogue.filter(({ shape }) => shape !== 'distribution');

type Part = 'numerator' | 'denominator' | 'value' | 'state';
type Figure = { readonly [part in Part]: number | string | null };
const parts = ({ numerator, denominator, value, state }: Figure) => ({ numerator, denominator, value, state });

/** The headlines of a metric for scopes, as a page asks for them. */
async function headlines(metric: Metric, ids: readonly string[]): Promise<(Figure | null)[]> {
  const found: (Figure | null)[] = [];
  for (let at = 0; at < ids.length; at += 8) {
    const asked = ids.slice(at, at + 8);
    const fields = asked.map(
      (id, place) => `f${place}: figure(metric: "${metric.id}", scope: "${id}") { numerator denominator value state }`,
    );
    const { data, errors = [] } = await server.ask(`{ ${fields.join(' ')} }`);
    // Several kinds, none newer than the others: a headline must say which.
    for (const { extensions } of errors) expect(extensions.code).toBe('FIGURE_KEY_REQUIRED');
    found.push(...asked.map((_, place) => data?.[`f${place}`] ?? null));
  }
  return found;
}

test(`the headline of every metric is its row in the published file, in ${SCOPES} scopes`, async () => {
  let compared = 0;
  for (const metric of single) {
    const own = scopes.filter(({ kind }) => isMadeFor(metric, kind));
    const shown = await headlines(
      metric,
      own.map(({ id }) => id),
    );
    const day = publication.manifest.asOf;
    const file = join(publication.folder, 'parquet', 'figure', `${metric.id}.parquet`);
    const rows = await publication.query<Figure & { scope_id: string; period_kind: string }>(
      `select scope_id, period_kind, numerator, denominator, value, state from read_parquet(${literal(file)})
        where segment = 'all' and valid_from <= date ${literal(day)} and valid_to > date ${literal(day)}
          and period_kind in ('day', 'calendar_year')`,
    );
    for (const [at, { id }] of own.entries()) {
      const exported = rows.filter(({ scope_id }) => scope_id === id).map(parts);
      const headline = shown[at];
      if (!headline) continue;
      compared++;
      if (headline.state === 'NOT_REPORTED') expect(exported, `${metric.id} ${id}`).toEqual([]);
      else
        expect(exported, `${metric.id} ${id}`).toContainEqual({
          ...headline,
          state: String(headline.state).toLowerCase(),
        });
    }
  }
  expect(compared).toBeGreaterThan(1_000);
}, 600_000);

test(`the element of every metric, and the CSV that it gives, print the headline, in ${SCOPES} scopes`, async () => {
  let compared = 0;
  const onFailure = (error: unknown) => {
    throw error;
  };
  for (const [number, metric] of single.entries()) {
    const own = scopes.filter(({ kind }) => isMadeFor(metric, kind));
    // Whole answers are large: each metric is looked at in scopes of its own, all scopes in turn.
    const looked = own.filter((_, at) => at % 10 === number % 10);
    const shown = await headlines(
      metric,
      looked.map(({ id }) => id),
    );
    for (const [at, { id }] of looked.entries()) {
      const headline = shown[at];
      if (!headline) continue;
      const body = JSON.parse(
        String(
          await runDocument({ publications, pinned: publication, requestId: 'test', onFailure }, 'metric', {
            ...{ scope: id, metric: metric.id },
          }),
        ),
      ) as {
        data: { figure: Figure & { metric: never; target: { target: never } | null } };
        extensions: { pages: Record<string, Page> };
      };
      const { figure } = body.data;
      expect(parts(figure), `${metric.id} ${id}`).toEqual(parts(headline));
      const page = body.extensions.pages['zh-CN'] as Page;
      const text = measureOf(figure.metric, 'zh-CN').text(figure as unknown as Counts, figure.target?.target);
      expect(page.headline[0]?.value, `${metric.id} ${id}`).toBe(text);
      expect(csv(page), `${metric.id} ${id}`).toContain(text);
      expect(page.publication.id).toBe(publication.id);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
}, 600_000);

test('the headline of a target is the figure of its metric, and its last ones are those of the ranking', async () => {
  const { data } = await server.ask(`{ panel(scope: "region:320924") { targets {
    numerator denominator value state need
    figure { numerator denominator value state }
    trace { counted { count } }
    target { metric { id } }
    imbalance { kind last { scope { id } numerator denominator value } bottom { id } }
  } } }`);
  expect(data.panel.targets.length).toBe(4);
  for (const target of data.panel.targets) {
    expect(parts(target.figure)).toEqual(parts(target));
    expect(target.trace.counted[0].count).toBe(target.numerator);
    for (const { kind, last, bottom } of target.imbalance) {
      expect(last.map(({ scope }: { scope: { id: string } }) => scope.id)).toEqual(
        bottom.map(({ id }: { id: string }) => id),
      );
      const { data: ranked } = await server.ask(
        `{ ranking(metric: "${target.target.metric.id}", parent: "region:320924", kind: ${kind}) { rows { scope { id } figure { numerator denominator value } } } }`,
      );
      for (const { scope, ...row } of last) {
        const same = ranked.ranking.rows.find((one: { scope: { id: string } }) => one.scope.id === scope.id);
        expect(same.figure).toEqual(row);
      }
    }
  }
}, 60_000);

test('every scope is found by its own code', async () => {
  const tree = await scopeTree(publication);
  for (const { id } of scopes) {
    expect(searchScopes(tree, id, 20).map((scope) => scope.id)[0]).toBe(id);
  }
});
