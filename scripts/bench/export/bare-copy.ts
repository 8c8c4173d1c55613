/**
 * DuckDB's own COPY of the statement of a query, in this process alone. As one statement it takes more memory than exports may,
 * so it gets a quarter of the machine's: `node bare-copy.ts <folder> <csv | json | parquet> <request>`.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findIn, planOn } from '@union/api/metric-query/run-metric-query.ts';
import { literal, openDuckDb, shareOfMemory } from '@union/warehouse/duckdb.ts';
import { openPublications, type Publication } from '@union/warehouse/publication/reader.ts';
import type { MetricQueryRequest } from '@union/warehouse/query/request.ts';

const [folder = '', form = 'csv', request = '{}'] = process.argv.slice(2);
const publications = openPublications(join(folder, 'publications'));
const publication = publications.current() as Publication;
const { statement } = await planOn(publication, JSON.parse(request) as MetricQueryRequest, findIn(publications));
await publications.close();
const instance = await openDuckDb(join(publication.folder, 'warehouse.duckdb'), {
  ...{ readOnly: true, threads: 2, memoryLimit: shareOfMemory(0.25), temporaryFolder: join(folder, 'copying') },
});
const connection = await instance.connect();
const path = join(folder, `copied.${form}`);
const idle = process.cpuUsage();
const begun = performance.now();
await connection.run(
  `copy (${statement.sql}) to ${literal(path)} (format ${form}${form === 'parquet' ? ', compression zstd' : ''})`,
  [...statement.parameters],
);
const { user, system } = process.cpuUsage(idle);
console.log(
  `COPY ${form.padEnd(8)} ${((performance.now() - begun) / 1000).toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of processors, ${(statSync(path).size / 1e6).toFixed(0)} MB, peak RSS ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
);
rmSync(path);
process.exit();
