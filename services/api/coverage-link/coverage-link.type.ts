import { coverageKinds } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Enterprise } from '../enterprise/enterprise.type.ts';
import { readBy } from '../registers/access.ts';
import { connectionType } from '../registers/connection.type.ts';
import { fromColumn } from '../registers/records/describe-column.ts';
import { Union } from '../union/union.type.ts';
import { linkConditions, linkOrder, links } from './coverage-link.queries.ts';

const CoverageKind = codeEnum(
  'CoverageKind',
  coverageKinds,
  'How a union covers an enterprise. Only the first four count as unionised by default.',
);

export const CoverageLink = builder.kyselyRows('CoverageLink', links).object({
  access: readBy('coverage_link'),
  nodeId: 'coverage_link_id',
  nodeIdForm: /^\d{1,15}$/,
  description: 'Which union covers which enterprise and how, in [validFrom, validTo). Source: the registers.',
  fields: (t) => ({
    kind: t.expose('kind', { type: CoverageKind, description: fromColumn('coverage_link', 'kind', 'How.') }),
    validFrom: t.expose('valid_from', {
      type: 'Date',
      description: fromColumn('coverage_link', 'valid_from', 'First day.'),
    }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: fromColumn('coverage_link', 'valid_to', 'First day on which it no longer held; null while it does.'),
    }),
    evidence: t.exposeString('evidence', {
      nullable: true,
      description: fromColumn('coverage_link', 'evidence', 'The paper that shows it; null when none is named.'),
    }),
    enterprise: t.relation({
      type: Enterprise,
      join: { enterprise_id: 'enterprise_id' },
      nullable: true,
      description: fromColumn(
        'coverage_link',
        'credit_code',
        'The enterprise that is covered; null where it lies beyond what the viewer may see.',
      ),
    }),
    union: t.relation({
      type: Union,
      join: { union_id: 'union_id' },
      nullable: true,
      description: fromColumn(
        'coverage_link',
        'union_code',
        'The union that covers it; null where it lies beyond what the viewer may see.',
      ),
    }),
  }),
});

export const CoverageLinkConnection = connectionType(CoverageLink, 'CoverageLink', 'coverage links');

builder.objectField(Enterprise, 'coverage', (t) =>
  t.rowsConnection({
    type: CoverageLink,
    connection: CoverageLinkConnection,
    join: { enterprise_id: 'enterprise_id' },
    order: linkOrder,
    description: 'The unions that cover it, latest first.',
    args: { on: t.arg({ type: 'Date', description: 'Only links that hold on this day; all when absent.' }) },
    where: linkConditions,
  }),
);

builder.objectField(Union, 'coverage', (t) =>
  t.rowsConnection({
    type: CoverageLink,
    connection: CoverageLinkConnection,
    join: { union_id: 'union_id' },
    order: linkOrder,
    description: 'The enterprises that it covers, latest first.',
    args: { on: t.arg({ type: 'Date', description: 'Only links that hold on this day; all when absent.' }) },
    where: linkConditions,
  }),
);
