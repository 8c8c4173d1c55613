import { referred } from '@union/intake/registers/register.ts';
import { type RecordRegister, recordRegisters } from '@union/registers/record-registers.ts';
import { builder } from '../../builder.ts';
import { CoverageLink } from '../../coverage-link/coverage-link.type.ts';
import { Enterprise } from '../../enterprise/enterprise.type.ts';
import { Federation } from '../../federation/federation.type.ts';
import { Park } from '../../park/park.type.ts';
import { StarRating } from '../../rating/rating.type.ts';
import { Region } from '../../region/region.type.ts';
import { Union } from '../../union/union.type.ts';
import { isFilled, tableColumn } from './column-fields.ts';
import { describeRelation } from './describe-column.ts';
import { handWritten, recordType, registerType } from './record-types.ts';

registerType('region', Region);
registerType('federation', Federation);
registerType('park', Park);
registerType('enterprise', Enterprise);
registerType('trade_union', Union);
registerType('coverage_link', CoverageLink);
registerType('star_rating', StarRating);

/** Name of the row that a column leads to, such as `union` for `union_code` and `partnerUnion` for `partner_union_code`. */
function relationName(key: string, to: string): string {
  if (key === 'credit_code') return 'enterprise';
  if (key === 'parent_code') return 'parent';
  const own = key.replace(/_(code|no)$/, '');
  const named = own === 'file' ? 'household' : own;
  return (named || to).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

for (const described of recordRegisters) {
  if (handWritten.has(described.name)) continue;
  for (const column of described.register.sheet.columns) {
    if (column.type.kind === 'reference') addRelation(described, column.type.to, column);
  }
}

function addRelation(described: RecordRegister, to: string, column: Parameters<typeof tableColumn>[1]): void {
  const target = referred[to];
  if (!target) throw new Error(`${described.name}.${column.key} leads nowhere`);
  const own = tableColumn(described, column);
  // Another register may be closed to the viewer though this one is open, so a row may be out of sight.
  const nullable = !isFilled(described, column) || !['region', 'federation', 'park'].includes(target.table);
  builder.objectField(recordType(described.name) as never, relationName(column.key, to), (t) =>
    t.relation({
      type: recordType(target.table),
      join: { [target.id]: own } as never,
      nullable,
      description: describeRelation(described, column, nullable),
    }),
  );
}
