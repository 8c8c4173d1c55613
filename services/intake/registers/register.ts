import type { ProblemCode } from '../problems/rules.ts';
import type { ColumnSpec, SheetSpec } from '../sheets/column.ts';
import { stageTable } from '../staging/stage.ts';

/** How one table of the registers is filled from a sheet. */
export type Register = {
  readonly sheet: SheetSpec;
  readonly table: string;
  readonly columns: readonly RegisterColumn[];
  /** Joins from the staged row `s` to the rows it refers to. */
  readonly joins: string;
  readonly checks: readonly Check[];
  /**
   * Changed rows are deleted and inserted again instead of updated, because an exclusion constraint would meet rows
   * that are half-way changed. Only for tables that nothing refers to.
   */
  readonly replacesRows: boolean;
  /** Rows may refer to other rows of the same table. */
  readonly refersToItself: boolean;
};

export type RegisterColumn = {
  /** Column of the table. */
  readonly name: string;
  /** Column of the sheet it comes from. */
  readonly from: string;
  /** SQL over `s` and the joins. */
  readonly value: string;
  readonly isKey: boolean;
  /** For a key column that may be null: what stands for null in comparisons, so that they can be hashed. */
  readonly nullKey: string | undefined;
};

/** A rule that needs the whole file or the registers: a query for the rows that break it. */
export type Check = {
  readonly code: ProblemCode;
  /** Key of the column at fault; null when the row as a whole is. */
  readonly column: string | null;
  /** Selects `row_no`, `value`, and the details that the rule's sentence names. */
  readonly query: (staged: StagedSheets) => string;
  /** Details that are the same for every row. */
  readonly details?: Readonly<Record<string, string>>;
};

/** Which sheets the file has staged. */
export type StagedSheets = {
  has(sheetKey: string): boolean;
  /** Whether the file's sheet has the column. */
  hasColumn(sheetKey: string, column: string): boolean;
};

/** What a code of another sheet leads to: its table, the column that holds the code, and the id that takes its place. */
export const referred: Readonly<Record<string, { table: string; code: string; id: string }>> = {
  region: { table: 'region', code: 'region_code', id: 'region_code' },
  federation: { table: 'federation', code: 'federation_code', id: 'federation_code' },
  park: { table: 'park', code: 'park_code', id: 'park_code' },
  enterprise: { table: 'enterprise', code: 'credit_code', id: 'enterprise_id' },
  trade_union: { table: 'trade_union', code: 'union_code', id: 'union_id' },
  rating_scheme: { table: 'rating_scheme', code: 'scheme_code', id: 'scheme_code' },
  rating_round: { table: 'rating_round', code: 'round_code', id: 'round_code' },
  account_chart: { table: 'account_chart', code: 'chart_code', id: 'chart_code' },
  frontline_rule: { table: 'frontline_rule', code: 'rule_code', id: 'rule_code' },
  hardship_household: { table: 'hardship_household', code: 'file_no', id: 'household_id' },
  assistance_grant: { table: 'assistance_grant', code: 'grant_no', id: 'grant_no' },
  campaign: { table: 'campaign', code: 'campaign_code', id: 'campaign_code' },
  bargaining_offer: { table: 'bargaining_offer', code: 'offer_no', id: 'offer_no' },
  agreement: { table: 'agreement', code: 'agreement_no', id: 'agreement_no' },
  service_site: { table: 'service_site', code: 'site_code', id: 'site_code' },
  contest: { table: 'contest', code: 'contest_code', id: 'contest_code' },
  light_rule: { table: 'light_rule', code: 'light_rule_code', id: 'light_rule_code' },
  target: { table: 'target', code: 'target_code', id: 'target_code' },
};

type Options = {
  checks?: readonly Check[];
  /** What a cell left empty means, as an SQL literal, by column key. */
  defaults?: Readonly<Record<string, string>>;
  /** Columns of the table that no column of the sheet gives directly. */
  derived?: readonly { name: string; from: string; value: string; join: string }[];
  replacesRows?: boolean;
};

