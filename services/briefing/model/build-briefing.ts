import type { BriefingFacts } from '../facts.ts';
import type { SentenceKey } from '../template/slots.ts';
import type { Template } from '../template/template.ts';
import { annexesOf, notesOf } from './annexes.ts';
import type { Block, Briefing, Said } from './briefing.ts';
import { assistanceOf, coverageOf, starsOf } from './flagships.ts';
import { imbalanceOf } from './imbalance.ts';
import { dayText } from './numbers.ts';
import { overviewOf } from './overview.ts';
import { remainingOf } from './remaining.ts';
import { numbered } from './sentences.ts';
import { Speech } from './speech.ts';
import { targetOf } from './targets.ts';

export type BriefingOptions = {
  readonly template: Template;
  /** The number of the issue; the month's when absent. */
  readonly issue?: string | undefined;
  /** The address that makes the briefing anew. */
  readonly link: string;
};

/** The briefing of a scope: every sentence, table and drawing. Equal facts and options give an equal briefing. */
export function buildBriefing(facts: BriefingFacts, { template, issue, link }: BriefingOptions): Briefing {
  const speech = new Speech(template);
  const head = headOf(facts, speech, issue);
  return {
    language: template.language,
    ...{ month: facts.month, publication: facts.publication, link },
    scope: { id: facts.scope.id, name: facts.scope.name },
    template: { name: template.name, sha256: template.sha256 },
    ...head,
    blocks: [...bodyOf(facts, speech), ...annexesOf(facts, speech, link)].map((block) => begun(block, speech)),
  };
}

/** English sentences and headings begin with a capital, whatever stands first in them. */
function begun(block: Block, { language }: Speech): Block {
  if (language !== 'en') return block;
  const capital = (text: string) =>
    text.replace(/^([\d.]* ?)(\p{Ll})/u, (_, number: string, letter: string) => number + letter.toUpperCase());
  if (block.kind === 'heading') return { ...block, text: capital(block.text) };
  if (block.kind !== 'paragraph') return block;
  return { ...block, sentences: block.sentences.map((sentence) => ({ ...sentence, text: capital(sentence.text) })) };
}

function headOf(
  { scope, month, federationName, publication }: BriefingFacts,
  speech: Speech,
  issue: string | undefined,
) {
  const [year = '', number = ''] = month.split('-');
  const plain = (text: string): Said => ({ text, values: [] });
  const words = {
    scope: plain(scope.name),
    year: plain(year),
    month: plain(
      speech.language === 'en' ? (dayText(`${month}-01`, 'en').split(' ')[1] ?? number) : `${Number(number)}`,
    ),
    issue: plain(issue ?? `${Number(number)}`),
  };
  const issuer =
    scope.kind === 'federation'
      ? speech.say('head.issuer_federation', { federation: words.scope }).text
      : federationName
        ? speech.say('head.issuer_federation', { federation: plain(federationName) }).text
        : speech.say(scope.kind === 'park' ? 'head.issuer_park' : 'head.issuer_region', words).text;
  const given = { ...words, issuer: plain(issuer) };
  const masthead = speech.say('head.masthead', given).text;
  const numberText = speech.say('head.number', given).text;
  const title = speech.say(scope.kind === 'federation' ? 'head.title_federation' : 'head.title', given).text;
  return {
    ...{ issuer, masthead, number: numberText, title },
    date: dayText(publication.publishedOn, speech.language),
    addressee: speech.say(`head.addressee.${scope.kind}` as SentenceKey, words).text,
    header: speech.say('head.header', {
      ...given,
      masthead: plain(masthead),
      number: plain(numberText),
      title: plain(title),
    }).text,
    signature: speech.say('head.signature', given).text,
  };
}

function bodyOf(facts: BriefingFacts, speech: Speech): Block[] {
  const sections: readonly (readonly [key: SentenceKey, make: (at: number) => readonly Block[]])[] = [
    ['sections.overview', () => overviewOf(facts, speech)],
    ['sections.coverage', () => coverageOf(facts, speech)],
    ['sections.stars', () => starsOf(facts, speech)],
    ['sections.assistance', () => assistanceOf(facts, speech)],
    [
      'sections.targets',
      (at) => facts.targets.flatMap((target, index) => targetOf(target, facts, speech, at, index + 1)),
    ],
    ['sections.imbalance', () => imbalanceOf(facts, speech)],
    ['sections.remaining', () => remainingOf(facts, speech)],
    ['sections.notes', () => notesOf(facts, speech)],
  ];
  let at = 0;
  return sections.flatMap(([key, make]) => {
    const blocks = make(at + 1);
    if (blocks.length === 0) return [];
    at += 1;
    return [{ kind: 'heading', level: 1, text: `${numbered(speech, 1, at)}${speech.text(key)}` } as const, ...blocks];
  });
}
