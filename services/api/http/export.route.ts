import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { recordAudit } from '@union/access/audit/audit.ts';
import { guardedDb } from '@union/access/guarded-db.ts';
import type { Reaches } from '@union/access/reach.ts';
import type { Database } from '@union/schema/db/database.ts';
import { type Publication, type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BadHttpRequest, FigureRestricted, InvalidVariables } from '../errors.ts';
import { answerJson } from '../export/answer-json.ts';
import { bundleOf } from '../export/bundle.ts';
import { allowsRange, rangeIn } from '../export/byte-range.ts';
import { ExportNotFound } from '../export/errors.ts';
import { figureRows } from '../export/figure-rows.ts';
import { attachment } from '../export/file-name.ts';
import { type FinishedFile, FinishedFiles } from '../export/finished-files.ts';
import { type ExportFormat, exportFormats, splitName } from '../export/formats.ts';
import { writeParquet } from '../export/parquet.ts';
import { describedFiles, publicationSummary } from '../export/publication-files.ts';
import { requestOfCode } from '../export/query-code.ts';
import { registerOf, registerRows } from '../export/register-rows.ts';
import type { ExportRows } from '../export/rows.ts';
import { requireWritable } from '../export/size.ts';
import { Turns } from '../export/turns.ts';
import { streamOf } from '../export/write.ts';
import { runMetricQuery } from '../metric-query/result.ts';
import { findIn, planOn } from '../metric-query/run-metric-query.ts';
import { guarded, guardedAll } from '../publication/guarded-publication.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { hasAlready, SHORT_CACHE } from './documents.route.ts';
import { type FiguresFor, keepPrivate, tokenIn } from './figures-for.ts';

export type ExportOptions = {
  readonly database: Database;
  readonly publications: Publications;
  readonly figures: FiguresFor;
  /** Where finished files are kept. */
  readonly folder: string;
  /** What the viewer of a request may do, and where; what has ended is refused. */
  readonly reachesOf: (request: FastifyRequest) => Promise<Reaches>;
  /** Takes what an export costs from what the viewer may ask in a minute. @throws TooManyRequests */
  readonly charge: (request: FastifyRequest, cost: number) => Promise<void>;
  readonly guardedTables: readonly string[];
  readonly now: () => Date;
};

/** How long files of a publication that is named by its id may be kept by others: one that is withdrawn shall not live on for years. */
const PINNED_CACHE = 'public, max-age=86400';
/** Raised when the same query would be written in other bytes. */
const WRITERS = 2;
/** The most that one export takes of what a viewer may ask in a minute. */
const MOST_CHARGED = 100_000;
/** Milliseconds after which an export that nobody takes on is ended. */
const STALLED = 120_000;
/** What a register costs: a few thousand rows or a few million, it is one. */
const REGISTER_COST = 5_000;

/**
 * /export/query/<code>.<form>, /export/query/<code>: all rows of a metric query, or its answer; /export/register/<name>.<form>:
 * rows of a register that the viewer reads; /export/publication/<id>/<file>: the files of a publication;
 * /export/bundle/<id>.zip: all of them with what is needed to read them. Publications are named by id or `latest`.
 */
