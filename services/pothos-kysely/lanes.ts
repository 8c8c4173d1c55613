import {
  type DocumentNode,
  execute,
  type FieldNode,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { CompiledQuery } from 'kysely';
import type { Viewer } from './access.ts';
import { type Inspection, inspect, readSite, type SiteValues } from './compile/inspect.ts';
import { fill } from './compile/late.ts';
import { makePlan, type Plan, type SqlPlan } from './compile/plan.ts';
import type { JsonForm } from './compile/values.ts';
import type { Runtime } from './plain/runtime.ts';

/** `compiled`: by one statement. `mixed`: by one statement and graphql-js beside it. `plain`: by graphql-js. */
export type Lane = 'compiled' | 'mixed' | 'plain';

/** An operation that passed validation and every limit. */
export type LaneRequest<C> = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the caller gave them. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  /** The same, coerced by `getVariableValues`; left out, they are coerced here. */
  readonly coerced?: Readonly<Record<string, unknown>> | undefined;
  readonly context: C;
};

/** What the compiled lane said. Without `data` graphql-js has to answer. */
export type LaneAnswer = {
  readonly lane: Lane;
  /** The JSON text of `data`; undefined on the plain lane. */
  readonly data: string | undefined;
  /** Why the plain lane answers, all or a part. */
  readonly reason: string | undefined;
  /** Milliseconds for the plan, and from its statement to the rows; undefined without a statement. */
  readonly took?: { readonly plan: number; readonly database: number };
};

export type LanesOptions = {
  /** Plans that are kept, the least recently used dropped first. Default 1000. */
  readonly maxPlans?: number;
  /** Told of every operation, for counters and logs. `failure` is what a statement ended with before the plain lane took over. */
  readonly onAnswer?: (lane: Lane, reason: string | undefined, failure: unknown) => void;
};

/** What the plug-in leaves in the schema for the compiled lane. */
export type SchemaExtensions = {
  readonly kysely?: { readonly runtime: Runtime; readonly forms: Readonly<Record<string, JsonForm>> };
};

type Known = {
  readonly id: number;
  readonly inspection: Inspection;
  /** The arguments of sites that hold no variable, once they were read. */
  fixed?: ReadonlyMap<FieldNode, SiteValues>;
};

/**
 * The compiled lane of a schema: answers queries by one SQL statement each, whose result is the whole `data` as JSON
 * text. Plans are kept by (operation of a document, shape of the viewer, values of `@skip` and `@include`, which arguments are given).
 * Whatever is unusual (a closed type, a wrong cursor, a statement that fails) is left to graphql-js, so that errors
 * come from one place. Limits and costs must be checked before.
 */
export class Lanes<C extends object> {
  private readonly schema: GraphQLSchema;
  private readonly runtime: Runtime;
  private readonly forms: Readonly<Record<string, JsonForm>>;
  private readonly options: LanesOptions;
  /** Goes with the document, so it is bounded by the store of documents. */
  private readonly known = new WeakMap<OperationDefinitionNode, Known>();
  private readonly plans = new Map<string, Plan>();
  private operations = 0;

  constructor(schema: GraphQLSchema, options: LanesOptions = {}) {
    const { kysely } = schema.extensions as SchemaExtensions;
    if (!kysely) throw new Error('the schema was not built with the Kysely plug-in');
    this.schema = schema;
    this.runtime = kysely.runtime;
    this.forms = kysely.forms;
    this.options = options;
  }

  /** How many plans are kept. */
  get planCount(): number {
    return this.plans.size;
  }

  /** Answers an operation, or says that the plain lane has to. @throws only when the request was aborted. */
  async answer(request: LaneRequest<C>): Promise<LaneAnswer> {
    let reason: string | undefined;
    let failure: unknown;
    try {
      const began = performance.now();
      const prepared = this.prepare(request);
      if (typeof prepared === 'string') reason = prepared;
      else {
        const planned = performance.now();
        const data = await this.run(request, prepared.plan, prepared.values);
        const took = { plan: planned - began, database: performance.now() - planned };
        if (data !== undefined)
          return this.told({ lane: prepared.plan.rest ? 'mixed' : 'compiled', data, reason, took });
        reason = 'the part beside the statement has errors';
      }
    } catch (error) {
      this.runtime.abort(request.context)?.signal?.throwIfAborted();
      reason = 'the statement failed';
      failure = error;
    }
    return this.told({ lane: 'plain', data: undefined, reason }, failure);
  }

  /** The plan of a request, for tools and tests. */
  planOf(request: LaneRequest<C>): Plan {
    const prepared = this.prepare(request);
    return typeof prepared === 'string' ? { kind: 'plain', reason: prepared } : prepared.plan;
  }

  private told(answer: LaneAnswer, failure?: unknown): LaneAnswer {
    this.options.onAnswer?.(answer.lane, answer.reason, failure);
    return answer;
  }

