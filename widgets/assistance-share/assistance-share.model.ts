import type { Counts, Headline } from '../shared/answer.ts';
import { targetClause } from '../shared/clauses.ts';
import { type Language, say } from '../shared/language.ts';
import { dayText, moneyText, monthText, percentText, yuanText } from '../shared/numbers.ts';
import type { KeyFigure, Page, Table } from '../shared/page.ts';
import { joinByDay, type RateRow, type Rates, rateCell } from '../shared/rates.ts';
import { figureText, goalText } from '../shared/words.ts';
import type { AssistanceShareAnswer } from './assistance-share.answer.ts';

/** Months in the trend. */
const MONTHS = 24;

export type AssistanceShare = { readonly page: Page; readonly months: Rates; readonly places: Rates };

/** Share of the whole that has no class; empty when the metric has none or nothing is unclassified. */
function unclassifiedText({ unclassified, denominator, value }: Counts): string {
  return value === null || unclassified == null || !denominator ? '–' : percentText(unclassified, denominator);
}

/** Numbers and sentences of `<union-assistance-share>`: the share that reached frontline workers, by month and place. */
export function assistanceShare(answer: AssistanceShareAnswer, language: Language): AssistanceShare {
  const { assistance, spendingBroad, spendingStrict, scope } = answer;
  const asOf = assistance.publication.asOf;
  const yuan = (cents: number | null) => (cents === null ? '–' : yuanText(cents));
  const target = assistance.target?.target ?? null;
  const series = [
    {
      name: say(language, '到达一线和困难职工', 'Reached frontline or hardship'),
      target,
      goal: target ? goalText(target, language) : '',
    },
  ];
  const places = (answer.towns.rows.length ? answer.towns : answer.federations).rows;
  const spoken = (name: string, figure: Counts) =>
    `${name}${say(language, '：', ': ')}${figureText(figure, language, target)}` +
    (figure.value === null
      ? ''
      : say(
          language,
          `，到达一线和困难职工${moneyText(figure.numerator ?? 0, language)}，已发${moneyText(figure.denominator ?? 0, language)}，未分类${unclassifiedText(figure)}`,
          `, ${moneyText(figure.numerator ?? 0, language)} of ${moneyText(figure.denominator ?? 0, language)}, unclassified ${unclassifiedText(figure)}`,
        ));
  const row = (name: string, figure: Counts, day?: string): RateRow => ({
    name,
    ...(day ? { day } : {}),
    cells: [rateCell(figure, [figureText(figure, language, target), unclassifiedText(figure)])],
    status: null,
    statusWord: '',
    spoken: spoken(name, figure),
  });
  const months = joinByDay([answer.months.points], MONTHS).map(({ day, points }) => ({
    day,
    figure: points[0] as Counts,
  }));
  const columns = [say(language, '比例', 'Share'), say(language, '未分类', 'Unclassified')];
  const period = assistance.period;
  const since = period
    ? say(
        language,
        `${dayText(period.start, language)}至${dayText(asOf, language)}`,
        `From ${dayText(period.start, language)} to ${dayText(asOf, language)}`,
      )
    : say(language, `截至${dayText(asOf, language)}`, `As of ${dayText(asOf, language)}`);

  const moneyColumns = [
    { name: say(language, '比例', 'Share'), role: 'end' as const },
    { name: say(language, '到达一线和困难（元）', 'Reached (yuan)'), role: 'part-of' as const },
    { name: say(language, '已发（元）', 'Paid (yuan)'), role: 'part-of' as const },
    { name: say(language, '未分类（元）', 'Unclassified (yuan)'), role: 'part-of' as const },
  ];
  const cells = (figure: Counts) => [
    figureText(figure, language, target),
    yuan(figure.numerator),
    yuan(figure.denominator),
    yuan(figure.unclassified ?? null),
  ];
  const placeTable: Table = {
    key: 'places',
    folds: true,
    caption: say(language, '各地比例（本年累计）', 'By place (year to date)'),
    columns: [{ name: say(language, '地区', 'Place') }, ...moneyColumns],
    rows: places.map(({ scope: place, figure }) => [place.name, ...cells(figure)]),
    none: say(language, '本范围内没有下级数据', 'Nothing below this scope'),
  };
  const monthTable: Table = {
    key: 'months',
    scrolls: true,
    caption: say(language, '按月走势（当月发放）', 'By month (paid in the month)'),
    columns: [{ name: say(language, '月份', 'Month') }, ...moneyColumns],
    rows: months.map(({ day, figure }) => [monthText(day, language), ...cells(figure)]),
    none: say(language, '暂无走势数据', 'No months yet'),
  };

  return {
    page: {
      title: say(
        language,
        `${scope.name}帮扶资金到达一线情况`,
        `Assistance that reached the front line in ${scope.name}`,
      ),
      asOf,
      publicationId: assistance.publication.id,
      headline: [
        keyFigure(
          assistance,
          say(language, '帮扶资金到达一线和困难职工', 'Assistance that reached the front line'),
          language,
        ),
        keyFigure(spendingBroad, say(language, '经费用于职工（宽口径）', 'Spending on workers (broad)'), language),
        keyFigure(
          spendingStrict,
          say(language, '经费用于一线（严口径）', 'Spending on the front line (strict)'),
          language,
        ),
      ],
      sentence: sentenceOf(answer, since, language),
      tables: [placeTable, monthTable],
      metrics: [assistance.metric, spendingBroad.metric, spendingStrict.metric],
    },
    months: {
      series,
      rows: months.map(({ day, figure }) => row(monthText(day, language), figure, day)),
      columns,
      breaks: answer.months.breaks.map(({ at }) => at),
    },
    places: { series, rows: places.map(({ scope: place, figure }) => row(place.name, figure)), columns },
  };
}

