import { KnownError } from '@union/schema/errors.ts';
import { type Drift, describeDrift } from './contract/drift.ts';
import { coarseChecks } from './disclosure/coarse-inputs.ts';
import type { CheckResult } from './models/model.ts';
import { defaultRules } from './rules.ts';

/** Checks of severity "block" failed: nothing was published. */
export class ChecksFailed extends KnownError {
  readonly code = 'CHECKS_FAILED';
  readonly failed: readonly CheckResult[];
  constructor(failed: readonly CheckResult[]) {
    const names = namesOf(failed);
    super(`nothing was published, promises are broken: ${names}`, `未发布：以下校验未通过：${names}`);
    this.failed = failed;
  }
}

/** Checks and how often they failed, as notices and run histories tell them: of households no exact number. */
function namesOf(failed: readonly CheckResult[]): string {
  return coarseChecks(failed, defaultRules.smallCellHouseholds)
    .map((check) => `${check.name} (${check.failures})`)
    .join('; ');
}

/** The registers hold what the models cannot take: nothing was built. */
export class InputContractBroken extends KnownError {
  readonly code = 'INPUT_CONTRACT_BROKEN';
  readonly failed: readonly CheckResult[];
  /** Every check of the inputs that ran. */
  readonly checks: readonly CheckResult[];
  constructor(failed: readonly CheckResult[], checks: readonly CheckResult[]) {
    const names = namesOf(failed);
    super(`nothing was built, the registers break promises: ${names}`, `未计算：登记数据不符合约定：${names}`);
    this.failed = failed;
    this.checks = checks;
  }
}

/** Registers have far more or fewer rows than in the night before, and nobody has accepted it: nothing was built. */
export class DriftNotAccepted extends KnownError {
  readonly code = 'DRIFT_NOT_ACCEPTED';
  readonly drifts: readonly Drift[];
  /** Every check of the inputs that ran. */
  readonly checks: readonly CheckResult[];
  constructor(drifts: readonly Drift[], checks: readonly CheckResult[]) {
    const words = drifts.map(describeDrift);
    super(
      `nothing was built, row counts moved further than tolerated: ${words.map(({ en }) => en).join('; ')}; a reviewer who knows why accepts it with ${drifts.map(acceptCommand).join(' and ')}`,
      `未计算：行数变化超出允许范围：${words.map(({ zh }) => zh).join('；')}；确认无误后由负责人运行 ${drifts.map(acceptCommand).join('、')}`,
    );
    this.drifts = drifts;
    this.checks = checks;
  }
}

function acceptCommand({ register, after }: Drift): string {
  return `pnpm nightly accept --register ${register} --rows ${after} --by NAME --reason TEXT`;
}

/** The day asked for is not over yet, or is no day. */
export class InvalidNight extends KnownError {
  readonly code = 'INVALID_NIGHT';
  constructor(day: string, lastDay: string) {
    super(
      `cannot build the figures of ${day}: a day of the form YYYY-MM-DD, not after ${lastDay}, is needed`,
      `无法生成 ${day} 的数据：需要 YYYY-MM-DD 形式且不晚于 ${lastDay} 的日期`,
    );
  }
}

/** A published file is missing, or its bytes are not those of the manifest. */
export class PublicationDamaged extends KnownError {
  readonly code = 'PUBLICATION_DAMAGED';
  constructor(publicationId: string, problem: string) {
    super(`the publication ${publicationId} is damaged: ${problem}`, `发布 ${publicationId} 已损坏：${problem}`);
  }
}

/** A figure of a closed period, as published before and as it would be now. */
export type ClosedChange = {
  readonly metric_id: string;
  readonly scope_id: string;
  readonly segment: string;
  readonly period_kind: string;
  readonly day: string;
  readonly old_numerator: number | null;
  readonly old_denominator: number | null;
  readonly old_state: string | null;
  readonly new_numerator: number | null;
  readonly new_denominator: number | null;
  readonly new_state: string | null;
};

/** Figures of closed periods would change, and no restatement allows it: nothing was published. */
export class ClosedPeriodChanged extends KnownError {
  readonly code = 'CLOSED_PERIOD_CHANGED';
  /** How many figures would change; `changes` are the first of them. */
  readonly count: number;
  readonly changes: readonly ClosedChange[];
  /** The check that failed. */
  readonly checks: readonly CheckResult[];
  constructor(check: string, count: number, changes: readonly ClosedChange[]) {
    const list = changes.map(describeChange).join('; ') + (count > changes.length ? '; …' : '');
    super(
      `nothing was published, ${count} figures of closed periods would change without a restatement: ${list}`,
      `未发布：已关账期间有 ${count} 个数据将发生变化而没有重述说明：${list}`,
    );
    this.count = count;
    this.changes = changes;
    this.checks = [{ name: check, severity: 'block', failures: count, sample: changes }];
  }
}

/** `member_rate region:320924 2024-05-31: 848/1000 reported → 849/1000 reported`. */
function describeChange(change: ClosedChange): string {
  const side = (numerator: number | null, denominator: number | null, state: string | null) => {
    if (state === null) return 'not_reported';
    return numerator === null ? state : `${numerator}${denominator === null ? '' : `/${denominator}`} ${state}`;
  };
  const part = change.segment === 'all' ? '' : ` ${change.segment}`;
  const period = change.period_kind === 'day' ? '' : ` ${change.period_kind}`;
  const old = side(change.old_numerator, change.old_denominator, change.old_state);
  const now = side(change.new_numerator, change.new_denominator, change.new_state);
  return `${change.metric_id} ${change.scope_id}${part} ${change.day}${period}: ${old} → ${now}`;
}
