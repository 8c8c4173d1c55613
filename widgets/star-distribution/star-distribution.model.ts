import { type Language, say } from '../shared/language.ts';
import { countText, dayText } from '../shared/numbers.ts';
import type { KeyFigure, Page, Table } from '../shared/page.ts';
import type { RateRow, Rates } from '../shared/rates.ts';
import { stateText } from '../shared/words.ts';
import type { StarDistributionAnswer, StarLevel } from './star-distribution.answer.ts';

export type StarDistribution = { readonly page: Page; readonly levels: Rates; readonly movement: Movement | null };

/** How unions moved between two rounds; every union is in one link. */
export type Movement = {
  readonly from: { readonly round: string; readonly nodes: readonly MovementNode[] };
  readonly to: { readonly round: string; readonly nodes: readonly MovementNode[] };
  readonly links: readonly MovementLink[];
  /** Names of the three kinds with their counts, for the legend. */
  readonly kinds: Readonly<Record<MovementKind, string>>;
};
export type MovementKind = 'raised' | 'same' | 'lowered';
export type MovementNode = { readonly key: string; readonly name: string; readonly count: number };
/** `from` and `to` are indexes of nodes. */
export type MovementLink = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly kind: MovementKind;
  readonly spoken: string;
};

/** Stars of a level key; 0 for unions without a star. */
function starsOf(key: string): number {
  return Number(key) || 0;
}

function kindOf(fromKey: string, toKey: string): MovementKind {
  const [from, to] = [starsOf(fromKey), starsOf(toKey)];
  return from === to ? 'same' : to > from ? 'raised' : 'lowered';
}

