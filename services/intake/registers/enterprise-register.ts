import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { enterprise } from '../sheets/enterprises.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, type Register, register, type StagedSheets } from './register.ts';

/**
 * Enterprises and their periods. A row without an effective day registers an enterprise or corrects the period that
 * comes before the first change of the file; one with an effective day begins a period. Settlement, end and the day of
 * the member register belong to the enterprise, whichever row states them.
 *
 * `plan_enterprise_period` holds, for every enterprise of the file, all its periods as they shall stand.
 */
const rows = stageTable('enterprise');
const plan = 'plan_enterprise_period';

const periodColumns = [
  'name',
  'region_code',
  'park_code',
  'unit_type_code',
  'industry_code',
  'is_non_public',
  'is_above_scale',
] as const;

/** Makes the plan; run before the checks, which read it. */
export async function planPeriods(db: Db, staged: StagedSheets): Promise<void> {
  const has = (column: string) => staged.hasColumn('enterprise', column);
  // A column that the file lacks says nothing: what was known stays.
  const stated = (column: string) => (has(column) ? `s.${column}` : `known.${column}`);
  const attributes = periodColumns.map((column) =>
    column === 'is_above_scale' ? `coalesce(${stated(column)}, false) as ${column}` : `${stated(column)} as ${column}`,
  );
  await sql.raw(`drop table if exists pg_temp.${plan}`).execute(db);
  await sql.raw(`create index on pg_temp.${rows} (credit_code)`).execute(db);
  await sql
    .raw(`
      create temp table ${plan} on commit drop as
      with enterprise_of_file as materialized (
        select s.credit_code, enterprise.enterprise_id, max(s.settled_on) as settled_on, max(s.closed_on) as closed_on,
          bool_or(s.effective_on is null) as has_base, min(s.effective_on) as first_change
        from ${rows} s left join enterprise using (credit_code)
        where s.credit_code is not null
        group by s.credit_code, enterprise.enterprise_id
      ), known as materialized (
        select of_file.credit_code, period.*,
          row_number() over (partition by period.enterprise_id order by period.valid_from) as place
        from enterprise_of_file of_file join enterprise_period period using (enterprise_id)
      ), base as materialized (
        -- The known period that a row without effective day speaks of.
        select of_file.credit_code, max(known.valid_from) as valid_from
        from enterprise_of_file of_file join known using (credit_code)
        where of_file.has_base and (of_file.first_change is null or known.valid_from < of_file.first_change)
        group by of_file.credit_code
      ), period as (
        select s.credit_code, s.row_no,
          known.valid_from as old_from, known.valid_to as old_to,
          case when known.place > 1 then known.valid_from else coalesce(of_file.settled_on, known.valid_from) end as valid_from,
          ${attributes.join(', ')}
        from ${rows} s join enterprise_of_file of_file using (credit_code)
          left join base using (credit_code)
          left join known on known.credit_code = s.credit_code and known.valid_from = base.valid_from
        where s.effective_on is null
        union all
        select s.credit_code, s.row_no,
          case when known.valid_from = s.effective_on then known.valid_from end, known.valid_to, s.effective_on,
          ${attributes.join(', ')}
        from ${rows} s
          left join known on known.credit_code = s.credit_code
            and s.effective_on >= known.valid_from and (known.valid_to is null or s.effective_on < known.valid_to)
        where s.effective_on is not null and s.credit_code is not null
        union all
        select known.credit_code, null, known.valid_from, known.valid_to,
          case when known.place = 1 and base.valid_from is distinct from known.valid_from
            and (base.valid_from is not null or not of_file.has_base)
            then coalesce(of_file.settled_on, known.valid_from) else known.valid_from end,
          ${periodColumns.map((column) => `known.${column}`).join(', ')}
        from known join enterprise_of_file of_file using (credit_code) left join base using (credit_code)
        where known.valid_from is distinct from base.valid_from
          and not exists (
            select from ${rows} s where s.credit_code = known.credit_code and s.effective_on = known.valid_from
          )
      ), ordered as (
        select period.*, lead(valid_from) over (partition by credit_code order by valid_from, row_no) as next_from
        from period
      )
      select of_file.enterprise_id, ordered.credit_code, ordered.row_no, ordered.old_from, ordered.valid_from,
        case
          when next_from is not null then least(coalesce(old_to, next_from), next_from)
          else coalesce(of_file.closed_on, ${has('closed_on') ? 'case when of_file.has_base then null else old_to end' : 'old_to'})
        end as valid_to,
        next_from, ${periodColumns.map((column) => `ordered.${column}`).join(', ')}
      from ordered join enterprise_of_file of_file using (credit_code)`)
    .execute(db);
  await sql.raw(`analyze pg_temp.${plan}`).execute(db);
}

