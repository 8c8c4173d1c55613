import { ratingLevel, ratingRound, ratingScheme, starRating } from '../sheets/ratings.ts';
import { stageTable } from '../staging/stage.ts';
import { type Check, columnNames, daysInOrder, register, rowCheck } from './register.ts';
import { rowsToBe } from './rows-to-be.ts';
import { starChecks } from './star-checks.ts';

export const ratingSchemes = register(ratingScheme, { checks: [daysInOrder(ratingScheme, 'valid_from', 'valid_to')] });
export const ratingLevels = register(ratingLevel);
export const ratingRounds = register(ratingRound, {
  checks: [daysInOrder(ratingRound, 'opened_on', 'closed_on', true)],
});

const ratingRows = stageTable('star_rating');

const levelUnknown: Check = {
  code: 'RATING_LEVEL_UNKNOWN',
  column: 'level',
  query: (staged) => `
    select s.row_no, s.level::text as value, round.scheme_code as scheme
    from ${ratingRows} s join (${rowsToBe('rating_round', 'round_code', ['scheme_code'], staged)}) round using (round_code)
    where s.level is not null
      and not exists (select from rating_level known where known.scheme_code = round.scheme_code and known.level = s.level)
      ${
        staged.has('rating_level')
          ? `and not exists (select from ${stageTable('rating_level')} own where own.scheme_code = round.scheme_code and own.level = s.level)`
          : ''
      }`,
};

export const starRatings = register(starRating, {
  derived: [
    {
      name: 'scheme_code',
      from: 'round_code',
      value: 'j_round.scheme_code',
      join: 'left join rating_round as j_round on j_round.round_code = s.round_code',
    },
  ],
  checks: [
    levelUnknown,
    rowCheck(
      'star_rating',
      'TOGETHER',
      'outcome',
      '(s.outcome is null) <> (s.decided_on is null)',
      {},
      columnNames(starRating, ['outcome', 'decided_on']),
    ),
    ...starChecks('star_rating'),
  ],
});
