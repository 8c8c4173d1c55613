import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { catalogue, findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import { figureView } from '../models/figures.ts';
import type { Model } from '../models/model.ts';
import { allModels } from '../models/run-models.ts';
import { defaultRules, type Rules } from '../rules.ts';
import { ImpactDisclosure, ImpactRuleInvalid } from './errors.ts';

/** One side of a comparison: the models and rules that its figures are made by. */
export type Version = {
  readonly name: string;
  readonly models: readonly Model[];
  readonly rules: Rules;
  /** Statements on the `raw_…` tables of the shadow, such as another treatment of an account; none when absent. */
  readonly registers?: readonly string[];
};

/** What the file of a changed rule may say, all of it optional. */
export type ChangeFile = {
  /** Why, for whoever reads the result. */
  readonly note?: string;
  /** Rules of warehouse/rules.ts that are otherwise. */
  readonly rules?: Partial<Rules>;
  /** By name of a model: the file of its new SQL, beside this file. */
  readonly models?: Readonly<Record<string, string>>;
  /** By id of a metric: the columns of its mart that it is made of. */
  readonly metrics?: Readonly<Record<string, { readonly numerator?: string; readonly denominator?: string }>>;
  /** `update`, `insert` and `delete` on `raw_<register>`. */
  readonly registers?: readonly string[];
};

const PARTS = ['note', 'rules', 'models', 'metrics', 'registers'] as const;
/** Rules whose fall would show finer figures of households. */
const GUARDED = ['smallCellHouseholds', 'householdBase', 'householdSettlingDays'] as const;
const STATEMENT = /^\s*(?:update\s+|insert\s+into\s+|delete\s+from\s+)raw_[a-z_]+\b[^;]*;?\s*$/i;

/** The version that the code and the settings make now. */
export function currentVersion(rules: Rules): Version {
  return { name: 'now', models: allModels(), rules };
}

/** The version that a file changes the current one into. @throws ImpactRuleInvalid, ImpactDisclosure */
export function changedVersion(path: string, current: Version): Version & { readonly note: string | undefined } {
  const file = readFile(path);
  const at = (part: string) => `${path}: ${part}`;
  const unknown = Object.keys(file).find((part) => !PARTS.includes(part as never));
  if (unknown) throw new ImpactRuleInvalid(at(unknown), `is none of ${PARTS.join(', ')}`, `只能是 ${PARTS.join('、')}`);
  for (const [name, value] of Object.entries(file.rules ?? {})) {
    const known = (defaultRules as unknown as Record<string, unknown>)[name];
    if (known === undefined) throw new ImpactRuleInvalid(at(`rules.${name}`), 'is no rule', '没有这项规则');
    if (known !== null && (typeof value !== typeof known || Array.isArray(value) !== Array.isArray(known))) {
      throw new ImpactRuleInvalid(
        at(`rules.${name}`),
        `is of the form ${JSON.stringify(known)}`,
        `格式应如 ${JSON.stringify(known)}`,
      );
    }
  }
  const rules: Rules = { ...current.rules, ...file.rules };
  for (const rule of GUARDED)
    if (rules[rule] < current.rules[rule]) throw new ImpactDisclosure(rule, current.rules[rule]);
  const odd = (file.registers ?? []).find((statement) => !STATEMENT.test(statement));
  if (odd !== undefined) {
    const shown = at(`registers: ${odd.slice(0, 60)}`);
    throw new ImpactRuleInvalid(
      shown,
      'must update, insert into or delete from raw_<register>',
      '须是对 raw_<登记表> 的 update、insert 或 delete',
    );
  }
  const sql = new Map<string, string>();
  for (const [name, place] of Object.entries(file.models ?? {})) {
    if (!current.models.some((model) => model.name === name)) {
      throw new ImpactRuleInvalid(at(`models.${name}`), 'is no model', '没有这个模型');
    }
    sql.set(name, readText(resolve(dirname(path), place), at(`models.${name}`)));
  }
  for (const [id, { numerator, denominator }] of Object.entries(file.metrics ?? {})) {
    const metric = findMetric(id);
    if (!metric) throw new ImpactRuleInvalid(at(`metrics.${id}`), 'is no metric', '没有这项指标');
    if (denominator !== undefined && !metric.denominator) {
      throw new ImpactRuleInvalid(at(`metrics.${id}.denominator`), 'a count has none', '计数指标没有分母');
    }
    const changed: Metric = {
      ...metric,
      ...(numerator !== undefined && { numerator: { ...metric.numerator, column: numerator } }),
      ...(denominator !== undefined &&
        metric.denominator && { denominator: { ...metric.denominator, column: denominator } }),
    };
    sql.set(`figure_${id}`, figureView(changed).sql);
  }
  const models = current.models.map((model) => ({ ...model, sql: sql.get(model.name) ?? model.sql }));
  return { name: path, models, rules, registers: file.registers ?? [], note: file.note };
}

function readFile(path: string): ChangeFile {
  try {
    const file: unknown = JSON.parse(readText(path, path));
    if (typeof file === 'object' && file !== null && !Array.isArray(file)) return file as ChangeFile;
  } catch (error) {
    if (error instanceof ImpactRuleInvalid) throw error;
  }
  throw new ImpactRuleInvalid(path, 'is no JSON object', '不是 JSON 对象');
}

function readText(path: string, place: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ImpactRuleInvalid(place, (error as Error).message, '文件无法读取');
  }
}

/** Models whose SQL differs between two versions, by name; and the metrics that only one of them has. */
export function changedModels(before: Version, after: Version): readonly string[] {
  const old = new Map(before.models.map(({ name, sql }) => [name, sql]));
  const names = new Set([...old.keys(), ...after.models.map(({ name }) => name)]);
  const now = new Map(after.models.map(({ name, sql }) => [name, sql]));
  const text = (sql: string | undefined) => sql?.replace(/\s+/g, ' ').trim();
  return [...names].filter((name) => text(old.get(name)) !== text(now.get(name)));
}

/** The metrics of the catalogue that some version has. */
export const metricIds: readonly string[] = catalogue.map(({ id }) => id);
