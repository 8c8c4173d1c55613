import type { BriefingFacts, LevelFacts, Standing, TargetFacts } from '../facts.ts';
import type { Block, Sentence } from './briefing.ts';
import { MetricSpeech, nameOf, nounOf } from './scales.ts';
import { attached, attachedSentence, day, numbered, paragraph } from './sentences.ts';
import { NOTHING, type Speech, said } from './speech.ts';
import { byPlace, judged, placeOf, places } from './standing.ts';

export function targetOf(
  target: TargetFacts,
  facts: BriefingFacts,
  speech: Speech,
  section: number,
  at: number,
): Block[] {
  const { metric, standing, levels } = target;
  const words = new MetricSpeech(metric, speech);
  return [
    { kind: 'heading', level: 2, text: `${numbered(speech, 2, at, section)}${words.name().text}` },
    ...paragraph(
      ...standingOf(standing, words, facts, speech),
      ...levels.map((level) => unitsOf(level, speech)),
      basisOf(standing, words, speech),
    ),
  ];
}

function standingOf(standing: Standing, words: MetricSpeech, facts: BriefingFacts, speech: Speech): Sentence[] {
  const given = { scope: nameOf(standing.scope), metric: words.name(), asOf: day(facts.publication.asOf, speech) };
  const place = placeOf(standing);
  if (place === 'withheld' || place === 'unreported' || place === 'inapplicable')
    return [speech.say(`target.${place}`, given)];
  const fraction = words.fraction(standing);
  const goal = {
    ...{ endsOn: words.day(standing, 'endsOn'), goal: words.goal(standing) },
    setFor: standing.setFor ? nameOf(standing.setFor) : NOTHING,
  };
  const { gapToPath } = standing;
  const path = { path: words.path(standing), points: words.points(standing) };
  const isLower = standing.comparison.startsWith('<');
  const parts = [
    attached(
      speech.say('target.standing', {
        ...given,
        countedOn: words.day(standing, 'countedOn'),
        value: words.value(standing),
      }),
      fraction.text === '' ? NOTHING : speech.say('target.fraction', { fraction }),
    ),
    speech.say(standing.setFor ? 'target.goal_above' : 'target.goal', goal),
    standing.completion === null
      ? undefined
      : speech.say('target.completion', { completion: words.completion(standing) }),
    gapToPath === null ? undefined : speech.say('target.progress', { timeProgress: words.progress(standing) }),
    gapToPath === null
      ? speech.say('target.no_path', { timeProgress: words.progress(standing) })
      : speech.say(
          gapToPath > 0 ? 'target.path_ahead' : gapToPath < 0 ? 'target.path_behind' : 'target.path_equal',
          path,
        ),
    place === 'met' ? speech.say('target.met') : standing.gapToTarget === 0 ? speech.say('target.on_line') : undefined,
    place === 'met' ? undefined : speech.say(isLower ? 'target.excess' : 'target.need', { need: words.need(standing) }),
  ].flatMap((part) => part ?? []);
  const whole = speech.join(parts, 'words.clause');
  return [
    { key: 'target.standing', text: `${whole.text}${speech.language === 'en' ? '.' : '。'}`, values: whole.values },
  ];
}

function basisOf({ document, clause }: Standing, words: MetricSpeech, speech: Speech): Sentence | undefined {
  if (document === null) return undefined;
  const of = { metric: words.metric.id, field: 'document' };
  return clause === null
    ? speech.say('target.basis_document', { document: said(document, of) })
    : speech.say('target.basis', { document: said(document, of), clause: said(clause, { ...of, field: 'clause' }) });
}

/** Which units have done what. That none is behind is said only where it is so, and of those with a number alone. */
function unitsOf(level: LevelFacts, speech: Speech): Sentence | undefined {
  const { units } = level;
  if (units.length === 0) return undefined;
  const noun = nounOf(level, speech);
  const groups = byPlace(units);
  const withNumber = units.filter((unit) => judged.has(placeOf(unit)));
  const count = speech.count(units.length);
  if (groups.met.length === units.length) return speech.say('units.all_met', { count, noun });
  if (groups.met.length + groups.ahead.length === units.length) {
    return attachedSentence(
      speech.say('units.all_on_schedule', { count, noun, met: speech.count(groups.met.length) }),
      undefined,
    );
  }
  const parts = places.flatMap((place): Sentence[] => {
    const found = groups[place];
    if (found.length === 0) return [];
    const names = speech.names(found.map((unit) => nameOf(unit.scope)));
    return [speech.say(`units.part_${place}`, { count: speech.count(found.length), names })];
  });
  const intro = speech.say('units.intro', { count, noun, parts: speech.join(parts, 'words.semicolon') });
  const isNobodyBehind = withNumber.length > 0 && groups.behind.length + groups.short.length === 0;
  return attachedSentence(
    intro,
    isNobodyBehind
      ? speech.say('units.nobody_behind', {
          ...{ count: speech.count(withNumber.length), noun },
          others: speech.count(units.length - withNumber.length),
        })
      : undefined,
  );
}
