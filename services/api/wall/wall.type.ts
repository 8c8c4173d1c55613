import {
  DISPLAY_DAYS,
  type Display as DisplayRow,
  listDisplays,
  makeDisplay,
  revokeDisplay,
} from '@union/access/display/displays.ts';
import {
  checkViews,
  usualViews,
  type ViewKind,
  type View as ViewRow,
  viewKindNames,
  viewKinds,
} from '@union/access/display/views.ts';
import {
  correctWall,
  createWall,
  endWall,
  listWalls,
  type WallDraft,
  type Wall as WallRow,
} from '@union/access/display/walls.ts';
import { requireAny } from '@union/access/permission.ts';
import type { Db } from '@union/schema/db/database.ts';
import { builder } from '../builder.ts';
import { type Context, writableRegisters } from '../context.ts';

const ERRORS = 'Errors: NOT_PERMITTED, WALL_NOT_FOUND, WALL_WRONG';

const Kind = builder.enumType('WallViewKind', {
  description: 'What a view of a wall shows.',
  values: Object.fromEntries(
    viewKindNames.map((name) => [
      name.toUpperCase(),
      { value: name, description: `${viewKinds[name].zh} · ${viewKinds[name].en}.` },
    ]),
  ) as Record<string, { value: ViewKind; description: string }>,
});
const Language = builder.enumType('WallLanguage', {
  description: 'The language of a wall; the key L switches it on the screen.',
  values: {
    ZH: { value: 'zh-CN', description: '中文 · Chinese.' },
    EN: { value: 'en', description: 'English.' },
  } as const,
});
const Theme = builder.enumType('WallTheme', {
  description: 'The colours of a wall.',
  values: {
    DARK: { value: 'dark', description: '深色 · dark.' },
    LIGHT: { value: 'light', description: '浅色 · light.' },
  } as const,
});

const View = builder.objectRef<ViewRow>('WallView').implement({
  description: 'One view of a wall. Source: what was saved on this server.',
  fields: (t) => ({
    kind: t.expose('kind', { type: Kind, description: 'What it shows.' }),
    metrics: t.stringList({
      description: 'Ids of its metrics; empty where the kind takes none.',
      resolve: ({ metrics }) => [...metrics],
    }),
    seconds: t.exposeInt('seconds', { description: 'How long it stands. Unit: seconds, 5 to 600.' }),
  }),
});

const Display = builder.objectRef<DisplayRow>('WallDisplay').implement({
  description:
    'A screen and the token by which it shows a wall; the token itself is kept nowhere. Source: accounts and keys of the server.',
  fields: (t) => ({
    id: t.id({ description: 'Its number.', resolve: ({ id }) => String(id) }),
    name: t.exposeString('name', { description: 'Where the screen hangs.' }),
    createdBy: t.exposeString('createdBy', { description: 'Who made it.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ createdAt }) => createdAt.toISOString() }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From when on the screen shows nothing.',
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
    lastUsedAt: t.field({
      ...{
        type: 'DateTime',
        nullable: true,
        description: 'When the screen asked last, within five minutes; null: never.',
      },
      resolve: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? null,
    }),
    revokedAt: t.field({
      ...{ type: 'DateTime', nullable: true, description: 'When it was taken back; null while it was not.' },
      resolve: ({ revokedAt }) => revokedAt?.toISOString() ?? null,
    }),
  }),
});

const Wall = builder.objectRef<WallRow>('Wall').implement({
  description:
    'A named list of views that screens show in turn (/wall). For leaders and administrators. Source: what was saved on this server.',
  fields: (t) => ({
    code: t.exposeID('code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name, as it stands on the screen.' }),
    scope: t.exposeID('scope', { description: 'Whose figures it shows.' }),
    views: t.field({
      type: [View],
      description: 'Its views in their order.',
      extensions: { cost: { rows: 6 } },
      resolve: ({ views }) => [...views],
    }),
    language: t.expose('language', { type: Language, description: 'Its language.' }),
    theme: t.expose('theme', { type: Theme, description: 'Its colours.' }),
    version: t.exposeInt('version', { description: 'To be given back with a change. Unit: version, 1 and more.' }),
    changedBy: t.exposeString('changedBy', { description: 'Who changed it last.' }),
    changedAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ changedAt }) => changedAt.toISOString() }),
    displays: t.field({
      type: [Display],
      description: 'Its screens, newest first.',
      extensions: { cost: { weight: 20, rows: 5 } },
      resolve: ({ code }, _, context) => listDisplays(writableRegisters(context).db, context.reaches, code),
    }),
  }),
});

builder.queryField('walls', (t) =>
  t.field({
    type: [Wall],
    description: 'The walls of your federations, by name. Errors: NOT_PERMITTED.',
    extensions: { cost: { weight: 20, rows: 10 } },
    resolve: (_, __, context) => {
      requireAny(context.reaches, 'wall', 'read');
      return listWalls(writableRegisters(context).db, context.reaches);
    },
  }),
);

