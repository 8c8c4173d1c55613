import type { CodeOf, lightApplications, lightMeasures, lightShapes, lights, targetStatuses } from '../codes.ts';

/** A light rule that comes with the platform; a federation may add its own as rows of the same tables. */
export type LightRule = {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** `points`: of a rate, or of the target for a count; `relative`: of the path. */
  readonly measure: CodeOf<typeof lightMeasures>;
  /** Where it was seen. */
  readonly source: string;
  /** What the source leaves open, and how it was filled. */
  readonly note: string | null;
  /** In their order; the first that holds counts. A gap that none holds is undefined. */
  readonly bands: readonly LightBand[];
  /** Below the path at so many month ends in a row: the red light of the rule, whatever the gap. */
  readonly redAfterMonths?: number;
  /** A yellow light at so many month ends of the period: called to talks (约谈). */
  readonly talkAfterYellows?: number;
};

type LightBand = {
  readonly appliesTo: CodeOf<typeof lightApplications>;
  /** Gap to the path in hundredths of a point (or of a per cent), negative when behind; null: without end. */
  readonly from: Bound | null;
  readonly to: Bound | null;
  readonly light: CodeOf<typeof lights>;
  readonly status: CodeOf<typeof targetStatuses>;
  readonly word: { readonly zh: string; readonly en: string };
  readonly shape: CodeOf<typeof lightShapes>;
  readonly colour: string;
};
type Bound = { readonly bp: number; readonly included: boolean };

const at = (bp: number): Bound => ({ bp, included: true });
const beyond = (bp: number): Bound => ({ bp, included: false });

const green = { light: 'green', status: 'on_track', shape: 'diamond', colour: 'fair' } as const;
const yellow = { light: 'yellow', status: 'behind', shape: 'triangle', colour: 'warn' } as const;
const red = { light: 'red', status: 'far_behind', shape: 'square', colour: 'bad' } as const;
const any = { appliesTo: 'any' } as const;

/** The rule of targets that name none. */
export const defaultLightRule: LightRule = {
  code: 'DEFAULT-1',
  name: { zh: '平台默认规则', en: 'default rule of the platform' },
  measure: 'points',
  source: '平台默认；没有通行标准',
  note: '达到目标、符合序时、落后 10 个百分点以内（含）、落后超过 10 个百分点四档，各档相接，没有空档。',
  bands: [
    {
      appliesTo: 'met',
      from: null,
      to: null,
      light: 'green',
      status: 'met',
      word: { zh: '已达标', en: 'met' },
      shape: 'circle',
      colour: 'good',
    },
    { ...any, ...green, from: at(0), to: null, word: { zh: '符合序时', en: 'on track' } },
    { ...any, ...yellow, from: at(-1000), to: beyond(0), word: { zh: '落后序时', en: 'behind' } },
    { ...any, ...red, from: null, to: beyond(-1000), word: { zh: '严重落后', en: 'far behind' } },
  ],
};

const sanya = {
  measure: 'relative',
  bands: [
    { ...any, ...green, from: at(0), to: null, word: { zh: '绿灯', en: 'green light' } },
    { ...any, ...yellow, from: at(-5000), to: beyond(0), word: { zh: '黄灯', en: 'yellow light' } },
    { ...any, ...red, from: null, to: beyond(-5000), word: { zh: '红灯', en: 'red light' } },
  ],
} as const;

export const lightRules: readonly LightRule[] = [
  defaultLightRule,
  {
    code: 'YINCHUAN-2025',
    name: { zh: '银川 2025', en: 'Yinchuan 2025' },
    measure: 'points',
    source: '银川市 2025 年督查通报：绿灯符合序时，黄灯落后 10 至 30 个百分点，红灯落后 30 个百分点以上',
    note: '落后 0 至 10 个百分点（不含两端），通报没有规定，记为“未定义”。',
    bands: [
      { ...any, ...green, from: at(0), to: null, word: { zh: '绿灯', en: 'green light' } },
      { ...any, ...yellow, from: at(-3000), to: at(-1000), word: { zh: '黄灯', en: 'yellow light' } },
      { ...any, ...red, from: null, to: beyond(-3000), word: { zh: '红灯', en: 'red light' } },
    ],
  },
  {
    ...sanya,
    code: 'SANYA-2022',
    name: { zh: '三亚 2022（各区）', en: 'Sanya 2022, districts' },
    source:
      '三亚市 2022 年督查：达到序时为绿灯，低于序时 50% 以内（含）为黄灯，低于 50% 以上为红灯；各区连续两月低于月度任务的，亮红灯',
    note: '按序时进度的相对比例计算。“低于月度任务”取月末未达到序时；最近两个月末都未达到、当日仍未达到的亮红灯，当日已补上的按差距亮灯。',
    redAfterMonths: 2,
  },
  {
    ...sanya,
    code: 'SANYA-2022-PROJECT',
    name: { zh: '三亚 2022（项目）', en: 'Sanya 2022, projects' },
    source: '三亚市 2022 年督查：灯的界限同各区；项目两次亮黄灯的，约谈',
    note: '目标期内有两个月末亮黄灯的约谈，不要求连续；只看最近十二个月末。',
    talkAfterYellows: 2,
  },
  {
    code: 'ZAOZHUANG-2022',
    name: { zh: '枣庄 2022', en: 'Zaozhuang 2022' },
    measure: 'points',
    source: '枣庄市 2022 年通报：黄牌提醒、红牌警告，蓝牌为领先单位',
    note: '公开材料没有给出黄、红牌的界限，这里取落后 10 个百分点（含）以内为黄牌，超过为红牌；符合序时而不是第一名的不发牌。',
    bands: [
      {
        appliesTo: 'leader',
        from: null,
        to: null,
        light: 'blue',
        status: 'on_track',
        word: { zh: '蓝牌（领先）', en: 'blue card, leader' },
        shape: 'star',
        colour: 'lead',
      },
      {
        ...any,
        from: at(0),
        to: null,
        light: 'none',
        status: 'on_track',
        word: { zh: '不发牌', en: 'no card' },
        shape: 'ring',
        colour: 'same',
      },
      { ...any, ...yellow, from: at(-1000), to: beyond(0), word: { zh: '黄牌提醒', en: 'yellow card, reminder' } },
      { ...any, ...red, from: null, to: beyond(-1000), word: { zh: '红牌警告', en: 'red card, warning' } },
    ],
  },
];
