import { type Language, say } from '../shared/language.ts';
import { measureOf } from '../shared/measure.ts';
import { dayText, monthText } from '../shared/numbers.ts';
import type { Draft } from '../shared/page.ts';
import { axisOf, byDay, goalOf, textCell, valueCell } from '../shared/table.ts';
import { goalText } from '../shared/words.ts';
import type { MetricAnswer } from './metric.answer.ts';

/** What `<union-metric>` says: one figure of whichever metric as a number, with its months. */
export function metric({ scope, publication, figure, months }: MetricAnswer, language: Language): Draft {
  const measure = measureOf(figure.metric, language);
  const { target, period, value } = figure;
  const until = dayText(figure.asOf ?? publication.asOf, language);
  const since = period?.start && period.start < (figure.asOf ?? '') ? dayText(period.start, language) : '';
  const text = measure.text(figure, target?.target);
  const fraction = measure.fraction(figure);
  const goal = goalOf(target, language, measure);
  const need = target?.need ? measure.amount(target.need) : '';
  const points = byDay(months.points);
  const before = points[1]?.figures[0];
  const change = value === null || before?.value == null ? undefined : value - before.value;
  const changeWords =
    change === undefined || since
      ? ''
      : !change
        ? say(language, '与上月持平', 'unchanged since last month')
        : say(language, `较上月${change > 0 ? '升' : '降'}`, `${change > 0 ? 'up' : 'down'} since last month by `) +
          (measure.isShare
            ? `${Math.abs(change * 100).toFixed(2)}${say(language, '个百分点', ' points')}`
            : measure.valueText(Math.abs(change)));
  const late = figure.includesLate ? say(language, '含补录', 'with late entries') : '';
  const hasFraction = points.some(({ figures: [one] }) => one && measure.fraction(one));

  return {
    title: say(language, `${scope.name}${measure.name}`, `${measure.name} of ${scope.name}`),
    publication,
    day: figure.asOf,
    headline: [
      {
        name: measure.name,
        value: text,
        isNumber: value !== null,
        target,
        notes: [
          fraction,
          target
            ? say(language, '目标', 'Target ') +
              goalText(target.target, language, measure) +
              (need && say(language, `，还差${need}`, `, ${need} more`))
            : '',
          changeWords,
          late,
        ],
      },
    ],
    sentence:
      say(
        language,
        `${since ? `${since}至` : '截至'}${until}，${scope.name}${measure.name}：${text}`,
        `${scope.name}, ${since ? `${since} to ` : ''}${until}: ${measure.name} ${text}`,
      ) +
      (fraction && say(language, `（${fraction}）`, ` (${fraction})`)) +
      (changeWords && say(language, `，${changeWords}`, `, ${changeWords}`)) +
      (goal ? say(language, `；目标${goal.text}`, `; the target is ${goal.text}`) : '') +
      (need && say(language, `，还差${need}`, `, ${need} more needed`)) +
      (late && say(language, `，${late}`, `, ${late}`)) +
      say(language, '。', '.'),
    ...(value === null && { state: figure.state }),
    tables: [
      {
        key: 'months',
        scrolls: 'y',
        caption: say(language, '按月走势', 'By month'),
        columns: [
          { name: say(language, '月份', 'Month') },
          { name: measure.name, role: 'bar', goal },
          ...(hasFraction ? [{ name: say(language, '分子 / 分母', 'Part / whole') }] : []),
        ],
        rows: points.map(({ day, figures: [point] }) => ({
          day,
          cells: [
            textCell(monthText(day, language)),
            ...(point ? [valueCell(point, measure, target?.target)] : []),
            ...(hasFraction && point ? [textCell(measure.fraction(point) || '–')] : []),
          ],
        })),
        breaks: months.breaks.map(({ at }) => at),
        ...axisOf(measure, [goal?.share, ...points.map(({ figures: [point] }) => point?.value)]),
        none: say(language, '暂无走势数据', 'No months yet'),
      },
    ],
    metrics: [figure.metric],
  };
}
