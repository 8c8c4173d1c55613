import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { NotPermitted, WallChanged, WallExists, WallNotFound, WallWrong } from '../errors.ts';
import { isPermitted, requirePermission } from '../permission.ts';
import type { Reaches } from '../reach.ts';
import { bound, liesWithin } from '../rows.ts';
import type { Action } from '../rules.ts';
import type { View } from './views.ts';

export type WallLanguage = 'zh-CN' | 'en';
export type WallTheme = 'dark' | 'light';

/** A wall as it stands. */
export type Wall = {
  readonly code: string;
  readonly name: string;
  /** Whose figures it shows: `region:320924`, `park:…`, `federation:…`. */
  readonly scope: string;
  readonly views: readonly View[];
  readonly language: WallLanguage;
  readonly theme: WallTheme;
  readonly version: number;
  readonly changedBy: string;
  readonly changedAt: Date;
  readonly endedAt: Date | null;
};

/** What is written of a wall; views as `checkViews` gives them. */
export type WallDraft = Pick<Wall, 'name' | 'scope' | 'views' | 'language' | 'theme'>;

/** Columns of a wall under the names of `Wall`. */
const columns = sql`
  wall_code as code, name, scope_id as scope, views, language, theme, version, changed_by as "changedBy",
  changed_at as "changedAt", ended_at as "endedAt"`;

/** The walls that the viewer may see, by name; those that have ended are left out. @throws NotPermitted */
export async function listWalls(db: Db, reaches: Reaches): Promise<Wall[]> {
  const reach = reaches.of('wall', 'read');
  if (reach === 'nothing') throw new NotPermitted('wall', 'read');
  const within =
    reach === 'everything'
      ? sql`true`
      : sql`coalesce(${liesWithin('wall', (name) => sql`wall.${sql.id(name)}`, bound(reach))}, false)`;
  const { rows } = await sql<Wall>`
    select ${columns} from wall where ended_at is null and ${within} order by name, wall_code
  `.execute(db);
  return rows;
}

/** Makes a wall. @throws NotPermitted, WallExists, WallWrong */
export async function createWall(db: Db, reaches: Reaches, code: string, draft: WallDraft): Promise<Wall> {
  await requirePermission(db, reaches, 'wall', 'create', { scope_id: draft.scope });
  if (!/^[a-z0-9][a-z0-9-]{1,39}$/.test(code)) {
    throw new WallWrong(
      `code: ${code} is 2 to 40 small letters, digits and hyphens`,
      `code: ${code} 须为 2 至 40 个小写字母、数字或连字符`,
    );
  }
  await checkDraft(db, draft);
  const { viewer } = reaches;
  const made = await db
    .insertInto('wall')
    .values({
      ...{ wall_code: code, ...written(draft), created_by: viewer.name, changed_by: viewer.name },
      ...{ ended_by: null, ended_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('wall_code')
    .executeTakeFirst();
  if (!made) throw new WallExists(code);
  await recordAudit(db, viewer, { action: 'create', register: 'wall', key: { wall_code: code }, details: draft });
  return getWall(db, code);
}

/** Writes a wall anew. @param version as it was read. @throws NotPermitted, WallNotFound, WallChanged, WallWrong */
export async function correctWall(
  db: Db,
  reaches: Reaches,
  code: string,
  version: number,
  draft: WallDraft,
): Promise<Wall> {
  await requireWall(db, reaches, code, 'correct');
  await requirePermission(db, reaches, 'wall', 'correct', { scope_id: draft.scope });
  await checkDraft(db, draft);
  const { rows } = await sql`
    update wall set name = ${draft.name.trim()}, scope_id = ${draft.scope}, views = ${JSON.stringify(draft.views)}::jsonb,
      language = ${draft.language}, theme = ${draft.theme}, version = version + 1,
      changed_by = ${reaches.viewer.name}, changed_at = now()
    where wall_code = ${code} and version = ${version} returning wall_code
  `.execute(db);
  if (rows.length === 0) throw new WallChanged(code);
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'correct', register: 'wall', key: { wall_code: code }, details: draft },
  });
  return getWall(db, code);
}

/** Ends a wall: its screens show nothing any more. @throws NotPermitted, WallNotFound */
export async function endWall(db: Db, reaches: Reaches, code: string): Promise<void> {
  await requireWall(db, reaches, code, 'end');
  await sql`
    update wall set ended_at = now(), ended_by = ${reaches.viewer.name}, version = version + 1 where wall_code = ${code}
  `.execute(db);
  await recordAudit(db, reaches.viewer, { action: 'end', register: 'wall', key: { wall_code: code } });
}

/** A wall that has not ended, which the viewer may do this with. @throws NotPermitted, WallNotFound */
export async function requireWall(db: Db, reaches: Reaches, code: string, action: Action): Promise<Wall> {
  const wall = await getWall(db, code);
  if (await isPermitted(db, reaches, 'wall', action, { scope_id: wall.scope })) return wall;
  // Who may not see it does not learn that it is there.
  if (await isPermitted(db, reaches, 'wall', 'read', { scope_id: wall.scope })) throw new NotPermitted('wall', action);
  throw reaches.of('wall', action) === 'nothing' ? new NotPermitted('wall', action) : new WallNotFound(code);
}

/** @throws WallNotFound */
export async function getWall(db: Db, code: string): Promise<Wall> {
  const { rows } = await sql<Wall>`
    select ${columns} from wall where wall_code = ${code} and ended_at is null
  `.execute(db);
  if (!rows[0]) throw new WallNotFound(code);
  return rows[0];
}

const written = ({ name, scope, views, language, theme }: WallDraft) => ({
  ...{ name: name.trim(), scope_id: scope, views: JSON.stringify(views), language, theme },
});

async function checkDraft(db: Db, { name, scope }: WallDraft): Promise<void> {
  const title = name.trim();
  if (title === '' || title.length > 60) {
    throw new WallWrong('name: must have 1 to 60 characters', 'name: 须有 1 至 60 个字');
  }
  const [kind = '', code = ''] = scope.split(':');
  const { rows } = await sql<{ ok: boolean }>`
    select case ${kind}
      when 'region' then exists (select from region where region_code = ${code})
      when 'park' then exists (select from park where park_code = ${code})
      when 'federation' then exists (select from federation where federation_code = ${code})
      else false end as ok
  `.execute(db);
  if (!rows[0]?.ok) {
    throw new WallWrong(
      `scope: ${scope} is none; it is written region:320924, park:<code> or federation:<code>`,
      `scope: 没有 ${scope}；写法为 region:320924、park:代码 或 federation:代码`,
    );
  }
}