function sentenceOf(answer: AssistanceShareAnswer, since: string, language: Language): string {
  const { assistance, spendingBroad, spendingStrict, scope } = answer;
  const text = figureText(assistance, language, assistance.target?.target);
  const [broad, strict] = [figureText(spendingBroad, language), figureText(spendingStrict, language)];
  const spending = say(
    language,
    `同期工会经费支出中，用于职工（宽口径）：${broad}；用于一线职工（严口径）：${strict}。`,
    ` Of union spending in the same period: on workers (broad) ${broad}; on the front line (strict) ${strict}.`,
  );
  if (assistance.value === null) {
    return (
      say(
        language,
        `${since}，${scope.name}帮扶资金到达一线和困难职工的比例：${text}。`,
        `${since}, the share of assistance that reached the front line in ${scope.name}: ${text}.`,
      ) + spending
    );
  }
  const paid = moneyText(assistance.denominator ?? 0, language);
  const reached = moneyText(assistance.numerator ?? 0, language);
  const unclassified = unclassifiedText(assistance);
  return (
    say(
      language,
      `${since}，${scope.name}已发帮扶资金${paid}，其中${reached}到达一线和困难职工，占${text}`,
      `${since}, ${scope.name} paid ${paid} of assistance; ${reached} reached workers on the front line or in hardship, ${text}`,
    ) +
    targetClause(assistance, (cents) => moneyText(cents, language), language) +
    (unclassified === '–'
      ? ''
      : say(language, `；另有${unclassified}未分类，单列不计`, `; ${unclassified} is unclassified and shown apart`)) +
    say(language, '。', '.') +
    spending
  );
}

function keyFigure(figure: Headline, name: string, language: Language): KeyFigure {
  const { target, value } = figure;
  const unclassified = unclassifiedText(figure);
  return {
    name,
    value: figureText(figure, language, target?.target),
    isNumber: value !== null,
    status: target?.status ?? null,
    notes: [
      ...(value === null
        ? []
        : [`${moneyText(figure.numerator ?? 0, language)} / ${moneyText(figure.denominator ?? 0, language)}`]),
      ...(unclassified === '–' ? [] : [say(language, `未分类${unclassified}`, `unclassified ${unclassified}`)]),
      ...(target
        ? [say(language, `目标${goalText(target.target, language)}`, `Target ${goalText(target.target, language)}`)]
        : []),
    ],
  };
}
