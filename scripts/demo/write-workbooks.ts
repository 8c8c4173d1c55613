import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWorkbook } from '@union/intake/workbook/write-workbook.ts';
import { getTown, type Office } from './places.ts';
import type { DemoTables, SheetKey } from './tables.ts';

/** A workbook as an office would send it: its file name and the rows of its sheets. */
export type DemoWorkbook = { readonly name: string; readonly sheets: Partial<DemoTables> };

const OFFICES: readonly Office[] = ['开发区与港区', '合德镇', '北片', '南片'];
const officeWorkbook = (office: Office | '跨片与行业') => `企业与工会-${office}.xlsx`;

/** File names of the demo's workbooks, in the order in which they can be loaded. */
export const WORKBOOKS: readonly string[] = [
  '组织与园区.xlsx',
  ...OFFICES.map(officeWorkbook),
  officeWorkbook('跨片与行业'),
  '观测.xlsx',
  '星级.xlsx',
  '经费.xlsx',
  '帮扶.xlsx',
  '集中行动与协商.xlsx',
  '民主管理与服务.xlsx',
  '活动、荣誉与维权.xlsx',
  '目标与汇总报表.xlsx',
];

/** Splits the demo into workbooks, in the order in which they can be loaded. */
export function splitWorkbooks(tables: DemoTables): DemoWorkbook[] {
  const officeOfEnterprise = new Map<string, Office>();
  for (const row of tables.enterprise) {
    if (row.effective_on === null) officeOfEnterprise.set(row.credit_code, getTown(row.region_code).office);
  }
  // County-wide unions and links from one office's firms to another's unions come in a workbook of their own.
  const officeOfUnion = new Map<string, Office | undefined>();
  for (const row of tables.trade_union) {
    officeOfUnion.set(row.union_code, row.region_code.length === 9 ? getTown(row.region_code).office : undefined);
  }
  const officeOfLink = (row: { credit_code: string; union_code: string }): Office | undefined => {
    const office = officeOfEnterprise.get(row.credit_code);
    return officeOfUnion.get(row.union_code) === office ? office : undefined;
  };
  const ofOffice = (office: Office | undefined): Partial<DemoTables> => ({
    ...(office
      ? { enterprise: tables.enterprise.filter((row) => officeOfEnterprise.get(row.credit_code) === office) }
      : {}),
    trade_union: tables.trade_union.filter((row) => officeOfUnion.get(row.union_code) === office),
    coverage_link: tables.coverage_link.filter((row) => officeOfLink(row) === office),
    member: tables.member.filter((row) => officeOfLink(row) === office),
    census_finding: tables.census_finding.filter((row) => officeOfUnion.get(row.union_code) === office),
  });
  const pick = (...keys: SheetKey[]): Partial<DemoTables> => Object.fromEntries(keys.map((key) => [key, tables[key]]));
  const sheets = [
    pick('federation', 'park'),
    ...OFFICES.map(ofOffice),
    ofOffice(undefined),
    pick('headcount_observation', 'membership_observation'),
    pick('rating_scheme', 'rating_level', 'rating_round', 'star_rating'),
    pick('account_chart', 'ledger_account', 'ledger_line', 'frontline_rule', 'frontline_rule_account'),
    pick('hardship_household', 'assistance_grant', 'household_visit'),
    pick('campaign', 'campaign_goal', 'unionisation_event', 'bargaining_offer', 'agreement', 'agreement_enterprise'),
    pick('congress_proposal', 'union_pairing', 'service_site', 'service_site_rating', 'contest', 'contest_entry'),
    pick(
      ...(['activity', 'honour', 'enrolment', 'rights_case', 'suggestion', 'apprenticeship', 'startup_loan'] as const),
      ...(['enterprise_visit', 'star_plan', 'regional_rule'] as const),
    ),
    pick('aggregate_return', 'target', 'target_milestone'),
  ];
  return WORKBOOKS.map((name, i) => ({ name, sheets: sheets[i] ?? {} }));
}

/**
 * Writes the workbooks into `folder`, which is made if it is not there; `onProgress` hears of each before it is written.
 * @returns their paths, in the order in which they can be loaded.
 */
export async function writeWorkbooks(
  tables: DemoTables,
  folder: string,
  onProgress: (progress: { done: number; name: string }) => void = () => {},
): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const paths: string[] = [];
  const workbooks = splitWorkbooks(tables);
  for (const { name, sheets } of workbooks) {
    const path = join(folder, name);
    onProgress({ done: paths.length / workbooks.length, name });
    await writeWorkbook(path, sheets);
    paths.push(path);
  }
  return paths;
}
