import { type Language, say } from '../shared/language.ts';
import { measureOf } from '../shared/measure.ts';
import { countText, dayText } from '../shared/numbers.ts';
import type { Draft } from '../shared/page.ts';
import { distanceText, kindText, type PlacesAnswer } from '../shared/places.ts';
import { axisOf, goalOf, statusCell, textCell, valueCell } from '../shared/table.ts';

/** What `<union-map>` says: every region of one level with its figure, in the order of their codes. */
export function map({ scope, publication, metric, ranking }: PlacesAnswer, language: Language): Draft {
  const measure = measureOf(metric, language);
  const kind = kindText(ranking.kind, language);
  const rows = [...ranking.rows].sort((a, b) => (a.scope.id < b.scope.id ? -1 : 1));
  const valued = ranking.rows.filter(({ figure }) => figure.value !== null);
  const [best, worst] = [valued[0], valued.at(-1)];
  const day = dayText(ranking.asOf ?? publication.asOf, language);
  const goals = new Map(rows.map(({ target }) => [target?.target.targetValue, target]));
  const goal = goals.size === 1 ? goalOf([...goals.values()][0] ?? null, language, measure) : undefined;
  const of = say(language, `${scope.name}各${kind}`, `${kind} of ${scope.name}`);
  const low = metric.better === 'LOWER' ? worst : best;
  const high = metric.better === 'LOWER' ? best : worst;

  return {
    title: say(language, `${of}${measure.name}`, `${measure.name}: ${of}`),
    publication,
    day: ranking.asOf,
    headline: [
      [say(language, '最高', 'Highest'), low] as const,
      [say(language, '最低', 'Lowest'), high] as const,
    ].flatMap(([name, row]) =>
      row ? [{ name, value: measure.text(row.figure), isNumber: true, notes: [row.scope.name] }] : [],
    ),
    sentence:
      low && high
        ? say(
            language,
            `截至${day}，${of}共${countText(rows.length)}个，${measure.name}最高的是${low.scope.name}（${measure.text(low.figure)}），最低的是${high.scope.name}（${measure.text(high.figure)}）。`,
            `${day}: of ${countText(rows.length)} ${of}, ${low.scope.name} has the highest ${measure.name} (${measure.text(low.figure)}), ${high.scope.name} the lowest (${measure.text(high.figure)}).`,
          )
        : say(language, `截至${day}，${of}没有数据。`, `${day}: no figures of the ${of}.`),
    tables: [
      {
        key: 'tiles',
        folds: true,
        caption: say(language, `各${kind}`, `By place`),
        columns: [
          { name: kind },
          { name: measure.name, role: 'bar', short: measure.name, goal },
          {
            name: measure.isShare
              ? say(language, '距目标（百分点）', 'To target (points)')
              : say(language, '距目标', 'To target'),
            role: 'note',
            ofTarget: true,
            short: say(language, '距目标', 'To target'),
          },
          { name: say(language, '状态', 'Status'), role: 'end' },
        ],
        rows: rows.map((row) => ({
          id: row.scope.id,
          cells: [
            textCell(row.scope.name),
            valueCell(row.figure, measure, row.target?.target),
            textCell(distanceText(row, measure)),
            statusCell([row.target], language),
          ],
        })),
        ...axisOf(
          measure,
          rows.map(({ figure }) => figure.value),
        ),
        none: say(language, '本范围内没有下级地区', 'No region below this scope'),
      },
    ],
    metrics: [metric],
  };
}
