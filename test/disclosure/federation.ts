import { addDays } from '@union/schema/calendar.ts';
import type { Database } from '@union/schema/db/database.ts';
import { sql } from 'kysely';

export type Federation = { readonly code: string; readonly parent: string | null; readonly region: string };
export type HouseholdFile = {
  readonly id: number;
  readonly federation: string;
  readonly opened: string;
  readonly closed: string | null;
};
export type Grant = {
  readonly federation: string;
  readonly household: number | null;
  readonly cents: number;
  readonly day: string;
  /** The day on which it became known, when that was after its month was published; it counts then. */
  readonly known?: string;
};
export type Visit = { readonly household: number; readonly day: string; readonly programme: string };

/** What the registers of a test hold, so that figures can be counted by other means than the warehouse's. */
export type Registers = {
  readonly federations: readonly Federation[];
  readonly files: readonly HouseholdFile[];
  readonly grants: readonly Grant[];
  readonly visits: readonly Visit[];
};

/** Numbers that look random and are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * A city, two counties, towns of very different sizes, and industry federations, of which one lies in a town of the county
 * it answers to and one in a county but answers to the city. Households are paid by their town, their county and the city.
 */
export function makeRegisters(seed: number, from: string, until: string): Registers {
  const random = randomOf(seed);
  const within = (most: number) => Math.floor(random() * most);
  const towns = [
    '320924100',
    '320924101',
    '320924102',
    '320924103',
    '320924104',
    '320925100',
    '320925101',
    '320925102',
  ];
  const federations: Federation[] = [
    { code: '320900', parent: null, region: '320900' },
    { code: '320924', parent: '320900', region: '320924' },
    { code: '320925', parent: '320900', region: '320925' },
    ...towns.map((code) => ({ code, parent: code.slice(0, 6), region: code })),
    { code: '320924-SEA', parent: '320924', region: '320924100' },
    { code: '320900-SALT', parent: '320900', region: '320924' },
  ];
  const sizes = [60, 30, 4, 8, 12, 25, 2, 16];
  const days = (first: string, last: string) => Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000);
  const span = days(from, until);
  const dayOf = () => addDays(from, within(span + 1));
  const files: HouseholdFile[] = [];
  const open = (federation: string, count: number) => {
    for (let i = 0; i < count; i++) {
      const isOld = random() < 0.8;
      const opened = isOld ? addDays(from, -400) : dayOf();
      const closed = random() < 0.2 ? addDays(opened, 60 + within(span + 300)) : null;
      files.push({ id: files.length + 1, federation, opened, closed });
    }
  };
  for (const [at, town] of towns.entries()) open(town, sizes[at] ?? 0);
  open('320924', 30);
  open('320924-SEA', 6);

  const grants: Grant[] = [];
  const visits: Visit[] = [];
  for (const file of files) {
    const isOpen = (day: string) => day >= file.opened && (file.closed === null || day < file.closed);
    for (let i = within(8); i > 0; i--) {
      const chance = random();
      const federation = chance < 0.7 ? file.federation : chance < 0.9 ? file.federation.slice(0, 6) : '320900';
      const day = dayOf();
      if (isOpen(day)) grants.push({ federation, household: file.id, cents: 10_000 + within(290_000), day });
    }
    for (const programme of ['two_month', 'quarterly']) {
      for (let i = within(10); i > 0; i--) {
        const day = dayOf();
        const isNew = !visits.some((v) => v.household === file.id && v.day === day && v.programme === programme);
        if (isOpen(day) && isNew) visits.push({ household: file.id, day, programme });
      }
    }
  }
  for (let i = 0; i < 40; i++) {
    const federation = federations[within(federations.length)]?.code ?? '320900';
    grants.push({ federation, household: null, cents: 50_000 + within(100_000), day: dayOf() });
  }
  return { federations, files, grants, visits };
}

/**
 * What becomes known on a day of payments of earlier months: some that nobody had entered, one that is taken back and one of
 * another amount. Written into the database, and given back as the counting of `truth.ts` takes it.
 */
