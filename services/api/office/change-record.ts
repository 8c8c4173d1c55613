import type { Reaches } from '@union/access/reach.ts';
import type { RawValue } from '@union/intake/values/typed-text.ts';
import { RecordNotFound, RuleBroken, StepNotAllowed, VersionConflict } from '@union/registers/errors.ts';
import type { Values } from '@union/registers/known-record.ts';
import { type RecordRegister, recordRegister } from '@union/registers/record-registers.ts';
import type { Step, Workflow } from '@union/registers/workflows/workflow.ts';
import { takeStep, workflows } from '@union/registers/workflows/workflows.ts';
import { type Change, type WriteOptions, type Written, writeRecords } from '@union/registers/write.ts';
import type { Database } from '@union/schema/db/database.ts';
import { differencesOf, textsOf } from './describe-register.ts';
import { OfficeRefusal, OfficeRequestWrong, OfficeThingNotFound } from './errors.ts';
import type { Changed } from './shapes.ts';

/** What a form sends: text as it was typed, by column of the sheet; empty text means none. */
export type ChangeRequest = {
  readonly action: 'create' | 'correct' | 'end' | 'void' | 'step';
  readonly register: string;
  readonly id?: string;
  readonly version?: string;
  readonly step?: string;
  readonly values?: Readonly<Record<string, unknown>>;
  /** First day of a correction that leaves the past as it was. */
  readonly effectiveOn?: string;
  /** First day on which an ended record no longer holds. */
  readonly on?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly acceptWarnings?: boolean;
};

/** Writes what a form asks for, or says what it would write. @throws OfficeRefusal, NotPermitted */
export async function changeRecord(database: Database, reaches: Reaches, request: ChangeRequest): Promise<Changed> {
  const { dryRun = false, acceptWarnings = false, reason } = request;
  const options: WriteOptions = { dryRun, acceptWarnings, reason: reason?.trim().slice(0, 500) || undefined };
  try {
    const written =
      request.action === 'step'
        ? await step(database, reaches, request, options)
        : await writeRecords(database, reaches, [changeOf(request)], options);
    return shown(written, dryRun);
  } catch (error) {
    throw refusalOf(error);
  }
}

function changeOf(request: ChangeRequest): Change {
  const register = getRegister(request.register);
  const values = valuesOf(request.values);
  if (!register.isFree) throw new OfficeThingNotFound(request.register);
  if (request.action === 'create') return { action: 'create', register, values };
  const { id, version } = named(request);
  switch (request.action) {
    case 'correct':
      return {
        action: 'correct',
        register,
        id,
        version,
        values,
        effectiveOn: dayOf(request.effectiveOn, 'effectiveOn'),
      };
    case 'end': {
      const on = dayOf(request.on, 'on');
      if (on === undefined || !register.ends) throw wrong('on');
      return { action: 'end', register, id, version, on, values };
    }
    case 'void':
      return { action: 'void', register, id, version };
    default:
      throw wrong('action');
  }
}

function step(database: Database, reaches: Reaches, request: ChangeRequest, options: WriteOptions): Promise<Written> {
  const { workflow, step } = findStep(request.step ?? '');
  const subject = step.from.length === 0 ? undefined : named(request);
  return takeStep(database, reaches, workflow, step, subject, valuesOf(request.values), options);
}

/** @throws OfficeThingNotFound */
export function getRegister(name: string): RecordRegister {
  try {
    return recordRegister(name);
  } catch {
    throw new OfficeThingNotFound(name.slice(0, 60));
  }
}

function findStep(name: string): { workflow: Workflow; step: Step } {
  for (const workflow of workflows) {
    const step = workflow.steps.find((each) => each.name === name);
    if (step) return { workflow, step };
  }
  throw new OfficeThingNotFound(name.slice(0, 60));
}

function named({ id, version }: ChangeRequest): { id: string; version: string } {
  if (typeof id !== 'string' || typeof version !== 'string') throw wrong('id, version');
  return { id, version };
}

/** Text, or nothing: the rules of the sheet read it as they read a cell. */
function valuesOf(given: ChangeRequest['values'] = {}): Values {
  const values: Record<string, RawValue> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value !== null && typeof value !== 'string') throw wrong(`values.${key}`);
    values[key] = value === '' ? null : value;
  }
  return values;
}

function dayOf(given: unknown, name: string): string | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (typeof given !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(given)) throw wrong(name);
  return given;
}

const wrong = (what: string) => new OfficeRequestWrong(`not of its form: ${what}`, `请求有误：${what}`);

function shown({ importId, outcomes, warnings }: Written, dryRun: boolean): Changed {
  return {
    dryRun,
    changeId: importId,
    warnings,
    records: outcomes.map(({ register, id, before, after }) => {
      const changes = differencesOf(register, before?.values ?? {}, after?.values ?? {});
      return {
        register: register.name,
        name: { zh: register.register.sheet.zh, en: register.register.sheet.en },
        id: dryRun && before === null ? null : id,
        kind: before === null ? 'created' : after === null ? 'removed' : changes.length > 0 ? 'changed' : 'same',
        changes,
      };
    }),
  };
}

/** A refusal of the registers with what the page shows beside it; anything else as it is. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof RuleBroken) return new OfficeRefusal(error, 422, { problems: error.problems });
  if (error instanceof RecordNotFound) return new OfficeRefusal(error, 404, {});
  if (error instanceof StepNotAllowed) {
    return new OfficeRefusal(error, 409, { state: error.state, allowed: error.allowed });
  }
  if (error instanceof VersionConflict) {
    const described = recordRegister(error.register);
    const { version, current, yours } = error;
    return new OfficeRefusal(error, 409, {
      version,
      current: textsOf(described, current),
      yours: textsOf(described, yours),
      changes: differencesOf(described, current, yours),
    });
  }
  return error;
}
