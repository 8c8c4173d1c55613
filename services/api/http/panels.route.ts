import type { FastifyInstance } from 'fastify';
import { routeAppAssets, sendApp } from './app.route.ts';

/** /panels: the leaders' page. It reads /graphql as anybody may; its address says all that is seen. */
export function routePanels(app: FastifyInstance): void {
  app.get('/panels', (_, reply) => sendApp(reply, 'panels'));
  routeAppAssets(app, 'panels');
}
