import { Reaches } from '@union/access/reach.ts';
import { anonymous } from '@union/access/viewer.ts';
import type { Publication, Publications } from '@union/warehouse/publication/reader.ts';
import { execute, type GraphQLFormattedError, getVariableValues } from 'graphql';
import type { Context } from '../context.ts';
import { DocumentNotFound, InvalidVariables } from '../errors.ts';
import { withPages } from '../fragment/render-fragment.ts';
import { addRequestId, formatError, isShown, statusOf } from '../graphql/answer-errors.ts';
import { openToChoice, pinnedTo } from '../publication/request-publications.ts';
import { schema } from '../schema.ts';
import { readTrustedDocuments, type TrustedDocument } from './trusted-documents.ts';

/** The trusted documents by name, all valid against the schema. */
export const trustedDocuments = readTrustedDocuments(schema);

/** What a document is run with: the publications, and how an unexpected failure is named and reported. */
export type DocumentContext = {
  readonly publications: Publications;
  /** Answer from this one, whatever is current or published until some day. */
  readonly pinned?: Publication;
  readonly requestId: string;
  readonly onFailure: (error: unknown) => void;
  /** Shared by documents that are run together, so that what they ask in one turn is read together; their own when absent. */
  readonly loaders?: Context['loaders'];
};

/** Variables of a document, as text: `scope`, and where it has them `asOf` and `published`. */
export type DocumentVariables = Readonly<Record<string, string>>;

/** A document that answered with errors. `body` is the JSON to send; `code` and `status` are of the first error. */
export class DocumentFailed extends Error {
  readonly body: Buffer;
  readonly code: string;
  readonly status: number;
  constructor(errors: readonly GraphQLFormattedError[], status: number) {
    super(errors[0]?.message);
    this.body = Buffer.from(JSON.stringify({ errors }));
    this.code = String(errors[0]?.extensions?.code);
    this.status = status;
  }
}

/**
 * Runs a trusted document: the JSON text `{"data":…,"extensions":{"pages":…}}`, the pages that elements show in each language. Equal publications and variables give equal bytes, whether the
 * publication is the current one or not. With `published`, the whole answer is of the publication that it chooses.
 * @throws DocumentNotFound, InvalidVariables, NoPublication, DocumentFailed (a wrong scope, a failure inside).
 */
export async function runDocument(
  context: DocumentContext,
  name: string,
  variables: DocumentVariables,
): Promise<Buffer> {
  const trusted = getDocument(name);
  const { published } = readVariables(trusted, variables);
  const publication = context.pinned ?? (await openToChoice(context.publications).choose(published));
  return runOn(publication, context, trusted, variables);
}

/** Runs a document on one publication. @throws DocumentFailed */
export async function runOn(
  publication: Publication,
  context: DocumentContext,
  trusted: TrustedDocument,
  variables: Readonly<Record<string, unknown>>,
): Promise<Buffer> {
  const result = await execute({
    schema,
    document: trusted.document,
    variableValues: variables,
    contextValue: contextOf(context, publication),
  });
  if (!result.errors) return Buffer.from(JSON.stringify(withPages(trusted.name, { data: result.data })));
  for (const error of result.errors) if (!isShown(error)) context.onFailure(error.originalError ?? error);
  throw new DocumentFailed(
    addRequestId(
      result.errors.map((error) => formatError(error.toJSON(), error)),
      context.requestId,
    ),
    Math.max(...result.errors.map(statusOf)),
  );
}

/** The values of a document's variables; `published` chooses the publication. @throws InvalidVariables */
export function readVariables(trusted: TrustedDocument, variables: DocumentVariables): { published?: string } {
  const definitions = trusted.operation.variableDefinitions ?? [];
  const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: 1 });
  if (coerced) return coerced;
  throw new InvalidVariables(errors[0]?.message ?? 'a variable is wrong', '参数缺失或格式有误');
}

/** The document with this name. @throws DocumentNotFound */
export function getDocument(name: string): TrustedDocument {
  const trusted = trustedDocuments.get(name);
  if (!trusted) throw new DocumentNotFound(name);
  return trusted;
}

/** Documents see one publication: no registers, no clock. */
function contextOf({ requestId, loaders = new Map() }: DocumentContext, publication: Publication): Context {
  return {
    requestId,
    publications: pinnedTo(publication),
    registers: undefined,
    viewer: anonymous,
    charge: () => {},
    reaches: new Reaches(anonymous, new Map()),
    freshness: undefined,
    notices: () => [],
    loaders,
  };
}
