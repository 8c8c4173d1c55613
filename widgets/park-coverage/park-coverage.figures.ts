import { layoutBars } from '../shared/bars.layout.ts';
import { drawBars, drawTrend } from '../shared/drawing.ts';
import type { FigureKind } from '../shared/figure-element.ts';
import { layoutTrend } from '../shared/trend.layout.ts';
import { drawingWords } from '../shared/words.ts';
import { readParkCoverage } from './park-coverage.answer.ts';
import { parkCoverage } from './park-coverage.model.ts';

/** How `<union-park-coverage>` reads and draws. */
export const parkCoverageKind: FigureKind = {
  document: 'park-coverage',
  read(envelope, language) {
    const { page, parks, months } = parkCoverage(readParkCoverage(envelope), language);
    const words = drawingWords(language);
    return {
      page,
      drawings: {
        parks: (box) => drawBars(layoutBars(parks, box, words)),
        months: (box) => drawTrend(layoutTrend(months, box, words)),
      },
    };
  },
};