function percent(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(2)}%`;
}

/** Numbers and sentences of `<union-star-distribution>`: unions by level with both shares, and the last movement. */
export function starDistribution(answer: StarDistributionAnswer, language: Language): StarDistribution {
  const { distribution, scope } = answer;
  const { levels } = distribution;
  const active = distribution.activeUnionCount ?? 0;
  const rated = distribution.ratedUnionCount ?? 0;
  const unit = say(language, '家', '');
  const nameOf = (level: StarLevel) => say(language, level.name, level.nameEn);
  const columns = [
    say(language, '工会数（家）', 'Unions'),
    say(language, '占在任工会', 'Of active unions'),
    say(language, '占已评星工会', 'Of rated unions'),
  ];

  const rows = levels.map((level): RateRow => {
    const ofRated =
      level.percentOfRated === null
        ? ''
        : say(
            language,
            `，占已评星工会${percent(level.percentOfRated)}`,
            `, ${percent(level.percentOfRated)} of rated`,
          );
    const count = countText(level.count) + unit;
    return {
      name: nameOf(level),
      cells: [
        {
          share: active ? level.count / active : null,
          band: 0,
          texts: [countText(level.count), percent(level.percentOfActive), percent(level.percentOfRated)],
        },
      ],
      status: null,
      statusWord: '',
      spoken: say(
        language,
        `${nameOf(level)}：${count}，占在任工会${percent(level.percentOfActive)}${ofRated}`,
        `${nameOf(level)}: ${count} unions, ${percent(level.percentOfActive)} of active${ofRated}`,
      ),
    };
  });

  const movement = movementOf(answer, language);
  const top = levels.find((level) => level.level !== null && level.count > 0);
  const words = stateText(distribution.state, language);
  const ratedShare = levels
    .filter((level) => level.level !== null)
    .reduce((sum, level) => sum + (level.percentOfActive ?? 0), 0);
  const asOf = distribution.publication.asOf;
  const day = dayText(asOf, language);
  const sentence = words
    ? say(language, `截至${day}，${scope.name}星级工会分布：${words}。`, `As of ${day}, ${scope.name}: ${words}.`)
    : say(
        language,
        `截至${day}，${scope.name}在任工会${countText(active)}家，其中${countText(rated)}家已评星，占${percent(ratedShare)}` +
          (top ? `；${top.name}${countText(top.count)}家，占已评星工会${percent(top.percentOfRated)}` : '') +
          `。${movement?.sentence ?? ''}`,
        `As of ${day}, ${countText(rated)} of ${countText(active)} active unions of ${scope.name} hold a star (${percent(ratedShare)})` +
          (top ? `; ${countText(top.count)} hold ${top.nameEn}, ${percent(top.percentOfRated)} of the rated` : '') +
          `. ${movement?.sentence ?? ''}`,
      );

  const key = (name: string, value: string, notes: readonly string[]): KeyFigure => ({
    name,
    value: words ?? value,
    isNumber: !words,
    status: null,
    notes,
  });
  const scheme = distribution.scheme?.name ?? '';
  return {
    page: {
      title: say(language, `${scope.name}星级工会分布`, `Star-rated unions of ${scope.name}`),
      asOf,
      publicationId: distribution.publication.id,
      headline: [
        key(say(language, '在任工会', 'Active unions'), countText(active), [scheme]),
        key(say(language, '已评星', 'With a star'), countText(rated), [
          say(language, `占在任工会${percent(ratedShare)}`, `${percent(ratedShare)} of active unions`),
        ]),
        ...(movement ? [key(movement.rounds, movement.headline, [movement.note])] : []),
      ],
      sentence,
      tables: [
        {
          key: 'levels',
          caption: say(language, '各星级工会', 'Unions by level'),
          columns: [
            { name: say(language, '星级', 'Level') },
            { name: columns[0] ?? '', role: 'value' },
            { name: columns[1] ?? '' },
            { name: columns[2] ?? '' },
          ],
          rows: levels.map((level) => [
            nameOf(level),
            countText(level.count),
            percent(level.percentOfActive),
            percent(level.percentOfRated),
          ]),
          none: say(language, '尚无评定数据', 'No ratings yet'),
        },
        ...(movement ? [movement.table] : []),
      ],
      metrics: [distribution.metric],
    },
    levels: { series: [{ name: columns[1] ?? '', target: null, goal: '' }], rows, columns },
    movement: movement?.flow ?? null,
  };
}

function movementOf(answer: StarDistributionAnswer, language: Language) {
  const { movement, distribution } = answer;
  if (!movement?.cells.length) return null;
  const names = new Map(distribution.levels.map((level) => [level.key, say(language, level.name, level.nameEn)]));
  const order = [...names.keys()];
  const keysOf = (side: 'fromKey' | 'toKey') =>
    order.filter((key) => movement.cells.some((cell) => cell[side] === key && cell.count > 0));
  const [fromKeys, toKeys] = [keysOf('fromKey'), keysOf('toKey')];
  const countOf = (from: string, to: string) =>
    movement.cells.find((cell) => cell.fromKey === from && cell.toKey === to)?.count ?? 0;
  const sum = (kind: MovementKind) =>
    movement.cells.reduce((total, cell) => total + (kindOf(cell.fromKey, cell.toKey) === kind ? cell.count : 0), 0);
  const [raised, same, lowered] = [sum('raised'), sum('same'), sum('lowered')].map(countText);
  const [fromName, toName] = [movement.fromRound.name, movement.toRound.name];
  const nodes = (keys: readonly string[], count: (key: string) => number) =>
    keys.map((key) => ({ key, name: names.get(key) ?? key, count: count(key) }));
  const flow: Movement = {
    from: {
      round: fromName,
      nodes: nodes(fromKeys, (key) => toKeys.reduce((total, to) => total + countOf(key, to), 0)),
    },
    to: {
      round: toName,
      nodes: nodes(toKeys, (key) => fromKeys.reduce((total, from) => total + countOf(from, key), 0)),
    },
    links: fromKeys.flatMap((fromKey, from) =>
      toKeys.flatMap((toKey, to) => {
        const count = countOf(fromKey, toKey);
        const [a, b] = [names.get(fromKey) ?? fromKey, names.get(toKey) ?? toKey];
        if (count === 0) return [];
        const spoken = say(language, `${a} → ${b}：${countText(count)}家`, `${a} to ${b}: ${countText(count)} unions`);
        return [{ from, to, count, kind: kindOf(fromKey, toKey), spoken }];
      }),
    ),
    kinds: {
      raised: say(language, `升星 ${raised}`, `raised ${raised}`),
      same: say(language, `不变 ${same}`, `unchanged ${same}`),
      lowered: say(language, `降星 ${lowered}`, `lowered ${lowered}`),
    },
  };
  const table: Table = {
    key: 'movement',
    caption: say(
      language,
      `两轮之间的变动：${fromName}（行）→ ${toName}（列），单位：家`,
      `Movement: ${fromName} (rows) to ${toName} (columns), unions`,
    ),
    columns: [
      { name: say(language, '上轮 ＼ 本轮', 'From \\ to') },
      ...toKeys.map((key) => ({ name: names.get(key) ?? key })),
    ],
    rows: fromKeys.map((from) => [names.get(from) ?? from, ...toKeys.map((to) => countText(countOf(from, to)))]),
    none: '',
  };
  return {
    flow,
    table,
    rounds: say(language, '本轮变动', 'Movement'),
    headline: say(language, `升${raised} 降${lowered}`, `+${raised} \u2212${lowered}`),
    note: say(language, `与${fromName}相比，升星含首次命名`, `against ${fromName}; first stars count as raised`),
    sentence: say(
      language,
      `与${fromName}相比，${toName}升星${raised}家（含首次命名），降星或撤销${lowered}家，不变${same}家。`,
      `Against ${fromName}, ${raised} were raised (first stars included), ${lowered} lowered or removed, ${same} unchanged.`,
    ),
  };
}
