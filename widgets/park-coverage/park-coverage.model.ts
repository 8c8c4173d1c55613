import type { Counts, Headline, RankRow, TargetStatus } from '../shared/answer.ts';
import { fractionText, needText, targetClause, type WriteAmount } from '../shared/clauses.ts';
import { type Language, say } from '../shared/language.ts';
import { countText, dayText, monthText } from '../shared/numbers.ts';
import type { Draft, KeyFigure } from '../shared/page.ts';
import { byDay, figureCell, goalOf, NOT_REPORTED, statusCell, textCell } from '../shared/table.ts';
import { figureText, goalText } from '../shared/words.ts';
import type { ParkCoverageAnswer } from './park-coverage.answer.ts';

type Rated = Counts & { readonly target?: TargetStatus | null };
type Park = { readonly name: string; readonly rates: readonly Rated[] };

/** The rows of both rankings, one a park, in the order of the enterprise rate; a park as scope is its own only row. */
function parksOf({ scope, enterprises, members, ...answer }: ParkCoverageAnswer): readonly Park[] {
  if (scope.kind === 'PARK') return [{ name: scope.name, rates: [enterprises, members] }];
  const rated = (row: RankRow | undefined): Rated => ({
    ...(row?.figure ?? NOT_REPORTED),
    target: row?.target ?? null,
  });
  const byMembers = new Map(answer.parksByMembers.rows.map((row) => [row.scope.id, row]));
  return answer.parksByEnterprises.rows.map((row) => ({
    name: row.scope.name,
    rates: [rated(row), rated(byMembers.get(row.scope.id))],
  }));
}

/** What `<union-park-coverage>` says: both rates of the scope, of every park and by month. */
export function parkCoverage(answer: ParkCoverageAnswer, language: Language): Draft {
  const { enterprises, members, effectiveEnterprises, scope } = answer;
  const { publication } = enterprises;
  const parks = parksOf(answer);
  const firms: WriteAmount = (count) => countText(count) + say(language, '家', '');
  const people: WriteAmount = (count) => countText(count) + say(language, '人', '');
  const nameOf = (headline: Headline) => say(language, headline.metric.name, headline.metric.nameEn);
  const text = (figure: Rated) => figureText(figure, language, figure.target?.target);

  const clause = (headline: Headline, write: WriteAmount) =>
    nameOf(headline) +
    say(language, '', ' ') +
    text(headline) +
    (headline.value === null
      ? ''
      : say(language, `（${fractionText(headline, write)}）`, ` (${fractionText(headline)})`)) +
    targetClause(headline, write, language);
  const keyFigure = (headline: Headline, write: WriteAmount, note: string): KeyFigure => {
    const { target, value } = headline;
    const need = needText(target, write, language);
    return {
      name: nameOf(headline),
      value: text(headline),
      isNumber: value !== null,
      target,
      notes: [
        value === null ? '' : fractionText(headline, write),
        target
          ? say(language, '目标', 'Target ') +
            goalText(target.target, language) +
            (need && say(language, '，', ', ') + need)
          : '',
        note,
      ],
    };
  };
  const isOwn = (rate: Rated, index: number) => {
    const [own, common] = [rate.target?.target, [enterprises, members][index]?.target?.target];
    return !!own && (own.targetValue !== common?.targetValue || own.comparison !== common.comparison);
  };
  const haveOwn = parks.some(({ rates }) => rates.some(isOwn));
  const passing = parks.filter(({ rates }) => rates.every((rate) => rate.target?.status === 'MET')).length;
  const goal = goalOf(enterprises.target, language);
  const bars = [enterprises, members].map((headline) => ({
    name: nameOf(headline),
    role: 'bar' as const,
    short: say(language, '比例', 'Rate'),
    goal: goalOf(headline.target, language),
  }));
  const fractions = [
    say(language, '已建会/在册（家）', 'Unionised / active'),
    say(language, '会员/职工（人）', 'Members / workers'),
  ];
  const needs = [say(language, '还差（家）', 'Enterprises needed'), say(language, '还差（人）', 'Members needed')];
  const needCell = ({ value, target }: Rated) =>
    textCell(value === null || !target ? '–' : countText(target.need ?? 0));

  return {
    title: say(language, `${scope.name}企业建会率和职工入会率`, `Union coverage of ${scope.name}`),
    publication,
    headline: [
      keyFigure(
        enterprises,
        firms,
        effectiveEnterprises.value === null
          ? ''
          : say(language, '不计空壳、僵尸工会为', 'without shell and zombie unions ') + text(effectiveEnterprises),
      ),
      keyFigure(members, people, ''),
    ],
    sentence:
      say(
        language,
        `截至${dayText(publication.asOf, language)}，${scope.name}`,
        `${scope.name}, ${dayText(publication.asOf, language)}: `,
      ) +
      clause(enterprises, firms) +
      say(language, '；', '; ') +
      clause(members, people) +
      say(language, '。', '.') +
      (goal && parks.length && scope.kind !== 'PARK'
        ? say(
            language,
            `${parks.length}个园区中，${passing}个两率均${haveOwn ? '达到各自的目标' : goal.text}。`,
            ` ${passing} of ${parks.length} parks have both rates ${haveOwn ? 'at the targets of their own' : goal.text}.`,
          )
        : ''),
    tables: [
      {
        key: 'parks',
        folds: true,
        caption: say(language, '各园区两率', 'Both rates by park'),
        columns: [
          { name: say(language, '园区', 'Park') },
          ...bars.flatMap((bar, index) => [
            bar,
            { name: fractions[index] ?? '' },
            { name: needs[index] ?? '', role: 'note' as const, ofTarget: true, short: say(language, '还差', 'Needed') },
          ]),
          { name: say(language, '状态', 'Status'), role: 'end' },
        ],
        rows: parks.map(({ name, rates }) => {
          const goals = rates.map((rate, index) =>
            isOwn(rate, index) ? goalOf(rate.target ?? null, language) : undefined,
          );
          const own = [...new Set(goals.flatMap((one) => one?.text ?? []))].join(say(language, '、', ', '));
          return {
            cells: [
              { text: name, ...(own && { note: say(language, '目标', 'target ') + own }) },
              ...rates.flatMap((rate, index) => [
                figureCell(rate, language, rate.target?.target, goals[index]),
                textCell(fractionText(rate)),
                needCell(rate),
              ]),
              statusCell(
                rates.map((rate) => rate.target),
                language,
              ),
            ],
          };
        }),
        none: say(language, '本范围内没有园区数据', 'No park in this scope'),
      },
      {
        key: 'months',
        scrolls: 'y',
        caption: say(language, '按月走势', 'By month'),
        columns: [
          { name: say(language, '月份', 'Month') },
          ...bars.flatMap((bar, index) => [bar, { name: fractions[index] ?? '' }]),
        ],
        rows: byDay(answer.enterprisesByMonth.points, answer.membersByMonth.points).map(({ day, figures }) => ({
          day,
          cells: [
            textCell(monthText(day, language)),
            ...figures.flatMap((figure, index) => [
              figureCell(figure, language, [enterprises, members][index]?.target?.target),
              textCell(fractionText(figure)),
            ]),
          ],
        })),
        breaks: answer.enterprisesByMonth.breaks.map(({ at }) => at),
        none: say(language, '暂无走势数据', 'No months yet'),
      },
    ],
    metrics: [enterprises.metric, members.metric],
  };
}
