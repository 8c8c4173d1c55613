import type { DocumentNode, OperationDefinitionNode } from 'graphql';

/** An operation that was parsed, found valid, and answered by a statement. */
export type KnownOperation = { readonly document: DocumentNode; readonly operation: OperationDefinitionNode };

/** The body of a request in the usual form: a text, variables, perhaps the operation's name. */
export type UsualBody = { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };

/** Characters of texts that are kept. */
const MOST_CHARACTERS = 2_000_000;

/**
 * Operations that Apollo let pass and a statement answered, by their text. Asked again in the usual form they need no more
 * than their limits checked and their statement run; whatever else there is about a request is Apollo's. The least
 * recently used are dropped.
 */
export class KnownOperations {
  private readonly known = new Map<string, KnownOperation>();
  private characters = 0;

  remember(query: string | undefined, operationName: string | null | undefined, operation: KnownOperation): void {
    if (query === undefined || query.length > MOST_CHARACTERS / 20) return;
    const key = keyOf(query, operationName);
    if (this.known.has(key)) return;
    this.known.set(key, operation);
    this.characters += key.length;
    for (const oldest of this.known.keys()) {
      if (this.characters <= MOST_CHARACTERS) break;
      this.drop(oldest);
    }
  }

  /** Leaves an operation to Apollo until a statement answers it again. */
  forget({ query, operationName }: { readonly query: string; readonly operationName?: unknown }): void {
    this.drop(keyOf(query, operationName as string | undefined));
  }

  /**
   * The operation that a body asks for, when it is known and nothing unusual stands in the body or in the headers that
   * change the form of an answer.
   */
  find(body: unknown, accept: string | undefined): (KnownOperation & UsualBody) | undefined {
    if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return undefined;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
    const { query, variables, operationName, ...others } = body as Record<string, unknown>;
    if (typeof query !== 'string' || Object.keys(others).length > 0) return undefined;
    if (typeof operationName !== 'string' && (operationName ?? undefined) !== undefined) return undefined;
    if (typeof (variables ?? {}) !== 'object' || Array.isArray(variables)) return undefined;
    const key = keyOf(query, operationName as string | undefined);
    const known = this.known.get(key);
    if (!known) return undefined;
    this.known.delete(key);
    this.known.set(key, known);
    return { ...known, query, variables: (variables ?? {}) as Record<string, unknown> };
  }

  private drop(key: string): void {
    if (this.known.delete(key)) this.characters -= key.length;
  }
}

function keyOf(query: string, operationName: string | null | undefined): string {
  return `${operationName ?? ''}\n${query}`;
}
