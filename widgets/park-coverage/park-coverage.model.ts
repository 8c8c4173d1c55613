import type { Counts, Headline, RankRow, TargetStatus } from '../shared/answer.ts';
import { fractionText, needText, targetClause, type WriteAmount } from '../shared/clauses.ts';
import { type Language, say } from '../shared/language.ts';
import { countText, dayText, monthText } from '../shared/numbers.ts';
import type { Cell, KeyFigure, Page, Table } from '../shared/page.ts';
import { joinByDay, type RateRow, type RateSeries, type Rates, rateCell, worstStatus } from '../shared/rates.ts';
import { figureText, goalText, statusText } from '../shared/words.ts';
import type { ParkCoverageAnswer } from './park-coverage.answer.ts';

/** Months in the trend. */
const MONTHS = 24;

export type ParkCoverage = { readonly page: Page; readonly parks: Rates; readonly months: Rates };

type Rated = Counts & { readonly target?: TargetStatus | null };
type Park = { readonly name: string; readonly enterprises: Rated; readonly members: Rated };

const NOT_REPORTED: Counts = { numerator: null, denominator: null, value: null, state: 'NOT_REPORTED' };

/** The rows of both rankings, one a park, in the order of the enterprise rate; a park as scope is its own only row. */
function parksOf(answer: ParkCoverageAnswer): readonly Park[] {
  if (answer.scope.kind === 'PARK') {
    return [{ name: answer.scope.name, enterprises: answer.enterprises, members: answer.members }];
  }
  const rated = (row: RankRow | undefined): Rated =>
    row ? { ...row.figure, target: row.target ?? null } : NOT_REPORTED;
  const byMembers = new Map(answer.parksByMembers.rows.map((row) => [row.scope.id, row]));
  return answer.parksByEnterprises.rows.map((row) => ({
    name: row.scope.name,
    enterprises: rated(row),
    members: rated(byMembers.get(row.scope.id)),
  }));
}

/** Numbers and sentences of `<union-park-coverage>`: both rates of the scope, of every park and by month. */
export function parkCoverage(answer: ParkCoverageAnswer, language: Language): ParkCoverage {
  const { enterprises, members, scope } = answer;
  const firms: WriteAmount = (count) => countText(count) + say(language, '家', '');
  const people: WriteAmount = (count) => countText(count) + say(language, '人', '');
  const nameOf = (headline: Headline) => say(language, headline.metric.name, headline.metric.nameEn);
  const asOf = enterprises.publication.asOf;
  const parks = parksOf(answer);

  const series: readonly RateSeries[] = [enterprises, members].map((headline) => ({
    name: nameOf(headline),
    target: headline.target?.target ?? null,
    goal: headline.target ? goalText(headline.target.target, language) : '',
  }));
  const text = (figure: Rated) => figureText(figure, language, figure.target?.target);
  const spokenRate = (name: string, figure: Rated, write: WriteAmount) =>
    `${name}${say(language, '', ' ')}${text(figure)}${
      figure.value === null
        ? ''
        : say(language, `（${fractionText(figure, write)}）`, ` (${fractionText(figure)})`) +
          targetClause(figure, write, language)
    }`;
  const spoken = (name: string, first: Rated, second: Rated) =>
    say(language, `${name}：`, `${name}: `) +
    [spokenRate(nameOf(enterprises), first, firms), spokenRate(nameOf(members), second, people)].join(
      say(language, '；', '; '),
    );

  const parkRows = parks.map((park): RateRow => {
    const status = worstStatus([park.enterprises.target, park.members.target]);
    const word = status ? statusText(status, language) : '';
    return {
      name: park.name,
      cells: [
        rateCell(park.enterprises, [text(park.enterprises), needText(park.enterprises.target, firms, language)]),
        rateCell(park.members, [text(park.members), needText(park.members.target, people, language)]),
      ],
      status,
      statusWord: word,
      spoken: spoken(park.name, park.enterprises, park.members) + (word && say(language, `。${word}`, `. ${word}`)),
    };
  });

  const months = joinByDay([answer.enterprisesByMonth.points, answer.membersByMonth.points], MONTHS);
  const monthRows = months.map(({ day, points }): RateRow => {
    const [first = NOT_REPORTED, second = NOT_REPORTED] = points.map((point) => point ?? NOT_REPORTED);
    const name = monthText(day, language);
    return {
      name,
      day,
      cells: [rateCell(first, [text(first)]), rateCell(second, [text(second)])],
      status: null,
      statusWord: '',
      spoken: spoken(name, first, second),
    };
  });

  const passing = parks.filter(
    (park) => park.enterprises.target?.status === 'MET' && park.members.target?.status === 'MET',
  ).length;
  const goal = series[0]?.goal ?? '';
  const passed =
    parks.length && goal && scope.kind !== 'PARK'
      ? say(
          language,
          `${parks.length}个园区中，${passing}个两率均${goal}。`,
          ` ${passing} of ${parks.length} parks have both rates ${goal}.`,
        )
      : '';
  const sentence =
    say(
      language,
      `截至${dayText(asOf, language)}，${scope.name}`,
      `As of ${dayText(asOf, language)}, ${scope.name}: `,
    ) +
    [spokenRate(nameOf(enterprises), enterprises, firms), spokenRate(nameOf(members), members, people)].join(
      say(language, '；', '; '),
    ) +
    say(language, '。', '.') +
    passed;

  return {
    page: {
      title: say(language, `${scope.name}企业建会率和职工入会率`, `Union coverage of ${scope.name}`),
      asOf,
      publicationId: enterprises.publication.id,
      headline: [
        keyFigure(enterprises, nameOf(enterprises), firms, language, effectiveNote(answer, language)),
        keyFigure(members, nameOf(members), people, language),
      ],
      sentence,
      tables: [parkTable(parks, series, language), monthTable(months, series, language)],
      metrics: [enterprises.metric, members.metric],
    },
    parks: {
      series,
      rows: parkRows,
      columns: [say(language, '比例', 'Rate'), say(language, '距目标', 'To target')],
    },
    months: { series, rows: monthRows, columns: [], breaks: answer.enterprisesByMonth.breaks.map(({ at }) => at) },
  };
}

