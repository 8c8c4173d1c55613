import { type MetricQueryRequest, type QueryDimension, segmentDimensions } from './request.ts';

/** Fields of the request whose texts are names of enums in GraphQL. */
const ENUMS = new Set(['period', 'kind', 'grain', 'by', 'part', 'states', 'with', 'direction', 'combine']);

/** Which publication a query asks for, in the words of GraphQL's arguments; empty: the current one. */
export type AskedPublication = { readonly publication?: string | undefined; readonly published?: string | undefined };

/** The request as a GraphQL operation that can be sent as it is; it selects what its rows are told apart by. */
export function printMetricQuery(request: MetricQueryRequest, asked: AskedPublication = {}): string {
  const args = Object.entries({ ...request, ...asked })
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${print(name, value)}`);
  return `{ metricQuery(${args.join(', ')}) { ${selectionOf(request)} } }`;
}

function selectionOf({ by = [], compare, totals }: MetricQueryRequest): string {
  const has = (...dimensions: readonly QueryDimension[]) => dimensions.some((dimension) => by.includes(dimension));
  const target = compare?.with === 'target' ? ' comparison need status' : '';
  const cell = [
    'metric { id }',
    ...(has('of_kind') ? ['kind'] : []),
    ...(['scheme', 'rule', 'campaign'] as const).filter((dimension) => has(dimension)),
    'numerator denominator value state',
    ...(compare ? [`compared { value change${target} }`] : []),
  ].join(' ');
  const row = [
    'scope { id name } period { label }',
    ...(has(...segmentDimensions) ? ['segment { id name }'] : []),
    ...(has('level', 'union_kind') ? ['level levelName'] : []),
    `cells { ${cell} }`,
  ].join(' ');
  return [
    `rows { ${row} }`,
    ...(totals ? [`totals { period { label } cells { figure { ${cell} } restNumerator restDenominator } }`] : []),
    'publication { id }',
  ].join(' ');
}

function print(name: string, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => print(name, one)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
    return `{${fields.map(([field, one]) => `${field}: ${print(field, one)}`).join(', ')}}`;
  }
  if (typeof value === 'string' && ENUMS.has(name)) return value.toUpperCase();
  return JSON.stringify(value);
}
