import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** A person whom the provider knows. */
export type Person = {
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  readonly isVerified?: boolean;
};

export type RunningProvider = {
  readonly issuer: string;
  /** Who signs in at the next visit. */
  person: Person;
  /** Gets an access token for a program, as a JWT for the audience. */
  tokenFor(clientId: string, clientSecret: string, audience: string): Promise<string>;
  close(): Promise<void>;
};

export const CLIENT = { id: 'union-data-platform', secret: 'a-secret-of-the-client' };
export const SERVICE = { id: 'reporting-service', secret: 'a-secret-of-the-service' };

/**
 * A real OpenID provider (`oidc-provider`) on a free port. Its pages ask nothing: whoever comes is `person`.
 * @param redirectUri where it sends browsers back to.
 */
export async function startProvider(redirectUri: string, audience: string): Promise<RunningProvider> {
  let handle: ReturnType<Provider['callback']> | undefined;
  const server: Server = createServer((request, response) => void handle?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running = {
    issuer,
    person: { sub: 'p1', name: '王主任', email: 'wang@example.cn' } as Person,
  };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
      {
        ...{ client_id: SERVICE.id, client_secret: SERVICE.secret, redirect_uris: [], response_types: [] },
        grant_types: ['client_credentials'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: async (_, sub) => ({
      accountId: sub,
      claims: async () => ({
        ...{ sub, name: running.person.name, email: running.person.email },
        email_verified: running.person.isVerified ?? true,
      }),
    }),
    cookies: { keys: ['a key of the test'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => ({ scope: 'read', audience, accessTokenFormat: 'jwt', accessTokenTTL: 300 }),
      },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  });
  provider.on('server_error', (_, error) => console.error(error));
  const answer = provider.callback();
  handle = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const { grantId, prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      return provider.interactionFinished(request, response, { login: { accountId: running.person.sub } });
    }
    const grant =
      (grantId && (await provider.Grant.find(grantId))) ||
      new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params.client_id) });
    grant.addOIDCScope('openid profile email');
    grant.addResourceScope(audience, 'read');
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  };
  return Object.assign(running, {
    async tokenFor(clientId: string, clientSecret: string, resource: string) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource, scope: 'read' }),
      });
      const { access_token } = (await response.json()) as { access_token: string };
      return access_token;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
