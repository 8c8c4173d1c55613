/**
 * What each sentence of a template may hold: the names of its slots. One with `!` must occur, since the sentence would say
 * something else without it. A sentence without slots has an empty text.
 */
export const slots = {
  head: {
    issuer_federation: 'federation!',
    issuer_region: 'scope!',
    issuer_park: 'scope!',
    masthead: 'issuer',
    number: 'year month issue!',
    title: 'scope! year month issuer',
    title_federation: 'scope! year month issuer',
    header: 'issuer masthead number title',
    signature: 'issuer!',
  },
  'head.addressee': {
    ...{ nation: 'scope', province: 'scope', city: 'scope', county: 'scope', town: 'scope', park: 'scope' },
    federation: 'scope',
  },
  sections: {
    ...{ overview: '', coverage: '', stars: '', assistance: '', targets: '', imbalance: '', remaining: '', notes: '' },
    ...{ annex: 'index!', summary_table: '', park_table: '', star_table: '', ranking_table: 'metric! noun!' },
    ...{ imbalance_table: '', definition_table: '', publication_table: '' },
  },
  nouns: {
    ...{ nation: '', province: '', city: '', county: '', town: '', park: '', federation_province: '' },
    ...{ federation_city: '', federation_county: '', federation_town: '', industry: '' },
  },
  words: {
    ...{ list: '', clause: '', semicolon: '', and_more: 'names! count!' },
    ...{ above: 'value!', at_least: 'value!', below: 'value!', at_most: 'value!', points: 'value!' },
    ...{ none: '', yes: '', no: '', unknown: '', unset: '' },
    ...{ met: '', ahead: '', behind: '', short: '', withheld: '', unreported: '', inapplicable: '', closed: '' },
    ...{ up: 'places!', down: 'places!', same: '', new: '' },
  },
  overview: {
    opening: 'asOf! scope! targetCount! parts!',
    all_met: 'asOf! scope! targetCount!',
    ...{
      part_met: 'count! names',
      part_ahead: 'count! names',
      part_behind: 'count! names!',
      part_short: 'count! names!',
    },
    ...{ part_withheld: 'count! names!', part_unreported: 'count! names!', part_inapplicable: 'count! names!' },
    ...{
      no_targets: 'asOf! scope!',
      no_open_targets: 'asOf! scope!',
      closed: '',
      provisional: 'asOf!',
      before_month_end: 'asOf!',
    },
    ...{ settling: 'metrics! countedOn!', period_over: 'metrics! countedOn!', older: 'metrics! countedOn!' },
    late: 'metrics!',
  },
  figure: {
    ...{ value: 'metric! value! fraction!', count: 'metric! value!', withheld: 'metric!', closed: 'metric!' },
    ...{ unreported: 'metric!', inapplicable: 'metric!', as_of: 'asOf! scope! parts!', undated: 'scope! parts!' },
  },
  coverage: {
    ...{ passes: 'scope!', fails: 'scope! targetCount! metCount!', undecided: 'scope!' },
    ...{ parks: 'count! parts!', all_parks: 'count!', part_pass: 'count! names', part_fail: 'count! names!' },
    ...{ part_undecided: 'count! names!', part_unset: 'count! names!', no_parks: 'scope!' },
  },
  stars: {
    ...{ counts: 'asOf! scheme scope! active! rated!', levels: 'parts!', part: 'level! count! percent' },
    ...{ nobody: 'asOf! scheme scope! active!', withheld: 'scope!', closed: 'scope!' },
    ...{ unreported: 'scope!', inapplicable: 'scope!' },
  },
  assistance: { not_kept: 'scope!', unclassified: 'amount! share!' },
  target: {
    ...{ standing: 'countedOn! scope! metric! value!', fraction: 'fraction!', goal: 'endsOn! goal!' },
    ...{ goal_above: 'endsOn! goal! setFor!', completion: 'completion!', progress: 'timeProgress!' },
    ...{
      path_ahead: 'path! points!',
      path_equal: 'path!',
      path_behind: 'path! points!',
      no_path: 'timeProgress',
      met: '',
    },
    ...{ need: 'need!', excess: 'need!', on_line: '', withheld: 'scope! metric!' },
    ...{ unreported: 'scope! metric! asOf!', inapplicable: 'scope! metric!' },
    ...{ basis: 'document! clause!', basis_document: 'document!' },
  },
  units: {
    ...{ intro: 'count! noun! parts!', all_met: 'count! noun!', all_on_schedule: 'count! noun! met!' },
    ...{ nobody_behind: 'count! noun! others!', part_met: 'count! names', part_ahead: 'count! names' },
    ...{ part_behind: 'count! names!', part_short: 'count! names!', part_withheld: 'count! names!' },
    ...{ part_unreported: 'count! names!', part_inapplicable: 'count! names!' },
  },
  imbalance: {
    ...{ uneven: 'count! parts!', even: 'count! parts!', single: 'count! parts!', part_single: 'metric! noun!' },
    part: 'metric! noun! range! deviation! behindShare!',
    ...{ rule: 'range! share!', none: '' },
  },
  remaining: {
    ...{
      need: 'metric! need! endsOn! days perMonth',
      excess: 'metric! need! endsOn! days',
      over: 'metric! need! endsOn!',
    },
    ...{ all_done: 'count!', nothing: '' },
  },
  notes: {
    ...{ source: 'publication! asOf!', link: 'link!', states: '', ranks: 'least!', points: '', lights: 'rules!' },
  },
  columns: {
    ...{ rank: '', change: '', unit: '', metric: '', target: '', done: '', completion: '', progress: '', path: '' },
    ...{ gap: '', need: '', ends: '', status: '', park: '', enterprise_rate: '', enterprise_need: '' },
    ...{ member_rate: '', member_need: '', both: '', level: '', count: '', percent: '', percent_of_rated: '' },
    ...{ version: '', numerator: '', denominator: '', formula: '', as_of: '', item: '', content: '' },
    ...{ units: '', highest: '', lowest: '', range: '', deviation: '', behind: '', behind_share: '' },
  },
  charts: {
    ...{ overview: '', overview_alt: 'parts!', ranking: 'metric! noun!', ranking_alt: 'metric! noun! parts!' },
    ...{ stars: '', stars_alt: 'parts!', part: 'name! value!', target_mark: '', path_mark: '' },
  },
  publication: { as_of: '', id: '', published_on: '', scope: '', link: '' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Slots = typeof slots;

/** `overview.opening`, `head.addressee.county`, … */
export type SentenceKey = { [G in keyof Slots]: `${G & string}.${keyof Slots[G] & string}` }[keyof Slots];

/** The names of a sentence's slots, and those of them that must occur. */
export function slotsOf(given: string): { readonly names: readonly string[]; readonly required: readonly string[] } {
  const words = given.split(' ').filter(Boolean);
  return {
    names: words.map((word) => word.replace('!', '')),
    required: words.filter((word) => word.endsWith('!')).map((word) => word.slice(0, -1)),
  };
}

/** Words that say something of all: allowed only in sentences that are chosen when it is so of all. */
export const sweeping: Readonly<Record<'zh-CN' | 'en', RegExp>> = {
  'zh-CN': /全部(?!数据)|均已|均达|都已|所有|无一|一律|皆/,
  en: /\b(all|every|each|entirely|without exception)\b/i,
};
/** Sentences that may say it: these are chosen when it is so, or speak of no result. */
export const maySweep = /(^|\.)all_|^(notes|head|sections|nouns|columns|publication)\./;

/** A slot in a text: `{name}`. */
export const SLOT = /\{([^{}]*)\}/g;
