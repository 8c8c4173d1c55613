import { referred } from '@union/intake/registers/register.ts';
import type { RecordRegister } from '@union/registers/record-registers.ts';
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { builder } from '../../builder.ts';
import { containing, federationsWithin, regionsWithin } from '../region-tree.ts';
import { stateEnum, workflowOf } from '../workflows/workflow-columns.ts';
import { enumOf, fieldOf, tableColumn } from './column-fields.ts';

/** What a field of a filter that is not given means. */
export const ANY = '缺省 absent: 不限 · any.';

type Column = (name: string) => RawBuilder<unknown>;
type Condition = unknown;

const DayRange = builder.inputType('DayRange', {
  description: 'Days from one to another, both included; an end that is left out is open.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'Not before this day. Absent: no such end.' }),
    to: t.field({ type: 'Date', description: 'Not after this day. Absent: no such end.' }),
    isGiven: t.boolean({
      description: 'True: only rows that have the day; false: only rows without it. Absent: both.',
    }),
  }),
});

const IntRange = builder.inputType('IntRange', {
  description: 'Numbers from one to another, both included; an end that is left out is open.',
  fields: (t) => ({
    from: t.int({ description: 'Not below this. Unit: that of the column, of either sign. Absent: no such end.' }),
    to: t.int({ description: 'Not above this. Unit: that of the column, of either sign. Absent: no such end.' }),
  }),
});

const range = (name: string, type: 'date' | 'bigint') => ({
  from: (column: Column, value: Expression<unknown>) => sql<SqlBool>`${column(name)} >= ${value}::${sql.raw(type)}`,
  to: (column: Column, value: Expression<unknown>) => sql<SqlBool>`${column(name)} <= ${value}::${sql.raw(type)}`,
  isGiven: (column: Column, value: Expression<unknown>) =>
    sql<SqlBool>`(${column(name)} is not null) = ${value}::boolean`,
});

/** The filter of a register: an input type, and what each of its fields demands. */
export function filterOf(described: RecordRegister): { input: unknown; conditions: Record<string, Condition> } {
  const conditions: Record<string, Condition> = {};
  const makers: ((t: never) => Record<string, unknown>)[] = [];
  const { sheet, table } = described.register;
  const columns = new Set(described.register.columns.map(({ name }) => name));
  const add = (name: string, condition: Condition, make: (t: Fields) => unknown) => {
    conditions[name] = condition;
    makers.push((t) => ({ [name]: make(t) }));
  };
  type Fields = {
    string: (options: unknown) => unknown;
    id: (options: unknown) => unknown;
    boolean: (options: unknown) => unknown;
    field: (options: unknown) => unknown;
  };
  for (const column of sheet.columns) {
    const name = tableColumn(described, column);
    const field = fieldOf(column.key);
    const { type } = column;
    const words = `${column.zh} · ${column.en}. ${ANY}`;
    if (type.kind === 'code') {
      const code = enumOf(type.list);
      add(
        field,
        (of: Column, values: Expression<unknown>) => sql<SqlBool>`${of(name)} = any(${values}::text[])`,
        (t) => t.field({ type: [code ?? 'String'], description: `One of these. ${words}` }),
      );
    } else if (type.kind === 'day') {
      add(field, range(name, 'date'), (t) => t.field({ type: DayRange, description: words }));
    } else if (type.kind === 'integer') {
      const { isGiven: _, ...ends } = range(name, 'bigint');
      add(field, ends, (t) => t.field({ type: IntRange, description: words }));
    } else if (type.kind === 'yes_no') {
      add(
        field,
        (of: Column, value: Expression<unknown>) => sql<SqlBool>`${of(name)} = ${value}::boolean`,
        (t) => t.boolean({ description: words }),
      );
    } else if (type.kind === 'text') {
      add(
        `${field}Contains`,
        {
          bind: containing,
          where: (of: Column, pattern: Expression<unknown>) => sql<SqlBool>`${of(name)} like ${pattern}`,
        },
        (t) => t.string({ description: `With this text in it. ${words}` }),
      );
    } else if (type.kind === 'identifier' || type.kind === 'credit_code') {
      add(
        field,
        (of: Column, value: Expression<unknown>) => sql<SqlBool>`${of(name)} = ${value}`,
        (t) => t.string({ description: words }),
      );
    } else if (type.kind === 'reference' && type.to !== 'region' && type.to !== 'federation') {
      const to = referred[type.to];
      if (!to) continue;
      add(
        field,
        (of: Column, code: Expression<unknown>) =>
          to.id === to.code
            ? sql<SqlBool>`${of(name)} = ${code}`
            : sql<SqlBool>`${of(name)} = (select ${sql.ref(to.id)} from ${sql.table(to.table)} where ${sql.ref(to.code)} = ${code})`,
        (t) => t.id({ description: `By code. ${words}` }),
      );
    }
  }
  const within = placeConditions(columns, table);
  for (const [name, condition] of Object.entries(within)) {
    add(name, condition, (t) =>
      t.id({
        description:
          name === 'region'
            ? `In this region or below it, by code. ${ANY}`
            : `Under this federation or below it, by code. ${ANY}`,
      }),
    );
  }
  const workflow = workflowOf(table);
  if (workflow) {
    add(
      'state',
      (of: Column, states: Expression<unknown>) => sql<SqlBool>`${of('workflow_state')} = any(${states}::text[])`,
      (t) => t.field({ type: [stateEnum(workflow)], description: `In one of these states today. ${ANY}` }),
    );
    add(
      'isOverdue',
      (of: Column, value: Expression<unknown>) => sql<SqlBool>`${of('is_step_overdue')} = ${value}::boolean`,
      (t) => t.boolean({ description: `Whether what is to be done next is beyond its day. ${ANY}` }),
    );
  }
  const input = builder.inputType(`${described.typeName}Filter`, {
    description: `${sheet.zh} · ${sheet.en} that fit all that is given.`,
    fields: (t) => Object.assign({}, ...makers.map((make) => make(t as never))) as never,
  });
  return { input, conditions };
}

