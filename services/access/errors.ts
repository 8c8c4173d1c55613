import { KnownError } from '@union/schema/errors.ts';
import { type Action, actions, groups, type Register, ruleOf } from './rules.ts';

/** The viewer may not do this with rows of the register, or not with this row. Says nothing of what the row holds. */
export class NotPermitted extends KnownError {
  readonly code = 'NOT_PERMITTED';
  constructor(register: Register, action: Action) {
    const { zh, en } = groups[ruleOf(register).group];
    const [verbZh = '', verb = ''] = actions[action].split(/ (.*)/s);
    super(
      `you may not ${verb} here: ${en} (${register}); ask an administrator of your federation`,
      `无权在此${verbZh}：${zh}（${register}）；请联系本级工会管理员`,
    );
  }
}
