import type { MetricQueryRequest } from './request.ts';

/** Fields of the request whose texts are names of enums in GraphQL. */
const ENUMS = new Set(['period', 'kind', 'grain', 'by', 'part', 'states', 'with', 'direction', 'combine']);

/** The request as a GraphQL operation that can be sent as it is. @param selection what is asked of the result. */
export function printMetricQuery(request: MetricQueryRequest, selection = DEFAULT_SELECTION): string {
  const args = Object.entries(request)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${print(name, value)}`);
  return `{ metricQuery(${args.join(', ')}) { ${selection} } }`;
}

const DEFAULT_SELECTION =
  'rows { scope { id name } period { label } cells { metric { id } numerator denominator value state } } publication { id }';

function print(name: string, value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => print(name, one)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
    return `{${fields.map(([field, one]) => `${field}: ${print(field, one)}`).join(', ')}}`;
  }
  if (typeof value === 'string' && ENUMS.has(name)) return value.toUpperCase();
  return JSON.stringify(value);
}
