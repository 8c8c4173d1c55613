import { addDays } from '@union/schema/calendar.ts';
import type { RawTable } from '../extract/registers.ts';
import type { Check } from '../models/model.ts';
import { EARLIEST_DAY, homes, inOrder, LATEST_DAY, partsOf, pastDays, promises } from './promises.ts';

/** A promise that each row keeps or breaks by itself. */
export type RowPromise = {
  readonly name: string;
  readonly severity: Check['severity'];
  /** The condition of a row that breaks it. */
  readonly breaks: string;
  /** The columns that it speaks of. */
  readonly columns: readonly string[];
};

/** The promises that single rows of a register keep: what is there, days within reason, counts, amounts, order. */
export function rowPromises(table: RawTable, today: string): RowPromise[] {
  const names = new Set(table.columns.map(({ name }) => name));
  const { key, optional } = promises[table.name] ?? { key: null, optional: [...names] };
  const mayBeNull = new Set(optional ?? []);
  const block = (promise: string, breaks: string, ...columns: string[]): RowPromise => ({
    ...{ name: nameOf(table, promise), severity: 'block', breaks, columns },
  });
  return [
    ...table.columns
      .filter(({ name }) => !mayBeNull.has(name))
      .map(({ name }) =>
        block(`${name} is there${key?.includes(name) ? ', a part of the key' : ''}`, `${name} is null`, name),
      ),
    ...table.columns.flatMap(({ name, type }) => {
      if (type === 'date') {
        return [
          block(
            `${name} is from ${EARLIEST_DAY} to ${LATEST_DAY}`,
            `${name} not between date '${EARLIEST_DAY}' and date '${LATEST_DAY}'`,
            name,
          ),
        ];
      }
      if (name.endsWith('_count')) return [block(`${name} is not negative`, `${name} < 0`, name)];
      if (name.endsWith('_cents')) return [block(`${name} is not zero`, `${name} = 0`, name)];
      return [];
    }),
    ...inOrder
      .filter((pair) => pair.every((name) => names.has(name)))
      .map(([first, second]) => block(`${first} is not after ${second}`, `${first} > ${second}`, first, second)),
    ...partsOf
      .filter((pair) => pair.every((name) => names.has(name)))
      .map(([part, whole]) => block(`${part} is a part of ${whole}`, `${part} > ${whole}`, part, whole)),
    ...table.columns
      .filter(({ name }) => pastDays.has(name))
      .map(
        ({ name }): RowPromise => ({
          name: nameOf(table, `${name} is not in the future`),
          severity: 'warn',
          // A night of another zone may see tomorrow already.
          breaks: `${name} > date '${addDays(today, 1)}'`,
          columns: [name],
        }),
      ),
  ];
}

/** The promises about a register as a whole and its neighbours: unique keys, references. */
export function tableChecks(table: RawTable, extracted: ReadonlySet<string>): Check[] {
  const { key } = promises[table.name] ?? { key: null };
  const columns = key?.join(', ');
  const unique: Check[] = columns
    ? [
        {
          name: nameOf(table, `one row per ${columns}`),
          severity: 'block',
          sql: `select ${columns}, count(*) as row_count from raw_${table.name} group by ${columns} having count(*) > 1`,
        },
      ]
    : [];
  const references = table.columns.flatMap(({ name }): Check[] => {
    const home = homeOf(table.name, name);
    if (!home || !extracted.has(home.register)) return [];
    return [
      {
        name: nameOf(table, `${name} is in ${home.register}`),
        severity: 'block',
        sql: `select ${name}, count(*) as row_count from raw_${table.name}
          where ${name} is not null and ${name} not in (select ${home.column} from raw_${home.register} where ${home.column} is not null)
          group by ${name}`,
      },
    ];
  });
  return [...unique, ...references, ...accounts(table, extracted)];
}

/** An account is named by two columns. */
function accounts(table: RawTable, extracted: ReadonlySet<string>): Check[] {
  const names = table.columns.map(({ name }) => name);
  if (table.name === 'ledger_account' || !extracted.has('ledger_account')) return [];
  if (!names.includes('chart_code') || !names.includes('account_code')) return [];
  return [
    {
      name: nameOf(table, 'chart_code, account_code are in ledger_account'),
      severity: 'block',
      sql: `select chart_code, account_code, count(*) as row_count from raw_${table.name} as row
        where not exists (from raw_ledger_account as account
          where account.chart_code = row.chart_code and account.account_code = row.account_code)
        group by all`,
    },
  ];
}

/** Where the rows lie that a column names; undefined when it names none, or those of its own register. */
function homeOf(register: string, column: string): { register: string; column: string } | undefined {
  // The tree of a register is its own.
  if (column === 'parent_code') return { register, column: `${register}_code` };
  const home = homes[column];
  return home?.register === register && home.column === column ? undefined : home;
}

function nameOf(table: RawTable, promise: string): string {
  return `input ${table.name}: ${promise}`;
}
