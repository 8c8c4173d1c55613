/**
 * The questions of the benchmark, in the words of each system. `take` turns an answer into a common form, so that
 * answers can be compared; cursors differ between systems and are left out.
 */
export type Workload = {
  readonly name: 'nested' | 'single' | 'page' | 'aggregate';
  /** What is asked, one entry a variable set; requests go through them in turn. */
  readonly variables: readonly Record<string, unknown>[];
  readonly ours: string;
  readonly peer: string;
  readonly takeOurs: (data: Json) => Json;
  readonly takePeer: (data: Json) => Json;
  /** Where the end cursor of a page stands, for workloads that ask for the next page too. */
  readonly nextOurs?: (data: Json) => string;
  readonly nextPeer?: (data: Json) => string;
};

// biome-ignore lint/suspicious/noExplicitAny: answers of other systems have no types here
export type Json = any;

/** Towns, unions and parks that the data holds; see data.ts. */
export type Subjects = {
  readonly towns: readonly string[];
  readonly unions: readonly string[];
  readonly parks: readonly string[];
};

const nodes = (connection: Json, take: (node: Json) => Json): Json =>
  connection.edges.map((edge: Json) => take(edge.node));
const upper = (code: string | null): Json => (code === null ? null : code.toUpperCase());

export function workloads({ towns, unions, parks }: Subjects): Workload[] {
  return [
    {
      name: 'nested',
      variables: towns.map((town) => ({ town })),
      ours: `query ($town: ID!) { parks(first: 20, filter: { region: $town }) { edges { node { code name unions(first: 20) { edges { node {
        code name orgType approvedOn region { name } coverage(first: 3) { edges { node { kind validFrom evidence } } }
      } } } } } } }`,
      peer: `query ($town: String!) { allParks(first: 20, condition: { regionCode: $town }, orderBy: PARK_CODE_ASC) { edges { node { parkCode name
        tradeUnionsByParkCode(first: 20, orderBy: UNION_CODE_ASC) { edges { node { unionCode name orgType approvedOn regionByRegionCode { name }
          coverageLinksByUnionId(first: 3, orderBy: [VALID_FROM_DESC, COVERAGE_LINK_ID_DESC]) { edges { node { kind validFrom evidence } } }
      } } } } } } }`,
      takeOurs: (data) =>
        nodes(data.parks, (park) => [
          park.code,
          park.name,
          nodes(park.unions, (union) => [
            union.code,
            union.name,
            union.orgType,
            union.approvedOn,
            union.region.name,
            nodes(union.coverage, (link) => [link.kind, link.validFrom, link.evidence]),
          ]),
        ]),
      takePeer: (data) =>
        nodes(data.allParks, (park) => [
          park.parkCode,
          park.name,
          nodes(park.tradeUnionsByParkCode, (union) => [
            union.unionCode,
            union.name,
            upper(union.orgType),
            union.approvedOn,
            union.regionByRegionCode.name,
            nodes(union.coverageLinksByUnionId, (link) => [upper(link.kind), link.validFrom, link.evidence]),
          ]),
        ]),
    },
    {
      name: 'single',
      variables: unions.map((code) => ({ code })),
      ours: 'query ($code: ID!) { union(code: $code) { code name orgType approvedOn approvalNo chairKind } }',
      peer: 'query ($code: String!) { tradeUnionByUnionCode(unionCode: $code) { unionCode name orgType approvedOn approvalNo chairKind } }',
      takeOurs: ({ union }) => [
        union.code,
        union.name,
        union.orgType,
        union.approvedOn,
        union.approvalNo,
        union.chairKind,
      ],
      takePeer: ({ tradeUnionByUnionCode: union }) => [
        union.unionCode,
        union.name,
        upper(union.orgType),
        union.approvedOn,
        union.approvalNo,
        upper(union.chairKind),
      ],
    },
    {
      name: 'page',
      variables: parks.map((park) => ({ park })),
      ours: `query ($park: ID!, $after: String) { unions(first: 100, after: $after, filter: { park: $park, orgType: SINGLE }) {
        edges { cursor node { code name approvedOn park { name } } } pageInfo { hasNextPage endCursor }
      } }`,
      peer: `query ($park: String!, $after: Cursor) { allTradeUnions(first: 100, after: $after, condition: { parkCode: $park, orgType: "single" }, orderBy: UNION_CODE_ASC) {
        edges { cursor node { unionCode name approvedOn parkByParkCode { name } } } pageInfo { hasNextPage endCursor }
      } }`,
      takeOurs: ({ unions: page }) => [
        page.pageInfo.hasNextPage,
        nodes(page, (union) => [union.code, union.name, union.approvedOn, union.park.name]),
      ],
      takePeer: ({ allTradeUnions: page }) => [
        page.pageInfo.hasNextPage,
        nodes(page, (union) => [union.unionCode, union.name, union.approvedOn, union.parkByParkCode.name]),
      ],
      nextOurs: ({ unions: page }) => page.pageInfo.endCursor,
      nextPeer: ({ allTradeUnions: page }) => page.pageInfo.endCursor,
    },
    {
      name: 'aggregate',
      variables: parks.map((park) => ({ park })),
      ours: 'query ($park: ID!) { unions(filter: { park: $park, orgType: SINGLE }) { totalCount } }',
      peer: 'query ($park: String!) { allTradeUnions(condition: { parkCode: $park, orgType: "single" }) { totalCount } }',
      takeOurs: (data) => data.unions.totalCount,
      takePeer: (data) => data.allTradeUnions.totalCount,
    },
  ];
}
