import { UnionClient } from '@union/client/client.ts';

type Metric = { readonly figure: { readonly value: number | null; readonly asOf: string } };

/** A figure that is looked at again and again: the second time the server only says that nothing has changed. */
export async function twice(url: string, scope: string): Promise<[value: number | null, isUnchanged: boolean]> {
  const client = new UnionClient({ url });
  await client.persisted<Metric>('metric', { scope });
  const { data, isUnchanged } = await client.persisted<Metric>('metric', { scope });
  return [data.figure.value, isUnchanged];
}
