import { UnionClient } from '@union/client/client.ts';
import { graphql } from './generated/gql.ts';

const UnionsOfPark = graphql(`
  query UnionsOfPark($park: ID!, $size: Int!, $after: String) {
    unions(first: $size, after: $after, filter: { park: $park }) {
      edges {
        node {
          code
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The names of all unions of a park, a page at a time. A register asks for the key of an account that may read it. */
export async function namesOfUnions(url: string, key: string | undefined, park: string): Promise<string[]> {
  const client = new UnionClient({ url, ...(key !== undefined && { key }) });
  const names: string[] = [];
  for await (const { name } of client.rows(UnionsOfPark, { park, size: 2 }, ({ unions }) => unions)) names.push(name);
  return names;
}
