import { isMonthEnd } from '@union/schema/calendar.ts';
import type { BriefingFacts, FigureFacts, TargetFacts } from '../facts.ts';
import type { SentenceKey } from '../template/slots.ts';
import type { Block, Sentence } from './briefing.ts';
import { overviewChart } from './charts.ts';
import { MetricSpeech, nameOf } from './scales.ts';
import { day, paragraph } from './sentences.ts';
import type { Speech } from './speech.ts';
import { placeOf, places } from './standing.ts';

export function overviewOf(facts: BriefingFacts, speech: Speech): Block[] {
  const { targets, scope, publication } = facts;
  const asOf = day(publication.asOf, speech);
  const given = { asOf, scope: nameOf(scope), targetCount: speech.count(targets.length, { scope: scope.id }) };
  const namesOf = (list: readonly TargetFacts[]) =>
    speech.names(list.map(({ metric }) => new MetricSpeech(metric, speech).name()));
  const groups = Map.groupBy(targets, ({ standing }) => placeOf(standing));
  const parts = places.flatMap((place): Sentence[] => {
    const found = groups.get(place) ?? [];
    if (found.length === 0) return [];
    return [speech.say(`overview.part_${place}`, { count: speech.count(found.length), names: namesOf(found) })];
  });
  const opening =
    targets.length === 0
      ? speech.say(facts.hasClosed ? 'overview.no_open_targets' : 'overview.no_targets', given)
      : groups.get('met')?.length === targets.length
        ? speech.say('overview.all_met', given)
        : speech.say('overview.opening', { ...given, parts: speech.join(parts, 'words.clause') });
  const isRunning = publication.publishedOn.slice(0, 7) === facts.month;
  const chart = overviewChart(targets, speech);
  return [
    ...paragraph(
      opening,
      isMonthEnd(publication.asOf)
        ? undefined
        : speech.say(isRunning ? 'overview.provisional' : 'overview.before_month_end', { asOf }),
    ),
    ...paragraph(...cautionsOf(facts, speech), facts.hasClosed ? speech.say('overview.closed') : undefined),
    ...(chart ? [chart] : []),
  ];
}

/** What the reader must know of days: months that settle, periods that are over, numbers that are older, late entries. */
function cautionsOf({ targets, assistance, publication }: BriefingFacts, speech: Speech): Sentence[] {
  type Dated = {
    readonly metric: FigureFacts['metric'];
    readonly on: string;
    readonly late: boolean;
    readonly ended: boolean;
  };
  const dated = new Map<string, Dated>();
  for (const { metric, standing } of targets) {
    const { countedOn, endsOn, includesLate } = standing;
    dated.set(metric.id, {
      metric,
      on: countedOn,
      late: includesLate,
      ended: countedOn === endsOn && endsOn < publication.asOf,
    });
  }
  if (assistance?.asOf && !dated.has(assistance.metric.id)) {
    dated.set(assistance.metric.id, {
      metric: assistance.metric,
      on: assistance.asOf,
      late: assistance.includesLate,
      ended: false,
    });
  }
  const all = [...dated.values()];
  const older = all.filter(({ on }) => on < publication.asOf);
  const kindOf = ({ metric, ended }: Dated): SentenceKey =>
    ended ? 'overview.period_over' : metric.disclosure === 'household' ? 'overview.settling' : 'overview.older';
  const groups = Map.groupBy(older, (one) => `${kindOf(one)} ${one.on}`);
  const metrics = (list: readonly Dated[]) =>
    speech.names(list.map(({ metric }) => new MetricSpeech(metric, speech).name()));
  const late = all.filter((one) => one.late);
  return [
    ...[...groups.values()].flatMap((group) => {
      const [first] = group;
      return first
        ? [speech.say(kindOf(first), { metrics: metrics(group), countedOn: day(first.on, speech, 'countedOn') })]
        : [];
    }),
    ...(late.length > 0 ? [speech.say('overview.late', { metrics: metrics(late) })] : []),
  ];
}
