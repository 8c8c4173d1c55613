import { AccessError, NotSignedIn, SignInFailed, SignInNotSet } from '@union/access/errors.ts';
import { redeemLink } from '@union/access/identity/links.ts';
import { type Oidc, openidConnect } from '@union/access/identity/oidc.ts';
import { endAllSessions, endSession, openSession, SESSION_RULE } from '@union/access/identity/sessions.ts';
import { roles } from '@union/access/roles.ts';
import type { Viewer } from '@union/access/viewer.ts';
import type { AccessSettings } from '@union/schema/config.ts';
import type { Db } from '@union/schema/db/database.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sheetOf } from '../pages/shared/sheet.ts';
import { isSameOrigin } from './same-origin.ts';
import type { Doors } from './session.ts';

const sheet = sheetOf(new URL('sign-in.css', import.meta.url));

/** Where a browser goes after it signed in, when it named nothing else. */
const HOME = '/';

export type SignInOptions = {
  readonly db: Db;
  readonly doors: Doors;
  readonly settings: AccessSettings;
  readonly base: () => string;
  readonly own: () => readonly string[];
};

/**
 * /sign-in and what belongs to it: through the OpenID provider, by a link that was given, the session as JSON, and out
 * again. Pages are plain HTML and work without JavaScript.
 */
export function routeSignIn(app: FastifyInstance, { db, doors, settings, base, own }: SignInOptions): void {
  const provider: Oidc | undefined = settings.oidc && openidConnect(settings.oidc);
  const callback = () => `${base()}/sign-in/callback`;

  const signIn = async (
    request: FastifyRequest,
    reply: FastifyReply,
    accountId: number | undefined,
    method: 'oidc' | 'link',
    returnTo: string,
  ) => {
    const before = doors.cookies.read(request, 'session');
    const secret = accountId === undefined ? undefined : await openSession(db, accountId, method, before);
    if (secret === undefined) {
      doors.failed(request);
      throw new NotSignedIn();
    }
    doors.cookies.set(reply, 'session', secret, SESSION_RULE.absoluteMinutes * 60);
    return reply.redirect(returnTo, 303);
  };

  // The forms of these pages are small, and nothing else takes forms.
  app.register(async (forms) => {
    forms.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 4096 },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    forms.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'same-origin');
    });
    // A refusal on the way in is a page: whoever reads it came by a browser.
    forms.setErrorHandler((error, request, reply) => {
      if (!(error instanceof AccessError) || !/\btext\/html\b/.test(request.headers.accept ?? '')) throw error;
      request.log.warn({ err: error, requestId: request.id }, 'sign-in refused');
      return page(reply.code(error.status), '登录未成功', [
        `<p role="alert">${escapeHtml(error.messageZh)}</p><p lang="en">${escapeHtml(error.message)}</p>`,
        '<p><a href="/sign-in">重新登录 <span lang="en">Sign in</span></a></p>',
      ]);
    });

    forms.get('/sign-in.css', async (_, reply) => reply.type('text/css; charset=utf-8').send(sheet));

    forms.get('/sign-in', async (request, reply) => {
      const viewer = await doors.viewerOf(request);
      if (viewer.kind === 'account') return signedInPage(reply, viewer, doors.csrfTokenFor(request) ?? '');
      const returnTo = localPath((request.query as { return?: unknown }).return);
      return page(reply, '登录', [
        provider
          ? `<p><a class="button primary" href="/sign-in/oidc?return=${encodeURIComponent(returnTo)}">通过统一身份认证登录 <span lang="en">Sign in with your organisation</span></a></p>`
          : '',
        `<p>${provider ? '也可以' : '请'}使用管理员给您的一次性登录链接。<br><span lang="en">${provider ? 'Or use' : 'Use'} the sign-in link that your administrator gave you.</span></p>`,
      ]);
    });

    forms.get('/sign-in/oidc', async (request, reply) => {
      if (!provider) throw new SignInNotSet();
      doors.requirePatience(request);
      const returnTo = localPath((request.query as { return?: unknown }).return);
      const { url, secret } = await provider.begin(db, callback(), returnTo);
      doors.cookies.set(reply, 'sign-in', secret, 600);
      return reply.redirect(url, 303);
    });

    forms.get('/sign-in/callback', async (request, reply) => {
      if (!provider) throw new SignInNotSet();
      doors.requirePatience(request);
      const secret = doors.cookies.read(request, 'sign-in');
      const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
      try {
        if (secret === undefined) throw new SignInFailed();
        const { accountId, returnTo } = await provider.end(db, new URL(`${callback()}${search}`), secret);
        return await signIn(request, reply, accountId, 'oidc', returnTo);
      } catch (error) {
        doors.failed(request);
        throw error;
      }
    });

    // Looking at a link uses nothing up: mail scanners and previews follow links, but press no button.
    forms.get('/sign-in/link', async (request, reply) => {
      const token = String((request.query as { token?: unknown }).token ?? '');
      return page(reply, '登录', [
        `<form method="post" action="/sign-in/link"><input type="hidden" name="token" value="${escapeHtml(token)}"><button class="primary">登录 <span lang="en">Sign in</span></button></form>`,
        '<p>此链接只能使用一次。<br><span lang="en">This link works once.</span></p>',
      ]);
    });

    forms.post('/sign-in/link', { preValidation: requireSameOrigin(own) }, async (request, reply) => {
      doors.requirePatience(request);
      const { token } = (request.body ?? {}) as { token?: unknown };
      const accountId = typeof token === 'string' ? await redeemLink(db, token) : undefined;
      return signIn(request, reply, accountId, 'link', '/sign-in');
    });

    forms.post('/sign-out', async (request, reply) => {
      const session = doors.cookies.read(request, 'session');
      if (session) await endSession(db, session);
      doors.cookies.clear(reply, 'session');
      return reply.redirect('/sign-in', 303);
    });

    forms.post('/sign-out/everywhere', async (request, reply) => {
      const viewer = await doors.viewerOf(request);
      if (viewer.kind !== 'account') throw new NotSignedIn();
      await endAllSessions(db, Number(viewer.id));
      doors.cookies.clear(reply, 'session');
      return reply.redirect('/sign-in', 303);
    });

    forms.get('/session', async (request, reply) => {
      const { kind, name, grants } = await doors.viewerOf(request);
      return reply.send({ kind, name, grants, csrfToken: doors.csrfTokenFor(request) ?? null });
    });
  });
}

