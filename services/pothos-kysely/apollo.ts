import { type GraphQLRequestContextResponseForOperation, type GraphQLResponse, HeaderMap } from '@apollo/server';
import type { FormattedExecutionResult } from 'graphql';
import type { LaneAnswer } from './lanes.ts';

/** `data` as text, where Apollo expects an object. `stringifyResult` writes it as it is. */
class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** For whoever reads the answer before it is written, such as another plug-in. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** The answer of `responseForOperation`: null leaves the operation to graphql-js. */
export function responseOf(answer: LaneAnswer): GraphQLResponse | null {
  if (answer.data === undefined) return null;
  return {
    http: { headers: new HeaderMap() },
    body: { kind: 'single', singleResult: { data: new JsonText(answer.data) as never } },
  };
}

/** Apollo's option `stringifyResult`: text of the compiled lane passes through, all else is written as JSON. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const { data, ...others } = result;
  if (!(data instanceof JsonText)) return JSON.stringify(result);
  const rest = JSON.stringify(others);
  return rest === '{}' ? `{"data":${data.text}}` : `{"data":${data.text},${rest.slice(1)}`;
}

/** The type of the hook's argument, for those who write the plug-in. */
export type OperationRequest<C extends object> = GraphQLRequestContextResponseForOperation<C>;