/** The share that remains when shell and zombie unions do not count. */
function effectiveNote({ effectiveEnterprises, enterprises }: ParkCoverageAnswer, language: Language): string[] {
  if (effectiveEnterprises.value === null) return [];
  const text = figureText(effectiveEnterprises, language, enterprises.target?.target);
  return [say(language, `不计空壳、僵尸工会为${text}`, `${text} without shell and zombie unions`)];
}

function keyFigure(
  figure: Headline,
  name: string,
  write: WriteAmount,
  language: Language,
  notes: readonly string[] = [],
): KeyFigure {
  const { target } = figure;
  const need = needText(target, write, language);
  return {
    name,
    value: figureText(figure, language, target?.target),
    isNumber: figure.value !== null,
    status: target?.status ?? null,
    notes: [
      ...(figure.value === null ? [] : [fractionText(figure, write)]),
      ...(target
        ? [
            say(language, `目标${goalText(target.target, language)}`, `Target ${goalText(target.target, language)}`) +
              (need === '–' ? '' : say(language, `，${need}`, `, ${need}`)),
          ]
        : []),
      ...notes,
    ],
  };
}

function parkTable(parks: readonly Park[], series: readonly RateSeries[], language: Language): Table {
  const needCell = (figure: Rated) => (figure.target?.need == null ? '–' : countText(figure.target.need));
  const hasTarget = parks.some((park) => park.enterprises.target || park.members.target);
  return {
    key: 'parks',
    folds: true,
    caption: say(language, `各园区两率（${parks.length}个园区）`, `Both rates by park (${parks.length} parks)`),
    columns: [
      { name: say(language, '园区', 'Park') },
      { name: series[0]?.name ?? '', role: 'value' },
      { name: say(language, '已建会/在册（家）', 'Unionised / active') },
      { name: say(language, '还差（家）', 'Needed') },
      { name: series[1]?.name ?? '', role: 'value' },
      { name: say(language, '会员/职工（人）', 'Members / workers') },
      { name: say(language, '还差（人）', 'Needed') },
      ...(hasTarget ? [{ name: say(language, '状态', 'Status'), role: 'end' as const }] : []),
    ],
    rows: parks.map(({ name, enterprises, members }) => [
      name,
      ...[enterprises, members].flatMap((figure): Cell[] => [
        figureText(figure, language, figure.target?.target),
        fractionText(figure),
        needCell(figure),
      ]),
      ...(hasTarget ? [{ status: worstStatus([enterprises.target, members.target]) }] : []),
    ]),
    none: say(language, '本范围内没有园区数据', 'No park in this scope'),
  };
}

function monthTable(months: ReturnType<typeof joinByDay>, series: readonly RateSeries[], language: Language): Table {
  return {
    key: 'months',
    scrolls: true,
    caption: say(language, '按月走势', 'By month'),
    columns: [
      { name: say(language, '月份', 'Month') },
      { name: series[0]?.name ?? '', role: 'value' },
      { name: say(language, '已建会/在册（家）', 'Unionised / active') },
      { name: series[1]?.name ?? '', role: 'value' },
      { name: say(language, '会员/职工（人）', 'Members / workers') },
    ],
    rows: months.map(({ day, points }) => [
      monthText(day, language),
      ...points.flatMap((point, index) => {
        const figure = point ?? NOT_REPORTED;
        return [figureText(figure, language, series[index]?.target), fractionText(figure)];
      }),
    ]),
    none: say(language, '暂无走势数据', 'No months yet'),
  };
}