/** A sign-in that another site's page sends would put the visitor into an account of its choice. */
function requireSameOrigin(own: () => readonly string[]) {
  return async (request: FastifyRequest) => {
    if (!isSameOrigin(request, own())) throw new SignInFailed();
  };
}

/** A path of this server; the home page for anything else, so that no address leads away from here. */
function localPath(given: unknown): string {
  if (typeof given !== 'string' || !/^\/(?![/\\])/.test(given) || given.length > 500) return HOME;
  const url = new URL(given, 'http://local.invalid');
  return url.host === 'local.invalid' ? `${url.pathname}${url.search}` : HOME;
}

function signedInPage(reply: FastifyReply, viewer: Viewer, csrf: string): FastifyReply {
  const grants = viewer.grants
    .filter(({ role }) => role !== 'public')
    .map(
      ({ role, federationCode }) =>
        `<li>${roles[role].zh} ${roles[role].en}：${federationCode ?? '全部 everywhere'}</li>`,
    );
  const button = (action: string, zh: string, en: string) =>
    `<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}"><button>${zh} <span lang="en">${en}</span></button></form>`;
  return page(reply, '已登录', [
    `<p>${escapeHtml(viewer.name)}</p>`,
    grants.length > 0
      ? `<ul>${grants.join('')}</ul>`
      : '<p>尚未授权。<span lang="en">Nothing is granted to you yet.</span></p>',
    '<p><a href="/office">进入工作台 <span lang="en">Go to the office</span></a></p>',
    button('/sign-out', '退出', 'Sign out'),
    button('/sign-out/everywhere', '退出所有设备', 'Sign out everywhere'),
  ]);
}

function page(reply: FastifyReply, title: string, parts: readonly string[]): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    )
    .send(`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="/sign-in.css"><title>${title} · 工会数据平台</title></head>
<body><main>
<h1>${title}</h1>
${parts.filter(Boolean).join('\n')}
</main></body>
</html>
`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
