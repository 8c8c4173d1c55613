import { builder } from '../builder.ts';
import { requireRead } from '../context.ts';
import { PageSizeInvalid } from '../errors.ts';
import {
  findNeedList,
  type NeedList as List,
  MAX_NEED_LIST,
  type NeededRow,
  ruleOfMetric,
} from './need-list.queries.ts';
import { TargetStatus } from './target.type.ts';

const NeedKind = builder.enumType('NeedKind', {
  description: 'What a need list names.',
  values: {
    ENTERPRISE: { value: 'enterprise', description: '企业 · enterprises.' },
    UNION: { value: 'union', description: '工会 · unions.' },
    RECORD: { value: 'record', description: '要约、合同、提案 · offers, agreements or proposals.' },
  } as const,
});

const NeededEnterprise = builder.objectRef<NeededRow>('NeededEnterprise').implement({
  description: 'An enterprise that a visit could win. Source: the registers.',
  fields: (t) => ({
    creditCode: t.exposeID('code', { description: 'Its unified social credit code.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    regionCode: t.exposeID('region_code', { description: 'Where it is.' }),
    parkCode: t.exposeID('park_code', { nullable: true, description: 'Its park; null outside of parks.' }),
    workerCount: t.exposeInt('worker_count', {
      nullable: true,
      description: 'Its workers as counted last; null when never. Unit: people, 0 and more.',
    }),
    memberCount: t.exposeInt('member_count', {
      nullable: true,
      description:
        'Members among them; for member rates persons of the register too. Null when never counted. Unit: people, 0 and more.',
    }),
    settledOn: t.expose('due_on', {
      type: 'Date',
      nullable: true,
      description: 'Since when it is registered; null when not recorded.',
    }),
    gain: t.expose('gain', {
      type: 'SafeInt',
      description:
        'How much of what is missing it would bring: 1 enterprise, or its workers (women, workers who are no members). Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
    gained: t.expose('gained', {
      type: 'SafeInt',
      description: 'Gains up to and with this one. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
  }),
});

const NeededUnion = builder.objectRef<NeededRow>('NeededUnion').implement({
  description: 'A union that a visit could win. Source: the registers.',
  fields: (t) => ({
    unionCode: t.exposeID('code', { description: 'Its statistical code.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    regionCode: t.exposeID('region_code', { description: 'Where it is.' }),
    parkCode: t.exposeID('park_code', { nullable: true, description: 'Its park; null outside of parks.' }),
    coveredCount: t.exposeInt('covered_count', {
      nullable: true,
      description: 'Enterprises that it covers; null when not counted. Unit: enterprises, 0 and more.',
    }),
    stars: t.exposeInt('stars', {
      nullable: true,
      description:
        'Stars that it has, 0 when reviewed without one; null in lists that are not of stars. Unit: stars, 0 to 9.',
    }),
    gain: t.expose('gain', {
      type: 'SafeInt',
      description: 'How much of what is missing it would bring. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
    gained: t.expose('gained', {
      type: 'SafeInt',
      description: 'Gains up to and with this one. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
  }),
});

const NeededRecord = builder.objectRef<NeededRow>('NeededRecord').implement({
  description: 'An offer, agreement or proposal that waits for somebody. Source: the registers.',
  fields: (t) => ({
    number: t.exposeID('code', { description: 'Its number.' }),
    name: t.exposeString('name', {
      description:
        'The enterprise it is about (of a proposal the unit that answers it); its number where none is named.',
    }),
    regionCode: t.exposeID('region_code', { description: 'Where it counts.' }),
    parkCode: t.exposeID('park_code', { nullable: true, description: 'The park; null outside of parks.' }),
    dueOn: t.expose('due_on', {
      type: 'Date',
      nullable: true,
      description: 'When the reply was due, the agreement expires, or the answer was due; null without a day.',
    }),
    gain: t.expose('gain', {
      type: 'SafeInt',
      description: 'How much of what is missing it would bring. Unit: that of `metric.numeratorCounts`, always 1.',
    }),
    gained: t.expose('gained', {
      type: 'SafeInt',
      description: 'Gains up to and with this one. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
  }),
});

const rowsOf = (list: List, names: List['names']) => (list.names === names ? [...list.rows] : []);

const NeedList = builder.objectRef<List>('NeedList').implement({
  description:
    'What would close a gap with the fewest visits, in the order in which to go. Of `enterprises`, `unions` and `records` only those of `names` are filled. Source: the registers.',
  fields: (t) => ({
    names: t.expose('names', { type: NeedKind, description: 'What it names.' }),
    need: t.expose('need', {
      type: 'SafeInt',
      description: 'What is missing, as the status says. Unit: that of `metric.numeratorCounts`, 0 and more.',
    }),
    visitCount: t.exposeInt('visitCount', {
      description: 'How many visits close it; every candidate when they do not. Unit: visits, 0 and more.',
    }),
    candidateCount: t.exposeInt('candidateCount', {
      description: 'What a visit could win at all. Unit: visits, 0 and more.',
    }),
    isEnough: t.exposeBoolean('isEnough', { description: 'Whether winning all candidates closes the gap.' }),
    enterprises: t.field({
      type: [NeededEnterprise],
      description: 'Only as many as are needed, those that bring most, or the easiest or largest, first.',
      resolve: (list) => rowsOf(list, 'enterprise'),
    }),
    unions: t.field({
      type: [NeededUnion],
      description: 'Only as many as are needed, those one star short or that cover most enterprises first.',
      resolve: (list) => rowsOf(list, 'union'),
    }),
    records: t.field({
      type: [NeededRecord],
      description: 'Only as many as are needed, those that are due longest first.',
      resolve: (list) => rowsOf(list, 'record'),
    }),
  }),
});

builder.objectField(TargetStatus, 'needList', (t) =>
  t.field({
    type: NeedList,
    nullable: true,
    description:
      'The enterprises, unions or records whose visits close the gap soonest, from the registers of now, those that the viewer may see; null where the metric has no such list. Errors: REGISTER_CLOSED, NEED_LIST_NOT_AVAILABLE (which says why and what to ask instead), PAGE_SIZE_INVALID.',
    args: {
      first: t.arg.int({
        description: 'At most so many, 100 when absent. The counts are of all. Unit: rows, 1 to 1000.',
      }),
    },
    extensions: { cost: { weight: 50, rows: 20 } },
    resolve: (status, { first }, context) => {
      const [registers] = ruleOfMetric(status.row.metric_id).registers.map((register) =>
        requireRead(context, register),
      );
      const most = first ?? 100;
      if (most < 1 || most > MAX_NEED_LIST) throw new PageSizeInvalid(MAX_NEED_LIST);
      return registers && findNeedList(registers, status, most);
    },
  }),
);
