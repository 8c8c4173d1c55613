import { layoutBars } from '../shared/bars.layout.ts';
import { drawBars, drawTrend } from '../shared/drawing.ts';
import type { FigureKind } from '../shared/figure-element.ts';
import { layoutTrend } from '../shared/trend.layout.ts';
import { drawingWords } from '../shared/words.ts';
import { readAssistanceShare } from './assistance-share.answer.ts';
import { assistanceShare } from './assistance-share.model.ts';

/** How `<union-assistance-share>` reads and draws. */
export const assistanceShareKind: FigureKind = {
  document: 'assistance-share',
  read(envelope, language) {
    const { page, places, months } = assistanceShare(readAssistanceShare(envelope), language);
    const words = drawingWords(language);
    return {
      page,
      drawings: {
        places: (box) => drawBars(layoutBars(places, box, words)),
        months: (box) => drawTrend(layoutTrend(months, box, words)),
      },
    };
  },
};
