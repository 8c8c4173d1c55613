import { builder } from '../builder.ts';
import { requireRead } from '../context.ts';
import { PageSizeInvalid } from '../errors.ts';
import {
  findNeedList,
  type NeedList as List,
  MAX_NEED_LIST,
  type NeededEnterprise as Needed,
} from './need-list.queries.ts';
import { TargetStatus } from './target.type.ts';

const NeededEnterprise = builder.objectRef<Needed>('NeededEnterprise').implement({
  description: 'An enterprise that a visit could win.',
  fields: (t) => ({
    creditCode: t.exposeID('credit_code', { description: 'Its unified social credit code.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    regionCode: t.exposeID('region_code', { description: 'Where it is.' }),
    parkCode: t.exposeID('park_code', { nullable: true, description: 'Its park; null outside of parks.' }),
    workerCount: t.exposeInt('worker_count', {
      nullable: true,
      description: 'Its workers as counted last; null when never.',
    }),
    memberCount: t.exposeInt('member_count', { nullable: true, description: 'Members among them.' }),
    gain: t.expose('gain', {
      type: 'SafeInt',
      description: 'How much of what is missing it would bring: 1 enterprise, or its workers who are no members.',
    }),
    gained: t.expose('gained', { type: 'SafeInt', description: 'Gains up to and with this one.' }),
  }),
});

const NeedList = builder.objectRef<List>('NeedList').implement({
  description: 'The enterprises that would close a gap with the fewest visits, in the order in which to go.',
  fields: (t) => ({
    need: t.expose('need', { type: 'SafeInt', description: 'What is missing, as the status says.' }),
    visitCount: t.exposeInt('visitCount', {
      description: 'How many visits close it; every candidate when they do not.',
    }),
    candidateCount: t.exposeInt('candidateCount', { description: 'Enterprises that a visit could win at all.' }),
    isEnough: t.exposeBoolean('isEnough', { description: 'Whether winning all candidates closes the gap.' }),
    enterprises: t.field({
      type: [NeededEnterprise],
      description: 'Only as many as are needed, the easiest or largest first.',
      resolve: (list) => [...list.rows],
    }),
  }),
});

builder.objectField(TargetStatus, 'needList', (t) =>
  t.field({
    type: NeedList,
    nullable: true,
    description:
      'The enterprises whose visits close the gap soonest, from the registers of now: for the unionisation rate those in parks first, then the largest; for the member rate those with the most workers outside of the union. Errors: REGISTER_CLOSED, NEED_LIST_NOT_AVAILABLE, PAGE_SIZE_INVALID.',
    args: { first: t.arg.int({ description: 'At most so many, 1 to 1000; 100 when absent. The counts are of all.' }) },
    extensions: { cost: { weight: 50, rows: 20 } },
    resolve: (status, { first }, context) => {
      const registers = requireRead(context, 'enterprise');
      const most = first ?? 100;
      if (most < 1 || most > MAX_NEED_LIST) throw new PageSizeInvalid(MAX_NEED_LIST);
      return findNeedList(registers, status, most);
    },
  }),
);
