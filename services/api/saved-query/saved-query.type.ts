import { NotPermitted } from '@union/access/errors.ts';
import { KnownError } from '@union/schema/errors.ts';
import { builder } from '../builder.ts';
import { type Context, registersOf, writableRegisters } from '../context.ts';
import { trustedDocumentNames } from '../documents/trusted-documents.ts';
import { LIMITS } from '../limits/limits.ts';
import { NotAllowed, refusalType } from '../registers/records/change-result.ts';
import {
  type InputProblem,
  SavedQueryConflict,
  SavedQueryInvalid,
  SavedQueryNotFound,
  SavedQueryStepRefused,
} from './errors.ts';
import { readOperation } from './operation.ts';
import {
  type ChangeContext,
  correctSavedQuery,
  createSavedQuery,
  findSavedQuery,
  listSavedQueries,
  reviewSavedQuery,
  type SavedQuery as Saved,
  submitSavedQuery,
  withdrawSavedQuery,
} from './saved-query.queries.ts';

const SavedQueryState = builder.enumType('SavedQueryState', {
  description: 'How far a saved query has come.',
  values: {
    DRAFT: { value: 'draft', description: '草稿 · its owner works on it.' },
    SUBMITTED: { value: 'submitted', description: '已提交 · a reviewer is to decide.' },
    REVIEWED: { value: 'reviewed', description: '已通过 · served under its name.' },
    WITHDRAWN: { value: 'withdrawn', description: '已撤回 · kept, and served no more.' },
  } as const,
});

const SavedQueryReads = builder.enumType('SavedQueryReads', {
  description: 'What a saved query reads, told from its fields.',
  values: {
    PUBLISHED: {
      value: 'published',
      description:
        '仅已发布指标 · one publication alone: anyone may run it once it is reviewed, and its answer is kept.',
    },
    REGISTERS: {
      value: 'registers',
      description: '台账 · rows or states of the moment: answered anew for each caller, with what that caller may see.',
    },
  } as const,
});

const hasServed = (saved: Saved) => saved.served !== null;

const SavedQuery = builder.objectRef<Saved>('SavedQuery').implement({
  description:
    'A GraphQL query that is kept under a name, reviewed by somebody else, and then served as a document. Source: what was saved on this server.',
  fields: (t) => ({
    name: t.exposeID('name', { description: 'By which it is addressed; never changes.' }),
    title: t.exposeString('title', { description: 'What it is called.' }),
    description: t.exposeString('description', { description: 'What it answers; may be empty.' }),
    federationCode: t.exposeID('federationCode', { description: 'The federation whose reviewers decide.' }),
    owner: t.exposeString('owner', { description: 'Who keeps it.' }),
    query: t.exposeString('query', { description: 'The text as it is being worked on.' }),
    variables: t.string({
      description: 'Values of its variables where an address says none: a JSON object.',
      resolve: ({ variables }) => JSON.stringify(variables),
    }),
    reads: t.expose('reads', { type: SavedQueryReads, description: 'What it reads.' }),
    state: t.expose('state', { type: SavedQueryState, description: 'How far it has come.' }),
    version: t.exposeInt('version', {
      description: 'Another after each change; give it back with a change. Unit: version, 1 and more.',
    }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    reviewedAt: t.expose('reviewedAt', {
      ...{ type: 'DateTime', nullable: true },
      description: 'When a reviewer last decided; null before.',
    }),
    reviewedBy: t.exposeString('reviewedBy', { nullable: true, description: 'Who last decided; null before.' }),
    reviewNote: t.exposeString('reviewNote', {
      nullable: true,
      description: 'What the reviewer said, or why it was withdrawn; null for nothing.',
    }),
    isServed: t.boolean({
      description: 'Whether a reviewed text is served under the name; it is while a correction waits, too.',
      resolve: hasServed,
    }),
    sha256: t.string({
      nullable: true,
      description: 'Hash of the text that is served, by which it is addressed for good; null when none is.',
      resolve: ({ served }) => served?.sha256,
    }),
    cost: t.int({
      nullable: true,
      description: `What it costs with its own variables; null when the schema no longer knows it. Unit: points of cost, 0 to ${LIMITS.cost}.`,
      resolve: ({ query, variables }, _, __, { schema }) => {
        const read = readOperation(schema, query, variables);
        return 'problems' in read ? null : read.size.cost;
      },
    }),
    documentUrl: t.string({
      nullable: true,
      description: 'Address of its answer as JSON, below the address of this server; null when it is not served.',
      resolve: (saved) => (hasServed(saved) ? `/w/${saved.name}` : null),
    }),
    pageUrl: t.string({
      description: 'Address of its page, with every way to take it away, below the address of this server.',
      resolve: ({ name }) => `/catalogue/queries/${name}`,
    }),
  }),
});

builder.queryFields((t) => ({
  savedQueries: t.field({
    type: [SavedQuery],
    description:
      'Saved queries that the caller may see, the last changed first: those of federations it reaches, and the reviewed ones of published figures.',
    args: {
      state: t.arg({ type: SavedQueryState, description: 'Only in this state. Absent: any.' }),
      text: t.arg.string({ description: 'Only with this text in name, title or description. Absent: any.' }),
      mine: t.arg.boolean({
        defaultValue: false,
        description: 'Only the caller’s own. Absent: false, everybody’s that the caller may see.',
      }),
      first: t.arg.int({ defaultValue: 50, description: 'At most this many. Unit: rows, 1 to 100. Absent: 50.' }),
    },
    extensions: { cost: { weight: 20, rows: 50 } },
    resolve: (_, { state, text, mine, first }, context) =>
      listSavedQueries(registersOf(context).db, context.reaches, {
        ...{ state: state ?? undefined, text: text?.trim().slice(0, 100), mine: mine ?? false },
        first: Math.min(100, Math.max(1, first ?? 50)),
      }),
  }),
  savedQuery: t.field({
    type: SavedQuery,
    nullable: true,
    description: 'The saved query of this name; null when there is none that the caller may see.',
    args: { name: t.arg.id({ required: true, description: 'Its name.' }) },
    extensions: { cost: { weight: 10 } },
    resolve: (_, { name }, context) => findSavedQuery(registersOf(context).db, context.reaches, name),
  }),
}));

type Done = { readonly saved: Saved; readonly dryRun: boolean };

const SavedQueryChanged = builder.objectRef<Done>('SavedQueryChanged').implement({
  description: 'A change that was written, or would be. Source: what was asked.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'saved' in value,
  fields: (t) => ({
    dryRun: t.exposeBoolean('dryRun', { description: 'True: nothing was written.' }),
    savedQuery: t.field({
      type: SavedQuery,
      description: 'The query as it is now, or would be.',
      resolve: ({ saved }) => saved,
    }),
  }),
});

const SavedQueryProblem = builder.objectRef<InputProblem>('SavedQueryProblem').implement({
  description: 'A field of the input that cannot be kept as it is. Source: what was asked.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'The field of the input.' }),
    code: t.exposeString('code', { description: 'Stable name of the rule.' }),
    message: t.exposeString('en', { description: 'The rule in English.' }),
    messageZh: t.exposeString('zh', { description: 'The rule in Chinese.' }),
  }),
});

