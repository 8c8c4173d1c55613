import { KnownError } from '@union/schema/errors.ts';
import { exitCodeOf } from './exit-codes.ts';

/** Ends a command that failed: words for people, or the same as JSON on the standard output for programs. */
export function endWith(error: unknown): void {
  const exitCode = exitCodeOf(error);
  process.exitCode = exitCode;
  if (process.argv.includes('--json')) {
    const known =
      error instanceof KnownError ? { code: error.code, en: error.message, zh: error.messageZh } : undefined;
    console.log(
      JSON.stringify({ error: known ?? { code: 'UNKNOWN', en: String(error), zh: String(error) }, exitCode }, null, 2),
    );
    return;
  }
  if (error instanceof KnownError) console.error(`${error.messageZh}\n${error.message}\n(${error.code})`);
  else console.error(error);
}