  /** The plan and the arguments of a request, or why there is none. */
  private prepare(request: LaneRequest<C>): { plan: SqlPlan; values: ReadonlyMap<FieldNode, SiteValues> } | string {
    const { operation, context } = request;
    const root = this.schema.getRootType(operation.operation);
    if (operation.operation !== 'query' || !root) return `a ${operation.operation} is no query`;
    const variables = request.coerced ?? this.coerce(request);
    if (!variables) return 'the variables do not fit';
    const known = this.inspected(request);
    const { id, inspection } = known;
    const values = this.readSites(known, variables);
    if (!values) return 'an argument is wrong';
    const viewer = this.runtime.viewer(context);
    if (!viewer) return 'the request has no viewer';
    const key = keyOf(id, viewer.key, inspection, variables, values);
    let plan = this.plans.get(key);
    if (plan) {
      this.plans.delete(key);
      this.plans.set(key, plan);
    } else {
      plan = this.planFor(inspection, root, variables, values, viewer.viewer, context);
      this.keep(key, plan);
    }
    return plan.kind === 'sql' ? { plan, values } : plan.reason;
  }

  private coerce({ operation, variables }: LaneRequest<C>): Record<string, unknown> | undefined {
    return getVariableValues(this.schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 1 })
      .coerced;
  }

  private inspected({ document, operation }: LaneRequest<C>): Known {
    let known = this.known.get(operation);
    if (!known) {
      known = { id: this.operations++, inspection: inspect(this.schema, document, operation) };
      this.known.set(operation, known);
    }
    return known;
  }

  /** The arguments of every site; undefined when one is wrong, which graphql-js then says at its field. */
  private readSites(
    known: Known,
    variables: Readonly<Record<string, unknown>>,
  ): ReadonlyMap<FieldNode, SiteValues> | undefined {
    const { sites } = known.inspection;
    const read = (varies: boolean): [FieldNode, SiteValues][] =>
      sites
        .filter((site) => site.varies === varies)
        .map((site) => [site.node, readSite(site, variables, this.runtime.page)]);
    try {
      known.fixed ??= new Map(read(false));
      if (known.fixed.size === sites.length) return known.fixed;
      const varying = read(true);
      return known.fixed.size === 0 ? new Map(varying) : new Map([...known.fixed, ...varying]);
    } catch {
      return undefined;
    }
  }

  private planFor(
    inspection: Inspection,
    root: NonNullable<ReturnType<GraphQLSchema['getRootType']>>,
    variables: Readonly<Record<string, unknown>>,
    values: ReadonlyMap<FieldNode, SiteValues>,
    viewer: Viewer,
    context: C,
  ): Plan {
    const { runtime, forms } = this;
    const reading = { schema: this.schema, fragments: inspection.fragments, variables };
    return makePlan({ reading, runtime, forms, viewer, values, db: runtime.db(context) }, inspection, root);
  }

  private keep(key: string, plan: Plan): void {
    this.plans.set(key, plan);
    for (const oldest of this.plans.keys()) {
      if (this.plans.size <= (this.options.maxPlans ?? 1000)) break;
      this.plans.delete(oldest);
    }
  }

  /** The text of `data`; undefined when graphql-js has to say what went wrong. */
  private async run(
    { context, variables, operation }: LaneRequest<C>,
    plan: SqlPlan,
    values: ReadonlyMap<FieldNode, SiteValues>,
  ): Promise<string | undefined> {
    const query = CompiledQuery.raw(plan.text, fill(plan.parameters, { context, values }));
    const statement = this.runtime
      .db(context)
      .executeQuery<Record<string, string | null>>(
        query as CompiledQuery<Record<string, string | null>>,
        this.runtime.abort(context),
      );
    if (!plan.rest) return (await statement).rows[0]?.data ?? undefined;
    const [{ rows }, rest] = await Promise.all([
      statement,
      execute({
        schema: this.schema,
        document: plan.rest,
        contextValue: context,
        variableValues: variables ?? {},
        operationName: operation.name?.value,
      }),
    ]);
    if (rest.errors || !rest.data) return undefined;
    const row = rows[0] ?? {};
    const fields = plan.keys.map((key) => {
      const text = Object.hasOwn(row, key) ? (row[key] ?? 'null') : JSON.stringify(rest.data?.[key] ?? null);
      return `${JSON.stringify(key)}:${text}`;
    });
    return `{${fields.join(',')}}`;
  }
}

/** What plans differ by. */
function keyOf(
  id: number,
  viewer: string,
  inspection: Inspection,
  variables: Readonly<Record<string, unknown>>,
  values: ReadonlyMap<FieldNode, SiteValues>,
): string {
  const switches = inspection.switches.map((name) => (variables[name] === true ? 1 : 0)).join('');
  const shapes = inspection.sites.map(({ node, varies }) => (varies ? values.get(node)?.shape : '')).join(';');
  return `${id} ${viewer} ${switches} ${shapes}`;
}
