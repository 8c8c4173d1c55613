import type { Db } from '@union/schema/db/database.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { DisplayClosed, DisplayNotFound, WallWrong } from '../errors.ts';
import { hashOf, newSecret } from '../identity/secrets.ts';
import type { Reaches } from '../reach.ts';
import { requireWall, type Wall } from './walls.ts';

/** Days for which a token may hold, and does unless told otherwise. */
export const DISPLAY_DAYS = { most: 400, usual: 365 } as const;

/** A screen and the token by which it shows a wall; the secret itself is kept nowhere. */
export type Display = {
  readonly id: number;
  readonly wall: string;
  /** Where the screen hangs. */
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** Null: never used. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/**
 * A token for one screen: it shows one wall until it expires or is taken back, and does nothing else. It belongs to the
 * federation, so it outlives the account of whoever made it.
 * @returns its number and its secret, which is shown once. @throws NotPermitted, WallNotFound, WallWrong
 */
export async function makeDisplay(
  db: Db,
  reaches: Reaches,
  { wall, name, days }: { readonly wall: string; readonly name: string; readonly days: number },
): Promise<{ id: number; secret: string; expiresAt: Date }> {
  await requireWall(db, reaches, wall, 'create');
  if (!Number.isInteger(days) || days < 1 || days > DISPLAY_DAYS.most) {
    throw new WallWrong(
      `days: ${days} must be 1 to ${DISPLAY_DAYS.most}`,
      `days: ${days} 须为 1 至 ${DISPLAY_DAYS.most}`,
    );
  }
  const place = name.trim();
  if (place === '' || place.length > 60) {
    throw new WallWrong(
      'name: says where the screen hangs, in 1 to 60 characters',
      'name: 须注明屏幕位置，1 至 60 个字',
    );
  }
  const secret = newSecret();
  const { display_id: id, expires_at: expiresAt } = await db
    .insertInto('display_token')
    .values({
      ...{ wall_code: wall, name: place, secret_sha256: hashOf(secret), created_by: reaches.viewer.name },
      ...{ last_used_at: null, revoked_by: null, revoked_at: null },
      expires_at: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .returning(['display_id', 'expires_at'])
    .executeTakeFirstOrThrow();
  const details = { wall, name: place, days };
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'issue', register: 'display_token', key: { display_id: id }, details },
  });
  return { id, secret, expiresAt };
}

/** The screens of a wall, newest first; with those that were closed. @throws NotPermitted, WallNotFound */
export async function listDisplays(db: Db, reaches: Reaches, wall: string): Promise<Display[]> {
  await requireWall(db, reaches, wall, 'read');
  const { rows } = await sql<Display>`
    select display_id as id, wall_code as wall, name, created_by as "createdBy", created_at as "createdAt",
      expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from display_token where wall_code = ${wall} order by display_id desc
  `.execute(db);
  return rows;
}

/** Takes a token back; its screen shows no figure from the next time on that it asks. @throws NotPermitted, DisplayNotFound */
export async function revokeDisplay(db: Db, reaches: Reaches, id: number): Promise<void> {
  const found = await db
    .selectFrom('display_token')
    .select('wall_code')
    .where('display_id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new DisplayNotFound(id);
  await requireWall(db, reaches, found.wall_code, 'end');
  await db
    .updateTable('display_token')
    .set({ revoked_at: sql<Date>`now()`, revoked_by: reaches.viewer.name })
    .where('display_id', '=', id)
    .execute();
  await recordAudit(db, reaches.viewer, { action: 'revoke', register: 'display_token', key: { display_id: id } });
}

/** What a token opens. */
export type OpenedWall = { readonly wall: Wall; readonly expiresAt: Date };

/**
 * The wall that a token shows now. Whoever has the secret is told why it is closed: a screen in a hall has nobody to ask.
 * @throws DisplayClosed
 */
export async function openWall(db: Db, secret: string): Promise<OpenedWall> {
  const { rows } = await sql<
    Wall & { display_id: number; expires_at: Date; is_revoked: boolean; is_expired: boolean; is_due: boolean }
  >`
    select display_id, display_token.expires_at, revoked_at is not null as is_revoked, expires_at <= now() as is_expired,
      coalesce(last_used_at < now() - interval '5 minutes', true) as is_due,
      wall.wall_code as code, wall.name, scope_id as scope, views, language, theme, version, changed_by as "changedBy",
      changed_at as "changedAt", ended_at as "endedAt"
    from display_token join wall using (wall_code) where secret_sha256 = ${hashOf(secret)}
  `.execute(db);
  const [row] = rows;
  if (!row) throw new DisplayClosed('unknown');
  const { display_id, expires_at: expiresAt, is_revoked, is_expired, is_due, ...wall } = row;
  if (is_revoked) throw new DisplayClosed('revoked');
  if (is_expired) throw new DisplayClosed('expired');
  if (wall.endedAt !== null) throw new DisplayClosed('ended');
  if (is_due) {
    await db
      .updateTable('display_token')
      .set({ last_used_at: sql<Date>`now()` })
      .where('display_id', '=', display_id)
      .execute();
  }
  return { wall, expiresAt };
}