/** Rows of one enterprise must not state different days for the enterprise as a whole. */
const factsDiffer = (column: string): Check => {
  const named = enterprise.columns.find(({ key }) => key === column);
  return {
    code: 'FACTS_DIFFER',
    column,
    details: { column: named?.zh ?? column, columnEn: named?.en ?? column },
    query: () => `
      select s.row_no, s.${column}::text as value, other.row_no as "first"
      from ${rows} s join lateral (
        select min(row_no) as row_no from ${rows} o
        where o.credit_code = s.credit_code and o.row_no < s.row_no and o.${column} <> s.${column}
          and o.effective_on is distinct from s.effective_on
      ) other on other.row_no is not null
      where s.${column} is not null
        and s.credit_code in (select credit_code from ${rows} group by credit_code having count(distinct ${column}) > 1)`,
  };
};

const knownEnterprise = 'exists (select from enterprise known where known.credit_code = s.credit_code)';

const checks: readonly Check[] = [
  factsDiffer('settled_on'),
  factsDiffer('closed_on'),
  factsDiffer('members_registered_on'),
  {
    code: 'SETTLED_MISSING',
    column: 'settled_on',
    query: () => `
      select s.row_no, null as value from ${rows} s
      where s.effective_on is null and s.credit_code is not null and not ${knownEnterprise}
        and s.credit_code in (
          select credit_code from ${rows} where effective_on is null group by credit_code having max(settled_on) is null
        )
        and not exists (select from ${rows} o where o.credit_code = s.credit_code and o.settled_on is not null)`,
  },
  {
    code: 'REFERENCE_UNKNOWN',
    column: 'credit_code',
    details: { sheet: enterprise.zh, sheetEn: `${enterprise.zh} (${enterprise.en})` },
    query: () => `
      select s.row_no, s.credit_code as value from ${rows} s
      where s.effective_on is not null and s.credit_code is not null and not ${knownEnterprise}
        and s.credit_code not in (select credit_code from ${rows} where effective_on is null and credit_code is not null)`,
  },
  {
    code: 'CHANGE_BEFORE_SETTLED',
    column: 'effective_on',
    query: () => `
      select s.row_no, s.effective_on::text as value, first.day::text as day
      from ${rows} s join lateral (
        select coalesce(
          (select max(settled_on) from ${rows} o where o.credit_code = s.credit_code),
          (select min(valid_from) from enterprise_period join enterprise using (enterprise_id)
            where enterprise.credit_code = s.credit_code)
        ) as day
      ) first on true
      where s.effective_on is not null and s.effective_on <= first.day`,
  },
  {
    code: 'CHANGE_BEFORE_SETTLED',
    column: 'settled_on',
    query: () => `
      select s.row_no, s.settled_on::text as value, second.valid_from::text as day
      from ${rows} s join enterprise using (credit_code) join lateral (
        select min(period.valid_from) as valid_from from enterprise_period period
        where period.enterprise_id = enterprise.enterprise_id
          and period.valid_from > (select min(valid_from) from enterprise_period f where f.enterprise_id = enterprise.enterprise_id)
      ) second on true
      where s.settled_on >= second.valid_from`,
  },
  {
    code: 'CLOSED_BEFORE_CHANGE',
    column: 'closed_on',
    query: () => `
      select s.row_no, s.closed_on::text as value, last.valid_from::text as day
      from ${rows} s join ${plan} last on last.credit_code = s.credit_code and last.next_from is null
      where s.closed_on <= last.valid_from`,
  },
];

