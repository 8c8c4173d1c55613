import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import { type Expression, type Kysely, sql } from 'kysely';
import { type Access, isAmong, type Viewer } from '../access.ts';
import { asIs } from '../compile/values.ts';
import KyselyPlugin from '../plugin.ts';

/** A small world with every kind of field: districts in a tree, their schools, the pupils and what they were marked. */
export type SchoolTables = {
  district: { district_code: string; name: string; parent_code: string | null };
  school: {
    school_id: number;
    school_code: string;
    name: string;
    district_code: string;
    kind: 'primary' | 'middle' | 'vocational';
    opened_on: string;
    closed_on: string | null;
    budget: number | null;
  };
  pupil: {
    pupil_id: number;
    school_id: number;
    name: string;
    grade: number;
    is_boarder: boolean;
    phone: string | null;
  };
  mark: { pupil_id: number; marked_on: string; subject: string; score: number | null };
};

/**
 * `ministry` sees all; `district` the schools of its districts and of all below them, young pupils and no marks;
 * `visitor` open schools and no pupils. Who has two of these sees what either sees.
 */
export type SchoolRole = 'ministry' | 'district' | 'visitor';

export type SchoolContext = {
  readonly db: Kysely<SchoolTables>;
  readonly roles: readonly SchoolRole[];
  /** Codes of districts; for the role `district`. */
  readonly districts: readonly string[];
};

type SchoolViewer = Viewer<{ readonly roles: readonly SchoolRole[] }, { readonly districts: readonly string[] }>;

const builder = new SchemaBuilder<{
  Context: SchoolContext;
  Kysely: SchoolTables;
  KyselyViewer: SchoolViewer;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  Scalars: { ID: { Input: string; Output: string }; Day: { Input: string; Output: string } };
}>({
  plugins: [RelayPlugin, KyselyPlugin],
  defaultFieldNullability: false,
  relay: { cursorType: 'String', edgesFieldOptions: { nullable: { list: false, items: false } } },
  kysely: {
    db: ({ db }) => db,
    viewer: ({ roles, districts }) =>
      roles.length === 0 ? undefined : { shape: { roles: roles.toSorted() }, parameters: { districts } },
    page: { defaultSize: 3, maxSize: 10 },
    scalars: { Day: asIs },
  },
});
builder.scalarType('Day', { serialize: (day) => day });
builder.queryType({});

const everyone = { ministry: true, district: true, visitor: true } as const;

const Kind = builder.enumType('SchoolKind', {
  values: { PRIMARY: { value: 'primary' }, MIDDLE: { value: 'middle' }, TRADE: { value: 'vocational' } } as const,
});

const District = builder
  .kyselyRows('District', (db) => db.selectFrom('district').select(['district_code', 'name', 'parent_code']))
  .object({
    access: everyone,
    nodeId: 'district_code',
    fields: (t) => ({ code: t.exposeID('district_code'), name: t.exposeString('name') }),
  });
builder.objectField(District, 'parent', (t) =>
  t.relation({ type: District, join: { district_code: 'parent_code' }, nullable: true }),
);

const Grade = builder.objectRef<{ code: string; name: string }>('Grade').implement({
  fields: (t) => ({ code: t.exposeID('code'), name: t.exposeString('name') }),
});
const grades = { 1: { code: '1', name: 'one' }, 2: { code: '2', name: "two's" } };

/** The codes of districts and of all below them. */
const districtsWithin = (codes: Expression<readonly string[]>) => sql`array(
  with recursive within (code) as (
    select unnest(${codes}::text[])
    union select district_code from district join within on parent_code = code
  ) select code from within)`;

const schoolAccess: Access<{ district_code: string; closed_on: string | null }, SchoolViewer> = {
  ministry: true,
  district: (column, parameter, reached) =>
    isAmong(column('district_code'), districtsWithin(parameter('districts')), reached),
  visitor: (column) => sql<boolean>`${column('closed_on')} is null`,
};

