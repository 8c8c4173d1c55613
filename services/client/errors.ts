/** An error of an answer, as the API words it. */
export type ErrorEntry = {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    /** What the error is: the contract. */
    readonly code?: string;
    readonly messageZh?: string;
    /** Under which an operator finds what happened. */
    readonly requestId?: string;
    readonly [name: string]: unknown;
  };
};

/** In which words errors speak. */
export type Language = 'zh-CN' | 'en';

/**
 * The API refused, or an answer has errors. `code` is of the first error, such as `SCOPE_NOT_FOUND`, `PAGE_SIZE_INVALID`,
 * `TOO_MANY_REQUESTS`; `INTERNAL` is a failure of the server.
 */
export class UnionApiError extends Error {
  override readonly name = 'UnionApiError';
  readonly code: string;
  /** The HTTP status; 200 where only a part of the operation failed. */
  readonly status: number;
  readonly errors: readonly ErrorEntry[];
  /** Under which an operator finds the request. */
  readonly requestId: string | undefined;
  /** Seconds after which it may be asked again, where the server says so. */
  readonly retryAfter: number | undefined;
  /** What was answered beside the errors; null when nothing was. */
  readonly data: unknown;

  constructor(response: Response, errors: readonly ErrorEntry[], language: Language, data: unknown = null) {
    const [first] = errors;
    const { messageZh } = first?.extensions ?? {};
    super((language === 'zh-CN' ? messageZh : undefined) ?? first?.message ?? `HTTP ${response.status}`);
    this.code = first?.extensions?.code ?? `HTTP_${response.status}`;
    this.status = response.status;
    this.errors = errors;
    this.requestId = response.headers.get('x-request-id') ?? undefined;
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    this.retryAfter = Number.isFinite(seconds) ? seconds : undefined;
    this.data = data;
  }
}

/** The API could not be reached, or what answered is not the API. `cause` is what `fetch` said. */
export class UnionUnreachable extends Error {
  override readonly name = 'UnionUnreachable';
  readonly code = 'UNREACHABLE';
  constructor(url: string, cause: unknown) {
    super(`${new URL(url).origin} does not answer as the API`, { cause });
  }
}
