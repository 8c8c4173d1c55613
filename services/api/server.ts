import { join } from 'node:path';
import cors from '@fastify/cors';
import { NotSignedIn } from '@union/access/errors.ts';
import { guardedDb } from '@union/access/guarded-db.ts';
import { reachesOf } from '@union/access/reach.ts';
import { closedFigures, isSurelyOpen } from '@union/access/restricted/closed-figures.ts';
import { anonymous, demoVisitor, type Viewer } from '@union/access/viewer.ts';
import type { Config } from '@union/schema/config.ts';
import type { Database } from '@union/schema/db/database.ts';
import type { Publications } from '@union/warehouse/publication/reader.ts';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { readTemplates } from './briefing/templates.ts';
import { EmbedUse } from './catalogue/embed-use.ts';
import type { Context } from './context.ts';
import { allowedOrigins, guardOrigins } from './embed-pages/allowed-origins.ts';
import { readEmbedBuild } from './embed-pages/embed-release.ts';
import type { FreshnessRule } from './freshness/freshness.queries.ts';
import { startApollo } from './graphql/apollo.ts';
import { countLanes } from './graphql/lane-counts.ts';
import { routeBriefing } from './http/briefing.route.ts';
import { routeBuilder } from './http/builder.route.ts';
import { routeCatalogue } from './http/catalogue.route.ts';
import { documentAnswers, routeDocuments } from './http/documents.route.ts';
import { routeEmbed } from './http/embed.route.ts';
import { routeEmbedTokens } from './http/embed-token.route.ts';
import { routeExplorer } from './http/explorer.route.ts';
import { routeExports } from './http/export.route.ts';
import { figuresFor } from './http/figures-for.ts';
import { routeFragments } from './http/fragments.route.ts';
import { routeFrames } from './http/frames.route.ts';
import { routeFreshness } from './http/freshness.route.ts';
import { routeGraphql } from './http/graphql.route.ts';
import { routeHealth } from './http/health.route.ts';
import { routeHome } from './http/home.route.ts';
import { HotAnswers } from './http/hot-answers.ts';
import { answerErrorsAsJson } from './http/http-errors.ts';
import { routeImages } from './http/images.route.ts';
import { routeIntake } from './http/intake.route.ts';
import { routeMetrics } from './http/metrics.route.ts';
import { routeOffice } from './http/office.route.ts';
import { routePanels } from './http/panels.route.ts';
import { routePublications } from './http/publications.route.ts';
import { logRequests, requestIdOf } from './http/requests.ts';
import { routeSavedExports } from './http/saved-export.route.ts';
import { countEmbeds, serveSaved } from './http/saved-query.route.ts';
import { sendSecurityHeaders } from './http/security-headers.ts';
import { sendTimings } from './http/server-timing.ts';
import { openDoors } from './http/session.ts';
import { routeSignIn } from './http/sign-in.route.ts';
import { routeWall } from './http/wall.route.ts';
import { LIMITS } from './limits/limits.ts';
import { guardedAll } from './publication/guarded-publication.ts';
import { openToChoice } from './publication/request-publications.ts';
import { savedDocuments } from './saved-query/saved-documents.ts';

export type ServerOptions = {
  readonly config: Config;
  readonly database: Database;
  readonly publications: Publications;
  readonly logger: Logger;
  /** Serve rows of the registers to anyone who reaches the server: for a local trial. A function is asked at every request. Default false. */
  readonly openRegisters?: boolean | (() => boolean);
  /** Who asks, for tests; default: by session, key or token, else anyone, or the visitor of a demo. */
  readonly viewerOf?: (request: FastifyRequest) => Promise<Viewer>;
  /** Tables that PostgreSQL guards itself, so that they are read as its reader's role. Default none. */
  readonly guardedTables?: readonly string[];
  /** What may be asked in a minute, in the cost of operations; false: without limit, for benchmarks. */
  readonly perMinute?: { readonly visitor: number; readonly signedIn: number } | false;
  /** Answer questions about the schema itself. Default: as `openRegisters` at the start; the explorer carries the schema with it. */
  readonly introspection?: boolean;
  /** `plain` answers every operation by graphql-js, for comparison. Default `all`: by one statement where that can be. */
  readonly lanes?: 'all' | 'plain';
  /** Why the last night failed, for `freshness`; undefined when it did not. */
  readonly lastFailure?: FreshnessRule['lastFailure'];
  /** Notices to operators, newest first; none when absent. */
  readonly notices?: Context['notices'];
  /** Milliseconds from a request for figures or rows to its answer at most. Default 10 seconds. */
  readonly timeLimit?: number;
  /** The clock, for tests. */
  readonly now?: () => Date;
};

