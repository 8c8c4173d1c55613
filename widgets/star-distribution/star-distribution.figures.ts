import { layoutBars } from '../shared/bars.layout.ts';
import { drawBars } from '../shared/drawing.ts';
import type { FigureKind } from '../shared/figure-element.ts';
import { drawingWords } from '../shared/words.ts';
import { drawMovement } from './movement.drawing.ts';
import { layoutMovement } from './movement.layout.ts';
import { readStarDistribution } from './star-distribution.answer.ts';
import { starDistribution } from './star-distribution.model.ts';

/** How `<union-star-distribution>` reads and draws. */
export const starDistributionKind: FigureKind = {
  document: 'star-distribution',
  read(envelope, language) {
    const { page, levels, movement } = starDistribution(readStarDistribution(envelope), language);
    const full = Math.max(0.01, ...levels.rows.map((row) => row.cells[0]?.share ?? 0));
    return {
      page,
      drawings: {
        levels: (box) => drawBars(layoutBars(levels, box, drawingWords(language), full)),
        movement: movement ? (box) => drawMovement(layoutMovement(movement, box)) : undefined,
      },
    };
  },
};
