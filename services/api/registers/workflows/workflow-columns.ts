import { TODAY, type Workflow } from '@union/registers/workflows/workflow.ts';
import { workflows } from '@union/registers/workflows/workflows.ts';
import { type RawBuilder, sql } from 'kysely';
import { builder } from '../../builder.ts';

/** The workflow that records of a table go; undefined when they go none. */
export function workflowOf(table: string): Workflow | undefined {
  return workflows.find(({ subject }) => subject === table);
}

/** What a workflow says of a row under the alias, as columns: `workflow_state`, `step_due_on`, `is_step_overdue`. */
export function workflowColumns(
  workflow: Workflow,
  known: string,
): readonly { name: string; sql: RawBuilder<unknown> }[] {
  const due = workflow.dueOn(known);
  return [
    { name: 'workflow_state', sql: sql.raw(workflow.state(known)) },
    { name: 'step_due_on', sql: sql.raw(`(${due})`) },
    { name: 'is_step_overdue', sql: sql.raw(`coalesce((${due}) < ${TODAY}, false)`) },
  ];
}

const enums = new Map<string, ReturnType<typeof makeEnum>>();

/** The states of a workflow. */
export function stateEnum(workflow: Workflow) {
  const known = enums.get(workflow.name) ?? makeEnum(workflow);
  enums.set(workflow.name, known);
  return known;
}

function makeEnum({ name, zh, en, states }: Workflow) {
  return builder.enumType(`${name.charAt(0).toUpperCase()}${name.slice(1)}State`, {
    description: `Where a record stands: ${zh} · ${en}.`,
    values: Object.fromEntries(
      Object.entries(states).map(([state, words]) => [
        state.toUpperCase(),
        { value: state, description: `${words.zh} · ${words.en}` },
      ]),
    ) as Record<string, { value: string; description: string }>,
  });
}
