import { recordRegister } from '@union/registers/record-registers.ts';
import { readPlace, writePlace } from '@union/registers/work-list/place.ts';
import { type WorkKind, type WorkKindName, workKinds } from '@union/registers/work-list/work-kinds.ts';
import {
  countWork,
  type Due,
  dueWords,
  findWork,
  type WorkCount,
  type WorkItem,
} from '@union/registers/work-list/work-list.ts';
import { builder } from '../../builder.ts';
import { codeEnum } from '../../code-enum.ts';
import { type Context, registersOf } from '../../context.ts';
import { CursorInvalid, PageSizeInvalid } from '../../errors.ts';
import { MAX_PAGE, pageSize } from '../../limits/page-size.ts';
import { globalId } from '../records/change-result.ts';

const KindEnum = codeEnum('WorkKind', workKinds, 'What waits to be done.');
const DueEnum = codeEnum('WorkDue', dueWords, 'How it stands with the day.');

const kindOf = (name: WorkKindName): WorkKind => workKinds[name];

const Item = builder.objectRef<WorkItem>('WorkItem').implement({
  description: 'Something that waits to be done with one record. Source: the registers.',
  fields: (t) => ({
    kind: t.field({ type: KindEnum, description: 'What.', resolve: ({ kind }) => kind }),
    title: t.exposeString('title', { description: 'Name of the unit, or number of the record.' }),
    dueOn: t.expose('dueOn', { type: 'Date', nullable: true, description: 'Last day; null when none is set.' }),
    due: t.field({ type: DueEnum, description: 'How it stands with the day.', resolve: ({ due }) => due }),
    recordType: t.string({
      description: 'Type of the record.',
      resolve: ({ kind }) => recordOf(kind).typeName,
    }),
    recordId: t.id({
      description: 'Global id of the record, for `node`.',
      resolve: ({ kind, recordId }) => globalId(recordOf(kind), recordId),
    }),
    step: t.string({
      description: 'The mutation that does it, or the first of a workflow.',
      resolve: ({ kind }) => kindOf(kind).step,
    }),
  }),
});

const recordOf = (kind: WorkKindName) => recordRegister(kindOf(kind).record ?? kindOf(kind).register);

const Count = builder.objectRef<WorkCount>('WorkCount').implement({
  description: 'How much of one kind waits. Source: the registers.',
  fields: (t) => ({
    kind: t.field({ type: KindEnum, description: 'What.', resolve: ({ kind }) => kind }),
    name: t.string({ description: 'In Chinese.', resolve: ({ kind }) => kindOf(kind).zh }),
    overdue: t.exposeInt('overdue', { description: 'Beyond their day. Unit: records, 0 and more.' }),
    soon: t.exposeInt('soon', { description: 'Due within the days asked. Unit: records, 0 and more.' }),
    later: t.exposeInt('later', { description: 'Due later. Unit: records, 0 and more.' }),
    none: t.exposeInt('none', { description: 'Without a day. Unit: records, 0 and more.' }),
  }),
});

type Args = {
  scope?: string | null | undefined;
  kinds?: readonly string[] | null | undefined;
  due?: readonly string[] | null | undefined;
  soonDays?: number | null | undefined;
  mine?: boolean | null | undefined;
};

const questionOf = ({ scope, kinds, due, soonDays, mine }: Args) => ({
  scope: scope ?? undefined,
  kinds: (kinds ?? undefined) as readonly WorkKindName[] | undefined,
  due: (due ?? undefined) as readonly Due[] | undefined,
  soonDays: Math.max(0, soonDays ?? 30),
  mine: mine ?? false,
});

const SCOPE = '`federation:` or `region:` and a code; everything that the caller reads when absent.';
const SOON = 'How far ahead counts as soon. Unit: days, 0 and more. Absent: 30.';
const MINE =
  'Only what the caller may do something about: what waits for me. Absent: false, everything that the caller reads.';

builder.queryFields((t) => ({
  workList: t.connection(
    {
      type: Item,
      description:
        'What is due, overdue or waiting, the most urgent first; what has no day comes last. Forward only, by `first` and `after`. Errors: REGISTER_CLOSED, PAGE_SIZE_INVALID, CURSOR_INVALID.',
      args: {
        scope: t.arg.id({ description: SCOPE }),
        kinds: t.arg({ type: [KindEnum], description: 'Only these; all when absent.' }),
        due: t.arg({ type: [DueEnum], description: 'Only those; all when absent.' }),
        soonDays: t.arg.int({ defaultValue: 30, description: SOON }),
        mine: t.arg.boolean({ defaultValue: false, description: MINE }),
      },
      extensions: { cost: { weight: 200 } },
      async resolve(_, args, context) {
        const { db, abort } = registersOf(context);
        // The list goes forward: what is urgent comes first.
        if (args.last != null) throw new PageSizeInvalid(MAX_PAGE);
        if (args.before != null) throw new CursorInvalid();
        const size = pageSize(args.first);
        const after = args.after ? readPlace(args.after) : undefined;
        if (args.after && !after) throw new CursorInvalid();
        const found = await findWork(db, context.reaches, questionOf(args), { limit: size, after }, abort);
        const edges = found.slice(0, size).map((node) => ({ node, cursor: writePlace(node) }));
        return {
          edges,
          pageInfo: {
            hasNextPage: found.length > size,
            hasPreviousPage: after !== undefined,
            startCursor: edges[0]?.cursor ?? null,
            endCursor: edges.at(-1)?.cursor ?? null,
          },
        };
      },
    },
    { name: 'WorkListConnection', description: 'A page of what waits.' },
    { name: 'WorkListEdge', description: 'An item and its place in the list.' },
  ),
  workCounts: t.field({
    type: [Count],
    description: 'How much waits, by kind: the kinds that the caller may see anything of. Error: REGISTER_CLOSED.',
    args: {
      scope: t.arg.id({ description: SCOPE }),
      soonDays: t.arg.int({ defaultValue: 30, description: SOON }),
      mine: t.arg.boolean({ defaultValue: false, description: MINE }),
    },
    extensions: { cost: { weight: 200, rows: 17 } },
    resolve(_, args, context: Context) {
      const { db, abort } = registersOf(context);
      return countWork(db, context.reaches, questionOf(args), abort);
    },
  }),
}));