const Invalid = refusalType('SavedQueryInvalid', SavedQueryInvalid, 'The input breaks rules; nothing was written.');
builder.objectField(Invalid, 'problems', (t) =>
  t.field({
    type: [SavedQueryProblem],
    description: 'Every rule that is broken.',
    extensions: { cost: { rows: 5 } },
    resolve: ({ refusal }) => [...refusal.problems],
  }),
);
const Conflict = refusalType(
  'SavedQueryConflict',
  SavedQueryConflict,
  'Somebody changed it since it was read; nothing was written.',
);
builder.objectField(Conflict, 'current', (t) =>
  t.field({ type: SavedQuery, description: 'The query as it stands.', resolve: ({ refusal }) => refusal.current }),
);
const Missing = refusalType(
  'SavedQueryNotFound',
  SavedQueryNotFound,
  'There is no saved query of this name, or it lies where the caller may not look.',
);
const StepRefused = refusalType(
  'SavedQueryStepRefused',
  SavedQueryStepRefused,
  'The step does not follow from its state, or is not the caller’s to take; nothing was written.',
);
builder.objectField(StepRefused, 'state', (t) =>
  t.field({ type: SavedQueryState, description: 'The state in which it is.', resolve: ({ refusal }) => refusal.state }),
);

const SavedQueryResult = builder.unionType('SavedQueryResult', {
  description: 'A change of a saved query that was written (or would be), or why it was not.',
  types: [SavedQueryChanged, Invalid, Conflict, Missing, StepRefused, NotAllowed],
});

const refusals = [SavedQueryInvalid, SavedQueryConflict, SavedQueryNotFound, SavedQueryStepRefused, NotPermitted];

/** Runs a change; a refusal that callers are to handle is its result, anything else is thrown. */
async function resultOf(
  context: Context,
  schema: ChangeContext['schema'],
  dryRun: boolean | null | undefined,
  work: (context: ChangeContext, dryRun: boolean) => Promise<Saved>,
) {
  const change: ChangeContext = {
    ...{ database: writableRegisters(context), reaches: context.reaches, schema },
    taken: new Set(trustedDocumentNames()),
  };
  try {
    return { saved: await work(change, dryRun ?? false), dryRun: dryRun ?? false } as never;
  } catch (error) {
    if (error instanceof KnownError && refusals.some((type) => error instanceof type))
      return { refusal: error } as never;
    throw error;
  }
}

