import { findMetric } from '@union/schema/metrics/catalogue.ts';
import type { Metric } from '@union/schema/metrics/metric.ts';
import type { FigureState } from '@union/widgets/shared/answer.ts';
import { type Language, say } from '@union/widgets/shared/language.ts';
import { type Measure, measureOf } from '@union/widgets/shared/measure.ts';
import { dayText } from '@union/widgets/shared/numbers.ts';
import type { Fired, ToldFigure } from './judge.ts';

/** The same words in both languages. */
export type Both = { readonly zh: string; readonly en: string };

/** A line of a message: a name and what stands behind it. */
export type Line = { readonly name: Both; readonly text: Both };

/** What a subscription is told, in words that every way of sending sets in its own form. Plain JSON. */
export type Content = {
  readonly subject: Both;
  readonly lines: readonly Line[];
  /** Paths of this server, with what they lead to. */
  readonly links: readonly { readonly path: string; readonly words: Both }[];
  /** The figure itself, for programs; null where it is about none. */
  readonly figure: ToldFigure | null;
  /** For programs: the month that it tells of, months running, whether a condition holds. */
  readonly facts: { readonly month: string | null; readonly running: number | null; readonly holds: boolean | null };
};

const both = (make: (language: Language) => string): Both => ({ zh: make('zh-CN'), en: make('en') });
const words = (zh: string, en: string): Both => ({ zh, en });

/** What is told of something that fired. `condition`: what a threshold was set to; undefined: the target. */
export function contentOf(
  fired: Fired,
  condition: { readonly comparison: string; readonly threshold: number } | undefined,
): Content {
  const facts = { month: fired.month, running: fired.running, holds: fired.holds };
  const scope = fired.scopeName ?? '';
  if (fired.event === 'briefing') {
    const month = fired.month ?? '';
    const path = `/briefing/${encodeURIComponent(scopeIdOf(fired)).replaceAll('%3A', ':')}/${month}`;
    return {
      subject: words(
        `${scope}${monthText(month, 'zh-CN')}工作通报已可下载`,
        `the briefing of ${scope} for ${month} is ready`,
      ),
      lines: [publicationLine(fired)],
      links: [
        { path: `${path}.pdf`, words: words('通报（PDF）', 'Briefing (PDF)') },
        { path: `${path}.docx`, words: words('通报（Word，可编辑）', 'Briefing (Word, editable)') },
      ],
      ...{ figure: null, facts },
    };
  }
  const { figure } = fired;
  const metric = figure ? findMetric(figure.metric) : undefined;
  if (!figure || !metric) throw new Error(`a notice of the event ${fired.event} without a figure`);
  return {
    subject: both((language) => subjectOf(fired, figure, metric, condition, language)),
    lines: linesOf(fired, figure, metric, condition),
    links: [
      {
        path: `/panels?scope=${figure.scope}&publication=${fired.publicationId}&metric=${figure.metric}`,
        words: words('打开看板', 'Open the panel'),
      },
    ],
    ...{ figure, facts },
  };
}

/** A briefing tells of a scope that it has no figure of. */
function scopeIdOf({ figure, scopeId }: Fired): string {
  return figure?.scope ?? scopeId ?? '';
}

function subjectOf(
  fired: Fired,
  figure: ToldFigure,
  metric: Metric,
  condition: { readonly comparison: string; readonly threshold: number } | undefined,
  language: Language,
): string {
  const measure = measureFor(metric, language);
  const what = say(
    language,
    `${fired.scopeName ?? ''}${metric.name.zh}`,
    `${metric.name.en} of ${fired.scopeName ?? ''}`,
  );
  const value = valueText(figure, measure);
  const { running, month } = fired;
  switch (fired.event) {
    case 'threshold': {
      if (!condition) {
        return fired.holds
          ? say(language, `${what}已达标：${value}`, `${what} has met its target: ${value}`)
          : say(language, `${what}不再达标：${value}`, `${what} has fallen below its target: ${value}`);
      }
      const limit = conditionText(condition, measure, language);
      return fired.holds
        ? say(language, `${what}现已${limit}：${value}`, `${what} is now ${limit}: ${value}`)
        : say(language, `${what}不再${limit}：${value}`, `${what} is no longer ${limit}: ${value}`);
    }
    case 'behind':
      return say(
        language,
        `${what}连续${running}个月落后于序时进度（至${monthText(month ?? '', language)}）：${value}`,
        `${what} has been behind schedule for ${running} months running (to ${month}): ${value}`,
      );
    default:
      return say(language, `${what}没有新数据：${value}`, `${what} is not reported any more: ${value}`);
  }
}

