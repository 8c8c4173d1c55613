import { UnionClient } from '@union/client/client.ts';
import { UnionApiError } from '@union/client/errors.ts';

/** What to tell somebody who asked for a scope that may not exist. */
export async function lookUp(url: string, scope: string, signal: AbortSignal): Promise<string> {
  const client = new UnionClient({ url, language: 'en' });
  try {
    const { data } = await client.persisted<{ scope: { name: string } }>('metric', { scope }, { signal });
    return data.scope.name;
  } catch (error) {
    if (error instanceof UnionApiError && error.code === 'SCOPE_NOT_FOUND') return `nothing there: ${error.message}`;
    throw error;
  }
}
