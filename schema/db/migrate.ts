import { type Migration, Migrator } from 'kysely/migration';
import * as imports from '../migrations/0001-imports.ts';
import * as places from '../migrations/0002-places.ts';
import * as enterprises from '../migrations/0003-enterprises.ts';
import * as unions from '../migrations/0004-unions.ts';
import * as ratings from '../migrations/0005-ratings.ts';
import * as ledger from '../migrations/0006-ledger.ts';
import * as assistance from '../migrations/0007-assistance.ts';
import * as returnsAndTargets from '../migrations/0008-returns-and-targets.ts';
import * as campaigns from '../migrations/0009a-campaigns.ts';
import * as agreements from '../migrations/0009b-agreements.ts';
import * as proposalsAndVisits from '../migrations/0009c-proposals-and-visits.ts';
import * as sitesAndContests from '../migrations/0009d-sites-and-contests.ts';
import * as nightRuns from '../migrations/0010-night-runs.ts';
import * as targets from '../migrations/0011-targets.ts';
import * as closedPeriods from '../migrations/0012-closed-periods.ts';
import * as assistanceBookings from '../migrations/0012b-assistance-bookings.ts';
import * as lightHistory from '../migrations/0012c-light-history.ts';
import * as identity from '../migrations/0013-identity.ts';
import * as audit from '../migrations/0014-audit.ts';
import * as personal from '../migrations/0014b-personal.ts';
import * as rowSecurity from '../migrations/0015-row-security.ts';
import * as smallRegisters from '../migrations/0016-small-registers.ts';
import * as recordChanges from '../migrations/0017-record-changes.ts';
import * as checkIns from '../migrations/0018-check-ins.ts';
import * as displayTokens from '../migrations/0019-display-tokens.ts';
import * as subscriptions from '../migrations/0020-subscriptions.ts';
import * as savedQueries from '../migrations/0021-saved-queries.ts';
import * as restrictedFigures from '../migrations/0022-restricted-figures.ts';
import * as publicHolidays from '../migrations/0023-public-holidays.ts';
import type { Db } from './database.ts';

/** Every migration in its order; a name is never changed and a migration never edited once released. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-imports': imports,
  '0002-places': places,
  '0003-enterprises': enterprises,
  '0004-unions': unions,
  '0005-ratings': ratings,
  '0006-ledger': ledger,
  '0007-assistance': assistance,
  '0008-returns-and-targets': returnsAndTargets,
  '0009a-campaigns': campaigns,
  '0009b-agreements': agreements,
  '0009c-proposals-and-visits': proposalsAndVisits,
  '0009d-sites-and-contests': sitesAndContests,
  '0010-night-runs': nightRuns,
  '0011-targets': targets,
  '0012-closed-periods': closedPeriods,
  '0012b-assistance-bookings': assistanceBookings,
  '0012c-light-history': lightHistory,
  '0013-identity': identity,
  '0014-audit': audit,
  '0014b-personal': personal,
  '0015-row-security': rowSecurity,
  '0016-small-registers': smallRegisters,
  '0017-record-changes': recordChanges,
  '0018-check-ins': checkIns,
  '0019-display-tokens': displayTokens,
  '0020-subscriptions': subscriptions,
  '0021-saved-queries': savedQueries,
  '0022-restricted-figures': restrictedFigures,
  '0023-public-holidays': publicHolidays,
};

/**
 * Brings the database to the newest version, or to `upTo`; forward only, all steps in one transaction.
 * @param schema where the list of migrations is looked for; default: in any schema of the database.
 * @returns the names of the migrations that ran, in order; `[]` when there was nothing to do.
 */
export async function migrate(db: Db, upTo?: string, schema?: string): Promise<string[]> {
  const migrator = new Migrator({
    ...{ db, provider: { getMigrations: async () => ({ ...migrations }) } },
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  const { error, results } = upTo ? await migrator.migrateTo(upTo) : await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
