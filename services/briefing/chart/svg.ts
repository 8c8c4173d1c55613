import { GREY, hatchLines, INK, LIGHT, type Mark, PAPER, type Scene, shapeParts } from './scene.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeXml = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
const number = (value: number) => `${Number(value.toFixed(2))}`;

/** A scene as SVG. @param family of the font that it is drawn with. */
export function svgOf({ width, height, marks }: Scene, family: string): string {
  const [w, h] = [number(width), number(height)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${escapeXml(family)}"><rect width="${w}" height="${h}" fill="${PAPER}"/>${marks.map(markup).join('')}</svg>`;
}

function line(x1: number, y1: number, x2: number, y2: number, width: number, colour = INK, dash = ''): string {
  return `<line x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}" stroke="${colour}" stroke-width="${width}"${dash && ` stroke-dasharray="${dash}"`}/>`;
}

function markup(mark: Mark): string {
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height, fill } = mark;
      const colour = { solid: INK, grey: GREY, light: LIGHT, hatch: PAPER, empty: PAPER }[fill];
      const box = `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="${colour}" stroke="${INK}" stroke-width="0.6"/>`;
      return fill === 'hatch'
        ? box +
            hatchLines(x, y, width, height)
              .map((ends) => line(...ends, 0.6))
              .join('')
        : box;
    }
    case 'line':
      return line(...mark.from, ...mark.to, mark.width, mark.grey ? GREY : INK, mark.dash?.join(' '));
    case 'text':
      return `<text x="${number(mark.x)}" y="${number(mark.y)}" font-size="${mark.size}" fill="${INK}" text-anchor="${mark.anchor}">${escapeXml(mark.text)}</text>`;
    case 'shape': {
      const { circle, polygons, isFilled } = shapeParts(mark.shape, mark.x, mark.y, mark.size);
      const paint = `fill="${isFilled ? INK : 'none'}" stroke="${INK}" stroke-width="1"`;
      return circle === undefined
        ? polygons
            .map((points) => `<polygon points="${points.map((at) => at.map(number).join(',')).join(' ')}" ${paint}/>`)
            .join('')
        : `<circle cx="${number(mark.x)}" cy="${number(mark.y)}" r="${number(circle)}" ${paint}/>`;
    }
  }
}
