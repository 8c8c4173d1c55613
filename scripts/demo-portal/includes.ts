/** The two server-side include commands of nginx that the portal's pages use: `block` and `include … stub`. */

const BLOCK = /<!--# block name="([\w-]+)" -->([\s\S]*?)<!--# endblock -->\n?/g;
const INCLUDE = /<!--# include virtual="([^"]+)"(?: stub="([\w-]+)")? -->/g;

/**
 * `page` with each include replaced by what `fetchText` gives for its address; by its stub block when that is undefined
 * or empty. Includes are asked for at the same time. Blocks leave no trace themselves.
 */
export async function expandIncludes(
  page: string,
  fetchText: (address: string) => Promise<string | undefined>,
): Promise<string> {
  const stubs = new Map<string, string>();
  const text = page.replace(BLOCK, (_, name: string, body: string) => {
    stubs.set(name, body.trim());
    return '';
  });
  const found = [...text.matchAll(INCLUDE)];
  const bodies = await Promise.all(
    found.map(async ([, address = '', stub = '']) => (await fetchText(address)) || (stubs.get(stub) ?? '')),
  );
  let index = 0;
  return text.replace(INCLUDE, () => bodies[index++] ?? '');
}
