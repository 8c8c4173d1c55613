import { ApiError } from '../errors.ts';

/** There is nothing that a scenario could start from. */
export class ScenarioNotAvailable extends ApiError {
  readonly code = 'SCENARIO_NOT_AVAILABLE';
  constructor(why: { readonly zh: string; readonly en: string }) {
    super(`there is no scenario: ${why.en}`, `不能作情景推算：${why.zh}`);
  }
}

/** A move that takes more than there is, or none, or on a day that cannot be. */
export class ScenarioMoveRefused extends ApiError {
  readonly code = 'SCENARIO_MOVE_REFUSED';
  /** Place of the move among those asked, from 1. */
  readonly move: number;
  constructor(move: number, why: { readonly zh: string; readonly en: string }) {
    super(`move ${move} is refused: ${why.en}`, `第 ${move} 项变动不成立：${why.zh}`);
    this.move = move;
  }
  override get extensions() {
    return { ...super.extensions, move: this.move };
  }
}