/** Values of variables from their text. @throws SavedQueryInvalid */
function readVariables(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text || '{}');
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below with the rule.
  }
  const [en, zh] = ['variables are one JSON object', '变量须为一个 JSON 对象'];
  throw new SavedQueryInvalid([{ field: 'variables', code: 'NOT_JSON', en, zh }]);
}

const CreateSavedQueryInput = builder.inputType('CreateSavedQueryInput', {
  description: 'What is kept of a query.',
  fields: (t) => ({
    name: t.id({ required: true, description: '3 to 60 lower-case letters, digits and hyphens, a letter first.' }),
    title: t.string({ required: true, description: 'What it is called, 1 to 100 characters.' }),
    description: t.string({ description: 'What it answers, at most 2,000 characters. Absent: empty.' }),
    federationCode: t.id({ required: true, description: 'The federation whose reviewers decide.' }),
    query: t.string({ required: true, description: 'One GraphQL query operation with its fragments.' }),
    variables: t.string({ description: 'Values of its variables: a JSON object. Absent: none.' }),
  }),
});

const CorrectSavedQueryInput = builder.inputType('CorrectSavedQueryInput', {
  description: 'What changes; a field that is left out stays.',
  fields: (t) => ({
    title: t.string({ description: 'What it is called, 1 to 100 characters. Absent: as it was.' }),
    description: t.string({ description: 'What it answers, at most 2,000 characters. Absent: as it was.' }),
    query: t.string({ description: 'One GraphQL query operation with its fragments. Absent: as it was.' }),
    variables: t.string({ description: 'Values of its variables: a JSON object. Absent: as it was.' }),
  }),
});

builder.mutationFields((t) => {
  const dryRun = t.arg.boolean({
    defaultValue: false,
    description: 'Say what would change and write nothing. Absent: false, it is written.',
  });
  const which = {
    name: t.arg.id({ required: true, description: 'Name of the query.' }),
    version: t.arg.int({ required: true, description: 'Its version as it was read. Unit: version, 1 and more.' }),
  };
  return {
    createSavedQuery: t.field({
      type: SavedQueryResult,
      description: 'Keeps a query as a draft of the caller.',
      args: { input: t.arg({ type: CreateSavedQueryInput, required: true, description: 'What it is.' }), dryRun },
      resolve: (_, { input, dryRun: dry }, context, { schema }) =>
        resultOf(context, schema, dry, (change, isDry) =>
          createSavedQuery(
            change,
            { ...input, description: input.description ?? '', variables: readVariables(input.variables ?? '') },
            isDry,
          ),
        ),
    }),
    correctSavedQuery: t.field({
      type: SavedQueryResult,
      description:
        'Changes a query of the caller; it is a draft again, while the reviewed text stays served until another is reviewed.',
      args: {
        ...which,
        input: t.arg({ type: CorrectSavedQueryInput, required: true, description: 'What changes.' }),
        dryRun,
      },
      resolve: (_, { name, version, input, dryRun: dry }, context, { schema }) =>
        resultOf(context, schema, dry, (change, isDry) => {
          const { title, description, query, variables } = input;
          const changes = {
            ...(title != null && { title }),
            ...(description != null && { description }),
            ...(query != null && { query }),
            ...(variables != null && { variables: readVariables(variables) }),
          };
          return correctSavedQuery(change, { name, version }, changes, isDry);
        }),
    }),
    submitSavedQuery: t.field({
      type: SavedQueryResult,
      description: 'Hands a draft of the caller to the reviewers of its federation.',
      args: { ...which, dryRun },
      resolve: (_, { name, version, dryRun: dry }, context, { schema }) =>
        resultOf(context, schema, dry, (change, isDry) => submitSavedQuery(change, { name, version }, isDry)),
    }),
    reviewSavedQuery: t.field({
      type: SavedQueryResult,
      description:
        'Approves a submitted query, so that it is served under its name, or hands it back with a note. By a reviewer, leader or administrator of its federation who is not its owner.',
      args: {
        ...which,
        approve: t.arg.boolean({ required: true, description: 'True: approve; false: hand it back.' }),
        note: t.arg.string({ description: 'What is to be said of it; required to hand it back. Absent: nothing.' }),
        dryRun,
      },
      resolve: (_, { name, version, approve, note, dryRun: dry }, context, { schema }) =>
        resultOf(context, schema, dry, (change, isDry) =>
          reviewSavedQuery(change, { name, version }, { approve, note: note ?? undefined }, isDry),
        ),
    }),
    withdrawSavedQuery: t.field({
      type: SavedQueryResult,
      description: 'Takes a query out of service, by its owner or a reviewer of its federation; it stays kept.',
      args: {
        ...which,
        reason: t.arg.string({ description: 'Why, in a sentence. Absent: no reason is kept.' }),
        dryRun,
      },
      resolve: (_, { name, version, reason, dryRun: dry }, context, { schema }) =>
        resultOf(context, schema, dry, (change, isDry) =>
          withdrawSavedQuery(change, { name, version }, reason ?? undefined, isDry),
        ),
    }),
  };
});
