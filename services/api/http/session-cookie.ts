import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Cookies of sign-in. Over https they are `__Host-`: of this host alone, never sent in the clear, never set by a neighbour.
 * Over http, which is for this machine alone, browsers refuse that, so the name is a plain one.
 */
export type CookieJar = {
  read(request: FastifyRequest, name: CookieName): string | undefined;
  /** @param seconds how long the browser keeps it; undefined: until it is closed. */
  set(reply: FastifyReply, name: CookieName, value: string, seconds?: number): void;
  clear(reply: FastifyReply, name: CookieName): void;
};

type CookieName = 'session' | 'sign-in' | 'display';

/** @param base the address under which browsers reach this server. */
export function cookieJar(base: () => string): CookieJar {
  const isSecure = () => base().startsWith('https://');
  const nameOf = (name: CookieName) => `${isSecure() ? '__Host-' : ''}union-${name}`;
  const write = (reply: FastifyReply, name: CookieName, value: string, age: string) => {
    const secure = isSecure() ? '; Secure' : '';
    reply.header('set-cookie', `${nameOf(name)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`);
  };
  return {
    read(request, name) {
      const wanted = `${nameOf(name)}=`;
      const found = (request.headers.cookie ?? '').split(/; */).find((pair) => pair.startsWith(wanted));
      const value = found?.slice(wanted.length);
      return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
    },
    set: (reply, name, value, seconds) =>
      write(reply, name, value, seconds === undefined ? '' : `; Max-Age=${Math.floor(seconds)}`),
    clear: (reply, name) => write(reply, name, '', '; Max-Age=0'),
  };
}

/** What a page of a session sends back with each change, as `x-csrf-token` or the form field `csrf`. */
export function csrfTokenOf(session: string): string {
  return createHmac('sha256', session).update('csrf').digest('base64url');
}

/** Whether a token is that of the session. */
export function isCsrfToken(session: string, given: unknown): boolean {
  const [a, b] = [Buffer.from(csrfTokenOf(session)), Buffer.from(typeof given === 'string' ? given : '')];
  return a.length === b.length && timingSafeEqual(a, b);
}
