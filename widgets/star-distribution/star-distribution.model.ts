import { type Language, say } from '../shared/language.ts';
import { countText, dayText } from '../shared/numbers.ts';
import type { Draft, KeyFigure } from '../shared/page.ts';
import { type Cell, type Table, textCell } from '../shared/table.ts';
import { stateText } from '../shared/words.ts';
import type { StarDistributionAnswer } from './star-distribution.answer.ts';

export type MovementKind = 'raised' | 'same' | 'lowered';
/** A table of movements: each cell after the first of a row says how many, and whether they rose. */
export type MovementTable = Table & {
  readonly moves: readonly (readonly { readonly count: number; readonly kind: MovementKind }[])[];
  /** Names of the kinds with their totals. */
  readonly kinds: Readonly<Record<MovementKind, string>>;
};

const percent = (value: number | null) => (value === null ? '–' : `${value.toFixed(2)}%`);

/** What `<union-star-distribution>` says: unions by level with both shares, and how they moved between two rounds. */
export function starDistribution({ distribution, movement, scope }: StarDistributionAnswer, language: Language): Draft {
  const { levels, publication, metric } = distribution;
  const active = distribution.activeUnionCount ?? 0;
  const rated = countText(distribution.ratedUnionCount ?? 0);
  const names = new Map(levels.map((level) => [level.key, say(language, level.name, level.nameEn)]));
  const stars = levels.filter((level) => level.level !== null);
  const top = stars.find((level) => level.count > 0);
  const ratedShare = percent(stars.reduce((sum, level) => sum + (level.percentOfActive ?? 0), 0));
  const moved = movement?.cells.length ? movementTable(movement, names, language) : undefined;
  const words = stateText(distribution.state, language);
  const day = dayText(publication.asOf, language);
  const key = (name: string, value: string, note: string): KeyFigure => ({
    name,
    value: words ?? value,
    isNumber: !words,
    notes: [note],
  });
  const ofActive = say(language, '占在任工会', 'of active unions');
  const ofRated = say(language, '占已评星工会', 'of rated unions');

  return {
    title: say(language, `${scope.name}星级工会分布`, `Star-rated unions of ${scope.name}`),
    publication,
    headline: [
      key(say(language, '在任工会', 'Active unions'), countText(active), distribution.scheme?.name ?? ''),
      key(
        say(language, '已评星', 'With a star'),
        rated,
        say(language, ofActive + ratedShare, `${ratedShare} ${ofActive}`),
      ),
      ...(moved ? [key(say(language, '本轮变动', 'Movement'), moved.headline, moved.note)] : []),
    ],
    sentence: words
      ? say(language, `截至${day}，${scope.name}星级工会分布：${words}。`, `${scope.name}, ${day}: ${words}.`)
      : say(
          language,
          `截至${day}，${scope.name}在任工会${countText(active)}家，其中${rated}家已评星，占${ratedShare}` +
            (top ? `；${top.name}${countText(top.count)}家，${ofRated}${percent(top.percentOfRated)}` : '') +
            '。',
          `${scope.name}, ${day}: ${rated} of ${countText(active)} active unions hold a star (${ratedShare})` +
            (top ? `; ${top.nameEn}: ${countText(top.count)}, ${percent(top.percentOfRated)} ${ofRated}` : '') +
            '. ',
        ) + (moved?.sentence ?? ''),
    tables: [
      {
        key: 'levels',
        folds: true,
        caption: say(language, '各星级工会', 'Unions by level'),
        columns: [
          { name: say(language, '星级', 'Level') },
          { name: say(language, '工会数（家）', 'Unions'), role: 'bar', short: say(language, '家数', 'Unions') },
          { name: ofActive, role: 'note', short: say(language, '占在任', 'of active') },
          { name: ofRated, role: 'note', short: say(language, '占已评', 'of rated') },
        ],
        rows: levels.map((level) => ({
          cells: [
            textCell(names.get(level.key) ?? ''),
            { text: countText(level.count), share: active ? level.count / active : null },
            textCell(percent(level.percentOfActive)),
            textCell(percent(level.percentOfRated)),
          ],
        })),
        none: say(language, '尚无评定数据', 'No ratings yet'),
      },
      ...(moved ? [moved.table] : []),
    ],
    metrics: [metric],
  };
}

/** Stars of a level key; 0 for unions without a star. */
const starsOf = (key: string) => Number(key) || 0;

function movementTable(
  { fromRound, toRound, cells }: NonNullable<StarDistributionAnswer['movement']>,
  names: ReadonlyMap<string, string>,
  language: Language,
) {
  const [fromKeys, toKeys] = (['fromKey', 'toKey'] as const).map((side) =>
    [...names.keys()].filter((key) => cells.some((cell) => cell[side] === key && cell.count > 0)),
  ) as [string[], string[]];
  const totals: Record<MovementKind, number> = { raised: 0, same: 0, lowered: 0 };
  const moves = fromKeys.map((from) =>
    toKeys.map((to) => {
      const count = cells.find((cell) => cell.fromKey === from && cell.toKey === to)?.count ?? 0;
      const rise = starsOf(to) - starsOf(from);
      const kind: MovementKind = rise > 0 ? 'raised' : rise < 0 ? 'lowered' : 'same';
      totals[kind] += count;
      return { count, kind };
    }),
  );
  const [raised, same, lowered] = [totals.raised, totals.same, totals.lowered].map(countText);
  const table: MovementTable = {
    key: 'movement',
    scrolls: 'x',
    caption: say(
      language,
      `${fromRound.name}（行）到${toRound.name}（列）的变动`,
      `Movement from ${fromRound.name} (rows) to ${toRound.name} (columns)`,
    ),
    columns: [{ name: say(language, '星级', 'Level') }, ...toKeys.map((key) => ({ name: names.get(key) ?? key }))],
    rows: fromKeys.map((from, index) => ({
      cells: [names.get(from) ?? from, ...(moves[index] ?? []).map(({ count }) => countText(count))].map(
        (text): Cell => ({ text }),
      ),
    })),
    none: '',
    moves,
    kinds: {
      raised: say(language, `升星 ${raised}`, `raised ${raised}`),
      same: say(language, `不变 ${same}`, `unchanged ${same}`),
      lowered: say(language, `降星 ${lowered}`, `lowered ${lowered}`),
    },
  };
  return {
    table,
    headline: say(language, `升${raised} 降${lowered}`, `+${raised} \u2212${lowered}`),
    note: say(language, `与${fromRound.name}相比，升星含首次命名`, `against ${fromRound.name}, first stars included`),
    sentence: say(
      language,
      `与${fromRound.name}相比，升星${raised}家（含首次命名），降星或撤销${lowered}家，不变${same}家。`,
      `Since ${fromRound.name}: ${raised} raised (first stars included), ${lowered} lowered or removed, ${same} unchanged.`,
    ),
  };
}
