import { isPermitted } from '@union/access/permission.ts';
import type { Reaches } from '@union/access/reach.ts';
import type { Database, Db } from '@union/schema/db/database.ts';
import { CompiledQuery } from 'kysely';
import { RecordNotFound, type StepName, StepNotAllowed, VersionConflict } from '../errors.ts';
import { findRecord, type Values } from '../known-record.ts';
import { type RecordRegister, recordRegister } from '../record-registers.ts';
import { type WriteOptions, type Written, writeRecords } from '../write.ts';
import { assistance } from './assistance.ts';
import { agreement, bargainingOffer } from './bargaining.ts';
import { aggregateReturn, campaign } from './campaigns-and-returns.ts';
import { census, proposal } from './proposals-and-census.ts';
import { starRating } from './star-rating.ts';
import { unionisation } from './unionisation.ts';
import type { Step, Workflow } from './workflow.ts';

/** Every workflow. */
export const workflows: readonly Workflow[] = [
  unionisation,
  census,
  starRating,
  assistance,
  bargainingOffer,
  agreement,
  proposal,
  campaign,
  aggregateReturn,
];

const nameOf = ({ name, zh, en }: Step): StepName => ({ step: name, zh, en });

/** The steps that a workflow allows from a state. */
export function stepsFrom(workflow: Workflow, state: string): readonly StepName[] {
  return workflow.steps.filter(({ from }) => from.includes(state)).map(nameOf);
}

/** The state of a record; undefined when there is no such record. */
export async function findState(db: Db, workflow: Workflow, id: string): Promise<string | undefined> {
  const described = recordRegister(workflow.subject);
  const { rows } = await db.executeQuery<{ state: string }>(
    CompiledQuery.raw(
      `select ${workflow.state('known')} as state from ${workflow.subject} known
      where known.${described.id} = $1::${described.idKind === 'integer' ? 'bigint' : 'text'}`,
      [id],
    ),
  );
  return rows[0]?.state;
}

/** The record that a step is taken with; none for a step that begins one. */
export type Subject = { readonly id: string; readonly version: string };

/**
 * Takes a step of a workflow, as one change that can be undone.
 * @throws StepNotAllowed with the steps that are allowed, and what `writeRecords` throws.
 */
export function takeStep(
  database: Database,
  reaches: Reaches,
  workflow: Workflow,
  step: Step,
  subject: Subject | undefined,
  values: Values,
  options: WriteOptions,
): Promise<Written> {
  const described = recordRegister(workflow.subject);
  return writeRecords(
    database,
    reaches,
    async (context) => {
      if (!subject) return step.changes(values, context, undefined);
      const known = await findRecord(context.db, described, subject.id);
      if (!known || !(await isPermitted(context.db, reaches, described.name, 'read', known.place))) {
        throw new RecordNotFound(described, subject.id);
      }
      if (known.version !== subject.version) {
        throw new VersionConflict(described.name, known.id, known.version, known.values, {
          ...known.values,
          ...values,
        });
      }
      await requireState(context.db, workflow, step, described, subject.id);
      return step.changes(values, context, known);
    },
    { ...options, action: step.name },
  );
}

async function requireState(
  db: Db,
  workflow: Workflow,
  step: Step,
  described: RecordRegister,
  id: string,
): Promise<void> {
  const state = (await findState(db, workflow, id)) ?? '';
  if (step.from.includes(state)) return;
  const words = workflow.states[state];
  if (!words) throw new RecordNotFound(described, id);
  throw new StepNotAllowed(workflow.name, nameOf(step), { step: state, ...words }, stepsFrom(workflow, state));
}
