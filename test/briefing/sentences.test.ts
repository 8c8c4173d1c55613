import type { BriefingFacts, FigureFacts, Standing } from '@union/briefing/facts.ts';
import type { Block, Briefing, Sentence } from '@union/briefing/model/briefing.ts';
import { buildBriefing } from '@union/briefing/model/build-briefing.ts';
import { textsOf } from '@union/briefing/model/texts.ts';
import { officialTemplate } from '@union/briefing/template/read-template.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { someFacts } from './some-facts.ts';

const templates = { 'zh-CN': officialTemplate('zh-CN'), en: officialTemplate('en') };
type Language = keyof typeof templates;
const build = (facts: BriefingFacts, language: Language) =>
  buildBriefing(facts, { template: templates[language], link: 'https://u.example/briefing' });
const sentencesOf = ({ blocks }: Briefing): Sentence[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? block.sentences : []));
const languages = ['zh-CN', 'en'] as const;
const NUMBER = /\d[\d,]*(?:\.\d+)?/g;
/** `4.1 ` before a heading. */
const SECTION = /^\d+\.\d* /;
const numbersIn = (text: string) => (text.match(NUMBER) ?? []).map((digits) => digits.replaceAll(',', ''));

/** Every way in which a number of the facts may be written; made from the facts alone, by other code than the briefing's. */
function writable(facts: BriefingFacts): Set<string> {
  const found = new Set<string>();
  const plain = (value: number | null | undefined) => {
    if (value == null) return;
    const size = Math.abs(value);
    for (const places of [0, 1, 2, 3, 4]) found.add(size.toFixed(places));
    for (const places of [0, 1, 2, 3, 4]) found.add(`${Number(size.toFixed(places))}`);
  };
  const share = (value: number | null | undefined) => {
    if (value == null) return;
    plain(value * 100);
    // A share is the quotient of whole numbers and rounded half up, where a double may lie below the half.
    plain(value * 100 + 1e-9);
    plain(value * 100 + 5e-7);
  };
  const money = (cents: number | null) => {
    if (cents === null) return;
    plain(cents / 100);
    plain(Math.round(cents / 10_000) / 100);
  };
  const day = (text: string | null) => {
    for (const part of (text ?? '').split('-')) found.add(`${Number(part)}`);
  };
  const figure = ({ numerator, denominator, value, unclassified, asOf }: FigureFacts) => {
    for (const one of [numerator, denominator, value]) plain(one);
    money(numerator);
    money(denominator);
    money(unclassified);
    if (unclassified !== null) share(unclassified / (denominator ?? 1));
    share(value);
    day(asOf);
  };
  const standing = (one: Standing) => {
    for (const value of [one.numerator, one.denominator, one.need, one.requiredPerMonth, one.rank, one.rankChange])
      plain(value);
    for (const value of [one.value, one.targetValue, one.pathValue, one.completion, one.timeProgress]) {
      plain(value);
      share(value);
    }
    plain(one.gapToPath);
    // Of shares the distance of the percentages as they are printed.
    if (one.value !== null && one.pathValue !== null) plain((Math.round(one.value * 1e4) - one.pathValue * 1e4) / 100);
    for (const text of [one.countedOn, one.endsOn]) day(text);
    plain((Date.parse(one.endsOn) - Date.parse(one.countedOn)) / 86_400_000);
  };
  const { publication, targets, coverage, stars, assistance, month } = facts;
  for (const text of [publication.asOf, publication.publishedOn, month, publication.id]) day(text);
  for (const part of publication.id.split('-')) found.add(part);
  for (const target of targets) {
    standing(target.standing);
    plain(target.rankMinDenominator);
    for (const { units, imbalance } of target.levels) {
      units.forEach(standing);
      for (const value of [
        imbalance?.unitCount,
        imbalance?.behindCount,
        imbalance?.rangePoints,
        imbalance?.deviationPoints,
      ])
        plain(value);
      share(imbalance?.behindShare);
    }
  }
  if (coverage) {
    for (const { enterprise, member } of [coverage, ...coverage.parks])
      for (const one of [enterprise, member]) figure(one);
    for (const { enterpriseNeed, memberNeed } of coverage.parks)
      for (const need of [enterpriseNeed, memberNeed]) plain(need);
  }
  if (assistance) figure(assistance);
  for (const { count, percent, level } of stars?.levels ?? [])
    for (const value of [count, percent, level]) plain(value);
  for (const value of [stars?.activeCount, stars?.ratedCount]) plain(value);
  // How many things there are is counted; annexes are numbered; definitions have versions; rules of the template.
  for (let count = 0; count <= 40; count++) found.add(`${count}`);
  for (const value of [10, 30]) plain(value);
  return found;
}

