import { type Language, say } from '../shared/language.ts';
import { measureOf } from '../shared/measure.ts';
import { dayText, monthText, percentText, pointsText } from '../shared/numbers.ts';
import type { Draft, KeyFigure } from '../shared/page.ts';
import { axisOf, type Cell, textCell, valueCell } from '../shared/table.ts';
import { goalText, statusText } from '../shared/words.ts';
import type { TargetAnswer } from './target.answer.ts';

/** What `<union-target>` says: value, path today, gap, need, what is to be expected at the end, and the status. */
export function target(
  { scope, publication, metric, target: status, months }: TargetAnswer,
  language: Language,
): Draft {
  const measure = measureOf(metric, language);
  const title = say(language, `${scope.name}${measure.name}目标`, `${measure.name}: target of ${scope.name}`);
  const day = dayText(status?.countedOn ?? publication.asOf, language);
  const caption = say(language, '按月走势', 'By month');
  const none = say(language, '暂无走势数据', 'No months yet');
  const month = say(language, '月份', 'Month');
  if (!status) {
    return {
      title,
      publication,
      headline: [],
      sentence: say(
        language,
        `截至${day}，${scope.name}的${measure.name}没有目标。`,
        `${day}: no target holds for ${measure.name} of ${scope.name}.`,
      ),
      state: 'empty',
      tables: [],
      metrics: [metric],
    };
  }

  const { target: goal, projection, pathValue, value, need, requiredPerMonth } = status;
  const hasPath = pathValue !== null && goal.baselineValue !== null;
  const goalWords = goalText(goal, language, measure);
  const text = measure.text(status, goal);
  const ends = dayText(goal.endsOn, language);
  const points = (share: number) =>
    measure.isShare
      ? pointsText(percentText(status.numerator ?? 0, status.denominator || 1, goal), { ...goal, targetValue: share }) +
        say(language, '个百分点', ' points')
      : measure.valueText(Math.abs((value ?? 0) - share));
  const isPast = status.status === 'MET';
  const [lacks, more] = metric.better === 'LOWER' ? (['还须减少', 'fewer'] as const) : (['还差', 'more'] as const);
  // Where less is better, to be below the path is to be ahead of it.
  const isBehind = (status.gapToPathPoints ?? 0) < 0;
  const expected =
    projection?.state === 'PROJECTED' && projection.value !== null
      ? {
          value: projection.value,
          text: measure.valueText(projection.value),
          range: [projection.lower ?? projection.value, projection.upper ?? projection.value] as const,
        }
      : undefined;
  const rangeText =
    expected &&
    say(
      language,
      `可能范围${expected.range.map(measure.valueText).join('至')}`,
      `likely ${expected.range.map(measure.valueText).join(' to ')}`,
    );
  const reaches = projection?.reachesOn;
  const perMonth = requiredPerMonth === null ? '' : measure.amount(Math.ceil(requiredPerMonth));

  const expectation: KeyFigure[] = expected
    ? [
        {
          name: say(language, '到期预计', 'Expected at the end'),
          value: expected.text,
          isNumber: true,
          notes: [
            rangeText ?? '',
            isPast
              ? ''
              : reaches
                ? say(
                    language,
                    `按趋势${dayText(reaches, language)}达标`,
                    `would be met on ${dayText(reaches, language)}`,
                  )
                : say(language, '按趋势到期不能达标', 'would not be met in time'),
          ],
        },
      ]
    : [];
  const headline: readonly KeyFigure[] = [
    {
      name: measure.name,
      value: text,
      isNumber: value !== null,
      target: status,
      notes: [
        measure.fraction(status),
        say(language, '目标', 'Target ') + goalWords,
        need ? say(language, `${lacks}${measure.amount(need)}`, `${measure.amount(need)} ${more}`) : '',
      ],
    },
    ...(hasPath
      ? [
          {
            name: say(language, '今日应到', 'Path today'),
            value: measure.valueText(pathValue),
            isNumber: true,
            notes: [
              value === null
                ? ''
                : (isBehind ? say(language, '落后', 'behind by ') : say(language, '超前', 'ahead by ')) +
                  points(pathValue),
              say(
                language,
                `时间已过${Math.round(status.timeProgress * 100)}%，${ends}到期`,
                `${Math.round(status.timeProgress * 100)}% of the time, until ${ends}`,
              ),
            ],
          },
        ]
      : []),
    ...expectation,
  ];

  const of =
    goal.scope.name === scope.name ? '' : say(language, `（${goal.scope.name}下达）`, ` (set for ${goal.scope.name})`);
  const sentence =
    say(
      language,
      `截至${day}，${scope.name}${measure.name}${text}，目标${of}为${ends}前${goalWords}`,
      `${day}: ${measure.name} of ${scope.name} is ${text}; the target${of} is ${goalWords} by ${ends}`,
    ) +
    (value === null
      ? ''
      : isPast
        ? say(language, '，已达标', ', which is met')
        : say(language, `，相差${points(goal.targetValue)}`, `, ${points(goal.targetValue)} away`) +
          (need
            ? say(language, `，${lacks}${measure.amount(need)}`, `; ${measure.amount(need)} ${more} are needed`)
            : '') +
          (need && perMonth ? say(language, `，平均每月${perMonth}`, `, ${perMonth} a month`) : '')) +
    (hasPath && value !== null
      ? say(
          language,
          `；今日应到${measure.valueText(pathValue)}，${isBehind ? '落后' : '超前'}${points(pathValue)}`,
          `; the path stands at ${measure.valueText(pathValue)} today, ${points(pathValue)} ${isBehind ? 'ahead of the value' : 'behind the value'}`,
        )
      : '') +
    (expected
      ? say(
          language,
          `；到期预计${expected.text}，${rangeText}`,
          `; expected at the end: ${expected.text}, ${rangeText}`,
        )
      : '') +
    say(language, `。状态：${statusText(status, language)}。`, `. Status: ${statusText(status, language)}.`);

  // The last months, the first and last day of the period, and today.
  const figures = new Map(months.points.slice(-12).map((point) => [point.asOf, point]));
  const days = new Set([...figures.keys(), status.countedOn]);
  const bends = hasPath ? (goal.milestones ?? []) : [];
  for (const { dueOn } of bends) days.add(dueOn);
  if (hasPath) days.add(goal.startsOn).add(goal.endsOn);
  else if (expected) days.add(goal.endsOn);
  const path: Readonly<Record<string, number | null>> = {
    [goal.startsOn]: goal.baselineValue,
    ...Object.fromEntries(bends.map(({ dueOn, value: bend }) => [dueOn, bend])),
    [status.countedOn]: pathValue,
    [goal.endsOn]: goal.targetValue,
  };
  const valueAt = (share: number | null | undefined): Cell =>
    share == null ? { text: '–', share: null } : { text: measure.valueText(share), share };
  const figureAt = (on: string) => (on === status.countedOn ? status : figures.get(on));
  return {
    title,
    publication,
    day: status.countedOn,
    headline,
    sentence,
    ...(value === null && { state: status.state }),
    tables: [
      {
        key: 'path',
        scrolls: 'y',
        caption,
        columns: [
          { name: month },
          { name: say(language, '实际', 'Actual'), role: 'bar', goal: { share: goal.targetValue, text: goalWords } },
          ...(hasPath ? [{ name: say(language, '应到', 'Path'), role: 'bar' as const, joins: true }] : []),
          ...(expected ? [{ name: say(language, '预计', 'Expected'), role: 'bar' as const, joins: true }] : []),
        ],
        rows: [...days]
          .sort()
          .reverse()
          .map((on) => {
            const figure = figureAt(on);
            return {
              day: on,
              cells: [
                textCell(/-(28|29|30|31)$/.test(on) ? monthText(on, language) : dayText(on, language)),
                figure ? valueCell(figure, measure, goal) : textCell('–'),
                ...(hasPath ? [valueAt(path[on])] : []),
                ...(expected
                  ? [
                      on === goal.endsOn
                        ? {
                            text: expected.text,
                            share: expected.value,
                            range: expected.range,
                            note: expected.range.map(measure.valueText).join(say(language, '至', ' to ')),
                          }
                        : { text: '–', share: on === status.countedOn ? value : null },
                    ]
                  : []),
              ],
            };
          }),
        breaks: months.breaks.map(({ at }) => at),
        band: say(language, '可能范围', 'likely range'),
        ...axisOf(measure, [goal.targetValue, value, expected?.range[1], ...months.points.map((point) => point.value)]),
        none,
      },
    ],
    metrics: [metric],
  };
}
