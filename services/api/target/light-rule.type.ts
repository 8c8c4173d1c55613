import { lightApplications, lightMeasures } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { type BandRow, findBands } from './target-rows.ts';

export const Light = builder.enumType('Light', {
  description:
    'A light. The same colour means different things in different places, so its word and shape stand beside it.',
  values: {
    GREEN: { value: 'green', description: '绿' },
    YELLOW: { value: 'yellow', description: '黄' },
    RED: { value: 'red', description: '红' },
    BLUE: { value: 'blue', description: '蓝' },
    NONE: { value: 'none', description: '不亮灯 · the rule gives none here.' },
    UNDEFINED: { value: 'undefined', description: '未定义 · the rule does not say; never to be shown as green.' },
    NOT_APPLICABLE: { value: 'not_applicable', description: '不适用 · there is no value to judge.' },
  } as const,
});

export const LightShape = builder.enumType('LightShape', {
  description: 'The shape of a light, for readers and printers without colours.',
  values: {
    CIRCLE: { value: 'circle', description: '●' },
    DIAMOND: { value: 'diamond', description: '◆' },
    TRIANGLE: { value: 'triangle', description: '▲' },
    SQUARE: { value: 'square', description: '■' },
    STAR: { value: 'star', description: '★' },
    RING: { value: 'ring', description: '○' },
    CROSS: { value: 'cross', description: '✕ · undefined.' },
    DASH: { value: 'dash', description: '– · not applicable.' },
  } as const,
});

export const TargetState = builder.enumType('TargetState', {
  description: 'Where a scope stands against a target, by the rule named in `lightRule`.',
  values: {
    MET: { value: 'met', description: '已达标 · the value passes the comparison.' },
    ON_TRACK: { value: 'on_track', description: '符合序时进度 · not met yet, at or ahead of the path.' },
    BEHIND: { value: 'behind', description: '落后 · behind the path, by up to 10 points under the default rule.' },
    FAR_BEHIND: { value: 'far_behind', description: '严重落后 · further behind.' },
    UNDEFINED: {
      value: 'undefined',
      description: '未定义 · not met, and no band of the rule holds the gap. Not good news: the rule says nothing.',
    },
    NOT_APPLICABLE: { value: 'not_applicable', description: '不适用 · there is no value to compare.' },
  } as const,
});

const LightMeasure = codeEnum('LightMeasure', lightMeasures, 'What a light rule measures a gap in.');
const LightApplication = codeEnum('LightApplication', lightApplications, 'Which scopes a band is for.');

const LightBand = builder.objectRef<BandRow>('LightBand').implement({
  description:
    'One light of a rule and the gaps it is for. Ends are hundredths of a point, or of a per cent of the path; negative when behind. Source: the targets and figures of the publication.',
  fields: (t) => ({
    number: t.exposeInt('band_no', {
      description: 'The first band that holds a gap counts. Unit: place in the order, 1 and more.',
    }),
    appliesTo: t.expose('applies_to', { type: LightApplication, description: 'Which scopes it is for.' }),
    from: t.exposeInt('from_bp', {
      nullable: true,
      description:
        'Lower end of the gap; null: without end. Unit: hundredths of a point or of a per cent, of either sign.',
    }),
    fromIncluded: t.exposeBoolean('from_included', { description: 'Whether the lower end belongs to it.' }),
    to: t.exposeInt('to_bp', {
      nullable: true,
      description:
        'Upper end of the gap; null: without end. Unit: hundredths of a point or of a per cent, of either sign.',
    }),
    toIncluded: t.exposeBoolean('to_included', { description: 'Whether the upper end belongs to it.' }),
    light: t.expose('light', { type: Light, description: 'The light.' }),
    status: t.expose('status', {
      type: TargetState,
      description: 'What it says of a scope that has not met its target.',
    }),
    word: t.exposeString('word_zh', { description: 'Its word in Chinese.' }),
    wordEn: t.exposeString('word_en', { description: 'Its word in English.' }),
    shape: t.expose('shape', { type: LightShape, description: 'Its shape.' }),
    colourToken: t.exposeString('colour_token', { description: 'Name of its colour, such as `good` or `warn`.' }),
  }),
});

/** The bands of one rule, at least one. */
type Rule = readonly [BandRow, ...BandRow[]];

export const LightRule = builder.objectRef<Rule>('LightRule').implement({
  description:
    'How a gap to the path becomes a light. There is no common standard, so every status names its rule. Source: the targets and figures of the publication.',
  fields: (t) => ({
    code: t.id({ description: 'Its code, such as `DEFAULT-1`.', resolve: ([band]) => band.light_rule_code }),
    name: t.string({ description: 'Its name in Chinese.', resolve: ([band]) => band.name_zh }),
    nameEn: t.string({ description: 'Its name in English.', resolve: ([band]) => band.name_en }),
    measure: t.field({
      type: LightMeasure,
      description: 'Points of a rate (hundredths of the target for a count), or relative to the path.',
      resolve: ([band]) => band.measure,
    }),
    federation: t.id({
      nullable: true,
      description: 'Code of the federation whose own rule it is; null when it came with the platform.',
      resolve: ([band]) => band.federation_code,
    }),
    source: t.string({
      nullable: true,
      description: 'Where the rule comes from, in Chinese; null when not named.',
      resolve: ([band]) => band.source,
    }),
    note: t.string({
      nullable: true,
      description: 'What its source leaves open, and what was made of that, in Chinese; null when nothing is.',
      resolve: ([band]) => band.note,
    }),
    redAfterMonths: t.int({
      nullable: true,
      description:
        'Below the path at so many month ends in a row gives the red light, whatever the gap; null: never. Unit: month ends, 1 and more.',
      resolve: ([band]) => band.red_after_months,
    }),
    talkAfterYellows: t.int({
      nullable: true,
      description:
        'A yellow light at so many month ends of the period calls for talks (约谈); null: never. Unit: month ends, 1 and more.',
      resolve: ([band]) => band.talk_after_yellows,
    }),
    bands: t.field({
      type: [LightBand],
      description: 'By number. Gaps that none holds are undefined.',
      extensions: { cost: { rows: 5 } },
      resolve: (bands) => [...bands],
    }),
  }),
});

/** Bands as rules, in the order of their codes. */
export function rulesOf(bands: readonly BandRow[]): Rule[] {
  return [...Map.groupBy(bands, (band) => band.light_rule_code).values()] as unknown as Rule[];
}

builder.queryField('lightRules', (t) =>
  t.field({
    type: [LightRule],
    description: 'Every light rule of the current publication, by code. Error: NO_PUBLICATION.',
    extensions: { cost: { rows: 10 } },
    resolve: async (_, __, { publications }) => rulesOf(await findBands(await publications.choose())),
  }),
);
