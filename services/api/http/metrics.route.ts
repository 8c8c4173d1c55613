import type { FastifyInstance } from 'fastify';
import type { LaneCounts } from '../graphql/lane-counts.ts';

/** GET /metrics: counters in the text format of Prometheus. They hold no names of people, places or queries. */
export function routeMetrics(app: FastifyInstance, lanes: LaneCounts): void {
  app.get('/metrics', (_, reply) => {
    const lines = [
      '# HELP graphql_operations_total Operations answered, by lane.',
      '# TYPE graphql_operations_total counter',
      ...Object.entries(lanes.answered).map(([lane, count]) => `graphql_operations_total{lane="${lane}"} ${count}`),
      '# HELP graphql_statements_failed_total Compiled statements that failed and were answered by the plain lane.',
      '# TYPE graphql_statements_failed_total counter',
      `graphql_statements_failed_total ${lanes.failed}`,
    ];
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  });
}
