import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../context.ts';
import { ApiError } from '../errors.ts';
import { enforceLimits, LIMITS } from '../limits/limits.ts';
import { schema } from '../schema.ts';
import { addRequestId, formatError, isShown } from './answer-errors.ts';

/**
 * The GraphQL server, without HTTP of its own. Parsed and validated documents are kept in Apollo's own store (30 MB, the
 * least recently used dropped), so limits must not be validation rules.
 * @param options.introspection answer questions about the schema itself; the explorer does not need it, it carries the SDL.
 */
export async function startApollo(options: { logger: Logger; introspection: boolean }): Promise<ApolloServer<Context>> {
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
    logger: options.logger,
    plugins: [
      // It wraps every resolver; cache headers are set by routes instead.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      limitOperations(),
      answerErrors(options.logger),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Refuses operations that are too large, whether their document was seen before or not. */
function limitOperations(): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          if (!operation) return;
          // Validation lets an operation pass whose root the schema does not have; execution would call it a failure of ours.
          if (!schema.getRootType(operation.operation)) {
            throw new GraphQLError(`this schema has no ${operation.operation}`, {
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
            });
          }
          try {
            enforceLimits(schema, document, operation, request.variables ?? {});
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            throw new GraphQLError(error.message, {
              originalError: error,
              extensions: { ...error.extensions, http: { status: error.status } },
            });
          }
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
          if (result.errors) result.errors = addRequestId(result.errors, contextValue.requestId);
        },
      };
    },
  };
}
