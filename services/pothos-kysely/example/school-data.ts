import { type Kysely, sql } from 'kysely';
import type { SchoolTables } from './school-schema.ts';

/** The tables of the example, with few rows that hold what goes wrong: nulls, quotes, ties, orphans, empty parents. */
export async function createSchools(db: Kysely<SchoolTables>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'create table district (district_code text primary key, name text not null, parent_code text)',
  `create table school (school_id integer primary key, school_code text not null unique, name text not null,
    district_code text not null, kind text not null, opened_on date not null, closed_on date, budget numeric(10, 2))`,
  `create table pupil (pupil_id integer primary key, school_id integer not null, name text not null, grade integer not null,
    is_boarder boolean not null, phone text)`,
  'create table mark (pupil_id integer, marked_on date, subject text, score numeric(5, 2), primary key (pupil_id, marked_on, subject))',
  `insert into district values
    ('A', 'Top', null), ('B', 'Be "quoted" \\ back', 'A'), ('C', '丙区', 'A'), ('D', 'tab' || chr(9) || 'line' || chr(10), 'gone')`,
  `insert into school values
    (1, 's1', 'one', 'B', 'primary', '2000-01-01', null, 10.50), (2, 's2', 'two', 'B', 'middle', '2001-01-01', '2020-01-01', null),
    (3, 's3', 'three%', 'C', 'vocational', '2002-01-01', null, 3), (4, 's4', 'fo_ur', 'C', 'middle', '2002-01-01', null, 3.10),
    (5, 's5', 'five', 'B', 'primary', '2003-05-05', null, 0), (6, 's6', 'six', 'D', 'primary', '2004-01-01', null, 1e6),
    (7, '七', 'seven', 'B', 'primary', '2005-01-01', '2006-01-01', 7.77)`,
  // School 99 is not there.
  `insert into pupil select n, case when n = 24 then 99 else 1 + n % 5 end, case n % 4 when 0 then '' else 'p' || n end, 1 + n % 4, n % 2 = 0,
    case when n % 3 = 0 then null else 't"' || n end from generate_series(1, 24) as n`,
  `insert into mark select pupil, date '2020-01-01' + day, subject, nullif(80 + day + pupil / 8.0, 82)
    from generate_series(1, 18) as pupil, generate_series(1, 3) as day, unnest(array['math', '文']) as subject where (pupil + day) % 3 > 0`,
];