const School = builder
  .kyselyRows('School', (db) =>
    db
      .selectFrom('school')
      .innerJoin('district', 'district.district_code', 'school.district_code')
      .select([
        'school.school_id',
        'school.school_code',
        'school.name',
        'school.district_code',
        'school.kind',
        'school.opened_on',
        'school.closed_on',
        'school.budget',
        'district.name as place',
      ]),
  )
  .object({
    access: schoolAccess,
    nodeId: 'school_code',
    fields: (t) => ({
      number: t.exposeInt('school_id'),
      code: t.exposeString('school_code'),
      name: t.exposeString('name'),
      place: t.exposeString('place'),
      kind: t.expose('kind', { type: Kind }),
      openedOn: t.expose('opened_on', { type: 'Day' }),
      closedOn: t.expose('closed_on', { type: 'Day', nullable: true }),
      budget: t.exposeFloat('budget', { nullable: true, access: ['ministry'] }),
      district: t.relation({ type: District, join: { district_code: 'district_code' } }),
      nameLength: t.expression({
        type: 'Int',
        key: ['school_id'],
        sql: (column) => sql<number>`length(${column('name')})`,
      }),
    }),
  });

const Pupil = builder
  .kyselyRows('Pupil', (db) => db.selectFrom('pupil').selectAll())
  .object({
    access: { ministry: true, district: (column) => sql<boolean>`${column('grade')} < 3` },
    nodeId: 'pupil_id',
    fields: (t) => ({
      number: t.exposeInt('pupil_id'),
      name: t.exposeString('name'),
      grade: t.lookup({ type: Grade, column: 'grade', list: grades }),
      gradeNo: t.exposeInt('grade'),
      isBoarder: t.exposeBoolean('is_boarder'),
      phone: t.exposeString('phone', { nullable: true, access: ['ministry'] }),
      // A pupil whose school is hidden has none to show: the field must be there, so the answer has an error.
      school: t.relation({ type: School, join: { school_id: 'school_id' } }),
      maybeSchool: t.relation({ type: School, join: { school_id: 'school_id' }, nullable: true }),
    }),
  });

const Mark = builder
  .kyselyRows('Mark', (db) => db.selectFrom('mark').selectAll())
  .object({
    access: ({ roles }) => roles.includes('ministry'),
    fields: (t) => ({
      markedOn: t.expose('marked_on', { type: 'Day' }),
      subject: t.exposeString('subject'),
      score: t.exposeFloat('score', { nullable: true }),
    }),
  });

builder.objectField(Pupil, 'marks', (t) =>
  t.relatedList({
    type: Mark,
    join: { pupil_id: 'pupil_id' },
    order: {
      columns: [
        { name: 'marked_on', kind: 'day' },
        { name: 'subject', kind: 'text' },
      ],
      direction: 'desc',
    },
  }),
);

const SchoolConnection = builder.connectionObject(
  { type: School, name: 'SchoolConnection', fields: (t) => ({ totalCount: t.totalCount({ type: 'Int' }) }) },
  { name: 'SchoolEdge' },
);
const PupilConnection = builder.connectionObject(
  { type: Pupil, name: 'PupilConnection', fields: (t) => ({ totalCount: t.totalCount({ type: 'Int' }) }) },
  { name: 'PupilEdge' },
);
const MarkConnection = builder.connectionObject({ type: Mark, name: 'MarkConnection' }, { name: 'MarkEdge' });

const SchoolFilter = builder.inputType('SchoolFilter', {
  fields: (t) => ({
    kind: t.field({ type: Kind }),
    nameContains: t.string(),
    openOn: t.field({ type: 'Day' }),
    district: t.id(),
  }),
});

const schoolOrder = { columns: [{ name: 'school_code', kind: 'text' }], direction: 'asc' } as const;
const pupilOrder = { columns: [{ name: 'pupil_id', kind: 'integer' }], direction: 'asc' } as const;

