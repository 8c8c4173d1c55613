import { GREY, hatchLines, INK, LIGHT, type Mark, PAPER, type Scene, shapeParts } from '../chart/scene.ts';
import type { Sheet } from './sheet.ts';

/** Draws a scene as vectors with its top left at `x`, `y`. */
export function drawScene(sheet: Sheet, { marks }: Scene, x: number, y: number): void {
  for (const mark of marks) drawMark(sheet, mark, x, y);
}

function drawMark(sheet: Sheet, mark: Mark, dx: number, dy: number): void {
  const { pdf } = sheet;
  switch (mark.kind) {
    case 'rect': {
      const { fill } = mark;
      const [x, y, width, height] = [mark.x + dx, mark.y + dy, mark.width, mark.height];
      const colour = { solid: INK, grey: GREY, light: LIGHT, hatch: PAPER, empty: PAPER }[fill];
      pdf.lineWidth(0.6).rect(x, y, width, height).fillAndStroke(colour, INK);
      if (fill === 'hatch') {
        for (const [x1, y1, x2, y2] of hatchLines(x, y, width, height)) pdf.moveTo(x1, y1).lineTo(x2, y2).stroke(INK);
      }
      return;
    }
    case 'line':
      pdf.lineWidth(mark.width);
      if (mark.dash) pdf.dash(mark.dash[0], { space: mark.dash[1] });
      pdf
        .moveTo(mark.from[0] + dx, mark.from[1] + dy)
        .lineTo(mark.to[0] + dx, mark.to[1] + dy)
        .stroke(mark.grey ? GREY : INK);
      if (mark.dash) pdf.undash();
      return;
    case 'text':
      sheet.text(mark.text, mark.x + dx, mark.y + dy, { face: 'sans', size: mark.size, anchor: mark.anchor });
      return;
    case 'shape': {
      const { circle, polygons, isFilled } = shapeParts(mark.shape, mark.x + dx, mark.y + dy, mark.size);
      pdf.lineWidth(1);
      if (circle !== undefined) pdf.circle(mark.x + dx, mark.y + dy, circle);
      else for (const points of polygons) pdf.polygon(...points.map(([x, y]) => [x, y]));
      if (isFilled) pdf.fillAndStroke(INK, INK);
      else pdf.stroke(INK);
    }
  }
}
