import type { FastifyInstance } from 'fastify';
import { type Asked, findPage, readAsked } from '../embed-pages/asked-page.ts';
import { pageImage, WIDTHS } from '../embed-pages/image/page-image.ts';
import { FONT_FAMILY, toPng } from '../embed-pages/image/png.ts';
import { DocumentNotFound, InvalidVariables } from '../errors.ts';
import { type Answer, answerOf } from './byte-cache.ts';
import { type DocumentAnswers, sendAnswer } from './documents.route.ts';

type Picture = Answer & { readonly alt: string };

const TYPES = { svg: 'image/svg+xml; charset=utf-8', png: 'image/png' } as const;

/**
 * GET /image/:document.svg|png?scope=…&lang=…&width=…: the figures as a picture for places that run no script, with its
 * text in `x-image-alt` (percent-encoded UTF-8) and in the SVG's title and description. A PNG has two pixels a CSS pixel.
 */
export function routeImages(app: FastifyInstance, answers: DocumentAnswers): void {
  app.get<{ Params: { file: string }; Querystring: Record<string, unknown> }>(
    '/image/:file',
    async (request, reply) => {
      const [, document, format] = /^(.+)\.(svg|png)$/.exec(request.params.file) ?? [];
      if (!document || !format) throw new DocumentNotFound(request.params.file);
      const asked = readAsked(document, request.query, ['width']);
      const width = readWidth(request.query.width);
      const picture = await pictureOf(await findPage(request, answers, asked), asked, width, format as 'svg' | 'png');
      reply.headers({
        'cross-origin-resource-policy': 'cross-origin',
        'x-image-alt': encodeURIComponent(picture.alt),
        // A picture that is opened by itself runs nothing and loads nothing.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
      return sendAnswer(request, reply, picture, TYPES[format as 'svg' | 'png'], asked.publication);
    },
  );
}

/** Pictures of an answer, kept as long as the answer is. */
const kept = new WeakMap<Answer, Map<string, Promise<Picture>>>();

function pictureOf(
  { answer, page }: Awaited<ReturnType<typeof findPage>>,
  { language, theme, publication }: Asked,
  width: number,
  format: 'svg' | 'png',
): Promise<Picture> {
  const pictures = kept.get(answer) ?? new Map<string, Promise<Picture>>();
  kept.set(answer, pictures);
  const isFrozen = publication !== undefined;
  const key = JSON.stringify([language, theme, width, format, isFrozen]);
  let picture = pictures.get(key);
  if (!picture) {
    const shown = theme === 'auto' ? 'light' : theme;
    const fonts = format === 'png' ? { fonts: `'${FONT_FAMILY}'` } : {};
    const { svg, alt } = pageImage(page, { language, width, theme: shown, isFrozen, ...fonts });
    picture = (async () => ({
      ...answerOf(answer.publicationId, format === 'png' ? toPng(svg) : Buffer.from(svg)),
      alt,
    }))();
    pictures.set(key, picture);
  }
  return picture;
}

/** @throws InvalidVariables */
function readWidth(given: unknown): number {
  const { least, usual, most } = WIDTHS;
  const width = given === undefined ? usual : Number(given);
  if (!Number.isInteger(width) || width < least || width > most) {
    throw new InvalidVariables(
      `width is a whole number from ${least} to ${most}`,
      `width 为 ${least} 至 ${most} 的整数`,
    );
  }
  return width;
}