const ViewFields = builder.inputType('WallViewInput', {
  description: 'One view of a wall.',
  fields: (t) => ({
    kind: t.field({ type: Kind, required: true, description: 'What it shows.' }),
    metrics: t.idList({
      description: 'Its metrics: several for TARGETS, one for RANKING and MAP; the usual ones when absent.',
    }),
    seconds: t.int({ description: 'How long it stands; 20 when absent. Unit: seconds, 5 to 600.' }),
  }),
});

const WallFields = builder.inputType('WallInput', {
  description: 'What is written of a wall.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'As it stands on the screen, 60 characters at most.' }),
    scope: t.id({ required: true, description: 'Whose figures: `region:320924`, `park:…`, `federation:…`.' }),
    views: t.field({
      type: [ViewFields],
      description: 'In their order, 24 at most; when absent, all that leadership asks for each month.',
    }),
    language: t.field({ type: Language, description: 'Chinese when absent.' }),
    theme: t.field({ type: Theme, description: 'Dark when absent.' }),
  }),
});

function draftOf({ name, scope, views, language, theme }: typeof WallFields.$inferInput): WallDraft {
  return {
    ...{ name, scope, language: language ?? 'zh-CN', theme: theme ?? 'dark' },
    views: views ? checkViews(views) : usualViews,
  };
}

const DRY = {
  defaultValue: false,
  description: 'Only say whether it could be done. Absent: false, it is written.',
} as const;

/** Ends a transaction whose work was only tried. */
class OnlyTried<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('only tried');
    this.result = result;
  }
}

/** One transaction, so that what is refused at its end was not done; a dry run is taken back as a whole. */
async function write<T>(context: Context, isDry: boolean | null | undefined, work: (db: Db) => Promise<T>): Promise<T> {
  requireAny(context.reaches, 'wall', 'create');
  try {
    return await writableRegisters(context)
      .db.transaction()
      .execute(async (transaction: Db) => {
        const result = await work(transaction);
        if (isDry) throw new OnlyTried(result);
        return result;
      });
  } catch (error) {
    if (error instanceof OnlyTried) return error.result as T;
    throw error;
  }
}

builder.mutationFields((t) => {
  const code = t.arg.id({ required: true, description: 'Its code: small letters, digits, hyphens.' });
  const wall = t.arg({ type: WallFields, required: true, description: 'What it shows.' });
  return {
    createWall: t.field({
      type: Wall,
      description: `Makes a wall. ${ERRORS}, WALL_EXISTS.`,
      args: { code, wall, dryRun: t.arg.boolean(DRY) },
      resolve: (_, { code: of, wall: given, dryRun }, context) =>
        write(context, dryRun, (db) => createWall(db, context.reaches, of, draftOf(given))),
    }),
    correctWall: t.field({
      type: Wall,
      description: `Writes a wall anew; its screens follow within a minute. ${ERRORS}, WALL_CHANGED.`,
      args: {
        code,
        version: t.arg.int({ required: true, description: 'As it was read. Unit: version, 1 and more.' }),
        wall,
        dryRun: t.arg.boolean(DRY),
      },
      resolve: (_, { code: of, version, wall: given, dryRun }, context) =>
        write(context, dryRun, (db) => correctWall(db, context.reaches, of, version, draftOf(given))),
    }),
    endWall: t.boolean({
      description: `Ends a wall: its screens show nothing any more. ${ERRORS}.`,
      args: { code },
      async resolve(_, { code: of }, context) {
        await write(context, false, (db) => endWall(db, context.reaches, of));
        return true;
      },
    }),
    makeDisplay: t.string({
      description: `A token for a screen, as a path that is shown this once: open it on the screen. ${ERRORS}.`,
      args: {
        code,
        name: t.arg.string({ required: true, description: 'Where the screen hangs.' }),
        days: t.arg.int({
          defaultValue: DISPLAY_DAYS.usual,
          description: 'Until it expires. Unit: days, 1 to 400. Absent: 365.',
        }),
      },
      resolve: async (_, { code: of, name, days }, context) => {
        const made = await write(context, false, (db) =>
          makeDisplay(db, context.reaches, { wall: of, name, days: days ?? DISPLAY_DAYS.usual }),
        );
        return `/wall#${made.secret}`;
      },
    }),
    revokeDisplay: t.boolean({
      description:
        'Takes a token back; its screen shows nothing from the next minute on. Errors: NOT_PERMITTED, DISPLAY_NOT_FOUND.',
      args: { id: t.arg.id({ required: true, description: 'Number of the screen.' }) },
      async resolve(_, { id }, context) {
        await write(context, false, (db) => revokeDisplay(db, context.reaches, /^\d{1,12}$/.test(id) ? Number(id) : 0));
        return true;
      },
    }),
  };
});
