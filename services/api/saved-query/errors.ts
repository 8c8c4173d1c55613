import { KnownError } from '@union/schema/errors.ts';
import { ApiError } from '../errors.ts';
import type { SavedQuery, SavedQueryState } from './saved-query.queries.ts';

/** A field of the input that cannot be kept as it is. */
export type InputProblem = {
  readonly field: 'name' | 'title' | 'description' | 'federation' | 'query' | 'variables' | 'note';
  readonly code: string;
  readonly en: string;
  readonly zh: string;
};

export class SavedQueryInvalid extends KnownError {
  readonly code = 'SAVED_QUERY_INVALID';
  readonly problems: readonly InputProblem[];
  constructor(problems: readonly InputProblem[]) {
    super(problems.map(({ en }) => en).join('; '), problems.map(({ zh }) => zh).join('；'));
    this.problems = problems;
  }
}

export class SavedQueryNotFound extends ApiError {
  readonly code = 'SAVED_QUERY_NOT_FOUND';
  override readonly status = 404;
  constructor(name: string) {
    const shown = JSON.stringify(name.slice(0, 80));
    super(`there is no saved query ${shown} that you may see`, `没有您可以查看的已存查询 ${shown}`);
  }
}

export class SavedQueryConflict extends KnownError {
  readonly code = 'SAVED_QUERY_CONFLICT';
  readonly current: SavedQuery;
  constructor(current: SavedQuery) {
    super(
      `${current.name} was changed since it was read; it is version ${current.version} now`,
      `${current.name} 在读取之后已被修改，现为第 ${current.version} 版`,
    );
    this.current = current;
  }
}

const STEP_WORDS = {
  correct: ['correct', '修改'],
  submit: ['submit', '提交'],
  review: ['review', '评审'],
  withdraw: ['withdraw', '撤回'],
} as const;
export type Step = keyof typeof STEP_WORDS;

const STATE_WORDS: Readonly<Record<SavedQueryState, string>> = {
  draft: '草稿',
  submitted: '已提交',
  reviewed: '已通过',
  withdrawn: '已撤回',
};

/** The step does not follow from the state, or is not this person's to take. */
export class SavedQueryStepRefused extends KnownError {
  readonly code = 'SAVED_QUERY_STEP_REFUSED';
  readonly state: SavedQueryState;
  constructor(step: Step, state: SavedQueryState, why?: { readonly en: string; readonly zh: string }) {
    const [en, zh] = STEP_WORDS[step];
    super(
      why?.en ?? `a query in the state ${state} cannot be taken through the step ${en}`,
      why?.zh ?? `「${STATE_WORDS[state]}」状态的查询不能${zh}`,
    );
    this.state = state;
  }
}
