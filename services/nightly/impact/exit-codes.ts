import { KnownError } from '@union/schema/errors.ts';
import type { Impact } from './read-impact.ts';

/** What an exit code of `pnpm impact` says; docs/catalogue.md prints this table. */
export const impactExitCodes = {
  0: '没有变化 nothing moves',
  1: '失败 failed for a reason that has no code of its own',
  2: '用法或规则文件有误 wrong usage, or a wrong file or version; nothing was tried',
  4: '变更不能通过校验 the changed version breaks a check that blocks, so it could not be published',
  6: '数据库不可用 the database is away',
  10: '数值变化 figures move',
  11: '目标状态变化 figures move, and scopes change their standing against a target',
} as const;

export type ImpactExitCode = keyof typeof impactExitCodes;

const WRONG: ReadonlySet<string> = new Set([
  ...['WRONG_USAGE', 'INVALID_SETTING', 'IMPACT_RULE_INVALID', 'IMPACT_DISCLOSURE', 'GIT_REF_UNKNOWN'],
]);
const AWAY: ReadonlySet<string> = new Set(['DATABASE_UNREACHABLE', 'DATABASE_LOST', 'DATA_FOLDER_IN_USE']);

export function impactExitCode({ brokenChecks, flips, metrics }: Impact): ImpactExitCode {
  if (brokenChecks.some(({ severity }) => severity === 'block')) return 4;
  if (flips.length > 0) return 11;
  return metrics.length > 0 ? 10 : 0;
}

export function impactExitCodeOf(error: unknown): ImpactExitCode {
  if (!(error instanceof KnownError)) return 1;
  if (error.code === 'IMPACT_MODEL_FAILED') return 4;
  return WRONG.has(error.code) ? 2 : AWAY.has(error.code) ? 6 : 1;
}
