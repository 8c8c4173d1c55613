import { openDuckDb } from '@union/warehouse/duckdb.ts';
import { lineageOf, type MetricLineage } from '@union/warehouse/lineage/lineage.ts';
import { figureModels } from '@union/warehouse/models/figures.ts';
import type { Model } from '@union/warehouse/models/model.ts';
import { allModels } from '@union/warehouse/models/run-models.ts';
import { beforeAll, expect, test } from 'vitest';

let lineages: MetricLineage[];
const read = async (models: readonly Model[]) => {
  const instance = await openDuckDb(':memory:', { threads: 1 });
  try {
    return await lineageOf(await instance.connect(), models);
  } finally {
    instance.closeSync();
  }
};
const of = (id: string) => lineages.find(({ metricId }) => metricId === id);
beforeAll(async () => {
  lineages = await read(allModels());
});

test('every metric stands on registers, and on columns of each of them', () => {
  for (const { metricId, registers } of lineages) {
    expect(registers.length, metricId).toBeGreaterThan(0);
    for (const { register, columns } of registers) expect(columns.length, `${metricId} ${register}`).toBeGreaterThan(0);
  }
});

test('a rate of coverage reaches through its models to links, enterprises and unions, and never to money', () => {
  const { models, registers } = of('enterprise_unionisation_rate') as MetricLineage;
  expect(models).toEqual(expect.arrayContaining(['coverage', 'stg_coverage', 'stg_coverage_count']));
  const names = registers.map(({ register }) => register);
  expect(names).toEqual(expect.arrayContaining(['coverage_link', 'enterprise_period', 'trade_union', 'region']));
  expect(names).not.toContain('ledger_line');
  expect(names).not.toContain('assistance_grant');
  const links = registers.find(({ register }) => register === 'coverage_link');
  expect(links?.columns).toEqual(
    expect.arrayContaining(['enterprise_id', 'kind', 'union_id', 'valid_from', 'valid_to']),
  );
});

test('a share of spending reads the ledger and its rules', () => {
  const names = of('spending_frontline_share_broad')?.registers.map(({ register }) => register);
  expect(names).toEqual(
    expect.arrayContaining(['ledger_line', 'ledger_account', 'frontline_rule', 'frontline_rule_account']),
  );
});

test('columns are told by name, by alias and by using; a star is every column; another table’s are not', async () => {
  const model = (name: string, sql: string): Model => ({ name, kind: 'mart', sql, checks: [] });
  const [first] = await read([
    ...figureModels,
    model(
      'coverage',
      `select u.union_id, kind, 1 as covered_count from raw_coverage_link join raw_trade_union as u using (union_id)
        where u.approved_on > valid_from`,
    ),
  ]);
  expect(first?.registers).toEqual([
    { register: 'coverage_link', columns: ['kind', 'union_id', 'valid_from'] },
    { register: 'trade_union', columns: ['approved_on', 'union_id'] },
  ]);
  const [starred] = await read([...figureModels, model('coverage', 'select * from raw_federation')]);
  expect(starred?.registers[0]?.columns).toEqual(['federation_code', 'level', 'name', 'parent_code', 'region_code']);
});
