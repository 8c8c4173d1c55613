import { type Operation, textOf, type VariablesOf } from './document.ts';
import { type ErrorEntry, type Language, UnionApiError, UnionUnreachable } from './errors.ts';

export type ClientOptions = {
  /** Where the API is, such as `https://figures.example.cn`. */
  readonly url: string;
  /** An API key; without one what is public is answered. */
  readonly key?: string;
  /** The words of errors. Default Chinese. */
  readonly language?: Language;
  /** Milliseconds that an answer is waited for at most. Default 15,000. */
  readonly timeout?: number;
  /** Answers of persisted documents that are kept for their ETag. Default 100. */
  readonly kept?: number;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch;
};

export type RequestOptions = {
  /** Ends the request; it then rejects with the signal's reason, and the server ends its statement. */
  readonly signal?: AbortSignal;
};

/** A connection as the API answers it. */
export type Connection<Node> = {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
};

/** The answer of a persisted document. */
export type Persisted<Data> = {
  readonly data: Data;
  /** Of this answer's bytes; equal publications and variables have equal ones. */
  readonly etag: string;
  /** Whether the server said that what was kept still holds. */
  readonly isUnchanged: boolean;
};

const TIMEOUT = 15_000;

/**
 * Asks the API. Every method rejects with `UnionApiError` when the API refuses, with `UnionUnreachable` when it cannot be
 * reached, and with the reason of a signal that fired.
 */
export class UnionClient {
  private readonly options: ClientOptions;
  private readonly base: string;
  private readonly kept = new Map<string, { readonly etag: string; readonly body: unknown }>();

  constructor(options: ClientOptions) {
    this.options = options;
    this.base = options.url.replace(/\/+$/, '');
  }

  /** The data of an operation. An answer in which a part failed is an error too; its `data` is what there was. */
  async ask<Data, Variables>(
    operation: Operation<Data, Variables>,
    ...[variables, options]: [...VariablesOf<Variables>, options?: RequestOptions] | []
  ): Promise<Data> {
    const response = await this.send('/graphql', options as RequestOptions | undefined, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query: textOf(operation as Operation<never, never>), variables: variables ?? {} }),
    });
    const { data, errors } = await this.bodyOf<{ data?: Data; errors?: ErrorEntry[] }>(response);
    if (errors || data === undefined || data === null) throw this.refusal(response, errors ?? [], data);
    return data;
  }

  /**
   * The answer of a document that the server keeps by its name, such as `metric`, or of a reviewed saved query: a GET that
   * every cache between may keep. Asked again it costs a 304 while the figures are the same.
   */
  async persisted<Data>(
    name: string,
    variables: Readonly<Record<string, string>>,
    options?: RequestOptions,
  ): Promise<Persisted<Data>> {
    const sorted = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
    const path = `/w/${encodeURIComponent(name)}?${new URLSearchParams(sorted)}`;
    const known = this.kept.get(path);
    const response = await this.send(path, options, { headers: known ? { 'if-none-match': known.etag } : {} });
    if (response.status === 304 && known) {
      this.keep(path, known);
      return { data: known.body as Data, etag: known.etag, isUnchanged: true };
    }
    const { data, errors } = await this.bodyOf<{ data?: Data; errors?: ErrorEntry[] }>(response);
    if (!response.ok || errors || data === undefined) throw this.refusal(response, errors ?? [], data);
    const etag = response.headers.get('etag') ?? '';
    this.keep(path, { etag, body: data });
    return { data, etag, isUnchanged: false };
  }

  /**
   * The pages of a connection, one request each, as long as there are more.
   * @param operation takes `$after` and asks for `pageInfo { hasNextPage endCursor }`.
   * @param pick finds the connection in the data; null, where there is none, ends the pages.
   */
  async *pages<Data, Variables, Node>(
    operation: Operation<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    pick: (data: Data) => Connection<Node> | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<readonly Node[]> {
    let after: string | null | undefined;
    do {
      const asked = { ...variables, ...(after != null && { after }) } as unknown as Variables;
      const connection = pick(await this.ask<Data, Variables>(operation, ...([asked, options] as never)));
      if (!connection) return;
      yield connection.edges.map(({ node }) => node);
      after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : undefined;
    } while (after != null);
  }

  /** The rows of all pages, one after the other; as `pages`. */
  async *rows<Data, Variables, Node>(
    operation: Operation<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    pick: (data: Data) => Connection<Node> | null | undefined,
    options?: RequestOptions,
  ): AsyncGenerator<Node> {
    for await (const page of this.pages(operation, variables, pick, options)) yield* page;
  }

  private async send(path: string, options: RequestOptions | undefined, init: RequestInit): Promise<Response> {
    const { key, language = 'zh-CN', timeout = TIMEOUT, fetch: ask = fetch } = this.options;
    const limit = AbortSignal.timeout(timeout);
    const signal = options?.signal ? AbortSignal.any([options.signal, limit]) : limit;
    const headers = { ...init.headers, 'accept-language': language, ...(key && { authorization: `Bearer ${key}` }) };
    try {
      return await ask(this.base + path, { ...init, headers, signal });
    } catch (cause) {
      signal.throwIfAborted();
      throw new UnionUnreachable(this.base, cause);
    }
  }

  private async bodyOf<T extends { errors?: ErrorEntry[] }>(response: Response): Promise<T> {
    try {
      return (await response.json()) as T;
    } catch (cause) {
      if (!response.ok) throw this.refusal(response, [], null);
      throw new UnionUnreachable(this.base, cause);
    }
  }

  private refusal(response: Response, errors: readonly ErrorEntry[], data: unknown): UnionApiError {
    return new UnionApiError(response, errors, this.options.language ?? 'zh-CN', data);
  }

  private keep(path: string, answer: { readonly etag: string; readonly body: unknown }): void {
    this.kept.delete(path);
    this.kept.set(path, answer);
    const [oldest] = this.kept.keys();
    if (this.kept.size > (this.options.kept ?? 100) && oldest !== undefined) this.kept.delete(oldest);
  }
}
