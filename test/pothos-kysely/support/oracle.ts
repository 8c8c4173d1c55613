import { execute, type GraphQLSchema, getOperationAST, parse, validate } from 'graphql';
import type { Lanes } from 'pothos-plugin-kysely/lanes.ts';
import { chanceOf } from './random.ts';
import { randomOperation, type Samples } from './random-operation.ts';

/** What a run of the oracle saw. */
export type OracleReport = {
  /** Operations that both lanes answered alike with data from a statement. */
  compared: number;
  /** Operations that did not pass validation. */
  invalid: number;
  /** Operations left to graphql-js, by reason; those with errors among them. */
  readonly left: Map<string, number>;
  leftWithErrors: number;
  /** The first disagreements, with what is needed to see them again. */
  readonly disagreements: unknown[];
};

export type OracleOptions<C extends object> = {
  readonly schema: GraphQLSchema;
  readonly lanes: Lanes<C>;
  readonly samples: Samples;
  /** Fresh for every answer, as it is for every request. */
  readonly contexts: readonly (() => C)[];
  readonly seed: number;
  readonly count: number;
  readonly depth: number;
  readonly roots?: readonly string[];
};

/** Reasons to leave an operation that only an error can have. A wrong argument may stand where nothing is reached. */
const MISTAKES = new Set(['the statement failed', 'the part beside the statement has errors']);

/** Operations that run at once. */
const AT_ONCE = 12;

/**
 * Runs random operations through both lanes and compares: data to the byte once both are written the same way, and an
 * operation with errors must have been left to graphql-js. Operation number `n` of a seed is always the same, apart from
 * the cursors in it, which earlier answers gave.
 */
export async function askBothLanes<C extends object>(options: OracleOptions<C>): Promise<OracleReport> {
  const report: OracleReport = { compared: 0, invalid: 0, left: new Map(), leftWithErrors: 0, disagreements: [] };
  const cursors: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < options.count && report.disagreements.length < 5) await compare(options, next++, cursors, report);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return report;
}

async function compare<C extends object>(
  { schema, lanes, samples, contexts, seed, depth, roots }: OracleOptions<C>,
  number: number,
  cursors: string[],
  report: OracleReport,
): Promise<void> {
  const chance = chanceOf(seed * 1_000_003 + number);
  const options = {
    depth: 1 + chance.below(depth),
    cursors: cursors.length > 0 ? cursors : ['AGE='],
    ...(roots && { roots }),
  };
  const { text, variables } = randomOperation(schema, samples, chance, options);
  const document = parse(text);
  const operation = getOperationAST(document);
  // Fields of two types under one key may be of two kinds, which validation refuses: rare, and no matter here.
  if (validate(schema, document).length > 0 || !operation) {
    report.invalid++;
    return;
  }
  const contextOf = chance.of(contexts);
  const [answer, plain] = await Promise.all([
    lanes.answer({ document, operation, variables, context: contextOf() }),
    execute({ schema, document, contextValue: contextOf(), variableValues: variables }),
  ]);
  if (answer.data === undefined) {
    const reason = answer.reason ?? '';
    report.left.set(reason, (report.left.get(reason) ?? 0) + 1);
    if (plain.errors) report.leftWithErrors++;
    // A statement that fails where graphql-js finds nothing wrong is a mistake of the compiler.
    else if (MISTAKES.has(reason)) report.disagreements.push({ seed, number, text, variables, reason });
    return;
  }
  const [left, right] = [JSON.stringify(JSON.parse(answer.data)), JSON.stringify(plain.data)];
  if (plain.errors || left !== right) {
    report.disagreements.push({
      seed,
      number,
      text,
      variables,
      context: contexts.indexOf(contextOf),
      left,
      right,
      errors: plain.errors,
    });
    return;
  }
  report.compared++;
  for (const [, cursor] of right.matchAll(/"(?:\w*cursor\w*|\w*Cursor\w*)":"([\w+/=]+)"/g)) {
    if (cursor && cursors.length < 200) cursors.push(cursor);
    else if (cursor) cursors[number % 200] = cursor;
  }
}
