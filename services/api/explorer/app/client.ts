/** What the explorer's own panels ask the server. */

/** Errors of the GraphQL answer as the server words them. */
type Problem = {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly messageZh?: string; readonly messageEn?: string };
};

/** What could not be done, in the words of the server. */
export class Refused extends Error {}

const both = ({ message, extensions }: Problem): string =>
  extensions?.messageZh ? `${extensions.messageZh} ${extensions.messageEn ?? message}` : message;

export async function ask<T>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
  } catch {
    throw new Refused('连接中断，请稍后重试。 The server cannot be reached; try again.');
  }
  const answer = (await response.json()) as { data?: T | null; errors?: readonly Problem[] };
  if (answer.errors || !answer.data)
    throw new Refused((answer.errors ?? []).map(both).join(' ') || String(response.status));
  return answer.data;
}

/** Who is signed in; undefined for a visitor. */
export type Me = { readonly name: string; readonly federations: readonly string[] };

export async function whoAmI(): Promise<Me | undefined> {
  const response = await fetch('/office/data/me');
  if (!response.ok) return undefined;
  const me = (await response.json()) as {
    kind: string;
    name: string;
    roles: readonly { federation: string | null }[];
  };
  if (me.kind === 'anonymous') return undefined;
  return { name: me.name, federations: [...new Set(me.roles.flatMap(({ federation }) => federation ?? []))] };
}

export type SavedQuery = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly owner: string;
  readonly federationCode: string;
  readonly state: 'DRAFT' | 'SUBMITTED' | 'REVIEWED' | 'WITHDRAWN';
  readonly reads: 'PUBLISHED' | 'REGISTERS';
  readonly version: number;
  readonly cost: number | null;
  readonly query: string;
  readonly variables: string;
  readonly isServed: boolean;
  readonly reviewNote: string | null;
  readonly pageUrl: string;
};

const FIELDS =
  'name title description owner federationCode state reads version cost query variables isServed reviewNote pageUrl';

export async function listSaved(text: string, mine: boolean): Promise<readonly SavedQuery[]> {
  const { savedQueries } = await ask<{ savedQueries: readonly SavedQuery[] }>(
    `query ($text: String, $mine: Boolean) { savedQueries(text: $text, mine: $mine, first: 100) { ${FIELDS} } }`,
    { text, mine },
  );
  return savedQueries;
}

export async function findSaved(name: string): Promise<SavedQuery | null> {
  const { savedQuery } = await ask<{ savedQuery: SavedQuery | null }>(
    `query ($name: ID!) { savedQuery(name: $name) { ${FIELDS} } }`,
    { name },
  );
  return savedQuery;
}

type Result = {
  readonly __typename: string;
  readonly savedQuery?: SavedQuery;
  readonly message?: string;
  readonly messageZh?: string;
};

const RESULT = `__typename
  ... on SavedQueryChanged { savedQuery { ${FIELDS} } }
  ... on SavedQueryInvalid { message messageZh }
  ... on SavedQueryConflict { message messageZh }
  ... on SavedQueryNotFound { message messageZh }
  ... on SavedQueryStepRefused { message messageZh }
  ... on NotAllowed { message messageZh }`;

/** What each change takes beside the name and the version. */
const STEPS = {
  submit: ['submitSavedQuery', '', ''],
  approve: ['reviewSavedQuery', '', 'approve: true'],
  handBack: ['reviewSavedQuery', '$note: String', 'approve: false, note: $note'],
  withdraw: ['withdrawSavedQuery', '$note: String', 'reason: $note'],
} as const;
export type Step = keyof typeof STEPS;

/** Takes a query one step on. @throws Refused in the words of the server. */
export function takeStep(step: Step, { name, version }: SavedQuery, note?: string): Promise<SavedQuery> {
  const [mutation, declared, given] = STEPS[step];
  return change(
    `mutation ($name: ID!, $version: Int!${declared && `, ${declared}`}) {
      result: ${mutation}(name: $name, version: $version${given && `, ${given}`}) { ${RESULT} } }`,
    { name, version, ...(declared && { note }) },
  );
}

export type NewQuery = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly federationCode: string;
  readonly query: string;
  readonly variables: string;
};

export function create(input: NewQuery): Promise<SavedQuery> {
  return change(`mutation ($input: CreateSavedQueryInput!) { result: createSavedQuery(input: $input) { ${RESULT} } }`, {
    input,
  });
}

export function correct(
  { name, version }: SavedQuery,
  input: Pick<NewQuery, 'query' | 'variables'>,
): Promise<SavedQuery> {
  return change(
    `mutation ($name: ID!, $version: Int!, $input: CorrectSavedQueryInput!) {
      result: correctSavedQuery(name: $name, version: $version, input: $input) { ${RESULT} } }`,
    { name, version, input },
  );
}

async function change(mutation: string, variables: Readonly<Record<string, unknown>>): Promise<SavedQuery> {
  const { result } = await ask<{ result: Result }>(mutation, variables);
  if (result.savedQuery) return result.savedQuery;
  throw new Refused(`${result.messageZh ?? ''} ${result.message ?? result.__typename}`);
}

/** What an operation would cost, by the server's own reckoning. */
export type Cost = {
  readonly cost: number | null;
  readonly most: number;
  readonly depth: number | null;
  readonly mostDepth: number;
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly messageZh: string;
    /** A corrected query that would be answered. */
    readonly hint?: string;
  }[];
};

export async function costOf(operation: {
  query: string;
  variables: string;
  operationName?: string | undefined;
}): Promise<Cost> {
  const response = await fetch('/explorer/cost', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(operation),
  });
  if (!response.ok) throw new Refused(String(response.status));
  return (await response.json()) as Cost;
}
