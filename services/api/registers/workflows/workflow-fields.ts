import type { Workflow } from '@union/registers/workflows/workflow.ts';
import { stepsFrom, workflows } from '@union/registers/workflows/workflows.ts';
import type { Db } from '@union/schema/db/database.ts';
import { type Expression, type SqlBool, sql } from 'kysely';
import { builder } from '../../builder.ts';
import { Enterprise } from '../../enterprise/enterprise.type.ts';
import { readBy } from '../access.ts';
import { connectionType } from '../connection.type.ts';
import { AllowedStep } from '../records/change-result.ts';
import { recordType } from '../records/record-types.ts';
import '../records/relations.ts';
import { regionsWithin } from '../region-tree.ts';
import { sortEnum, sortsOf } from '../sort-enum.ts';
import { stateEnum, workflowColumns, workflowOf } from './workflow-columns.ts';

type StateRow = {
  readonly workflow_state: string;
  readonly step_due_on: string | null;
  readonly is_step_overdue: boolean;
};

/** What each record of a workflow says of it. */
function addFields(type: unknown, workflow: Workflow): void {
  builder.objectFields(type as never, (t) => {
    const fields = t as unknown as {
      expose(name: keyof StateRow, options: object): never;
      exposeBoolean(name: keyof StateRow, options: object): never;
      field(options: object): never;
    };
    return {
      state: fields.expose('workflow_state', {
        type: stateEnum(workflow),
        description: `Where it stands today: ${workflow.zh} · ${workflow.en}.`,
      }),
      stepDueOn: fields.expose('step_due_on', {
        type: 'Date',
        nullable: true,
        description: 'Last day of what is to be done next; null where nothing is, or no day is set.',
      }),
      isOverdue: fields.exposeBoolean('is_step_overdue', { description: 'Whether that day has passed.' }),
      nextSteps: fields.field({
        type: [AllowedStep],
        description: 'The steps that are allowed from here; each is a mutation of its name.',
        extensions: { cost: { rows: 4 } },
        resolve: (row: StateRow) => [...stepsFrom(workflow, row.workflow_state)],
      }),
    };
  });
}

for (const workflow of workflows) {
  if (workflow.subject !== 'enterprise') addFields(recordType(workflow.subject), workflow);
}

const unionisation = workflowOf('enterprise') as Workflow;

/** Every enterprise on its way to a union. */
function cases(db: Db) {
  let rows = db
    .selectFrom('enterprise as known')
    .innerJoin('enterprise_period as latest', 'latest.enterprise_id', 'known.enterprise_id')
    .where(
      sql<SqlBool>`not exists (
        select from enterprise_period later
        where later.enterprise_id = latest.enterprise_id and later.valid_from > latest.valid_from)`,
    )
    .select(['known.enterprise_id', 'known.credit_code', 'latest.region_code', 'latest.park_code'])
    .select(
      sql<string | null>`(
        select max(event.occurred_on) from unionisation_event event where event.enterprise_id = known.enterprise_id)`.as(
        'last_event_on',
      ),
    )
    .select(
      sql<string | null>`(
        select event.next_action_on from unionisation_event event where event.enterprise_id = known.enterprise_id
        order by event.occurred_on desc, event.record_id desc limit 1)`.as('next_action_on'),
    );
  for (const { name, sql: text } of workflowColumns(unionisation, 'known')) rows = rows.select(text.as(name)) as never;
  return rows as unknown as ReturnType<typeof typed>;
  function typed() {
    return rows.$castTo<
      StateRow & {
        enterprise_id: number;
        credit_code: string;
        region_code: string;
        park_code: string | null;
        last_event_on: string | null;
        next_action_on: string | null;
      }
    >();
  }
}

const UnionisationCase = builder.kyselyRows('UnionisationCase', cases).object({
  description:
    'An enterprise on its way to a union: the furthest stage, what is next, and the clock of its place. Source: the registers.',
  access: readBy('unionisation_event', { at: 'enterprise' }),
  nodeId: 'credit_code',
  fields: (t) => ({
    enterprise: t.relation({
      type: Enterprise,
      join: { enterprise_id: 'enterprise_id' },
      nullable: true,
      description: 'The enterprise; steps take its id and version. Null when it is out of your sight.',
    }),
    lastEventOn: t.expose('last_event_on', {
      type: 'Date',
      nullable: true,
      description: 'Day of the last stage; null before the first.',
    }),
    nextActionOn: t.expose('next_action_on', {
      type: 'Date',
      nullable: true,
      description: 'Day of the next action as the last stage set it; null when it set none.',
    }),
  }),
});
addFields(UnionisationCase, unionisation);

builder.objectField(Enterprise, 'unionisation', (t) =>
  t.relation({
    type: UnionisationCase,
    join: { enterprise_id: 'enterprise_id' },
    nullable: true,
    description: 'Its way to a union; null when you may not read that register.',
  }),
);

const caseSorts = sortsOf<{ credit_code: string }>('credit_code', {});

const CaseFilter = builder.inputType('UnionisationCaseFilter', {
  description: 'Cases that fit all that is given.',
  fields: (t) => ({
    state: t.field({ type: [stateEnum(unionisation)], description: 'In one of these states. Absent: any.' }),
    region: t.id({ description: 'In this region or below it, by code. Absent: any.' }),
    park: t.id({ description: 'In this park, by code. Absent: any.' }),
    isOverdue: t.boolean({ description: 'Beyond the clock of their place, or not. Absent: both.' }),
  }),
});

type Column = (name: string) => Expression<unknown>;

builder.queryField('unionisationCases', (t) =>
  t.rowsConnection({
    type: UnionisationCase,
    connection: connectionType(UnionisationCase, 'UnionisationCase', 'unionisation cases'),
    description:
      'Enterprises on their way to a union, by credit code. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
    order: { columns: [{ name: 'credit_code', kind: 'text' }], direction: 'asc' },
    sorts: { argument: 'sort', orders: caseSorts } as never,
    args: {
      filter: t.arg({ type: CaseFilter, description: 'Which ones; all when absent.' }),
      sort: t.arg({
        type: sortEnum('UnionisationCaseSort', caseSorts),
        description: 'In which order. Absent: by credit code.',
      }),
    },
    where: {
      filter: {
        state: (column: Column, states: Expression<unknown>) =>
          sql<SqlBool>`${column('workflow_state')} = any(${states}::text[])`,
        region: (column: Column, code: Expression<string>) =>
          sql<SqlBool>`${column('region_code')} in ${regionsWithin(code)}`,
        park: (column: Column, code: Expression<unknown>) => sql<SqlBool>`${column('park_code')} = ${code}`,
        isOverdue: (column: Column, value: Expression<unknown>) =>
          sql<SqlBool>`${column('is_step_overdue')} = ${value}::boolean`,
      },
    } as never,
  }),
);
