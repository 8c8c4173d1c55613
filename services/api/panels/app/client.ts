import { say } from '../../pages/shared/language.ts';

/** Why there is no answer, as the server told it. */
export class PanelError extends Error {
  readonly kind: 'refused' | 'signed-out' | 'not-found' | 'offline' | 'rejected' | 'failed';
  readonly code: string;
  readonly messageZh: string;
  readonly requestId: string | null;
  constructor(
    kind: PanelError['kind'],
    code: string,
    message: string,
    messageZh: string,
    requestId: string | null = null,
  ) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.messageZh = messageZh;
    this.requestId = requestId;
  }
  get sentence(): string {
    return say(this.messageZh, this.message);
  }
}

type ErrorBody = {
  message: string;
  extensions?: { code?: string; messageZh?: string; messageEn?: string; requestId?: string };
};

let csrfToken = '';

/** Who is signed in: what pages may offer. The server decides each time what may be done. */
export type Me = {
  readonly kind: 'anonymous' | 'account' | 'key' | 'demo';
  readonly name: string;
  readonly csrfToken: string | null;
};

export async function readMe(): Promise<Me> {
  const response = await send('/office/data/me', {});
  if (!response.ok) return { kind: 'anonymous', name: '', csrfToken: null };
  const me = (await response.json()) as Me;
  csrfToken = me.csrfToken ?? '';
  return me;
}

/** Asks /graphql, as anybody may. @throws PanelError */
export async function ask<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
  const response = await send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(csrfToken ? { 'x-csrf-token': csrfToken } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json().catch(() => ({}))) as { data?: T | null; errors?: ErrorBody[] };
  const [first] = body.errors ?? [];
  if (first) throw errorOf(response.status, first, response.headers.get('x-request-id'));
  if (!body.data)
    throw new PanelError(
      'failed',
      'NO_DATA',
      `the server answered ${response.status}`,
      `服务器返回 ${response.status}`,
    );
  return body.data;
}

async function send(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...options, credentials: 'same-origin' });
  } catch {
    throw new PanelError(
      'offline',
      'OFFLINE',
      'the server cannot be reached; what is shown stays, try again',
      '无法连接服务器；已显示的内容不变，请重试',
    );
  }
}

const REFUSED = /^(REGISTER_CLOSED|NOT_PERMITTED|FIGURE_RESTRICTED)$/;

function errorOf(status: number, { message, extensions }: ErrorBody, header: string | null): PanelError {
  const code = extensions?.code ?? '';
  const kind = REFUSED.test(code)
    ? 'refused'
    : status === 401 || code === 'NOT_SIGNED_IN' || code === 'CROSS_SITE_REFUSED'
      ? 'signed-out'
      : /NOT_FOUND|_GONE|NO_PUBLICATION|NOTHING_EARLIER/.test(code)
        ? 'not-found'
        : status >= 500 || /INTERNAL/.test(code)
          ? 'failed'
          : 'rejected';
  return new PanelError(
    kind,
    code,
    extensions?.messageEn ?? message,
    extensions?.messageZh ?? message,
    kind === 'failed' ? (extensions?.requestId ?? header) : null,
  );
}