export function routeExports(app: FastifyInstance, options: ExportOptions): void {
  const { database, publications, figures, reachesOf, charge, guardedTables, now } = options;
  const files = new FinishedFiles(options.folder);
  const turns = new Turns();
  const kept = () => publications.list().map(({ publicationId }) => publicationId);

  /** The publication of an address as who asks sees it, and how the answer may be kept. */
  const choose = async (request: FastifyRequest, reply: FastifyReply, id: string | undefined) => {
    const closed = await figures.closedTo(request, tokenIn(request.query as Record<string, unknown>));
    const publication = await choosePublication(publications, { pinned: id === 'latest' ? undefined : id });
    const isPrivate = !closed.isNothing || figures.isPrivate(request);
    if (isPrivate) keepPrivate(reply);
    else reply.header('cache-control', id === 'latest' || id === undefined ? SHORT_CACHE : PINNED_CACHE);
    reply.headers({ 'x-publication': publication.id, 'x-as-of': publication.manifest.asOf });
    return { closed, publication: guarded(publication, closed), isWhole: closed.isNothing };
  };

  app.get<{ Params: { '*': string }; Querystring: Record<string, unknown> }>(
    '/export/query/*',
    async (request, reply) => {
      const named = splitName(request.params['*']);
      const asked = requestOfCode(named?.name ?? request.params['*']);
      const { publication, isWhole, closed } = await choose(request, reply, publicationIn(request.query));
      const find = findIn(guardedAll(publications, closed));
      const end = endOf(reply);
      const planned = await runAbortable(end, () => planOn(publication, asked, find));
      await charge(request, Math.min(planned.plan.cost, MOST_CHARGED));
      if (!named) {
        const result = await runAbortable(end, () => runMetricQuery(planned));
        const body = answerJson(result);
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
        reply.header('etag', etag);
        if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
        return reply.type('application/json; charset=utf-8').send(body);
      }
      requireWritable(planned.plan);
      const { format } = named;
      const title = planned.plan.metrics
        .map(({ metric }) => metric.name.zh)
        .join('、')
        .slice(0, 60);
      const file = {
        ...{ publication, isWhole, end, format, key: `${WRITERS} ${named.name}.${format}` },
        names: [`${title}_${publication.id}.${format}`, `metric-query-${publication.id}.${format}`],
        rows: () => figureRows(planned),
      } as const;
      return cleanly(reply, () => give(request, reply, file));
    },
  );

  /** Gives out rows of a publication: a finished file where there is one, else as they are read, keeping what is given. */
  const give = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: {
      readonly publication: Publication;
      /** Whether nothing of it is closed to who asks. */
      readonly isWhole: boolean;
      readonly end: AbortSignal;
      readonly format: ExportFormat;
      readonly key: string;
      readonly names: readonly [name: string, plain: string];
      readonly rows: () => Promise<ExportRows>;
    },
  ) => {
    const { publication, isWhole, end, format, key, names, rows } = asked;
    reply.type(exportFormats[format].type).header('content-disposition', attachment(...names));
    // What is left out for some is made anew for each of them, and never kept.
    if (!isWhole) {
      reply.header('accept-ranges', 'none');
      return request.method === 'HEAD' ? unmeasured(reply) : reply.send(await stream(end, format, rows));
    }
    const etag = `"${createHash('sha256').update(`${publication.id} ${publication.manifest.content?.sha256} ${key}`).digest('base64url').slice(0, 27)}"`;
    reply.headers({ etag, 'accept-ranges': 'bytes' });
    if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
    const finished = files.find(publication.id, key);
    if (finished) return sendFile(request, reply, finished, etag);
    if (request.method === 'HEAD') return unmeasured(reply);
    // A file is made first where a part of it is asked for, and where its end says where its parts lie.
    if (format !== 'parquet' && request.headers.range === undefined) {
      return reply.send(await stream(end, format, rows, keeping(publication.id, key)));
    }
    const over = await turns.take(end);
    const path = files.begin(publication.id);
    try {
      await runAbortable(end, async () => {
        const all = await rows();
        if (format === 'parquet') await writeParquet(endedBy(end, all), path);
        else await pipeline(streamWithin(end, streamOf(all, format)), createWriteStream(path), { signal: end });
      });
      return sendFile(request, reply, files.finish(publication.id, key, path, kept()), etag);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      over();
    }
  };

  /** The bytes of rows as they are read, with backpressure; whoever goes ends the statement. */
  const stream = async (
    end: AbortSignal,
    format: ExportFormat,
    rows: () => Promise<ExportRows>,
    through?: Transform,
  ): Promise<Readable> => {
    const over = await turns.take(end);
    const bytes = async function* () {
      if (format !== 'parquet') {
        yield* streamOf(await rows(), format);
        return;
      }
      const path = files.begin('unkept');
      try {
        await writeParquet(endedBy(end, await rows()), path);
        yield* createReadStream(path);
      } finally {
        await rm(path, { force: true });
      }
    };
    const source = streamWithin(end, bytes());
    source.once('close', over);
    if (!through) return source;
    // Who has gone destroys what is given; that ends the source, and the source its statement.
    pipeline(source, through).catch(() => {});
    return through;
  };

  /** Passes bytes on and keeps them as the file of the key once all of them were taken. A full disk stops the keeping alone. */
  const keeping = (publicationId: string, key: string): Transform => {
    const path = files.begin(publicationId);
    const file = createWriteStream(path);
    let isKept = true;
    const forget = () => {
      isKept = false;
      file.destroy();
      rm(path, { force: true }).catch(() => {});
    };
    file.on('error', forget);
    return new Transform({
      highWaterMark: 1 << 18,
      transform(chunk, _, done) {
        if (!isKept || file.write(chunk)) {
          done(null, chunk);
          return;
        }
        const go = () => {
          file.off('drain', go).off('close', go);
          done(null, chunk);
        };
        file.once('drain', go).once('close', go);
      },
      flush(done) {
        if (!isKept) {
          done();
          return;
        }
        file.end(() => {
          try {
            if (isKept) files.finish(publicationId, key, path, kept());
          } catch {
            // It is made again when it is asked for again.
            forget();
          }
          isKept = false;
          done();
        });
      },
      destroy(error, done) {
        if (isKept) forget();
        done(error);
      },
    });
  };

  app.get<{ Params: { '*': string } }>('/export/register/*', async (request, reply) => {
    const named = splitName(request.params['*']);
    if (!named) throw new ExportNotFound(request.params['*']);
    const described = registerOf(named.name);
    const reaches = await reachesOf(request);
    const end = endOf(reply);
    const at = now().toISOString();
    const rows = () =>
      registerRows(described, {
        ...{ db: guardedDb(database.db, reaches, guardedTables), reaches, now: at },
        abort: { signal: end, inflightQueryAbortStrategy: 'cancel query' },
      });
    // Refused before a word is sent.
    const all = rows();
    await charge(request, REGISTER_COST);
    const { format } = named;
    const title = described.register.sheet.zh;
    keepPrivate(reply)
      .type(exportFormats[format].type)
      .headers({
        'accept-ranges': 'none',
        'x-live': 'registers are live: no publication, no range, no tag',
        'content-disposition': attachment(
          `${title}_${at.slice(0, 10)}.${format}`,
          `${described.name}-${at.slice(0, 10)}.${format}`,
        ),
      });
    if (request.method === 'HEAD') return unmeasured(reply);
    // That rows of a register left the house is known afterwards.
    await recordAudit(database.db, reaches.viewer, {
      ...{ action: 'export', register: described.name, details: { format }, requestId: request.id },
    });
    return cleanly(reply, async () => reply.send(await stream(end, format, async () => all)));
  });

  app.get<{ Params: { id: string; '*': string } }>('/export/publication/:id/*', async (request, reply) => {
    const { id, '*': name } = request.params;
    const { publication, isWhole } = await choose(request, reply, id);
    if (name === 'publication.json') return reply.send(publicationSummary(publication));
    requireWhole(request, isWhole);
    const file = describedFiles(publication).find(({ path }) => path === name);
    if (!file) throw new ExportNotFound(name);
    const etag = `"${file.sha256}"`;
    reply
      .type(name.endsWith('.parquet') ? exportFormats.parquet.type : 'application/vnd.duckdb')
      .headers({ etag, 'accept-ranges': 'bytes' })
      .header(
        'content-disposition',
        attachment(name.split('/').at(-1) ?? name, `${publication.id}-${name.replaceAll('/', '-')}`),
      );
    if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return sendFile(request, reply, { path: join(publication.folder, file.path), bytes: file.bytes }, etag);
  });

  app.get<{ Params: { name: string } }>('/export/bundle/:name', async (request, reply) => {
    const [, id] = /^([\w-]+)\.zip$/.exec(request.params.name) ?? [];
    if (id === undefined) throw new ExportNotFound(request.params.name);
    const { publication, isWhole } = await choose(request, reply, id);
    requireWhole(request, isWhole);
    const key = `bundle ${WRITERS}`;
    const etag = `"${createHash('sha256').update(`${publication.id} ${publication.manifest.content?.sha256} ${key}`).digest('base64url').slice(0, 27)}"`;
    reply
      .type('application/zip')
      .headers({ etag, 'accept-ranges': 'bytes' })
      .header('content-disposition', attachment(`工会数据_${publication.id}.zip`, `union-data-${publication.id}.zip`));
    if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
    const finished = files.find(publication.id, key);
    if (finished) return sendFile(request, reply, finished, etag);
    if (request.method === 'HEAD') return unmeasured(reply);
    const end = endOf(reply);
    await charge(request, MOST_CHARGED);
    const over = await turns.take(end);
    const path = files.begin(publication.id);
    try {
      await pipeline(Readable.from(bundleOf(publication)), createWriteStream(path), { signal: end });
      return sendFile(request, reply, files.finish(publication.id, key, path, kept()), etag);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      over();
    }
  });
}