const rowsOf = (block: Block) => (block.kind === 'table' ? block.rows : []);

describe.each(languages)('in %s', (language) => {
  test('every number that is written is one of the facts', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const known = writable(facts);
        const briefing = build(facts, language);
        for (const text of textsOf(briefing)) {
          // Names of definitions may hold numbers of their own; they are no figures.
          if (
            briefing.blocks.some(
              (block) =>
                block.kind === 'table' &&
                block.id === 'definitions' &&
                rowsOf(block).some((row) => row.some((cell) => cell.text === text)),
            )
          )
            continue;
          for (const number of numbersIn(text.replace(SECTION, ''))) {
            if (!known.has(number)) expect.fail(`${number} in: ${text}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('every number of a sentence is among the values that it names', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const { text, values } of sentencesOf(build(facts, language))) {
          const named = new Set(values.flatMap((value) => numbersIn(value.text)));
          for (const number of numbersIn(text)) if (!named.has(number)) expect.fail(`${number} in: ${text}`);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('that all have done it is said only where every one of them has', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const said = sentencesOf(build(facts, language));
        const all = said.filter(({ key }) => /\.all_/.test(key));
        const levels = facts.targets.flatMap((target) => target.levels.map(({ units }) => units));
        const has = (key: string) => all.filter((sentence) => sentence.key === key).length;
        const met = ({ need }: Standing) => need === 0;
        const onSchedule = (unit: Standing) =>
          met(unit) || (unit.value !== null && unit.gapToPath !== null && unit.gapToPath >= 0);
        expect(has('overview.all_met') > 0).toBe(
          facts.targets.length > 0 && facts.targets.every(({ standing }) => met(standing)),
        );
        expect(has('units.all_met')).toBe(levels.filter((units) => units.length > 0 && units.every(met)).length);
        expect(has('units.all_on_schedule')).toBe(
          levels.filter((units) => units.length > 0 && units.every(onSchedule) && !units.every(met)).length,
        );
        const parks = facts.coverage?.parks ?? [];
        expect(has('coverage.all_parks') > 0).toBe(
          parks.length > 0 && parks.every(({ verdict }) => verdict?.passes === true),
        );
        const words = language === 'en' ? /\b(all|every|each)\b/i : /全部|均已|所有/;
        for (const { key, text } of said) if (!/\.all_|^notes\./.test(key)) expect(text).not.toMatch(words);
      }),
      { numRuns: 150 },
    );
  });

  test('who is not judged is named with the reason, and no number stands beside the name', () => {
    const reasons = { suppressed: 'withheld', not_reported: 'unreported', not_applicable: 'inapplicable' } as const;
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { blocks } = build(facts, language);
        for (const { metric, levels } of facts.targets) {
          for (const { units } of levels) {
            const table = blocks.find((block) => block.kind === 'table' && block.id === `ranking-${metric.id}-town`);
            for (const { state, scope } of units) {
              if (!(state in reasons)) continue;
              const row = rowsOf(table as Block).find(([head]) => head?.text === scope.name);
              const word = templates[language].sentences.get(`words.${reasons[state as keyof typeof reasons]}`);
              expect(row?.[4]?.text).toBe(word);
              expect(row?.at(-1)?.text).toBe(word);
              for (const at of [1, 2, 5, 8, 9]) expect(row?.[at]?.text).not.toMatch(/\d/);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('the parts of a sentence add up to the units that it speaks of', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const said = sentencesOf(build(facts, language)).filter(({ key }) => key === 'units.intro');
        for (const { values } of said) {
          const counts = values.filter(({ field }) => field === 'count').map(({ text }) => Number(text));
          const named = values.filter(({ field }) => field === 'name').length;
          const [whole = 0] = counts;
          expect(named).toBe(whole);
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('equal facts give an equal briefing', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      expect(build(facts, 'zh-CN')).toEqual(build(structuredClone(facts), 'zh-CN'));
    }),
    { numRuns: 20 },
  );
});
