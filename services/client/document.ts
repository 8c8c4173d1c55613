import type { DocumentTypeDecoration, TypedDocumentNode } from '@graphql-typed-document-node/core';

/**
 * An operation with the types of its answer and its variables: what graphql-codegen's client preset makes, best with
 * `documentMode: 'string'`, which needs no printer in the page. A plain text has no types.
 */
export type Operation<Data, Variables> =
  | (DocumentTypeDecoration<Data, Variables> & { toString(): string })
  | TypedDocumentNode<Data, Variables>
  | string;

/** The variables of an operation; they may be left out where none is needed. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** The text of an operation. @throws TypeError for a document without its text. */
export function textOf(operation: Operation<never, never>): string {
  if (typeof operation === 'string' || operation instanceof String) return String(operation);
  const { loc } = operation as { loc?: { source: { body: string } } };
  if (loc) return loc.source.body;
  throw new TypeError("the document has no text: generate it with documentMode: 'string'");
}
