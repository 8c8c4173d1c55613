import { versionOf } from '@union/registers/known-record.ts';
import { recordRegister } from '@union/registers/record-registers.ts';
import { sql } from 'kysely';
import { builder } from '../../builder.ts';
import { recordType } from './record-types.ts';
import './relations.ts';

/** The versions of types written by hand, whose rows are not rows of one table. */
const keys: Readonly<Record<string, string>> = {
  federation: 'federation_code',
  park: 'park_code',
  enterprise: 'enterprise_id',
  trade_union: 'union_id',
  coverage_link: 'coverage_link_id',
  star_rating: 'record_id',
};

for (const [table, key] of Object.entries(keys)) {
  const version = versionOf(recordRegister(table));
  builder.objectField(recordType(table) as never, 'version', (t) =>
    t.expression({
      type: 'String' as never,
      key: [key] as never,
      sql: (column) =>
        sql`(select ${sql.raw(version)} from ${sql.table(table)} known where known.${sql.ref(key)} = ${column(key as never)})`,
      description: 'Another whenever the row is another; give it back with a change.',
    }),
  );
}
