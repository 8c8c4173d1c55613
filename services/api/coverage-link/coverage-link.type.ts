import { coverageKinds } from '@union/schema/codes.ts';
import { builder } from '../builder.ts';
import { codeEnum } from '../code-enum.ts';
import { Enterprise, getEnterpriseByNumber } from '../enterprise/enterprise.type.ts';
import { childPages } from '../registers/child-pages.ts';
import { connectionType } from '../registers/connection.type.ts';
import { getUnionByNumber, Union } from '../union/union.type.ts';
import { type LinkRow, linksOfEnterprises, linksOfUnions } from './coverage-link.queries.ts';

const CoverageKind = codeEnum(
  'CoverageKind',
  coverageKinds,
  'How a union covers an enterprise. Only the first four count as unionised by default.',
);

const CoverageLink = builder.objectRef<LinkRow>('CoverageLink').implement({
  description: 'Which union covers which enterprise and how, in [validFrom, validTo).',
  fields: (t) => ({
    kind: t.expose('kind', { type: CoverageKind, description: 'How.' }),
    validFrom: t.expose('valid_from', { type: 'Date', description: 'First day.' }),
    validTo: t.expose('valid_to', {
      type: 'Date',
      nullable: true,
      description: 'First day on which it no longer held; null while it does.',
    }),
    evidence: t.exposeString('evidence', {
      nullable: true,
      description: 'The paper that shows it; null when none is named.',
    }),
    enterprise: t.field({
      type: Enterprise,
      description: 'The enterprise that is covered.',
      resolve: (link, _, context) => getEnterpriseByNumber(context, link.enterprise_id),
    }),
    union: t.field({
      type: Union,
      description: 'The union that covers it.',
      resolve: (link, _, context) => getUnionByNumber(context, link.union_id),
    }),
  }),
});

const CoverageLinkConnection = connectionType(CoverageLink, 'CoverageLink', 'coverage links');
const pageOfEnterprises = childPages(linksOfEnterprises);
const pageOfUnions = childPages(linksOfUnions);

builder.objectField(Enterprise, 'coverage', (t) =>
  t.connection(
    {
      type: CoverageLink,
      description: 'The unions that cover it, latest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only links that hold on this day; all when absent.' }) },
      resolve: (enterprise, { on, ...page }, context) =>
        pageOfEnterprises(context, enterprise.enterprise_id, page, { on }),
    },
    CoverageLinkConnection,
  ),
);

builder.objectField(Union, 'coverage', (t) =>
  t.connection(
    {
      type: CoverageLink,
      description: 'The enterprises that it covers, latest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only links that hold on this day; all when absent.' }) },
      resolve: (union, { on, ...page }, context) => pageOfUnions(context, union.union_id, page, { on }),
    },
    CoverageLinkConnection,
  ),
);
