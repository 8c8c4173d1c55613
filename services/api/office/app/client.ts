import { say } from '../../pages/shared/language.ts';
import type { Me } from '../shapes.ts';

/** A refusal or a fault, as the server told it. */
export class OfficeError extends Error {
  readonly kind: 'refused' | 'signed-out' | 'not-found' | 'offline' | 'rejected' | 'failed';
  readonly code: string;
  readonly messageZh: string;
  /** By which an operator finds a fault in the log; null for refusals. */
  readonly requestId: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what stands beside a refusal depends on its code
  readonly details: Record<string, any>;

  constructor(kind: OfficeError['kind'], message: string, messageZh: string, details: Record<string, unknown> = {}) {
    super(message);
    this.kind = kind;
    this.messageZh = messageZh;
    this.code = String(details.code ?? '');
    this.requestId = (details.requestId as string | undefined) ?? null;
    this.details = details;
  }

  get sentence(): string {
    return say(this.messageZh, this.message);
  }
}

let csrfToken = '';

export async function readMe(): Promise<Me> {
  const me = await get<Me>('/office/data/me');
  csrfToken = me.csrfToken ?? '';
  return me;
}

export const get = <T>(path: string): Promise<T> => ask<T>(path, {});

export const post = <T>(path: string, body: unknown): Promise<T> =>
  ask<T>(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** How far a long piece of work is. */
export type Progress = {
  readonly phase: 'sending' | 'reading' | 'checking' | 'merging';
  readonly sheet: string;
  readonly rows: number;
};

/** Posts and hears how far it is; the last line is the answer. */
export async function postWithProgress<T>(
  path: string,
  body: Blob | object,
  onProgress: (progress: Progress) => void,
): Promise<T> {
  const isFile = body instanceof Blob;
  onProgress({ phase: isFile ? 'sending' : 'reading', sheet: '', rows: 0 });
  const response = await send(path, {
    method: 'POST',
    headers: {
      'content-type': isFile ? 'application/octet-stream' : 'application/json',
      accept: 'application/x-ndjson',
    },
    body: isFile ? body : JSON.stringify(body),
  });
  if (!response.ok || !response.body) throw await errorOf(response);
  let rest = '';
  let last: Record<string, unknown> | undefined;
  try {
    for (const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
      const { value, done } = await reader.read();
      rest += value ?? '';
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        last = JSON.parse(line) as Record<string, unknown>;
        if (last.progress) onProgress(last.progress as Progress);
      }
      if (done) break;
    }
  } catch {
    throw offline();
  }
  if (!last || last.progress) throw offline();
  if (last.errors) throw errorFrom(200, last);
  return last as T;
}

async function ask<T>(path: string, options: RequestInit): Promise<T> {
  const response = await send(path, options);
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as T;
}

async function send(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {
      ...options,
      credentials: 'same-origin',
      headers: { ...options.headers, ...(options.method === 'POST' && csrfToken ? { 'x-csrf-token': csrfToken } : {}) },
    });
  } catch {
    throw offline();
  }
}

const offline = () =>
  new OfficeError(
    'offline',
    'the server cannot be reached; nothing is lost, try again',
    '无法连接服务器；内容未丢失，请重试',
  );

async function errorOf(response: Response): Promise<OfficeError> {
  const body = await response.json().catch(() => ({}));
  return errorFrom(response.status, body as Record<string, unknown>);
}

function errorFrom(status: number, body: Record<string, unknown>): OfficeError {
  const [first] = (body.errors ?? []) as { message: string; extensions: Record<string, unknown> }[];
  if (!first) return new OfficeError('failed', `the server answered ${status}`, `服务器返回 ${status}`);
  const { message, extensions } = first;
  return new OfficeError(
    kindOf(status, String(extensions.code)),
    String(extensions.messageEn ?? message),
    String(extensions.messageZh ?? message),
    extensions,
  );
}

function kindOf(status: number, code: string): OfficeError['kind'] {
  if (status === 401 || code === 'CROSS_SITE_REFUSED') return 'signed-out';
  if (status === 403) return 'refused';
  if (status === 404) return 'not-found';
  return status >= 500 || code === 'INTERNAL' ? 'failed' : 'rejected';
}
