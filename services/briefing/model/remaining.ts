import { daysBetween } from '@union/schema/calendar.ts';
import type { BriefingFacts } from '../facts.ts';
import type { Block } from './briefing.ts';
import { MetricSpeech } from './scales.ts';
import { paragraph } from './sentences.ts';
import type { Speech } from './speech.ts';
import { judged, placeOf } from './standing.ts';

/** What is missing, until when, and who misses how much. */
export function remainingOf({ targets }: BriefingFacts, speech: Speech): Block[] {
  const known = targets.filter(({ standing }) => judged.has(placeOf(standing)));
  if (known.length === 0) return targets.length === 0 ? [] : paragraph(speech.say('remaining.nothing'));
  const open = known.filter(({ standing }) => placeOf(standing) !== 'met');
  if (open.length === 0) return paragraph(speech.say('remaining.all_done', { count: speech.count(known.length) }));
  return paragraph(
    ...open.map(({ metric, standing }) => {
      const words = new MetricSpeech(metric, speech);
      const days = daysBetween(standing.countedOn, standing.endsOn);
      const isLower = standing.comparison.startsWith('<');
      const kind = days <= 0 ? 'over' : isLower ? 'excess' : standing.requiredPerMonth === null ? 'over' : 'need';
      return speech.say(`remaining.${kind}`, {
        ...{ metric: words.name(), need: words.need(standing), endsOn: words.day(standing, 'endsOn') },
        ...{ days: speech.count(days, { metric: metric.id }), perMonth: words.perMonth(standing) },
      });
    }),
  );
}
