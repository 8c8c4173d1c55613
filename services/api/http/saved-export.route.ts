import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidVariables } from '../errors.ts';
import { caveats, LICENCE } from '../export/about.ts';
import { attachment } from '../export/file-name.ts';
import { type ExportFormat, exportFormats, splitName } from '../export/formats.ts';
import { writeParquet } from '../export/parquet.ts';
import type { Batch, ExportRows } from '../export/rows.ts';
import { streamOf } from '../export/write.ts';
import { SavedQueryNotFound } from '../saved-query/errors.ts';
import { flatten, tableShape } from '../saved-query/flatten.ts';
import type { SavedDocuments, ServedAnswer, ServedQuery } from '../saved-query/saved-documents.ts';
import { schema } from '../schema.ts';
import { hasAlready, PIN, pinnedIn, SHORT_CACHE } from './documents.route.ts';
import { type FiguresFor, keepPrivate } from './figures-for.ts';

/** Raised when the same answer would be written in other bytes. */
const WRITERS = 2;
const PINNED_CACHE = 'public, max-age=86400';

/**
 * GET /export/saved/<name>.<form>: the answer of a reviewed query as a table, by the rule of `tableShape`. Variables, `publication`
 * and `token` as for /w/<name>; `rows` names the list whose items are the rows.
 */
export function routeSavedExports(app: FastifyInstance, saved: SavedDocuments, figures: FiguresFor): void {
  app.get<{ Params: { '*': string } }>('/export/saved/*', async (request, reply) => {
    const asked = splitName(request.params['*']);
    const served = asked && (await saved.find(asked.name));
    if (!asked || !served) throw new SavedQueryNotFound(request.params['*']);
    const { [PIN]: _, rows: at, ...query } = request.query as Record<string, string>;
    if (at !== undefined && typeof at !== 'string') throw new InvalidVariables('rows is given once', 'rows 只能给一次');
    const shape = tableShape(schema, served.document, at);
    const pinned = pinnedIn(request.query);
    const answered = await saved.answer(request, served, query, pinned);
    const { format, name } = asked;
    const body = answered.reads === 'published' ? answered.answer.body : answered.body;
    reply.type(exportFormats[format].type);
    const id = answered.reads === 'published' ? `_${answered.publication.id}` : '';
    reply.header('content-disposition', attachment(`${served.saved.title}${id}.${format}`, `${name}${id}.${format}`));
    if (answered.reads === 'published' && !figures.isPrivate(request)) {
      const key = `${WRITERS} ${answered.answer.etag} ${at ?? ''} ${format}`;
      const etag = `"${createHash('sha256').update(key).digest('base64url').slice(0, 27)}"`;
      reply.headers({ etag, 'cache-control': pinned ? PINNED_CACHE : SHORT_CACHE });
      if (hasAlready(request.headers['if-none-match'], etag)) return reply.code(304).send();
    } else keepPrivate(reply);
    const { data } = JSON.parse(body.toString('utf8')) as { data: unknown };
    const cells = flatten(shape, data);
    const columns = shape.columns.map((_, column) => cells.map((row) => row[column] ?? null));
    const rows: ExportRows = {
      columns: shape.columns,
      batches: once({ rowCount: cells.length, columns }),
      notice: () => undefined,
      about: aboutOf(request, served, answered),
    };
    return reply.send(await bytesOf(rows, format));
  });
}

async function* once(batch: Batch): AsyncGenerator<Batch> {
  if (batch.rowCount > 0) yield batch;
}

/** An answer is bounded by what an operation may cost, so its table is made whole. */
async function bytesOf(rows: ExportRows, format: ExportFormat): Promise<Buffer | Readable> {
  if (format !== 'parquet') return Readable.from(streamOf(rows, format));
  const folder = await mkdtemp(join(tmpdir(), 'union-saved-'));
  try {
    const path = join(folder, 'rows.parquet');
    await writeParquet(rows, path);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function aboutOf(
  request: FastifyRequest,
  { saved, document }: ServedQuery,
  answered: ServedAnswer,
): ExportRows['about'] {
  const { manifest } = answered.reads === 'published' ? answered.publication : { manifest: undefined };
  const address = `${request.protocol}://${request.host}${request.url}`;
  return {
    title: saved.title,
    definitions: [['查询 query', saved.served?.query ?? saved.query]],
    origin: [
      ['已存查询 saved query', `${saved.title} ${saved.name}`],
      ['内容校验 sha256', document.sha256],
      ['所有者 owner', saved.owner],
      ...(manifest
        ? ([
            ['发布编号 publication', manifest.publicationId],
            ['数据日期 as of', manifest.asOf],
          ] as const)
        : []),
      ['地址 address', address],
      ['许可 licence', LICENCE],
      ...caveats,
    ],
    createdAt: manifest?.publishedAt ?? new Date().toISOString(),
  };
}
