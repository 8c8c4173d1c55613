import type { Db } from '@union/schema/db/database.ts';
import { type Publication, type Publications, runAbortable } from '@union/warehouse/publication/reader.ts';
import type { FastifyRequest } from 'fastify';
import {
  execute,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import type { Context } from '../context.ts';
import { DocumentFailed, type DocumentVariables, runOn } from '../documents/run-document.ts';
import type { TrustedDocument } from '../documents/trusted-documents.ts';
import { InvalidVariables, TimedOut } from '../errors.ts';
import { addRequestId, formatError, isShown, statusOf } from '../graphql/answer-errors.ts';
import { type Answer, answerOf, ByteCache } from '../http/byte-cache.ts';
import { within } from '../http/deadline.ts';
import { type FiguresFor, TOKEN, tokenIn } from '../http/figures-for.ts';
import { enforceLimits, measureOperation } from '../limits/limits.ts';
import { guarded } from '../publication/guarded-publication.ts';
import { choosePublication } from '../publication/pinned-publication.ts';
import { schema } from '../schema.ts';
import { documentOf, type Reads, readOperation } from './operation.ts';
import { findServed, type SavedQuery } from './saved-query.queries.ts';

/** A reviewed query as it is served. */
export type ServedQuery = {
  readonly saved: SavedQuery;
  readonly document: TrustedDocument;
  readonly reads: Reads;
  /** What variables are when the address does not say. */
  readonly defaults: Readonly<Record<string, unknown>>;
};

/** What a reviewed query answered: bytes to keep by publication, or an answer for this caller alone. */
export type ServedAnswer =
  | { readonly reads: 'published'; readonly answer: Answer; readonly publication: Publication }
  | { readonly reads: 'registers'; readonly body: Buffer };

export type SavedDocumentsOptions = {
  readonly db: Db;
  readonly publications: Publications;
  /** The context of a request, for queries that read registers as their caller may. */
  readonly contextOf: (request: FastifyRequest, signal: AbortSignal) => Promise<Context>;
  /** Which published figures are closed to whom. */
  readonly figures: FiguresFor;
  /** Milliseconds that a caller waits at most. */
  readonly timeLimit: number;
};

/** The reviewed queries of the database, as documents under their names. */
export type SavedDocuments = {
  /** By name or by the hash of the text; undefined when none is served under it. */
  find(nameOrHash: string): Promise<ServedQuery | undefined>;
  /** @throws InvalidVariables, DocumentFailed, NoPublication, PublicationGone, TooManyRequests */
  answer(
    request: FastifyRequest,
    served: ServedQuery,
    query: DocumentVariables,
    pinned: string | undefined,
  ): Promise<ServedAnswer>;
};

/** Milliseconds for which a name that was looked up is believed, found or not. */
const BELIEVED = 1_000;
/** Names that are remembered at most. */
const REMEMBERED = 500;
const CACHE_BYTES = 16 * 1024 * 1024;

export function savedDocuments(options: SavedDocumentsOptions): SavedDocuments {
  const { db, publications, contextOf, figures, timeLimit } = options;
  const known = new Map<string, { readonly at: number; readonly found: Promise<ServedQuery | undefined> }>();
  const cache = new ByteCache(CACHE_BYTES);

  const look = async (nameOrHash: string): Promise<ServedQuery | undefined> => {
    const saved = await findServed(db, nameOrHash);
    if (!saved?.served) return undefined;
    const { query, variables } = saved.served;
    const read = readOperation(schema, query, variables);
    // A text that the schema of today does not know any more is not served.
    if ('problems' in read) return undefined;
    // What it reads today decides, not what it read when it was reviewed.
    const reads = saved.served.reads === 'published' ? read.reads : 'registers';
    return { saved, document: documentOf(saved.name, read), reads, defaults: variables };
  };

  return {
    find(nameOrHash) {
      if (!/^[a-z0-9][a-z0-9-]{2,63}$/.test(nameOrHash)) return Promise.resolve(undefined);
      const before = known.get(nameOrHash);
      if (before && performance.now() - before.at < BELIEVED) return before.found;
      const found = look(nameOrHash);
      known.delete(nameOrHash);
      known.set(nameOrHash, { at: performance.now(), found });
      found.catch(() => known.delete(nameOrHash));
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      return found;
    },
    async answer(request, served, query, pinned) {
      const { document, defaults } = served;
      const { [TOKEN]: _, ...given } = query;
      const variables = { ...defaults, ...variablesFromText(document.operation, given) };
      if (served.reads === 'registers')
        return { reads: 'registers', body: await answerLive(request, served, variables) };
      const published = typeof variables.published === 'string' ? variables.published : undefined;
      const closed = await figures.closedTo(request, tokenIn(query));
      const choice = { published: pinned ? undefined : published, pinned };
      const publication = guarded(await choosePublication(publications, choice), closed);
      const key = JSON.stringify([publication.id, closed.key, document.sha256, Object.entries(variables).sort()]);
      const answer = cache.get(key, async () => {
        await admit(request, document, variables);
        const end = new AbortController();
        const deadline = setTimeout(() => end.abort(new TimedOut()), timeLimit);
        const onFailure = (err: unknown) =>
          request.log.error({ err, requestId: request.id, document: document.name }, 'document failed');
        try {
          const context = { publications, requestId: request.id, onFailure };
          return await runAbortable(end.signal, async () =>
            answerOf(publication.id, await runOn(publication, context, document, variables)),
          );
        } finally {
          clearTimeout(deadline);
        }
      });
      return { reads: 'published', publication, answer: await within(timeLimit, answer) };
    },
  };

  /**
   * What a run of a query must pass, whoever reviewed it: other variables than those that were reviewed may make it another
   * size. Kept answers cost nothing. @throws InvalidVariables, OperationTooLarge, TooManyRequests
   */
  async function admit(
    request: FastifyRequest,
    { document, operation }: TrustedDocument,
    variables: Readonly<Record<string, unknown>>,
    context?: Context,
  ): Promise<void> {
    const measured = measureOperation(schema, document, operation, variables);
    if (!measured) throw new InvalidVariables('a variable is missing or wrong', '参数缺失或格式有误');
    enforceLimits(measured.size);
    const { charge } = context ?? (await contextOf(request, new AbortController().signal));
    charge(measured.size.cost);
  }

  /** Runs it as its caller, with what the caller may see and may ask. */
  async function answerLive(
    request: FastifyRequest,
    served: ServedQuery,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Buffer> {
    const { document, name } = served.document;
    const end = new AbortController();
    const deadline = setTimeout(() => end.abort(new TimedOut()), timeLimit);
    try {
      const context = await contextOf(request, end.signal);
      await admit(request, served.document, variables, context);
      const work = runAbortable(end.signal, async () =>
        execute({ schema, document, variableValues: variables, contextValue: context }),
      );
      const result = await within(end.signal, work);
      if (!result.errors) return Buffer.from(JSON.stringify({ data: result.data }));
      for (const error of result.errors) {
        if (isShown(error)) continue;
        request.log.error({ err: error.originalError ?? error, requestId: request.id, document: name }, 'query failed');
      }
      const errors = result.errors.map((error) => formatError(error.toJSON(), error));
      throw new DocumentFailed(addRequestId(errors, request.id), Math.max(...result.errors.map(statusOf)));
    } finally {
      clearTimeout(deadline);
    }
  }
}

/**
 * Variables as an address says them: texts, ids, days and names of enums as they are; numbers, truth values, lists and
 * input objects as JSON. @throws InvalidVariables for one that the query does not have, is given twice or is no JSON.
 */
export function variablesFromText(
  operation: OperationDefinitionNode,
  query: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const definitions = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [variable.name.value, type]),
  );
  const names = [...definitions.keys()];
  return Object.fromEntries(
    Object.entries(query).map(([name, text]) => {
      const shown = JSON.stringify(name.slice(0, 60));
      const node = definitions.get(name);
      if (!node) {
        throw new InvalidVariables(
          names.length > 0 ? `this query takes ${names.join(', ')}, not ${shown}` : 'this query takes no variables',
          names.length > 0 ? `该查询的参数为 ${names.join('、')}，没有 ${shown}` : '该查询没有参数',
        );
      }
      if (typeof text !== 'string') throw new InvalidVariables(`${name} is given twice`, `参数 ${name} 重复`);
      const type = typeFromAST(schema, node) as GraphQLInputType;
      if (isText(type)) return [name, text];
      try {
        return [name, JSON.parse(text)];
      } catch {
        throw new InvalidVariables(`${name} must be JSON of the type ${type}`, `参数 ${name} 须为 ${type} 类型的 JSON`);
      }
    }),
  );
}

function isText(type: GraphQLInputType): boolean {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return false;
  const named = getNamedType(inner);
  return isEnumType(named) || ['String', 'ID', 'Date', 'DateTime'].includes(named.name);
}
