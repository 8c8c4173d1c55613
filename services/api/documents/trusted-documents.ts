import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from 'graphql';

/** A query that was written and reviewed with the widgets, known by its file's name. */
export type TrustedDocument = {
  readonly name: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** Of its text. */
  readonly sha256: string;
};

/** Fields whose answers change while the publication does not; equal publications must give equal bytes. */
const CHANGING = new Set(['freshness', 'isCurrent', 'publications']);

const folder = new URL('../../../widgets/documents/', import.meta.url);

/**
 * Reads every trusted document and validates it against the schema.
 * @throws GraphQLError that names the file, when one does not fit: the server does not start with it.
 */
export function readTrustedDocuments(schema: GraphQLSchema): ReadonlyMap<string, TrustedDocument> {
  return new Map(
    trustedDocumentNames().map((name) => [
      name,
      readDocument(schema, name, readFileSync(new URL(`${name}.graphql`, folder), 'utf8')),
    ]),
  );
}

/** The names of the trusted documents, sorted. */
export function trustedDocumentNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => file.replace(/\.graphql$/, ''));
}

function readDocument(schema: GraphQLSchema, name: string, text: string): TrustedDocument {
  const document = parse(text);
  const [problem] = validate(schema, document);
  const operation = getOperationAST(document);
  if (problem || !operation) {
    throw new GraphQLError(`widgets/documents/${name}.graphql: ${problem?.message ?? 'must hold one operation'}`);
  }
  visit(document, {
    Field({ name: field }) {
      if (CHANGING.has(field.value)) {
        throw new GraphQLError(
          `widgets/documents/${name}.graphql: ${field.value} changes while the publication does not`,
        );
      }
    },
  });
  return {
    name,
    document,
    operation,
    variables: (operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value),
    sha256: createHash('sha256').update(text).digest('hex'),
  };
}