builder.objectFields(District, (t) => ({
  schools: t.rowsConnection({
    type: School,
    connection: SchoolConnection,
    join: { district_code: 'district_code' },
    order: schoolOrder,
    args: { kind: t.arg({ type: Kind }) },
    where: { kind: (column, kind) => sql<boolean>`${column('kind')} = ${kind}` },
  }),
}));

builder.objectFields(School, (t) => ({
  pupils: t.rowsConnection({
    type: Pupil,
    connection: PupilConnection,
    join: { school_id: 'school_id' },
    order: pupilOrder,
    args: { boarders: t.arg.boolean() },
    where: { boarders: (column, value) => sql<boolean>`${column('is_boarder')} = ${value}` },
  }),
}));

builder.objectFields(Pupil, (t) => ({
  latest: t.rowsConnection({
    type: Mark,
    connection: MarkConnection,
    join: { pupil_id: 'pupil_id' },
    order: {
      columns: [
        { name: 'marked_on', kind: 'day' },
        { name: 'subject', kind: 'text' },
      ],
      direction: 'desc',
    },
  }),
}));

const Statistics = builder
  .kyselyRows('Statistics', (db) =>
    db
      .selectFrom('pupil')
      .select((eb) => [eb.fn.countAll<number>().as('pupil_count'), eb.fn.max('grade').as('top_grade')]),
  )
  .object({
    access: everyone,
    fields: (t) => ({
      pupilCount: t.exposeInt('pupil_count'),
      topGrade: t.exposeInt('top_grade', { nullable: true }),
    }),
  });

builder.queryFields((t) => ({
  district: t.rowBy({
    type: District,
    by: { district_code: 'code' },
    args: { code: t.arg.id({ required: true }) },
    nullable: true,
  }),
  school: t.rowBy({
    type: School,
    by: { school_code: 'code' },
    args: { code: t.arg.id({ required: true }) },
    nullable: true,
  }),
  /** Must be there: an unknown code is an error. */
  theSchool: t.rowBy({ type: School, by: { school_code: 'code' }, args: { code: t.arg.id({ required: true }) } }),
  schools: t.rowsConnection({
    type: School,
    connection: SchoolConnection,
    order: schoolOrder,
    args: { filter: t.arg({ type: SchoolFilter }) },
    where: {
      filter: {
        kind: (column, kind) => sql<boolean>`${column('kind')} = ${kind}`,
        nameContains: {
          bind: (text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`,
          where: (column, pattern) => sql<boolean>`${column('name')} like ${pattern}`,
        },
        openOn: (column, day) =>
          sql<boolean>`${column('opened_on')} <= ${day} and (${column('closed_on')} is null or ${column('closed_on')} > ${day})`,
        district: (column, code) => sql<boolean>`${column('district_code')} = ${code}`,
      },
    },
  }),
  pupils: t.rowsConnection({ type: Pupil, connection: PupilConnection, order: pupilOrder }),
  statistics: t.rowFrom({
    type: Statistics,
    args: { school: t.arg.id({ required: true }) },
    rows: (db, argument) =>
      db
        .selectFrom('pupil')
        .innerJoin('school', 'school.school_id', 'pupil.school_id')
        .where(sql<boolean>`school.school_code = ${argument('school')}`)
        .select((eb) => [eb.fn.countAll<number>().as('pupil_count'), eb.fn.max('pupil.grade').as('top_grade')]),
    nullable: true,
  }),
  /** Not of the database. */
  motto: t.string({ args: { loud: t.arg.boolean() }, resolve: (_, { loud }) => (loud ? 'LEARN' : 'learn') }),
  /** Not of the database, and sometimes wrong. */
  luck: t.string({
    nullable: true,
    args: { number: t.arg.int({ required: true }) },
    resolve: (_, { number }) => {
      if (number % 3 === 0) throw new Error('no luck');
      return 'luck';
    },
  }),
}));

export const schoolSchema = builder.toSchema();
