import { type Check, rowCheck } from './register.ts';

const givesLevel = "coalesce(s.outcome in ('first', 'keep', 'raise', 'lower'), false)";

/** Stars come with an outcome that gives them, and with no other. */
export const starChecks = (sheetKey: string): Check[] => [
  rowCheck(sheetKey, 'RATING_LEVEL_MISSING', 'level', `s.level is null and ${givesLevel}`),
  rowCheck(sheetKey, 'RATING_LEVEL_UNEXPECTED', 'level', `s.level is not null and not ${givesLevel}`),
];
