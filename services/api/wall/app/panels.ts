import { drawTiles } from '@union/widgets/map/map.drawing.ts';
import { type Draw, drawBars, drawTrend } from '@union/widgets/shared/drawing.ts';
import type { Language } from '@union/widgets/shared/language.ts';
import type { Page, ShownFigure } from '@union/widgets/shared/page.ts';
import type { PlottedTable } from '@union/widgets/shared/table.ts';
import type { WallAnswer, WallPart, WallView } from '../wall-answer.ts';
import { partsOf, roomOf, type Stage, scaleOf } from './layout.ts';

/** One column of a wall: what of one page it shows. */
export type Panel = {
  /** The same for the same thing of the next publication, so that it is changed in place. */
  readonly key: string;
  readonly title: string;
  readonly seconds: number;
  readonly asOf: string;
  readonly headline: readonly ShownFigure[];
  readonly sentence: string;
  readonly chart: { readonly table: PlottedTable; readonly draw: Draw } | undefined;
  /** `1–24 / 30` where a table is shown in parts. */
  readonly part: string;
  /** In the place of all that, why there is nothing to show. */
  readonly refusal: string;
};

/** What a wall shows of the page of each kind of view: key figures, the sentence, and which tables are drawn. */
const shows: Readonly<
  Record<
    WallView['kind'],
    { readonly headline: boolean; readonly sentence: boolean; readonly tables: readonly (readonly [string, Draw])[] }
  >
> = {
  targets: { headline: true, sentence: false, tables: [['path', drawTrend]] },
  ranking: { headline: false, sentence: true, tables: [['ranks', drawBars]] },
  map: { headline: false, sentence: true, tables: [['tiles', drawTiles]] },
  stars: { headline: true, sentence: false, tables: [['levels', drawBars]] },
  // Places stay with the panels: in a small county most of them are too few to be published.
  assistance: { headline: true, sentence: false, tables: [['months', drawTrend]] },
  parks: { headline: false, sentence: true, tables: [['parks', drawBars]] },
};

/** The panels of a wall in their order, each cut to what the stage has room for. */
export function panelsOf(answer: WallAnswer, stage: Stage, language: Language): Panel[] {
  return answer.views.flatMap((view, at) =>
    view.parts.flatMap((part, index) => panelsOfPart(view, part, `${at}.${index}`, stage, language)),
  );
}

function panelsOfPart(view: WallView, part: WallPart, key: string, stage: Stage, language: Language): Panel[] {
  const { seconds, kind } = view;
  if ('refusal' in part) {
    const { zh, en, code } = part.refusal;
    const refusal = `${language === 'en' ? en : zh}（${code}）`;
    return [{ ...blank, key, seconds, refusal }];
  }
  const page = part.pages[language];
  const { title, asOf } = page;
  const tables = shows[kind].tables.flatMap(([name, draw]) => {
    const table = page.tables.find((one) => one.key === name);
    return table?.plot ? [{ table, draw }] : [];
  });
  if (tables.length === 0) return [{ ...blank, key, seconds, title, asOf, ...wordsOf(page, true, true) }];
  return tables.flatMap(({ table, draw }, order): Panel[] => {
    const wants = { headline: shows[kind].headline && order === 0, sentence: shows[kind].sentence };
    const { chart } = roomOf(stage, stage.columns, wants);
    const words = wordsOf(page, wants.headline, wants.sentence);
    const heading = order === 0 ? title : `${title} · ${table.caption}`;
    if (!chart) return order === 0 ? [{ ...blank, key, seconds, title, asOf, ...words }] : [];
    return partsOf(table, draw, chart, scaleOf(stage)).map((one, number) => ({
      ...{ key: `${key}.${order}.${number}`, seconds, asOf, title: heading, ...words, refusal: '' },
      chart: { table: one.table, draw },
      part: one.to - one.from + 1 < one.of ? `${one.from}–${one.to} / ${one.of}` : '',
    }));
  });
}

const blank = { title: '', asOf: '', headline: [], sentence: '', chart: undefined, part: '', refusal: '' } as const;

function wordsOf(page: Page, headline: boolean, sentence: boolean): Pick<Panel, 'headline' | 'sentence'> {
  return { headline: headline ? page.headline.slice(0, 3) : [], sentence: sentence ? page.sentence : '' };
}

/** Panels by the screenful. */
export function screensOf(panels: readonly Panel[], columns: number): Panel[][] {
  const count = Math.ceil(panels.length / columns);
  // As even as can be: 5 panels on 4 columns are 3 and 2 rather than 4 and 1.
  const each = Math.ceil(panels.length / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => panels.slice(at * each, (at + 1) * each)).filter(
    (screen) => screen.length > 0,
  );
}