export async function recordLate({ db }: Database, known: string, { files, grants }: Registers): Promise<Grant[]> {
  const day = addDays(`${known.slice(0, 7)}-01`, -3);
  const late = files
    .filter(({ id, opened, closed }) => id % 9 === 0 && opened < day && (closed === null || closed > day))
    .map(({ id, federation }): Grant => ({ federation, household: id, cents: 70_000 + id, day, known }));
  await sql
    .raw(
      `insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
       select 'L' || household, federation, household, 'hardship', 'living', cents, 'government', day, '${known} 09:00+08'
       from json_to_recordset('${JSON.stringify(late)}'::json) as g (federation text, household int, cents bigint, day date)`,
    )
    .execute(db);
  const published = grants.flatMap((grant, at) =>
    grant.household !== null && grant.day < `${known.slice(0, 7)}-01` ? [{ grant, no: `G${at + 1}` }] : [],
  );
  const [removed, changed] = [published[7], published[11]];
  if (!removed || !changed) throw new Error('too few payments');
  await sql.raw(`delete from assistance_grant where grant_no = '${removed.no}'`).execute(db);
  await sql
    .raw(`update assistance_grant set amount_cents = amount_cents + 1 where grant_no = '${changed.no}'`)
    .execute(db);
  await sql
    .raw(`update assistance_booking set booked_at = '${known} 09:00+08' where booked_at > '2026-01-01'`)
    .execute(db);
  const back = ({ grant }: typeof removed): Grant => ({ ...grant, cents: -grant.cents, known });
  return [...late, back(removed), back(changed), { ...changed.grant, cents: changed.grant.cents + 1, known }];
}

/** Writes the registers into a database that is empty but for its regions. */
export async function load({ db }: Database, { federations, files, grants, visits }: Registers): Promise<void> {
  const run = (text: string, rows: readonly unknown[]) =>
    sql.raw(text.replace('$', `'${JSON.stringify(rows)}'`)).execute(db);
  await run(
    `insert into region (region_code, name, level, parent_code)
     select region, region || '镇', 'town', left(region, 6) from json_to_recordset($::json) as f (region text)
     where length(region) = 9
     on conflict do nothing`,
    [...new Set(federations.map(({ region }) => region))].map((region) => ({ region })),
  );
  await run(
    `insert into federation (federation_code, name, level, parent_code, region_code)
     select code, code || '总工会', case when code like '%-%' then 'industry' when length(code) = 9 then 'town'
       when code = '320900' then 'city' else 'county' end, parent, region
     from json_to_recordset($::json) as f (code text, parent text, region text)`,
    federations,
  );
  await run(
    `insert into hardship_household (file_no, federation_code, region_code, category, rule_version, opened_on, closed_on)
     select 'H' || id, federation, region_code, 'deep', 'V1', opened, closed
     from json_to_recordset($::json) as f (id int, federation text, opened date, closed date)
       join federation on federation_code = federation
     order by id`,
    files,
  );
  await run(
    `insert into assistance_grant (grant_no, federation_code, household_id, beneficiary_class, assistance_type, amount_cents, fund_source, paid_on, recorded_at)
     select 'G' || row_number() over (), federation, household, case when household is null then 'frontline' else 'hardship' end,
       'living', cents, 'government', day, day + time '12:00'
     from json_to_recordset($::json) as g (federation text, household int, cents bigint, day date)`,
    grants,
  );
  await run(
    `insert into household_visit (household_id, visited_on, programme, team)
     select household, day, programme, 'A' from json_to_recordset($::json) as v (household int, day date, programme text)`,
    visits,
  );
  await sql
    .raw(
      `insert into target (target_code, metric_id, scope_id, starts_on, ends_on, baseline_value, target_value, comparison, is_inherited) values
        ('T1', 'assistance_frontline_share', 'region:320900', '2024-01-01', '2024-12-31', 0.2, 0.85, '>', true),
        ('T2', 'household_visit_two_month_rate', 'region:320900', '2024-01-01', '2024-12-31', 0.2, 0.95, '>=', true),
        ('T3', 'household_coverage_rate', 'federation:320900', '2024-01-01', '2024-12-31', 0.2, 0.95, '>=', true)`,
    )
    .execute(db);
}
