import { recordAudit } from '@union/access/audit/audit.ts';
import { NotPermitted } from '@union/access/errors.ts';
import { isPermitted, requireAny } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import { bound, liesWithin } from '@union/access/rows.ts';
import type { Action } from '@union/access/rules.ts';
import type { Database, Db } from '@union/schema/db/database.ts';
import type { Tables } from '@union/schema/tables.ts';
import type { GraphQLSchema } from 'graphql';
import { type Expression, type SqlBool, sql, type Updateable } from 'kysely';
import {
  type InputProblem,
  SavedQueryConflict,
  SavedQueryInvalid,
  SavedQueryNotFound,
  SavedQueryStepRefused,
  type Step,
} from './errors.ts';
import { type ReadOperation, type Reads, readOperation } from './operation.ts';

export type SavedQueryState = 'draft' | 'submitted' | 'reviewed' | 'withdrawn';

/** A query that is kept under a name. Instants are ISO. */
export type SavedQuery = {
  readonly id: string;
  /** By which it is addressed: `/w/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly federationCode: string;
  readonly owner: string;
  readonly ownerKey: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly reads: Reads;
  readonly state: SavedQueryState;
  readonly version: number;
  readonly changedAt: string;
  readonly submittedAt: string | null;
  readonly reviewedAt: string | null;
  readonly reviewedBy: string | null;
  readonly reviewNote: string | null;
  /** The text that is served; null before it was reviewed and after it was withdrawn. */
  readonly served: {
    readonly query: string;
    readonly variables: Readonly<Record<string, unknown>>;
    readonly reads: Reads;
    readonly sha256: string;
  } | null;
};

export type SavedQueryInput = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly federationCode: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
};

/** What a change needs to know beside the row. */
export type ChangeContext = {
  readonly database: Database;
  readonly reaches: Reaches;
  readonly schema: GraphQLSchema;
  /** Names of documents that the server has of its own. */
  readonly taken: ReadonlySet<string>;
};

const NAME = /^[a-z][a-z0-9-]{2,59}$/;
const REGISTER = 'saved_query';

const rows = (db: Db) => db.selectFrom('saved_query').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

function savedQueryOf(row: Row): SavedQuery {
  const { reviewed_query: query, reviewed_variables, reviewed_reads: reads, reviewed_sha256: sha256 } = row;
  return {
    id: String(row.saved_query_id),
    ...{ name: row.name, title: row.title, description: row.description, federationCode: row.federation_code },
    ...{ owner: row.owner_name, ownerKey: `${row.owner_kind}:${row.owner_id}` },
    ...{ query: row.query, variables: row.variables, reads: row.reads, state: row.state, version: row.row_version },
    changedAt: row.changed_at.toISOString(),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    ...{ reviewedAt: row.reviewed_at?.toISOString() ?? null, reviewedBy: row.reviewed_by, reviewNote: row.review_note },
    served: query && reads && sha256 ? { query, variables: reviewed_variables ?? {}, reads, sha256 } : null,
  };
}

/** Rows that the viewer may read; reviewed queries of published figures are everybody's. */
function readable(reaches: Reaches): Expression<SqlBool> {
  const reach = reaches.of(REGISTER, 'read');
  if (reach === 'everything') return sql<SqlBool>`true`;
  const open = sql<SqlBool>`reviewed_reads is not distinct from 'published'`;
  if (reach === 'nothing') return open;
  const lies = liesWithin(REGISTER, (name) => sql.ref(`saved_query.${name}`), bound(reach));
  return sql<SqlBool>`(${open} or ${lies})`;
}

export type ListOptions = {
  readonly state?: SavedQueryState | undefined;
  /** Part of a name, a title or a description. */
  readonly text?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly first: number;
};

