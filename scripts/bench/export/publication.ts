import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@union/schema/metrics/catalogue.ts';
import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import { defaultRules } from '@union/warehouse/rules.ts';

const AS_OF = '2026-10-31';
export const MONTHS = 50;
export const METRICS = ['enterprise_unionisation_rate', 'member_rate'];

/** A publication of towns that change every month. */
export async function makePublication(path: string, towns: number): Promise<void> {
  const id = `${AS_OF}-1`;
  const folder = join(path, id);
  mkdirSync(folder, { recursive: true });
  const instance = await openDuckDb(join(folder, 'warehouse.duckdb'));
  const connection = await instance.connect();
  await connection.run(`
    create table scope as
    select 'region:000000' as scope_id, 'region' as kind, 'nation' as level, '全国' as name, null::varchar as parent_scope_id,
      '000000' as region_code, 0 as sort_no, false as has_segments
    union all
    select 'region:' || (100000000 + i), 'region', 'town', '镇' || i, 'region:000000', (100000000 + i)::varchar, i + 1, false
    from range(${towns}) as towns (i);
    create table figure_key (key varchar, code varchar, name varchar, valid_from date, valid_to date);
    create table coverage as
    select scope_id, 'all' as segment, first_day::date as valid_from, (first_day + interval 1 month)::date as valid_to,
      100 as enterprise_count, (hash(scope_id, first_day) % 100)::bigint as covered_count, covered_count as effective_covered_count,
      0 as secondary_covered_count, 1000 as worker_count, (hash(first_day, scope_id) % 1000)::bigint as member_count,
      member_count as effective_member_count, worker_count as covered_worker_count, member_count as covered_member_count, 'register' as source
    from scope cross join generate_series(date '${AS_OF}' + 1 - interval ${MONTHS} month, timestamp '${AS_OF}', interval 1 month) as months (first_day)
    where level = 'town'
    order by scope_id, valid_from;
  `);
  for (const metric of METRICS) {
    const view = figureModels.find(({ name }) => name === `figure_${metric}`);
    await connection.run(`create view figure_${metric} as ${view?.sql}`);
  }
  connection.closeSync();
  instance.closeSync();
  const manifest = {
    ...{
      publicationId: id,
      asOf: AS_OF,
      publishedAt: '2026-11-01T00:00:00.000Z',
      startedAt: '2026-11-01T00:00:00.000Z',
    },
    ...{
      codeVersion: '0.1.0',
      definitions: Object.fromEntries(catalogue.map((metric) => [metric.id, metric.definition.version])),
    },
    ...{
      inputs: {},
      rules: defaultRules,
      content: { sha256: '', tables: {} },
      files: [],
      checks: [],
      acceptedDrifts: [],
    },
    ...{ durations: {}, previous: null },
  };
  const text = JSON.stringify(manifest);
  writeFileSync(join(folder, 'manifest.json'), text);
  const manifestSha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(path, 'current.json'), JSON.stringify({ publicationId: id, manifestSha256 }));
}
