import type { BriefingFacts } from '../facts.ts';
import type { Block, Sentence } from './briefing.ts';
import { starChart } from './charts.ts';
import { measureFor, shareText } from './numbers.ts';
import { nameOf } from './scales.ts';
import { dated, day, figureOf, paragraph } from './sentences.ts';
import { type Speech, said } from './speech.ts';
import { figureAbsenceOf } from './standing.ts';

export function coverageOf({ coverage, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!coverage) return [];
  const { enterprise, member, verdict, parks } = coverage;
  const asOf = enterprise.asOf ?? member.asOf;
  const rates = speech.join([figureOf(enterprise, speech), figureOf(member, speech)], 'words.clause');
  const of = { scope: scope.id };
  const judgement = verdict && {
    scope: nameOf(scope),
    targetCount: speech.count(verdict.targetCount, of),
    metCount: speech.count(verdict.metCount, of),
  };
  const groups = Map.groupBy(parks, ({ verdict: one }) =>
    one === undefined ? 'unset' : one.passes === null ? 'undecided' : one.passes ? 'pass' : 'fail',
  );
  const parts = (['pass', 'fail', 'undecided', 'unset'] as const).flatMap((key): Sentence[] => {
    const found = groups.get(key) ?? [];
    if (found.length === 0) return [];
    const names = speech.names(found.map((park) => nameOf(park.scope)));
    return [speech.say(`coverage.part_${key}`, { count: speech.count(found.length), names })];
  });
  const count = speech.count(parks.length, of);
  return paragraph(
    dated(rates, asOf, nameOf(scope), speech),
    judgement &&
      speech.say(
        verdict.passes === null ? 'coverage.undecided' : verdict.passes ? 'coverage.passes' : 'coverage.fails',
        judgement,
      ),
    scope.kind === 'park' || scope.kind === 'federation'
      ? undefined
      : parks.length === 0
        ? speech.say('coverage.no_parks', { scope: nameOf(scope) })
        : groups.get('pass')?.length === parks.length
          ? speech.say('coverage.all_parks', { count })
          : speech.say('coverage.parks', { count, parts: speech.join(parts, 'words.semicolon') }),
  );
}

export function starsOf({ stars, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!stars) return [];
  const absence = figureAbsenceOf({ state: stars.state, value: stars.activeCount });
  if (absence) return paragraph(speech.say(`stars.${absence}`, { scope: nameOf(scope) }));
  const of = { metric: stars.metric.id, scope: scope.id };
  const number = (count: number | null, field: string) => said(`${count ?? 0}`, { ...of, field });
  const given = {
    ...{ asOf: day(stars.asOf ?? '', speech), scope: nameOf(scope) },
    scheme: said(stars.schemeName ?? '', { field: 'name' }),
    active: number(stars.activeCount, 'activeUnionCount'),
    rated: number(stars.ratedCount, 'ratedUnionCount'),
  };
  const isNobody = stars.ratedCount === 0;
  const parts = stars.levels.map(({ key, name, count, percent }) =>
    speech.say('stars.part', {
      level: said(speech.language === 'en' ? name.en : name.zh, { field: 'name' }),
      count: number(count, `levels.${key}.count`),
      percent: said(`${(percent ?? 0).toFixed(2)}%`, { ...of, field: `levels.${key}.percent` }),
    }),
  );
  return [
    ...paragraph(
      speech.say(isNobody ? 'stars.nobody' : 'stars.counts', given),
      parts.length === 0 ? undefined : speech.say('stars.levels', { parts: speech.join(parts, 'words.semicolon') }),
    ),
    ...(parts.length === 0 ? [] : [starChart(stars, scope, speech)]),
  ];
}

export function assistanceOf({ assistance, scope }: BriefingFacts, speech: Speech): Block[] {
  if (!assistance) return paragraph(speech.say('assistance.not_kept', { scope: nameOf(scope) }));
  const { metric, denominator, unclassified } = assistance;
  const of = { metric: metric.id, scope: scope.id, field: 'unclassified' };
  return paragraph(
    dated(figureOf(assistance, speech), assistance.asOf, nameOf(scope), speech),
    unclassified && denominator && figureAbsenceOf(assistance) === undefined
      ? speech.say('assistance.unclassified', {
          amount: said(measureFor(metric, speech.language).amount(unclassified), of),
          share: said(shareText(unclassified / denominator), of),
        })
      : undefined,
  );
}
