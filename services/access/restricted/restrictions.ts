import type { Db } from '@union/schema/db/database.ts';
import { findMetric } from '@union/schema/metrics/catalogue.ts';
import { sql } from 'kysely';
import { recordAudit } from '../audit/audit.ts';
import { NotPermitted, RestrictedPlaceNotFound, RestrictionExists, RestrictionNotFound } from '../errors.ts';
import { isPermitted } from '../permission.ts';
import type { Reaches } from '../reach.ts';

/** Which published figures are kept from the public. */
export type NewRestriction = {
  /** Of this metric; null: of every one. */
  readonly metricId: string | null;
  /** In this scope and below it; null: everywhere. A federation's holds for its territory too. */
  readonly scopeId: string | null;
  readonly reason: string;
};

/**
 * Keeps published figures from the public, on every way out, within a second. @returns the number of the restriction.
 * @throws NotPermitted unless the viewer administers the whole scope; RestrictedPlaceNotFound, RestrictionExists
 */
export async function setRestriction(db: Db, reaches: Reaches, asked: NewRestriction): Promise<number> {
  const { metricId, scopeId, reason } = asked;
  await requireAdministration(db, reaches, scopeId);
  if (metricId === null && scopeId === null) throw new RestrictedPlaceNotFound('metric, scope', '');
  if (metricId !== null && !findMetric(metricId)) throw new RestrictedPlaceNotFound('metric', metricId);
  if (scopeId !== null && !(await isScope(db, scopeId))) throw new RestrictedPlaceNotFound('scope', scopeId);
  const made = await db
    .insertInto('figure_restriction')
    .values({
      ...{ metric_id: metricId, scope_id: scopeId, reason, set_by: reaches.viewer.name },
      ...{ lifted_at: null, lifted_by: null },
    })
    .onConflict((conflict) =>
      conflict
        .expression(sql`coalesce(metric_id, ''), coalesce(scope_id, '')`)
        .where('lifted_at', 'is', null)
        .doNothing(),
    )
    .returning('restriction_id')
    .executeTakeFirst();
  if (!made) throw new RestrictionExists(metricId, scopeId);
  const { restriction_id } = made;
  const details = { metricId, scopeId, reason };
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'restrict', register: 'figure_restriction', key: { restriction_id }, details },
  });
  return restriction_id;
}

/** Makes figures public again. @throws NotPermitted, RestrictionNotFound */
export async function liftRestriction(db: Db, reaches: Reaches, restrictionId: number): Promise<void> {
  const found = await db
    .selectFrom('figure_restriction')
    .select(['metric_id', 'scope_id'])
    .where('restriction_id', '=', restrictionId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  if (!found) throw new RestrictionNotFound(restrictionId);
  await requireAdministration(db, reaches, found.scope_id);
  await db
    .updateTable('figure_restriction')
    .set({ lifted_at: sql<Date>`now()`, lifted_by: reaches.viewer.name })
    .where('restriction_id', '=', restrictionId)
    .execute();
  const details = { metricId: found.metric_id, scopeId: found.scope_id };
  await recordAudit(db, reaches.viewer, {
    ...{ action: 'lift', register: 'figure_restriction', key: { restriction_id: restrictionId }, details },
  });
}

/** A restriction that holds. */
export type Restriction = {
  readonly restrictionId: number;
  readonly metricId: string | null;
  readonly scopeId: string | null;
  readonly reason: string;
  readonly setAt: Date;
  readonly setBy: string;
};

/** The restrictions that hold, oldest first: those of scopes where the viewer administers restrictions. @throws NotPermitted */
export async function listRestrictions(db: Db, reaches: Reaches): Promise<Restriction[]> {
  if (reaches.ofGroup('restricted', 'administer') === 'nothing') {
    throw new NotPermitted('figure_restriction', 'administer');
  }
  const all = await db
    .selectFrom('figure_restriction')
    .select(['restriction_id as restrictionId', 'metric_id as metricId', 'scope_id as scopeId', 'reason'])
    .select(['set_at as setAt', 'set_by as setBy'])
    .where('lifted_at', 'is', null)
    .orderBy('restriction_id')
    .execute();
  const seen = await Promise.all(
    all.map(({ scopeId }) => isPermitted(db, reaches, 'figure_restriction', 'administer', { scope_id: scopeId })),
  );
  return all.filter((_, at) => seen[at]);
}

async function requireAdministration(db: Db, reaches: Reaches, scopeId: string | null): Promise<void> {
  const place = { scope_id: scopeId };
  if (!(await isPermitted(db, reaches, 'figure_restriction', 'administer', place))) {
    throw new NotPermitted('figure_restriction', 'administer');
  }
}

async function isScope(db: Db, scopeId: string): Promise<boolean> {
  const [kind, code = ''] = scopeId.split(':', 2);
  const { rows } = await sql<{ ok: boolean }>`select case ${kind}
    when 'region' then exists (select from region where region_code = ${code})
    when 'park' then exists (select from park where park_code = ${code})
    when 'federation' then exists (select from federation where federation_code = ${code})
    else false end as ok`.execute(db);
  return rows[0]?.ok === true;
}
