import { type Language, say } from '../shared/language.ts';
import { measureOf } from '../shared/measure.ts';
import { countText, dayText } from '../shared/numbers.ts';
import type { Draft } from '../shared/page.ts';
import { distanceText, kindText, type PlacesAnswer } from '../shared/places.ts';
import { axisOf, goalOf, statusCell, textCell, valueCell } from '../shared/table.ts';

/** `▲2` for places won, `▼1` for places lost, with words for a reader who hears it. */
function changeText(change: number | null | undefined, language: Language): string {
  if (change == null) return '–';
  if (change === 0) return say(language, '不变', 'same');
  return change > 0 ? say(language, `升${change}`, `up ${change}`) : say(language, `降${-change}`, `down ${-change}`);
}

/** What `<union-ranking>` says: the scopes of one kind, best first, ties sharing a rank, with change and distance. */
export function ranking({ scope, publication, metric, ranking: list }: PlacesAnswer, language: Language): Draft {
  const measure = measureOf(metric, language);
  const { rows, minDenominator } = list;
  const kind = kindText(list.kind, language);
  const day = dayText(list.asOf ?? publication.asOf, language);
  const ranked = rows.filter(({ rank }) => rank !== null);
  const firsts = ranked.filter(({ rank }) => rank === 1);
  const last = ranked.at(-1);
  const met = rows.filter(({ target }) => target?.status === 'MET').length;
  const targets = rows.filter(({ target }) => target);
  const tied = (rank: number | null) => ranked.filter((row) => row.rank === rank).length > 1;
  const goals = new Map(targets.map(({ target }) => [target?.target.targetValue, target]));
  const goal = goals.size === 1 ? goalOf([...goals.values()][0] ?? null, language, measure) : undefined;
  const [best] = firsts;
  const peers = say(language, `${scope.name}各${kind}`, `${kind} of ${scope.name}`);
  const names = firsts.map((row) => row.scope.name).join(say(language, '、', ', '));

  return {
    title: say(language, `${peers}${measure.name}排名`, `${measure.name}: ${peers}`),
    publication,
    day: list.asOf,
    headline: [
      {
        name: say(language, '参加排名', 'Ranked'),
        value: countText(ranked.length),
        isNumber: true,
        notes: [
          say(language, `同组：${peers}，共${rows.length}个`, `peers: ${peers}, ${rows.length}`),
          minDenominator && ranked.length < rows.length
            ? say(language, `分母小于${minDenominator}的不排名`, `without a rank below ${minDenominator}`)
            : '',
        ],
      },
      ...(best
        ? [
            {
              name: say(language, '第一', 'First'),
              value: measure.text(best.figure, best.target?.target),
              isNumber: true,
              notes: [names],
            },
          ]
        : []),
      ...(targets.length
        ? [
            {
              name: say(language, '已达标', 'Met the target'),
              value: countText(met),
              isNumber: true,
              notes: [goal ? say(language, '目标', 'target ') + goal.text : ''],
            },
          ]
        : []),
    ],
    sentence:
      best && last
        ? say(
            language,
            `截至${day}，${peers}中${measure.name}最${metric.better === 'LOWER' ? '低' : '高'}的是${names}（${measure.text(best.figure)}），末位是${last.scope.name}（${measure.text(last.figure)}）` +
              (targets.length ? `；${targets.length}个有目标的中，${met}个已达标。` : '。'),
            `${day}: of the ${peers}, ${names} is first by ${measure.name} (${measure.text(best.figure)}), ${last.scope.name} last (${measure.text(last.figure)})` +
              (targets.length ? `; ${met} of ${targets.length} with a target have met it.` : '.'),
          )
        : say(language, `截至${day}，${peers}没有可排名的数据。`, `${day}: nothing to rank among the ${peers}.`),
    tables: [
      {
        key: 'ranks',
        folds: true,
        caption: say(language, '排名', 'Ranking'),
        columns: [
          { name: kind },
          {
            name: measure.name,
            role: 'bar',
            short: measure.isShare ? say(language, '比例', 'Rate') : say(language, '数值', 'Value'),
            goal,
          },
          { name: say(language, '较上月', 'Since last month'), role: 'note', short: say(language, '较上月', 'Change') },
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
            textCell(
              row.rank === null ? `– ${row.scope.name}` : `${row.rank}${tied(row.rank) ? '=' : '.'} ${row.scope.name}`,
            ),
            valueCell(
              row.figure,
              measure,
              row.target?.target,
              goal ? undefined : goalOf(row.target, language, measure),
            ),
            textCell(changeText(row.rankChangeMonth, language)),
            textCell(distanceText(row, measure)),
            statusCell([row.target], language),
          ],
        })),
        ...axisOf(
          measure,
          rows.map(({ figure }) => figure.value),
        ),
        none: say(language, '本范围内没有可排名的单位', 'Nothing to rank in this scope'),
      },
    ],
    metrics: [metric],
  };
}
