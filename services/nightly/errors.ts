import { KnownError } from '@union/schema/errors.ts';

/** Another run holds the lock of the night. */
export class NightAlreadyRunning extends KnownError {
  readonly code = 'NIGHT_ALREADY_RUNNING';
  constructor(holder: string) {
    super(`the night is already being built by ${holder}`, `夜间计算正在进行：${holder}`);
  }
}

/** The command was called in a way it does not know. */
export class WrongUsage extends KnownError {
  readonly code = 'WRONG_USAGE';
}