/** @throws FigureRestricted where something of the publication is closed to who asks: its files hold everything. */
function requireWhole(request: FastifyRequest, isWhole: boolean): void {
  if (!isWhole) throw new FigureRestricted('*', '*', request.headers.authorization === undefined);
}

/** The publication of a query string: an id, `latest` when absent. @throws InvalidVariables when it is given twice. */
function publicationIn({ publication = 'latest' }: Record<string, unknown>): string {
  if (typeof publication === 'string') return publication;
  throw new InvalidVariables('publication is given once', 'publication 只能给一次');
}

/** Fires when whoever asked has gone before the answer was whole. */
function endOf({ raw }: FastifyReply): AbortSignal {
  const end = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) end.abort(new BadHttpRequest(499, 'GONE', 'whoever asked has gone', '请求方已断开'));
  });
  return end.signal;
}

/** Rows that end with the signal. */
function endedBy(end: AbortSignal, rows: ExportRows): ExportRows {
  async function* batches() {
    for await (const batch of rows.batches) {
      end.throwIfAborted();
      yield batch;
    }
  }
  return { ...rows, batches: batches() };
}

/** Bytes that are made within the signal's reach, each part when it is asked for; broken off when nobody asks any longer. */
function streamWithin(end: AbortSignal, parts: AsyncGenerator<string | Uint8Array>): Readable {
  let offered = 0;
  let seen = -1;
  // That rows take long to work out is nobody's fault: a part that lies there is.
  let isWaiting = false;
  const bytes = async function* () {
    try {
      for (;;) {
        const next = await runAbortable(end, () => parts.next());
        if (next.done) return;
        offered++;
        isWaiting = true;
        if (next.value.length > 0) yield next.value;
        isWaiting = false;
      }
    } finally {
      await parts.return(undefined);
    }
  };
  const stream = Readable.from(bytes(), { objectMode: false, highWaterMark: 1 << 18 });
  const timer = setInterval(() => {
    if (isWaiting && offered === seen) stream.destroy(new Error('nobody takes the export on'));
    seen = offered;
  }, STALLED);
  timer.unref();
  return stream.once('close', () => clearInterval(timer));
}

/** The answer to HEAD for bytes that nobody has counted: no length, rather than 0. */
function unmeasured(reply: FastifyReply): FastifyReply {
  return reply.send(Readable.from([]));
}

/** Takes back what was said of a file that is not sent. */
async function cleanly<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (const header of ['content-disposition', 'etag', 'accept-ranges', 'x-live']) reply.removeHeader(header);
    throw error;
  }
}

/** Sends a file, or the part of it that is asked for. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, bytes }: FinishedFile,
  etag: string,
): FastifyReply {
  const { range, 'if-range': ifRange } = request.headers;
  const asked = allowsRange(ifRange as string | undefined, etag) ? rangeIn(range, bytes) : 'none';
  if (asked === 'unsatisfiable') {
    reply.header('content-range', `bytes */${bytes}`).removeHeader('content-disposition');
    return reply.code(416).type('text/plain; charset=utf-8').send('416');
  }
  if (asked === 'none') return reply.header('content-length', bytes).send(createReadStream(path));
  const { start, end } = asked;
  return reply
    .code(206)
    .headers({ 'content-range': `bytes ${start}-${end}/${bytes}`, 'content-length': end - start + 1 })
    .send(createReadStream(path, { start, end }));
}