/** Queries that the viewer may see, the last changed first. */
export async function listSavedQueries(db: Db, reaches: Reaches, options: ListOptions): Promise<SavedQuery[]> {
  const like = `%${(options.text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const found = await rows(db)
    .where(readable(reaches))
    .$if(options.state !== undefined, (query) => query.where('state', '=', options.state as SavedQueryState))
    .$if(!!options.text, (query) =>
      query.where((either) =>
        either.or([
          either('name', 'ilike', like),
          either('title', 'ilike', like),
          either('description', 'ilike', like),
        ]),
      ),
    )
    .$if(options.mine === true, (query) =>
      query.where('owner_kind', '=', reaches.viewer.kind).where('owner_id', '=', reaches.viewer.id),
    )
    .orderBy('changed_at', 'desc')
    .orderBy('saved_query_id', 'desc')
    .limit(options.first)
    .execute();
  return found.map(savedQueryOf).map((saved) => shownTo(saved, reaches));
}

/** The query of this name, or undefined when there is none that the viewer may see. */
export async function findSavedQuery(db: Db, reaches: Reaches, name: string): Promise<SavedQuery | undefined> {
  const row = await rows(db).where('name', '=', name).where(readable(reaches)).executeTakeFirst();
  return row && shownTo(savedQueryOf(row), reaches);
}

/** Reviewed texts by name or by the hash of their text, whoever asks: what they read is decided when they run. */
export async function findServed(db: Db, nameOrHash: string): Promise<SavedQuery | undefined> {
  const byHash = /^[0-9a-f]{64}$/.test(nameOrHash);
  const row = await rows(db)
    .where('reviewed_query', 'is not', null)
    .where(byHash ? 'reviewed_sha256' : 'name', '=', nameOrHash)
    .orderBy('saved_query_id')
    .executeTakeFirst();
  return row && savedQueryOf(row);
}

/** Served queries of published figures that name one of these metrics somewhere in their text. */
export async function listServedNaming(db: Db, metricId: string): Promise<SavedQuery[]> {
  const found = await rows(db)
    .where('reviewed_reads', '=', 'published')
    .where(
      sql<SqlBool>`(position(${JSON.stringify(metricId)} in reviewed_query) > 0 or position(${JSON.stringify(metricId)} in reviewed_variables::text) > 0)`,
    )
    .orderBy('name')
    .limit(100)
    .execute();
  return found.map(savedQueryOf);
}

/** What is only being worked on stays with those who may read the register where it lies. */
function shownTo(saved: SavedQuery, reaches: Reaches): SavedQuery {
  if (reaches.of(REGISTER, 'read') !== 'nothing' || !saved.served) return saved;
  const { query, variables, reads } = saved.served;
  return { ...saved, query, variables, reads, state: 'reviewed', submittedAt: null, reviewNote: null };
}

/** Whoever changes something has a name: the visitor of a demo reads alone. @throws NotPermitted */
function requireNamed(reaches: Reaches, action: Action): void {
  if (reaches.viewer.kind === 'anonymous' || reaches.viewer.kind === 'token') throw new NotPermitted(REGISTER, action);
  requireAny(reaches, REGISTER, action);
}

/** @throws SavedQueryInvalid */
async function checkInput(
  db: Db,
  { schema, taken }: ChangeContext,
  input: SavedQueryInput,
  nameBefore?: string,
): Promise<ReadOperation> {
  const problems: InputProblem[] = [];
  if (!NAME.test(input.name)) {
    const en = `the name ${JSON.stringify(input.name.slice(0, 60))} is 3 to 60 lower-case letters, digits and hyphens, a letter first`;
    const zh = `名称 ${JSON.stringify(input.name.slice(0, 60))} 须为 3 至 60 个小写字母、数字或连字符，字母开头`;
    problems.push({ field: 'name', code: 'NAME', en, zh });
  }
  const isOther = input.name !== nameBefore;
  if (isOther && (taken.has(input.name) || (await isTaken(db, input.name)))) {
    const [en, zh] = [`the name ${input.name} is taken`, `名称 ${input.name} 已被使用`];
    problems.push({ field: 'name', code: 'NAME_TAKEN', en, zh });
  }
  if (input.title.trim() === '' || input.title.length > 100) {
    problems.push({ field: 'title', code: 'TITLE', en: 'a title has 1 to 100 characters', zh: '标题须为 1 至 100 字' });
  }
  if (input.description.length > 2000) {
    const [en, zh] = ['a description has at most 2,000 characters', '说明不超过 2000 字'];
    problems.push({ field: 'description', code: 'DESCRIPTION', en, zh });
  }
  const federation = await db
    .selectFrom('federation')
    .select('federation_code')
    .where('federation_code', '=', input.federationCode)
    .executeTakeFirst();
  if (!federation) {
    const shown = JSON.stringify(input.federationCode.slice(0, 30));
    const [en, zh] = [`there is no federation ${shown}`, `没有代码为 ${shown} 的工会组织`];
    problems.push({ field: 'federation', code: 'FEDERATION', en, zh });
  }
  const read = readOperation(schema, input.query, input.variables);
  if ('problems' in read) problems.push(...read.problems);
  if (problems.length > 0 || 'problems' in read) throw new SavedQueryInvalid(problems);
  return read;
}

async function isTaken(db: Db, name: string): Promise<boolean> {
  return (await db.selectFrom('saved_query').select('name').where('name', '=', name).executeTakeFirst()) !== undefined;
}

/** Carries what would have been written out of a transaction that is taken back. */
class TakenBack extends Error {
  readonly saved: SavedQuery;
  constructor(saved: SavedQuery) {
    super('taken back');
    this.saved = saved;
  }
}

/** One change, written with its audit event or, as a dry run, taken back. */
async function write(
  { database, reaches }: ChangeContext,
  action: string,
  dryRun: boolean,
  work: (db: Db) => Promise<SavedQuery>,
): Promise<SavedQuery> {
  try {
    return await database.db.transaction().execute(async (db: Db) => {
      const saved = await work(db);
      await recordAudit(db, reaches.viewer, {
        action,
        register: REGISTER,
        key: { name: saved.name },
        details: { version: saved.version, state: saved.state, federation: saved.federationCode },
      });
      if (dryRun) throw new TakenBack(saved);
      return saved;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.saved;
    throw error;
  }
}

/** Keeps a new query as a draft of its owner. @throws NotPermitted, SavedQueryInvalid */
export async function createSavedQuery(
  context: ChangeContext,
  input: SavedQueryInput,
  dryRun = false,
): Promise<SavedQuery> {
  const { reaches } = context;
  requireNamed(reaches, 'create');
  return write(context, 'create', dryRun, async (db) => {
    const read = await checkInput(db, context, input);
    if (!(await isPermitted(db, reaches, REGISTER, 'create', { federation_code: input.federationCode }))) {
      throw new NotPermitted(REGISTER, 'create');
    }
    const row = await db
      .insertInto('saved_query')
      .values({
        ...{ name: input.name, title: input.title.trim(), description: input.description.trim() },
        ...{ federation_code: input.federationCode, query: input.query, reads: read.reads },
        variables: JSON.stringify(input.variables),
        ...{ owner_kind: reaches.viewer.kind, owner_id: reaches.viewer.id, owner_name: reaches.viewer.name },
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return savedQueryOf(row);
  });
}

/** The row as it stands, held against what the caller read and may do. Owners change their own; reviewers decide. */
async function readForStep(
  db: Db,
  { reaches }: ChangeContext,
  step: Step,
  which: { readonly name: string; readonly version: number },
): Promise<{ readonly saved: SavedQuery; readonly isOwner: boolean }> {
  const row = await rows(db).where('name', '=', which.name).forUpdate().executeTakeFirst();
  if (!row) throw new SavedQueryNotFound(which.name);
  const saved = savedQueryOf(row);
  const place = { federation_code: saved.federationCode };
  const { kind, id } = reaches.viewer;
  const isOwner = saved.ownerKey === `${kind}:${id}`;
  if (!(await isPermitted(db, reaches, REGISTER, 'read', place))) throw new SavedQueryNotFound(which.name);
  const action = step === 'review' ? 'decide' : step === 'withdraw' && !isOwner ? 'decide' : 'correct';
  if (!(await isPermitted(db, reaches, REGISTER, action, place))) throw new NotPermitted(REGISTER, action);
  if (!isOwner && (step === 'correct' || step === 'submit')) {
    throw new SavedQueryStepRefused(step, saved.state, {
      en: `only its owner, ${saved.owner}, may ${step} it`,
      zh: `只有所有者 ${saved.owner} 可以${step === 'correct' ? '修改' : '提交'}`,
    });
  }
  if (saved.version !== which.version) throw new SavedQueryConflict(saved);
  return { saved, isOwner };
}

type Which = { readonly name: string; readonly version: number };

async function update(db: Db, saved: SavedQuery, changes: Updateable<Tables['saved_query']>): Promise<SavedQuery> {
  const row = await db
    .updateTable('saved_query')
    .set({ ...changes, row_version: saved.version + 1, changed_at: new Date() })
    .where('name', '=', saved.name)
    .returningAll()
    .executeTakeFirstOrThrow();
  return savedQueryOf(row);
}

/**
 * Changes what its owner keeps; it is a draft again, while the text that was reviewed stays served. A withdrawn one begins anew.
 * @throws NotPermitted, SavedQueryNotFound, SavedQueryConflict, SavedQueryInvalid, SavedQueryStepRefused
 */
export async function correctSavedQuery(
  context: ChangeContext,
  which: Which,
  input: Partial<Omit<SavedQueryInput, 'name' | 'federationCode'>>,
  dryRun = false,
): Promise<SavedQuery> {
  requireNamed(context.reaches, 'correct');
  return write(context, 'correct', dryRun, async (db) => {
    const { saved } = await readForStep(db, context, 'correct', which);
    const whole = { ...saved, ...input };
    const { reads } = await checkInput(db, context, whole, saved.name);
    return update(db, saved, {
      ...{ title: whole.title.trim(), description: whole.description.trim(), query: whole.query, reads },
      ...{ variables: JSON.stringify(whole.variables), state: 'draft', submitted_at: null },
      ...{ withdrawn_at: null, withdrawn_by: null, review_note: null },
    });
  });
}

/** Hands a draft to the reviewers of its federation. @throws as `correctSavedQuery` */
export async function submitSavedQuery(context: ChangeContext, which: Which, dryRun = false): Promise<SavedQuery> {
  requireNamed(context.reaches, 'correct');
  return write(context, 'submit', dryRun, async (db) => {
    const { saved } = await readForStep(db, context, 'submit', which);
    if (saved.state !== 'draft') throw new SavedQueryStepRefused('submit', saved.state);
    // The schema may have moved on since it was drafted.
    await checkInput(db, context, saved, saved.name);
    return update(db, saved, { state: 'submitted', submitted_at: new Date() });
  });
}

/**
 * Approves what was submitted, so that it is served under its name, or hands it back with a note. Nobody approves what is
 * their own.
 * @throws as `correctSavedQuery`
 */
export async function reviewSavedQuery(
  context: ChangeContext,
  which: Which,
  { approve, note }: { readonly approve: boolean; readonly note?: string | undefined },
  dryRun = false,
): Promise<SavedQuery> {
  requireNamed(context.reaches, 'decide');
  return write(context, approve ? 'approve' : 'hand_back', dryRun, async (db) => {
    const { saved, isOwner } = await readForStep(db, context, 'review', which);
    if (saved.state !== 'submitted') throw new SavedQueryStepRefused('review', saved.state);
    if (isOwner) {
      throw new SavedQueryStepRefused('review', saved.state, {
        en: 'its owner cannot review it; somebody else must',
        zh: '所有者不能评审自己的查询，须由他人评审',
      });
    }
    if (!approve && !note?.trim()) {
      const [en, zh] = ['say why it is handed back', '退回须说明理由'];
      throw new SavedQueryInvalid([{ field: 'note', code: 'NOTE', en, zh }]);
    }
    const reviewed = { reviewed_at: new Date(), reviewed_by: context.reaches.viewer.name };
    const told = { ...reviewed, review_note: note?.trim() || null };
    if (!approve) return update(db, saved, { ...told, state: 'draft', submitted_at: null });
    const read = await checkInput(db, context, saved, saved.name);
    return update(db, saved, {
      ...{ ...told, state: 'reviewed', reads: read.reads, reviewed_query: saved.query },
      ...{ reviewed_variables: JSON.stringify(saved.variables), reviewed_reads: read.reads },
      reviewed_sha256: read.sha256,
    });
  });
}

/** Takes a query out of service, by its owner or a reviewer; it stays kept. @throws as `correctSavedQuery` */
export async function withdrawSavedQuery(
  context: ChangeContext,
  which: Which,
  reason: string | undefined,
  dryRun = false,
): Promise<SavedQuery> {
  requireNamed(context.reaches, 'read');
  return write(context, 'withdraw', dryRun, async (db) => {
    const { saved } = await readForStep(db, context, 'withdraw', which);
    if (saved.state === 'withdrawn') throw new SavedQueryStepRefused('withdraw', saved.state);
    return update(db, saved, {
      ...{ state: 'withdrawn', withdrawn_at: new Date(), withdrawn_by: context.reaches.viewer.name },
      ...{ review_note: reason?.trim() || null, submitted_at: null },
      ...{ reviewed_query: null, reviewed_variables: null, reviewed_reads: null, reviewed_sha256: null },
    });
  });
}
