import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { AccessError } from '@union/access/errors.ts';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { responseOf, stringifyResult } from 'pothos-plugin-kysely/apollo.ts';
import { type LaneAnswer, Lanes } from 'pothos-plugin-kysely/lanes.ts';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { inLanguage } from '../http/language.ts';
import { noteStep, type Timings } from '../http/server-timing.ts';
import { enforceLimits, LIMITS, type Measured, measureAgain, measureOperation } from '../limits/limits.ts';
import { schema } from '../schema.ts';
import { addRequestId, formatError, isShown } from './answer-errors.ts';
import { KnownOperations } from './known-operations.ts';
import type { LaneCounts } from './lane-counts.ts';

export type ApolloOptions = {
  readonly logger: Logger;
  /** Answer questions about the schema itself; the explorer does not need it, it carries the SDL. */
  readonly introspection: boolean;
  /** `plain` leaves every operation to graphql-js, for comparison. */
  readonly lanes: 'all' | 'plain';
  /** Say in each answer's `extensions.lane` which lane gave it and why. */
  readonly showLane: boolean;
  readonly counts: LaneCounts;
};

/**
 * The GraphQL server, without HTTP of its own. Parsed and validated documents are kept in Apollo's own store (30 MB, the
 * least recently used dropped), so limits must not be validation rules.
 */
export async function startApollo(
  options: ApolloOptions,
): Promise<{ readonly apollo: ApolloServer<Context>; readonly answerKnown: AnswerKnown }> {
  const known = new KnownOperations();
  const lanes = lanesOf(options);
  const apollo = new ApolloServer<Context>({
    schema,
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    // A store that anyone fills is no list of trusted documents; those are in widgets/documents.
    persistedQueries: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: 20 },
    executionOptions: { maxCoercionErrors: 10 },
    maxRecursiveSelections: true,
    stopOnTerminationSignals: false,
    formatError,
    stringifyResult,
    logger: options.logger,
    plugins: [
      // It wraps every resolver; cache headers are set by routes instead.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      answerOperations(options, lanes, known),
      answerErrors(options.logger),
    ],
  });
  await apollo.start();
  return { apollo, answerKnown: answerKnownWith(options, lanes, known) };
}

/**
 * The body of the answer to a request whose operation a statement answered before; undefined leaves the request to Apollo,
 * with every refusal and every error. It spares small requests a third of the server's work.
 */
export type AnswerKnown = (
  body: unknown,
  accept: string | undefined,
  context: Context,
) => Promise<string | undefined> | undefined;

function answerKnownWith(options: ApolloOptions, lanes: Lanes<Context>, known: KnownOperations): AnswerKnown {
  const answerOf = async (asked: NonNullable<ReturnType<KnownOperations['find']>>, context: Context) => {
    const { document, operation, variables } = asked;
    const measured = measureAgain(schema, document, operation, variables);
    if (!measured) return undefined;
    admit(measured, context);
    const answer = await lanes.answer({ document, operation, variables, coerced: measured.variables, context });
    noteLane(context.timings, answer);
    if (answer.data === undefined) {
      known.forget(asked);
      return undefined;
    }
    return `{"data":${answer.data},"extensions":${JSON.stringify(extensionsOf(options, measured, answer))}}`;
  };
  return (body, accept, context) => {
    const asked = known.find(body, accept);
    // A refusal is worded by Apollo, to which the request is new.
    return asked && answerOf(asked, context).catch(() => undefined);
  };
}

/**
 * What every operation passes before anything of it runs: its limits, and what its caller may ask in a minute.
 * @throws OperationTooLarge, RateLimited
 */
function admit(measured: Measured | undefined, context: Context): void {
  if (measured) enforceLimits(measured.size);
  context.charge(measured?.size.cost ?? 1);
}

function noteLane(timings: Timings | undefined, { took }: LaneAnswer): void {
  if (!took) return;
  timings?.set('plan', took.plan).set('db', took.database);
}

/** What stands beside an answer: what it costs and, on a local trial, which lane gave it. */
function extensionsOf(
  { showLane }: ApolloOptions,
  { size }: Measured,
  answer: LaneAnswer | undefined,
  plannedCost = 0,
): object {
  return {
    cost: { requested: size.cost + plannedCost, most: LIMITS.cost },
    ...(showLane && answer && { lane: { name: answer.lane, reason: answer.reason } }),
  };
}

function lanesOf({ counts, logger }: ApolloOptions): Lanes<Context> {
  return new Lanes<Context>(schema, {
    onAnswer: (lane, reason, failure) => {
      counts.count(lane, failure !== undefined);
      if (failure !== undefined) logger.warn({ err: failure, reason }, 'a compiled statement failed');
    },
  });
}

/**
 * Refuses operations that are too large, whether their document was seen before or not, and answers the others by one
 * statement where the compiled lane can. What an operation costs stands in its `extensions.cost`, refused or not.
 */
function answerOperations(
  options: ApolloOptions,
  lanes: Lanes<Context>,
  known: KnownOperations,
): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let measured: Measured | undefined;
      let answer: LaneAnswer | undefined;
      return {
        async parsingDidStart({ contextValue: { timings } }) {
          const began = performance.now();
          return async () => noteStep(timings, 'parse', began);
        },
        async validationDidStart({ contextValue: { timings } }) {
          const began = performance.now();
          return async () => noteStep(timings, 'validate', began);
        },
        async didResolveOperation({ document, operation, request, contextValue }) {
          if (!operation) return;
          // Validation lets an operation pass whose root the schema does not have; execution would call it a failure of ours.
          if (!schema.getRootType(operation.operation)) {
            throw new GraphQLError(`this schema has no ${operation.operation}`, {
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
            });
          }
          try {
            measured = measureOperation(schema, document, operation, request.variables ?? {});
            admit(measured, contextValue);
          } catch (error) {
            if (!(error instanceof ApiError) && !(error instanceof AccessError)) throw error;
            throw new GraphQLError(error.message, {
              originalError: error,
              extensions: { ...error.extensions, http: { status: error.status } },
            });
          }
        },
        async responseForOperation({ document, operation, request, contextValue: context }) {
          if (!measured || options.lanes === 'plain') return null;
          const { query, variables, operationName } = request;
          answer = await lanes.answer({ document, operation, variables, coerced: measured.variables, context });
          noteLane(context.timings, answer);
          if (answer.data !== undefined) known.remember(query, operationName, { document, operation });
          return responseOf(answer);
        },
        async executionDidStart({ contextValue: { timings } }) {
          const began = performance.now();
          return { executionDidEnd: async () => noteStep(timings, 'execute', began) };
        },
        async willSendResponse({ response: { body }, contextValue: { planned } }) {
          if (body.kind !== 'single' || !measured) return;
          body.singleResult.extensions = {
            ...body.singleResult.extensions,
            ...extensionsOf(options, measured, answer, planned?.cost),
          };
        },
      };
    },
  };
}

/** Logs what is masked, and names the request in the answer. */
function answerErrors(logger: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, contextValue, operationName }) {
          for (const error of errors) {
            if (isShown(error)) continue;
            logger.error(
              { err: error.originalError ?? error, requestId: contextValue.requestId, operationName, path: error.path },
              'graphql failed',
            );
          }
        },
        async willSendResponse({ response, contextValue }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          if (!result.errors) return;
          const { requestId, language = 'en' } = contextValue;
          result.errors = inLanguage(addRequestId(result.errors, requestId), language);
        },
      };
    },
  };
}
