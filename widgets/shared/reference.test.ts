import { expect, test } from 'vitest';
import { assistanceShare } from '../assistance-share/assistance-share.model.ts';
import {
  assistanceShareAnswer,
  mapAnswer,
  metricAnswer,
  parkCoverageAnswer,
  rankingAnswer,
  starDistributionAnswer,
  targetAnswer,
} from '../fixtures/answers.ts';
import { map } from '../map/map.model.ts';
import { layoutTiles } from '../map/tiles.layout.ts';
import { metric } from '../metric/metric.model.ts';
import { parkCoverage } from '../park-coverage/park-coverage.model.ts';
import { ranking } from '../ranking/ranking.model.ts';
import { layoutMovement } from '../star-distribution/movement.layout.ts';
import { type MovementTable, starDistribution } from '../star-distribution/star-distribution.model.ts';
import { target } from '../target/target.model.ts';
import { layoutBars } from './bars.layout.ts';
import type { Label, Stop } from './geometry.ts';
import type { Draft } from './page.ts';
import { plotted } from './plot.ts';
import type { Table } from './table.ts';
import { layoutTrend } from './trend.layout.ts';

// Every layout as a drawing in this repository, so that a change of looks is seen where it is reviewed. `vitest run -u` draws anew.

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** All paths, labels and stops of a layout, in plain black and grey. */
function drawn(layout: { width: number; height: number; labels: readonly Label[]; stops: readonly Stop[] }): string {
  const paths: string[] = [];
  const collect = (value: unknown) => {
    if (typeof value === 'string' && /^M-?[\d.]+ -?[\d.]/.test(value)) paths.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (value && typeof value === 'object') Object.values(value).forEach(collect);
  };
  const { labels, stops, ...marks } = layout;
  collect(marks);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${layout.width}" height="${layout.height}" font-family="sans-serif" font-size="12">`,
    ...stops.map(
      ({ x, y, width, height }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#f4f6f9"/>`,
    ),
    ...paths.map((path) => `<path d="${path}" fill="#1f4e8c" fill-opacity=".25" stroke="#1f4e8c"/>`),
    ...labels.map(
      ({ x, y, text, anchor = 'start' }) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(text)}</text>`,
    ),
    '</svg>\n',
  ].join('\n');
}

const tableOf = (page: Draft, at = 0) => page.tables[at] as Table;
const box = (width: number, height: number) => ({ width, height, header: 40 });
const zh = 'zh-CN';
const park = parkCoverage(parkCoverageAnswer(), zh);
const share = assistanceShare(assistanceShareAnswer(), zh);
const stars = starDistribution(starDistributionAnswer(), zh);

test.each([280, 820])('at %i pixels every drawing is as it was', async (width) => {
  const drawings = {
    'park-coverage-parks': drawn(layoutBars(plotted(tableOf(park), zh), box(width, 460))),
    'park-coverage-months': drawn(layoutTrend(plotted(tableOf(park, 1), zh), box(width, 280))),
    'assistance-share-places': drawn(layoutBars(plotted(tableOf(share), zh), box(width, 500))),
    'assistance-share-months': drawn(layoutTrend(plotted(tableOf(share, 1), zh), box(width, 280))),
    'star-distribution-levels': drawn(layoutBars(plotted(tableOf(stars), zh), box(width, 380))),
    'star-distribution-movement': drawn(layoutMovement(tableOf(stars, 1) as MovementTable, box(width, 320))),
    target: drawn(layoutTrend(plotted(tableOf(target(targetAnswer(), zh)), zh), box(width, 280))),
    ranking: drawn(layoutBars(plotted(tableOf(ranking(rankingAnswer(), zh)), zh), box(width, 480))),
    metric: drawn(layoutTrend(plotted(tableOf(metric(metricAnswer(), zh)), zh), box(width, 280))),
    map: drawn(layoutTiles(plotted(tableOf(map(mapAnswer(), zh)), zh), box(width, 560))),
  };
  for (const [name, drawing] of Object.entries(drawings)) {
    await expect(drawing).toMatchFileSnapshot(`../fixtures/drawings/${name}-${width}.svg`);
  }
});
