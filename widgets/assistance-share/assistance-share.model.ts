import type { Counts, Headline } from '../shared/answer.ts';
import { targetClause } from '../shared/clauses.ts';
import { type Language, say } from '../shared/language.ts';
import { dayText, moneyText, monthText, percentText, yuanText } from '../shared/numbers.ts';
import type { Draft, KeyFigure } from '../shared/page.ts';
import { byDay, type Column, figureCell, goalOf, textCell } from '../shared/table.ts';
import { figureText, goalText } from '../shared/words.ts';
import type { AssistanceShareAnswer } from './assistance-share.answer.ts';

/** The share of the whole that has no class; `–` when that cannot be said. */
function unclassifiedText({ unclassified, denominator, value }: Counts): string {
  return value === null || unclassified == null || !denominator ? '–' : percentText(unclassified, denominator);
}

/** What `<union-assistance-share>` says: the share that reached frontline workers, by place and month, and spending. */
export function assistanceShare(answer: AssistanceShareAnswer, language: Language): Draft {
  const { assistance, spendingBroad, spendingStrict, scope } = answer;
  const { publication, period, numerator, denominator } = assistance;
  const target = assistance.target?.target;
  const places = (answer.towns.rows.length ? answer.towns : answer.federations).rows;
  const money = (cents: number | null) => moneyText(cents ?? 0, language);
  const yuan = (cents: number | null | undefined) => textCell(cents == null ? '–' : yuanText(cents));
  const text = (figure: Headline) => figureText(figure, language, figure.target?.target);

  const keyFigure = (figure: Headline, name: string): KeyFigure => {
    const unclassified = unclassifiedText(figure);
    return {
      name,
      value: text(figure),
      isNumber: figure.value !== null,
      target: figure.target,
      notes: [
        figure.value === null ? '' : `${money(figure.numerator)} / ${money(figure.denominator)}`,
        unclassified === '–' ? '' : say(language, '另有未分类', 'unclassified ') + unclassified,
        figure.target ? say(language, '目标', 'Target ') + goalText(figure.target.target, language) : '',
      ],
    };
  };
  const columns: readonly Column[] = [
    {
      name: say(language, '到达一线和困难职工', 'Reached front line or hardship'),
      role: 'bar',
      short: say(language, '比例', 'Share'),
      goal: goalOf(assistance.target, language),
    },
    { name: say(language, '未分类', 'Unclassified'), role: 'note' },
    { name: say(language, '到达（元）', 'Reached (yuan)'), role: 'line' },
    { name: say(language, '已发（元）', 'Paid (yuan)'), role: 'line' },
  ];
  const cells = (figure: Counts) => [
    figureCell(figure, language, target),
    textCell(unclassifiedText(figure)),
    yuan(figure.numerator),
    yuan(figure.denominator),
  ];
  const [until, since, spentUntil] = [
    assistance.asOf ?? publication.asOf,
    period?.start,
    spendingBroad.asOf ?? publication.asOf,
  ].map((day) => day && dayText(day, language));
  const [spending, spendingEn] =
    spentUntil === until
      ? ['同期工会经费支出中', 'Of union spending in the same period']
      : [`截至${spentUntil}的本年工会经费支出中`, `Of union spending in the year to ${spentUntil}`];
  const unclassified = unclassifiedText(assistance);
  const share = say(language, '到达一线和困难职工', 'reached workers on the front line or in hardship');
  const main =
    assistance.value === null
      ? say(
          language,
          `帮扶资金${share}的比例：${text(assistance)}`,
          `share of assistance that ${share}: ${text(assistance)}`,
        )
      : say(
          language,
          `已发帮扶资金${money(denominator)}，其中${money(numerator)}${share}，占${text(assistance)}`,
          `${money(denominator)} of assistance paid, ${money(numerator)} ${share}, ${text(assistance)}`,
        ) +
        targetClause(assistance, money, language) +
        (unclassified === '–' ? '' : say(language, `；另有${unclassified}未分类`, `; ${unclassified} is unclassified`));

  return {
    title: say(language, `${scope.name}帮扶资金到达一线情况`, `Assistance that reached the front line, ${scope.name}`),
    publication,
    day: assistance.asOf,
    headline: [
      keyFigure(assistance, say(language, '帮扶资金到达一线和困难职工', 'Assistance to the front line or hardship')),
      keyFigure(spendingBroad, say(language, '经费用于职工（宽口径）', 'Spending on workers (broad)')),
      keyFigure(spendingStrict, say(language, '经费用于一线（严口径）', 'Spending on the front line (strict)')),
    ],
    sentence: say(
      language,
      `${since ? `${since}至` : '截至'}${until}，${scope.name}${main}。${spending}，用于职工（宽口径）：${text(spendingBroad)}；用于一线职工（严口径）：${text(spendingStrict)}。`,
      `${scope.name}, ${since ? `${since} to ` : ''}${until}: ${main}. ${spendingEn}: on workers (broad) ${text(spendingBroad)}; on the front line (strict) ${text(spendingStrict)}.`,
    ),
    tables: [
      {
        key: 'places',
        folds: true,
        caption: say(language, '各地比例（本年累计）', 'By place (year to date)'),
        columns: [{ name: say(language, '地区', 'Place') }, ...columns],
        rows: places.map(({ scope: place, figure }) => ({ cells: [textCell(place.name), ...cells(figure)] })),
        none: say(language, '本范围内没有下级数据', 'Nothing below this scope'),
      },
      {
        key: 'months',
        scrolls: 'y',
        caption: say(language, '按月走势（当月发放）', 'By month (paid in the month)'),
        columns: [{ name: say(language, '月份', 'Month') }, ...columns],
        rows: byDay(answer.months.points).map(({ day, figures }) => ({
          day,
          cells: [textCell(monthText(day, language)), ...figures.flatMap(cells)],
        })),
        breaks: answer.months.breaks.map(({ at }) => at),
        none: say(language, '暂无走势数据', 'No months yet'),
      },
    ],
    metrics: [assistance.metric, spendingBroad.metric, spendingStrict.metric],
  };
}
