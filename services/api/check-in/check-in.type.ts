import { recordRegister } from '@union/registers/record-registers.ts';
import { builder } from '../builder.ts';
import { requireRead } from '../context.ts';
import { getMetric } from '../metric/metric.queries.ts';
import { Metric } from '../metric/metric.type.ts';
import { globalId } from '../registers/records/change-result.ts';
import { Scope } from '../scope/scope.type.ts';
import { findCheckIns, type CheckIn as Judged } from './check-in.queries.ts';

const Outcome = builder.enumType('CheckInOutcome', {
  description: 'Whether a promise held, judged by the figure published for its due day.',
  values: {
    HELD: { value: 'held', description: '已兑现 · the figure of the due day is at what was promised, or better.' },
    MISSED: { value: 'missed', description: '未兑现 · it is not.' },
    OPEN: { value: 'open', description: '未到期 · figures of the due day are not published yet.' },
    UNMEASURED: { value: 'unmeasured', description: '无数据 · there is no figure of the due day.' },
  } as const,
});

const described = recordRegister('check_in');

const JudgedCheckIn = builder.objectRef<Judged>('JudgedCheckIn').implement({
  description:
    'A check-in on a target (研判与承诺) and how its promise stands in one publication. The row itself is the CheckIn of the same id. Source: the registers.',
  fields: (t) => ({
    id: t.id({
      description: 'Global id of the row, for `correctCheckIn` and `voidCheckIn`.',
      resolve: ({ record_id }) => globalId(described, String(record_id)),
    }),
    recordId: t.id({ description: 'Its number in the register.', resolve: ({ record_id }) => String(record_id) }),
    version: t.exposeString('record_version', { description: 'Its version; give it back with a change.' }),
    metric: t.expose('metric', { type: Metric, description: 'What the target is about.' }),
    scope: t.expose('scope', { type: Scope, description: 'Whose.' }),
    targetCode: t.exposeID('target_code', { description: 'Code of the target.' }),
    madeOn: t.expose('made_on', { type: 'Date', description: 'When it was made.' }),
    owner: t.exposeString('owner', { description: 'Who answers for it, an office or a department.' }),
    interpretation: t.exposeString('interpretation', { description: 'How the figure is to be read.' }),
    commitment: t.exposeString('commitment', { description: 'What is promised.' }),
    dueOn: t.expose('due_on', { type: 'Date', description: 'By which day.' }),
    promisedValue: t.exposeFloat('promised_value', {
      description:
        'What the figure is to reach on that day: a fraction for a rate. Unit: that of `metric.unit`, 0 and more.',
    }),
    by: t.exposeString('by', { nullable: true, description: 'The account that wrote it; null when not known.' }),
    recordedAt: t.field({
      type: 'DateTime',
      description: 'When it was written as it is.',
      resolve: ({ recorded_at }) => recorded_at.toISOString(),
    }),
    outcome: t.expose('outcome', { type: Outcome, description: 'Whether the promise held.' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The figure of `measuredOn`; null when there is none. Unit: that of `metric.unit`, of either sign.',
    }),
    measuredOn: t.expose('measuredOn', {
      type: 'Date',
      nullable: true,
      description: 'The due day, before it the day of the publication; null without a figure.',
    }),
  }),
});

builder.queryField('judgedCheckIns', (t) =>
  t.field({
    type: [JudgedCheckIn],
    description:
      'Check-ins on the targets of a scope that the viewer may read, the latest first, at most 100. Written with `createCheckIn`, `correctCheckIn`, `voidCheckIn`. Errors: REGISTER_CLOSED, SCOPE_NOT_FOUND, METRIC_NOT_FOUND, PUBLICATION_NOT_FOUND, PUBLICATION_GONE, NO_PUBLICATION.',
    args: {
      scope: t.arg.id({ required: true, description: 'Id of a scope.' }),
      metric: t.arg.id({ description: 'Only on targets of this metric. Absent: of every metric.' }),
      publication: t.arg.id({ description: 'Id of the publication that judges; the current one when absent.' }),
    },
    extensions: { cost: { weight: 50, rows: 20 } },
    resolve: async (_, { scope, metric, publication }, context) =>
      findCheckIns(requireRead(context, 'check_in'), await context.publications.byId(publication), {
        ...{ scope, metric: metric == null ? undefined : getMetric(metric).id },
      }),
  }),
);
