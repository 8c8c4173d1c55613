import { GraphQLError } from 'graphql';

/** A mistake of the caller that the plug-in found. Replace it by an error of your own with the option `errors`. */
function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** How refusals are worded. Each makes the error that the field answers with, in both lanes. */
export type Refusals<C = unknown> = {
  /** The viewer of the request may not read this type or field. Default: a FORBIDDEN that names the type. */
  readonly denied: (context: C, what: string) => Error;
  /** `first` or `last` is outside of 1 to `max`, or both are given. */
  readonly pageSize: (max: number) => Error;
  /** A cursor that the list did not give. */
  readonly cursor: () => Error;
};

export const defaultRefusals: Refusals = {
  denied: (_, what) => new GraphQLError(`${what} is closed to this request`, { extensions: { code: 'FORBIDDEN' } }),
  pageSize: (max) => badInput(`a page has 1 to ${max} rows, by first or by last, not both`),
  cursor: () => badInput('the cursor is not one that this list gave'),
};