export const enterprises: Register = {
  ...register(enterprise, { checks }),
  columns: [
    { name: 'credit_code', from: 'credit_code', value: 's.credit_code', isKey: true, nullKey: undefined },
    {
      name: 'members_registered_on',
      from: 'members_registered_on',
      value: 's.members_registered_on',
      isKey: false,
      nullKey: undefined,
    },
  ],
};

export type MergeCounts = { inserted: number; updated: number; unchanged: number };

/** Brings enterprises and their periods to the plan. Counts are of the file's rows. */
export async function mergeEnterprises(db: Db, importId: number, staged: StagedSheets): Promise<MergeCounts> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop table if exists pg_temp.ready_enterprise');
  // A row without effective day states the day of the member register even by leaving it empty; a change does not.
  const registered = staged.hasColumn('enterprise', 'members_registered_on')
    ? 'case when bool_or(s.effective_on is null) then max(s.members_registered_on) else coalesce(max(s.members_registered_on), known.members_registered_on) end'
    : 'known.members_registered_on';
  await run(`
    create temp table ready_enterprise on commit drop as
    select s.credit_code, known.enterprise_id, ${registered} as members_registered_on
    from ${rows} s left join enterprise known using (credit_code)
    group by s.credit_code, known.enterprise_id, known.members_registered_on`);
  const differs =
    'ready.enterprise_id is not null and known.members_registered_on is distinct from ready.members_registered_on';
  await run(`
    insert into import_change (import_id, register, row_key, before)
    select ${importId}, 'enterprise', jsonb_build_object('credit_code', known.credit_code), to_jsonb(known)
    from enterprise known join ready_enterprise ready using (enterprise_id) where ${differs}`);
  await run(`
    update enterprise known
    set members_registered_on = ready.members_registered_on, import_id = ${importId}, recorded_at = now()
    from ready_enterprise ready where ready.enterprise_id = known.enterprise_id and ${differs}`);
  await run(`
    insert into enterprise (credit_code, members_registered_on, import_id)
    select credit_code, members_registered_on, ${importId} from ready_enterprise where enterprise_id is null`);
  await run(`
    update ${plan} plan set enterprise_id = enterprise.enterprise_id
    from enterprise where enterprise.credit_code = plan.credit_code and plan.enterprise_id is null`);

  const attributes = ['valid_to', ...periodColumns];
  const same = `known.enterprise_id = plan.enterprise_id and known.valid_from = plan.valid_from
    and (${attributes.map((column) => `known.${column}`).join(', ')}) is not distinct from (${attributes.map((column) => `plan.${column}`).join(', ')})`;
  const { rows: counted } = await sql
    .raw<MergeCounts>(`
      select
        count(*) filter (where plan.old_from is null) as inserted,
        count(*) filter (where plan.old_from is not null and (not is_same or is_touched)) as updated,
        count(*) filter (where plan.old_from is not null and is_same and not is_touched) as unchanged
      from ${plan} plan
        cross join lateral (select exists (select from enterprise_period known where ${same}) as is_same) a
        cross join lateral (select exists (
          select from enterprise known where known.enterprise_id = plan.enterprise_id and known.import_id = ${importId}
        ) as is_touched) b
      where plan.row_no is not null`)
    .execute(db);
  const stale = `
    known.enterprise_id in (select enterprise_id from ${plan})
    and not exists (select from ${plan} plan where ${same})`;
  await run(`
    insert into import_change (import_id, register, row_key, before)
    select ${importId}, 'enterprise_period',
      jsonb_build_object('enterprise_id', known.enterprise_id, 'valid_from', known.valid_from), to_jsonb(known)
    from enterprise_period known where ${stale}`);
  await run(`delete from enterprise_period known where ${stale}`);
  await run(`
    insert into enterprise_period (enterprise_id, valid_from, ${attributes.join(', ')}, import_id)
    select plan.enterprise_id, plan.valid_from, ${attributes.map((column) => `plan.${column}`).join(', ')}, ${importId}
    from ${plan} plan
    where not exists (
      select from enterprise_period known
      where known.enterprise_id = plan.enterprise_id and known.valid_from = plan.valid_from
    )`);
  return counted[0] ?? { inserted: 0, updated: 0, unchanged: 0 };
}
