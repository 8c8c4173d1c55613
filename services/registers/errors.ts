import type { Problem } from '@union/intake/problems/problem-list.ts';
import { KnownError } from '@union/schema/errors.ts';
import type { Values } from './known-record.ts';
import type { RecordRegister } from './record-registers.ts';

/** A rule that a record breaks, where a caller can find it. */
export type RuleProblem = Pick<Problem, 'code' | 'severity' | 'value' | 'zh' | 'en'> & {
  /** Table of the register. */
  readonly register: string;
  /** Column of the sheet at fault; null when the record as a whole is. */
  readonly column: string | null;
};

/** A change breaks rules, or has warnings that nobody accepted; nothing was written. */
export class RuleBroken extends KnownError {
  readonly code = 'RULE_BROKEN';
  readonly problems: readonly RuleProblem[];
  constructor(problems: readonly RuleProblem[]) {
    super(
      `refused: ${problems.map(({ column, en }) => (column ? `${column}: ${en}` : en)).join('; ')}`,
      `未保存：${problems.map(({ zh }) => zh).join('；')}`,
    );
    this.problems = problems;
  }
}

/** Somebody changed the record since it was read; nothing was written. */
export class VersionConflict extends KnownError {
  readonly code = 'VERSION_CONFLICT';
  readonly register: string;
  readonly id: string;
  /** The version of the record as it stands. */
  readonly version: string;
  readonly current: Values;
  /** What the record would have become. */
  readonly yours: Values;
  constructor(register: string, id: string, version: string, current: Values, yours: Values) {
    super(
      `${register} ${id} was changed by somebody else since you read it; look at both and try again`,
      `${register} ${id} 已被他人更改；请对照后重试`,
    );
    this.register = register;
    this.id = id;
    this.version = version;
    this.current = current;
    this.yours = yours;
  }
}

/** There is no such record, or it lies where the caller may not look. */
export class RecordNotFound extends KnownError {
  readonly code = 'RECORD_NOT_FOUND';
  constructor({ register }: RecordRegister, id: string) {
    super(`the register ${register.sheet.en} has no ${JSON.stringify(id)}`, `「${register.sheet.zh}」中没有 ${id}`);
  }
}

export type StepName = { readonly step: string; readonly zh: string; readonly en: string };

/** A workflow does not allow this step from the state in which the record is; says which it does. */
export class StepNotAllowed extends KnownError {
  readonly code = 'STEP_NOT_ALLOWED';
  readonly workflow: string;
  readonly state: string;
  readonly allowed: readonly StepName[];
  constructor(workflow: string, step: StepName, state: StepName, allowed: readonly StepName[]) {
    const list = (language: 'zh' | 'en', none: string) =>
      allowed.map((each) => each[language]).join(language === 'zh' ? '、' : ', ') || none;
    super(
      `cannot ${step.en}: it is ${state.en}; what can be done: ${list('en', 'nothing')}`,
      `当前为「${state.zh}」，不能「${step.zh}」；可以：${list('zh', '无')}`,
    );
    this.workflow = workflow;
    this.state = state.step;
    this.allowed = allowed;
  }
}