/** By place and by body, through the union or the enterprise where the row has none of its own. */
function placeConditions(columns: ReadonlySet<string>, table: string): Record<string, Condition> {
  const conditions: Record<string, Condition> = {};
  const ofUnion = (of: Column, what: RawBuilder<unknown>) =>
    sql<SqlBool>`${of('union_id')} in (select union_id from trade_union where ${what})`;
  if (columns.has('region_code')) {
    conditions.region = (of: Column, code: Expression<string>) =>
      sql<SqlBool>`${of('region_code')} in ${regionsWithin(code)}`;
  } else if (columns.has('enterprise_id')) {
    conditions.region = (of: Column, code: Expression<string>) => sql<SqlBool>`exists (
      select from enterprise_period placed
      where placed.enterprise_id = ${of('enterprise_id')} and placed.region_code in ${regionsWithin(code)}
        and not exists (
          select from enterprise_period later
          where later.enterprise_id = placed.enterprise_id and later.valid_from > placed.valid_from))`;
  } else if (columns.has('union_id')) {
    conditions.region = (of: Column, code: Expression<string>) =>
      ofUnion(of, sql`trade_union.region_code in ${regionsWithin(code)}`);
  }
  const byUnion = (of: Column, code: Expression<string>) =>
    ofUnion(of, sql`trade_union.federation_code in ${federationsWithin(code)}`);
  if (columns.has('federation_code')) {
    conditions.federation = (of: Column, code: Expression<string>) =>
      columns.has('union_id') && ['congress_proposal', 'ledger_line'].includes(table)
        ? sql<SqlBool>`(${of('federation_code')} in ${federationsWithin(code)} or ${byUnion(of, code)})`
        : sql<SqlBool>`${of('federation_code')} in ${federationsWithin(code)}`;
  } else if (columns.has('union_id')) conditions.federation = byUnion;
  else if (columns.has('household_id')) {
    conditions.federation = (of: Column, code: Expression<string>) => sql<SqlBool>`${of('household_id')} in (
      select household_id from hardship_household where federation_code in ${federationsWithin(code)})`;
  }
  return conditions;
}
