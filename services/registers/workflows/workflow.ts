import type { Action } from '@union/access/rules.ts';
import { returnFiling } from '@union/intake/sheets/cases-and-services.ts';
import type { ColumnSpec } from '@union/intake/sheets/column.ts';
import { findSheet } from '@union/intake/sheets/sheets.ts';
import type { KnownRecord, Values } from '../known-record.ts';
import type { Change, PlanContext } from '../write.ts';

type Words = { readonly zh: string; readonly en: string };

/** A column that a step asks for; `required`: beyond what its sheet requires. */
export type StepInput = { readonly column: ColumnSpec; readonly required: boolean };

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
    return { column, required: marked.endsWith('*') };
  });
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
