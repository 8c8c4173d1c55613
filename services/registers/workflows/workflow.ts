import type { Action } from '@union/access/rules.ts';
import { returnFiling } from '@union/intake/sheets/cases-and-services.ts';
import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import { findSheet } from '@union/intake/sheets/sheets.ts';
import type { KnownRecord, Values } from '../known-record.ts';
import type { Change, PlanContext } from '../write.ts';

type Words = { readonly zh: string; readonly en: string };

/** A column that a step asks for. */
export type StepInput = {
  /** The sheet of the column. */
  readonly sheet: string;
  readonly column: ColumnSpec;
  /** Beyond what its sheet requires. */
  readonly required: boolean;
  /** What holds when it is not given; undefined: what `absenceOf` says. */
  readonly absent?: Words;
};

/** One step of a workflow: from which states it may be taken, what it asks for, and which rows it writes. */
export type Step = Words & {
  /** The mutation is called so. */
  readonly name: string;
  /** The states it may be taken from; a step without any begins a record. */
  readonly from: readonly string[];
  readonly input: readonly StepInput[];
  /** The rows that it writes. `subject`: the record it is taken with; undefined for a step that begins one. */
  readonly changes: (
    values: Values,
    context: PlanContext,
    subject: KnownRecord | undefined,
  ) => readonly Change[] | Promise<readonly Change[]>;
};

/** How a record goes its way: states that follow from the registers, and the steps that lead from one to another. */
export type Workflow = Words & {
  readonly name: string;
  /** Table of the records that go this way. */
  readonly subject: string;
  readonly states: Readonly<Record<string, Words>>;
  /** SQL for the state of a row of the table under the alias `known`. */
  readonly state: (known: string) => string;
  /** SQL for the last day of what is to be done next; null where nothing is. */
  readonly dueOn: (known: string) => string;
  readonly steps: readonly Step[];
};

/** SQL for the day it is where reports are made. */
export const TODAY = "(now() at time zone 'Asia/Shanghai')::date";

/** Columns of a sheet that a step asks for; an asterisk marks those that must be given. */
export function ask(sheetKey: string, ...keys: readonly string[]): StepInput[] {
  const sheet = sheetKey === returnFiling.key ? returnFiling : findSheet(sheetKey);
  return keys.map((marked) => {
    const key = marked.replace('*', '');
    const column = sheet?.columns.find((each) => each.key === key);
    if (!column) throw new Error(`the sheet ${sheetKey} has no column ${key}`);
    return { sheet: sheetKey, column, required: marked.endsWith('*') };
  });
}

/** The same inputs, of which some take what is said here when they are not given. */
export const otherwise = (inputs: readonly StepInput[], absent: Readonly<Record<string, Words>>): StepInput[] =>
  inputs.map((input) => {
    const own = absent[input.column.key];
    return own ? { ...input, absent: own } : input;
  });

/** The same inputs, which fill a new row of the subject's own table: what is not given is empty there. */
export const inNewRow = (inputs: readonly StepInput[]): StepInput[] =>
  inputs.map((input) => (input.column.empty ? { ...input, absent: input.column.empty } : input));

/**
 * What an input that is not given means: a step that corrects its subject leaves the column as it is, and one that writes
 * another row leaves it empty there. @throws when the column may not be empty there, which is a fault of the code.
 */
export function absenceOf(workflow: Workflow, step: Step, { sheet, column, absent }: StepInput): Words {
  if (absent) return absent;
  if (step.from.length > 0 && sheet === workflow.subject) return { zh: '不变', en: 'unchanged' };
  if (!column.empty) throw new Error(`${step.name} does not say what it takes without ${column.key}`);
  return column.empty;
}

/** Changes columns of the subject itself. */
export function correct(
  register: Change['register'],
  permission: Action = 'correct',
  more: Values = {},
): Step['changes'] {
  return (values, _, subject) => [
    {
      action: 'correct',
      register,
      permission,
      id: subject?.id ?? '',
      version: undefined,
      values: { ...values, ...more },
    },
  ];
}
