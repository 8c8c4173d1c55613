import { isPermitted } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import type { Action } from '@union/access/rules.ts';
import { RecordNotFound } from '@union/registers/errors.ts';
import { findRecord, type KnownRecord } from '@union/registers/known-record.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import type { Step, Workflow } from '@union/registers/workflows/workflow.ts';
import { findState, workflows } from '@union/registers/workflows/workflows.ts';
import type { Db } from '@union/schema/db/database.ts';
import { CompiledQuery } from 'kysely';
import { describeField, describeRegister, textsOf } from './describe-register.ts';
import { titleOf } from './find-records.ts';
import { historyOf, periodsOf } from './record-history.ts';
import type { RecordPage, StepSpec, WorkflowState } from './shapes.ts';

const STEPS_NEED: readonly Action[] = ['create', 'correct', 'decide'];

/** A record with what the viewer may do with it, its history and its workflow. @throws RecordNotFound */
export async function recordPage(db: Db, reaches: Reaches, described: RecordRegister, id: string): Promise<RecordPage> {
  const record = await readableRecord(db, reaches, described, id);
  const may = async (action: Action) =>
    described.isFree && (await isPermitted(db, reaches, described.name, action, record.place));
  return {
    register: describeRegister(described),
    id: record.id,
    title: titleOf(described, record).title,
    version: record.version,
    values: textsOf(described, record.values),
    may: {
      correct: await may('correct'),
      end: described.ends !== undefined && (await may('end')),
      void: await may('void'),
    },
    periods: await periodsOf(db, described, record),
    history: await historyOf(db, reaches, described, record),
    workflow: await workflowState(db, reaches, described, record),
  };
}

/** @throws RecordNotFound when there is none, or none that the viewer may read. */
export async function readableRecord(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  id: string,
): Promise<KnownRecord> {
  const record = await findRecord(db, described, id);
  if (!record || !(await isPermitted(db, reaches, described.name, 'read', record.place))) {
    throw new RecordNotFound(described, id);
  }
  return record;
}

async function workflowState(
  db: Db,
  reaches: Reaches,
  described: RecordRegister,
  { id }: KnownRecord,
): Promise<WorkflowState | null> {
  const workflow = workflows.find(({ subject }) => subject === described.name);
  const state = workflow && (await findState(db, workflow, id));
  if (!workflow || state === undefined) return null;
  return {
    ...{ name: workflow.name, zh: workflow.zh, en: workflow.en, state },
    states: Object.entries(workflow.states).map(([name, { zh, en }]) => ({ name, zh, en })),
    // Which step exactly, its own rows decide; who changes nothing of the kind is offered none.
    mayAct: STEPS_NEED.some((action) => reaches.of(described.name, action) !== 'nothing'),
    dueOn: await dueOn(db, workflow, described, id),
    steps: workflow.steps.filter(({ from }) => from.includes(state)).map(describeStep),
  };
}

/** A step with the fields of its form. */
export function describeStep({ name, zh, en, input }: Step): StepSpec {
  return { name, zh, en, fields: input.map(({ column, required }) => describeField(column, required, false)) };
}

async function dueOn(db: Db, workflow: Workflow, described: RecordRegister, id: string): Promise<string | null> {
  const { rows } = await db.executeQuery<{ due_on: string | null }>(
    CompiledQuery.raw(
      `select ${workflow.dueOn('known')} as due_on from ${workflow.subject} known
      where known.${described.id} = $1::${described.idKind === 'integer' ? 'bigint' : 'text'}`,
      [id],
    ),
  );
  return rows[0]?.due_on ?? null;
}