function linesOf(
  fired: Fired,
  figure: ToldFigure,
  metric: Metric,
  condition: { readonly comparison: string; readonly threshold: number } | undefined,
): Line[] {
  const measures = { zh: measureFor(metric, 'zh-CN'), en: measureFor(metric, 'en') };
  const told = (make: (measure: Measure, language: Language) => string): Both => ({
    zh: make(measures.zh, 'zh-CN'),
    en: make(measures.en, 'en'),
  });
  const counts = { ...countsOf(figure) };
  const line = (name: Both, text: Both): Line[] => (text.zh === '' ? [] : [{ name, text }]);
  const before =
    figure.stateBefore === null ? undefined : { ...figure, value: figure.valueBefore, state: figure.stateBefore };
  return [
    ...line(
      words('数值', 'Value'),
      told(
        (measure) => `${valueText(figure, measure)}${measure.fraction(counts) && `（${measure.fraction(counts)}）`}`,
      ),
    ),
    ...(before && before.value !== null
      ? line(
          words('上次发布', 'Publication before'),
          told((measure) => measure.valueText(before.value ?? 0)),
        )
      : []),
    ...(condition
      ? line(
          words('订阅条件', 'Condition'),
          told((measure, language) => conditionText(condition, measure, language)),
        )
      : []),
    ...line(
      words('目标', 'Target'),
      told((measure, language) =>
        conditionText({ comparison: figure.comparison, threshold: figure.targetValue }, measure, language),
      ),
    ),
    ...(figure.pathValue === null
      ? []
      : line(
          words('今日应到', 'Path today'),
          told((measure) => measure.valueText(figure.pathValue ?? 0)),
        )),
    ...(figure.need
      ? line(
          words('还差', 'Still needed'),
          told((measure) => measure.amount(figure.need ?? 0)),
        )
      : []),
    ...line(words('状态', 'Status'), words(figure.wordZh, figure.wordEn)),
    ...line(
      words('数据日', 'As of'),
      both((language) => dayText(figure.countedOn, language)),
    ),
    publicationLine(fired),
  ];
}

const publicationLine = ({ publicationId }: Fired): Line => ({
  name: words('发布', 'Publication'),
  text: words(publicationId, publicationId),
});

/** What is said of a night that failed, is late, or is well again, as operators were told. */
export function nightContent(notice: { readonly subject: Both; readonly text: Both }): Content {
  return {
    subject: notice.subject,
    lines: [
      { name: words('说明', 'What happened'), text: words(withoutPlace(notice.text.zh), withoutPlace(notice.text.en)) },
    ],
    links: [],
    figure: null,
    facts: { month: null, running: null, holds: null },
  };
}

/** Folders and names of machines are for operators. */
const withoutPlace = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^(?:位置：|Where: )/.test(line))
    .join('\n');

/** What is said when no publication came by its deadline. */
export function overdueContent(subject: { readonly name: string }, day: string): Content {
  return {
    subject: words(`${subject.name}：${day} 的数据逾期未发布`, `${subject.name}: the figures of ${day} are overdue`),
    lines: [
      {
        name: words('说明', 'What it means'),
        text: words(
          '看板和组件仍显示上一次发布的数据，并已标明过期。',
          'Panels and elements go on showing the publication before, and say that it is out of date.',
        ),
      },
    ],
    links: [{ path: '/panels', words: words('打开看板', 'Open the panels') }],
    figure: null,
    facts: { month: null, running: null, holds: null },
  };
}

/** What a test says. */
export function testContent(subject: { readonly name: string }): Content {
  return {
    subject: words(`订阅测试：${subject.name}`, `a test of the subscription ${subject.name}`),
    lines: [
      {
        name: words('说明', 'What it means'),
        text: words('收到此消息说明订阅可以送达，无需处理。', 'The subscription reaches you; there is nothing to do.'),
      },
    ],
    links: [],
    figure: null,
    facts: { month: null, running: null, holds: null },
  };
}

function measureFor(metric: Metric, language: Language): Measure {
  return measureOf(
    {
      ...{ id: metric.id, name: metric.name.zh, nameEn: metric.name.en },
      ...{ formula: metric.formula.zh, formulaEn: metric.formula.en },
      unit: metric.unit.toUpperCase() as never,
      numeratorCounts: metric.numerator.counts.toUpperCase(),
      denominatorCounts: metric.denominator?.counts.toUpperCase() ?? null,
      definition: { id: metric.definition.id, version: metric.definition.version, notes: null, notesEn: null },
    },
    language,
  );
}

const countsOf = ({ numerator, denominator, value, state }: ToldFigure) => ({
  ...{ numerator, denominator, value, unclassified: null },
  state: (state === 'zero' ? 'ZERO' : state.toUpperCase()) as FigureState,
});

/** A percentage never reads as having met a strict target that it has not: 84.999 % of `> 85 %` is not 85.00 %. */
function valueText(figure: ToldFigure, measure: Measure): string {
  return measure.text(countsOf(figure), {
    ...{ targetValue: figure.targetValue, comparison: comparisons[figure.comparison] ?? 'AT_LEAST' },
  } as never);
}

const comparisons: Readonly<Record<string, string>> = {
  '>': 'GREATER_THAN',
  '>=': 'AT_LEAST',
  '<': 'LESS_THAN',
  '<=': 'AT_MOST',
};

const limits: Readonly<Record<string, Both>> = {
  '>': words('超过', 'above '),
  '>=': words('达到', 'at least '),
  '<': words('低于', 'below '),
  '<=': words('不超过', 'at most '),
};

/** `超过85%` */
function conditionText(
  { comparison, threshold }: { readonly comparison: string; readonly threshold: number },
  measure: Measure,
  language: Language,
): string {
  const limit = limits[comparison] ?? words('达到', 'at least ');
  return say(language, limit.zh, limit.en) + measure.valueText(threshold);
}

/** `2026年10月` of `2026-10`. */
function monthText(month: string, language: Language): string {
  const [year, number] = month.split('-');
  return say(language, `${year}年${Number(number)}月`, month);
}