/** Bytes of answers of trusted documents that are kept in memory. */
const ANSWER_CACHE = 64 * 1024 * 1024;
/** Cost that may be asked in a minute: of a visitor by address, and of who signed in. A hundred operations of the largest size, and two hundred. */
const PER_MINUTE = { visitor: 100 * LIMITS.cost, signedIn: 200 * LIMITS.cost };
/** What a request of the officers' pages takes of that. */
const OFFICE_COST = LIMITS.cost / 5;
/** What the making of a briefing takes of it. */
const BRIEFING_COST = LIMITS.cost * 2;
/** Milliseconds that requests get to end when the server stops. */
const DRAIN = 10_000;

/** Starts the HTTP server on `config.host` and `config.port`; `close` lets running requests end first. */
export async function startServer(options: ServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { config, database, publications, logger, openRegisters = false, timeLimit = LIMITS.time } = options;
  const isOpen = typeof openRegisters === 'function' ? openRegisters : () => openRegisters;
  const { introspection = isOpen(), lanes = 'all' } = options;
  const counts = countLanes();
  const embedBuild = readEmbedBuild();
  const build = () => embedBuild;
  const releases = join(config.dataDir, 'embed-releases');
  const { apollo, answerKnown } = await startApollo({ logger, introspection, lanes, showLane: introspection, counts });
  let isStopping = false;
  let url = '';

  const app = Fastify({
    loggerInstance: logger as never,
    logController: new LogController({ disableRequestLogging: true }),
    // What is logged of a request names it; a logger of its own would be made for every one.
    childLoggerFactory: (parent) => parent,
    bodyLimit: LIMITS.body,
    genReqId: requestIdOf,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // The caller's address is what the nearest trusted proxy says; without one, whatever a header says is ignored.
    trustProxy: (_, hop) => hop < config.access.trustedProxies,
  }) as unknown as FastifyInstance;
  logRequests(app);
  sendSecurityHeaders(app, () => base());
  // A connection that stays open after its answer would keep a stopping server waiting.
  app.addHook('onSend', (_, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
  sendTimings(app);
  answerErrorsAsJson(app);
  const base = () => config.publicUrl ?? url;
  const allowed = allowedOrigins(config.embedOrigins, () => [url, new URL(base()).origin]);
  // A browser sends no cookie along with what another site's page asks, as credentials are never allowed: any page may
  // ask for what is public where no list says otherwise. Who is not on the list may still read why.
  await app.register(cors, {
    origin: allowed.ancestors === '*' ? '*' : true,
    methods: ['GET', 'POST'],
    exposedHeaders: ['etag', 'x-request-id', 'x-image-alt'],
    maxAge: 86_400,
  });
  guardOrigins(app, allowed, config.contact);
  const own = () => [url, new URL(base()).origin];
  const doors = openDoors(app, {
    ...{ db: database.db, settings: config.access, base, own, visitor: () => (isOpen() ? demoVisitor : anonymous) },
    perMinute: options.perMinute === false ? undefined : (options.perMinute ?? PER_MINUTE),
  });

  const freshness: FreshnessRule = {
    nightlyAt: config.nightlyAt,
    timeZone: config.timeZone,
    now: options.now ?? (() => new Date()),
    lastFailure: options.lastFailure ?? (() => undefined),
  };
  const contextOf = async (request: FastifyRequest, signal: AbortSignal): Promise<Context> => {
    const viewer = await (options.viewerOf ?? doors.viewerOf)(request);
    const charge = (cost: number) => doors.charge(request, viewer, cost);
    const reaches = await reachesOf(database.db, viewer);
    const shared = sharedContext(request, signal);
    const closed = await closedFigures(database.db, reaches);
    const db = guardedDb(database.db, reaches, options.guardedTables ?? []);
    return {
      ...shared,
      publications: openToChoice(guardedAll(publications, closed)),
      registers: shared.registers && { ...shared.registers, db },
      ...{ viewer, charge, reaches },
    };
  };
  const sharedContext = (
    request: FastifyRequest,
    signal: AbortSignal,
  ): Omit<Context, 'viewer' | 'reaches' | 'charge' | 'publications'> => ({
    requestId: request.id,
    registers: {
      ...{ db: database.db, database, personal: config.access.personal, ownHosts: config.notices.ownHosts ?? [] },
      abort: { signal, inflightQueryAbortStrategy: 'cancel query' },
    },
    freshness,
    base: base(),
    notices: options.notices ?? (() => []),
    loaders: new Map(),
  });
  const figures = figuresFor(database.db, doors, options.viewerOf ?? doors.viewerOf);
  const answers = documentAnswers(publications, figures, ANSWER_CACHE, timeLimit);

  routeSignIn(app, { db: database.db, doors, settings: config.access, base, own });
  routeHome(app, { publications, answers, freshness });
  routeMetrics(app, counts);
  routeHealth(app, { database, publications, isStopping: () => isStopping });
  routeGraphql(app, apollo, answerKnown, contextOf, timeLimit);
  const saved = savedDocuments({ db: database.db, publications, contextOf, figures, timeLimit });
  const embedUse = new EmbedUse(database.db, {
    ...{ timeZone: config.timeZone, now: freshness.now },
    onFailure: (err) => logger.warn({ err }, 'counts of embedded widgets were lost'),
  });
  const noteEmbed = countEmbeds(app, embedUse);
  const hot = new HotAnswers({
    current: () => publications.current()?.id,
    isOpen: () => isSurelyOpen(database.db),
    isStopping: () => isStopping,
    isChoosy: allowed.ancestors !== '*',
    onServed: noteEmbed,
    logger,
  });
  hot.standBefore(app);
  routeDocuments(app, answers, serveSaved(saved, figures), hot.keep.bind(hot), base);
  routeFreshness(app, publications, freshness);
  routeFragments(app, answers, base);
  routeImages(app, answers);
  routeFrames(app, { answers, base, build, allowed });
  await routePublications(app, publications, answers, figures);
  routeEmbed(app, build, releases);
  const viewerOf = options.viewerOf ?? doors.viewerOf;
  routeEmbedTokens(app, { db: database.db, viewerOf, charge: doors.charge });
  routeBuilder(app, { publications, answers, base, build, allowed });
  routeExplorer(app, contextOf);
  const officeReaches = async (request: FastifyRequest) => {
    const viewer = await (options.viewerOf ?? doors.viewerOf)(request);
    // A session that has ended is said, rather than answered as a visitor's question.
    if (viewer.kind === 'anonymous' && doors.sessionOf(request)) throw new NotSignedIn();
    doors.charge(request, viewer, OFFICE_COST);
    return reachesOf(database.db, viewer);
  };
  const checked = join(config.dataDir, 'checked-files');
  routeExports(app, {
    ...{ database, publications, figures, folder: join(config.dataDir, 'exports'), now: freshness.now },
    guardedTables: options.guardedTables ?? [],
    reachesOf: officeReaches,
    charge: async (request, cost) => doors.charge(request, await viewerOf(request), cost),
  });
  routeBriefing(app, {
    ...{ publications, figures, base, font: config.briefing.font, timeZone: config.timeZone },
    templates: readTemplates(config.briefing.templates),
    charge: async (request) => doors.charge(request, await viewerOf(request), BRIEFING_COST),
  });
  routeIntake(app, { database, folder: checked, timeZone: config.timeZone, reachesOf: officeReaches });
  routeWall(app, { db: database.db, doors, publications, freshness, timeZone: config.timeZone, own });
  routePanels(app);
  routeSavedExports(app, saved, figures);
  routeCatalogue(app, {
    ...{ db: database.db, publications, config, base, now: freshness.now },
    reachesOf: async (request) => reachesOf(database.db, await (options.viewerOf ?? doors.viewerOf)(request)),
  });
  routeOffice(app, { database, reachesOf: officeReaches, csrfTokenFor: doors.csrfTokenFor });

  url = await app.listen({ host: config.host, port: config.port });
  return {
    url,
    async close() {
      isStopping = true;
      const patience = setTimeout(() => app.server.closeAllConnections(), DRAIN);
      await app.close();
      clearTimeout(patience);
      await apollo.stop();
    },
  };
}