/** The register of a sheet whose rows are rows of the table of the same name. */
export function register(sheet: SheetSpec, options: Options = {}): Register {
  const joins: string[] = [];
  const columns = sheet.columns.map((column): RegisterColumn => {
    const isKey = sheet.rowKey.includes(column.key);
    const { name, value, join } = target(column);
    if (join) joins.push(join);
    const fallback = options.defaults?.[column.key];
    return {
      name,
      from: column.key,
      value: fallback ? `coalesce(${value}, ${fallback})` : value,
      isKey,
      nullKey: isKey && !column.required ? (name.endsWith('_id') ? '0' : "''") : undefined,
    };
  });
  for (const { name, from, value, join } of options.derived ?? []) {
    columns.push({ name, from, value, isKey: false, nullKey: undefined });
    joins.push(join);
  }
  return {
    sheet,
    table: sheet.key,
    columns,
    joins: joins.join(' '),
    checks: options.checks ?? [],
    replacesRows: options.replacesRows ?? false,
    refersToItself: sheet.columns.some(({ type }) => type.kind === 'reference' && type.to === sheet.key),
  };
}

/** The table's column for a sheet's column: codes that stand for rows with an id become that id. */
function target(column: ColumnSpec): { name: string; value: string; join?: string } {
  if (column.type.kind === 'yuan') return { name: column.key.replace(/_yuan$/, '_cents'), value: `s.${column.key}` };
  if (column.type.kind !== 'reference') return { name: column.key, value: `s.${column.key}` };
  const to = referred[column.type.to];
  if (!to || to.id === to.code) return { name: column.key, value: `s.${column.key}` };
  const alias = `j_${column.key}`;
  return {
    name: column.key.replace(to.code, to.id),
    value: `${alias}.${to.id}`,
    join: `left join ${to.table} as ${alias} on ${alias}.${to.code} = s.${column.key}`,
  };
}

/** A rule over one row: the rows where `condition` (SQL over `s`) holds break it. `details` are SQL too. */
export function rowCheck(
  sheetKey: string,
  code: ProblemCode,
  column: string,
  condition: string,
  details: Readonly<Record<string, string>> = {},
  words: Readonly<Record<string, string>> = {},
): Check {
  const selected = Object.entries(details).map(([name, value]) => `, (${value})::text as "${name}"`);
  return {
    code,
    column,
    details: words,
    query: () =>
      `select s.row_no, s.${column}::text as value${selected.join('')} from ${stageTable(sheetKey)} s where ${condition}`,
  };
}

/** `later` must come after `earlier` (on or after it when `orSame`). */
export function daysInOrder(sheet: SheetSpec, earlier: string, later: string, orSame = false): Check {
  const named = sheet.columns.find((column) => column.key === earlier);
  return rowCheck(
    sheet.key,
    orSame ? 'DAY_BEFORE' : 'DAYS_REVERSED',
    later,
    `s.${later} ${orSame ? '<' : '<='} s.${earlier}`,
    { day: `s.${earlier}` },
    { than: named?.zh ?? earlier, thanEn: named?.en ?? earlier },
  );
}

/** The count in `part` must not be above the one in `whole`. */
export function partOf(sheet: SheetSpec, part: string, whole: string): Check {
  const named = sheet.columns.find((column) => column.key === whole);
  return rowCheck(
    sheet.key,
    'PART_ABOVE_WHOLE',
    part,
    `s.${part} > s.${whole}`,
    { number: `s.${whole}` },
    { whole: named?.zh ?? whole, wholeEn: named?.en ?? whole },
  );
}

/** Names of columns for a sentence, in both languages. */
export function columnNames(sheet: SheetSpec, keys: readonly string[]): { columns: string; columnsEn: string } {
  const named = keys.flatMap((key) => sheet.columns.filter((column) => column.key === key));
  return { columns: named.map(({ zh }) => zh).join('、'), columnsEn: named.map(({ en }) => en).join(', ') };
}
