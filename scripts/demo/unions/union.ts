import type { Enterprise } from '../enterprises.ts';
import type { LinkRow, UnionRow } from '../tables.ts';

export type OrgType = 'single' | 'joint' | 'regional' | 'industry' | 'federation' | 'park' | 'township';
export type LinkKind =
  | 'independent'
  | 'joint'
  | 'regional_direct'
  | 'industry_direct'
  | 'organiser'
  | 'federation_secondary';

/** One union of the demo; codes and papers are filled in when all unions are there. */
export type Union = Place & {
  code: string;
  readonly name: string;
  readonly orgType: OrgType;
  readonly approvedOn: string;
  termEndsOn: string | null;
  dissolvedOn: string | null;
  chairKind: 'full_time' | 'part_time' | 'hired' | null;
  approvalNo: string | null;
  creditCode: string | null;
  certificateNo: string | null;
  certificateOn: string | null;
};

/** Where a union belongs and lies. */
export type Place = { readonly federationCode: string; readonly regionCode: string; readonly parkCode: string | null };

/** A union covers an enterprise in [from, to). */
export type Link = {
  readonly enterprise: Enterprise;
  readonly union: Union;
  readonly kind: LinkKind;
  readonly from: string;
  to: string | null;
};

export type Organisation = {
  readonly unions: readonly Union[];
  readonly links: readonly Link[];
  /** The enterprises that the unions of the half-year brought in. */
  readonly newcomers: readonly Enterprise[];
};

/** Document 003 on its half-year: 86 new unions, 31 of them independent, 3,739 new members, near 60 certificates. */
export const HALF_YEAR = { unions: 86, single: 31, regional: 4, industry: 3, members: 3739, certificates: 58 };

/** From this many workers on a firm mostly has a union of its own. */
export const OWN_UNION_FROM = 25;

export function unionRow(union: Union): UnionRow {
  return {
    union_code: union.code,
    credit_code: union.creditCode,
    name: union.name,
    org_type: union.orgType,
    federation_code: union.federationCode,
    region_code: union.regionCode,
    park_code: union.parkCode,
    approved_on: union.approvedOn,
    approval_no: union.approvalNo,
    term_ends_on: union.termEndsOn,
    dissolved_on: union.dissolvedOn,
    chair_kind: union.chairKind,
    certificate_no: union.certificateNo,
    certificate_issued_on: union.certificateOn,
  };
}

export function linkRow(link: Link): LinkRow {
  return {
    credit_code: link.enterprise.creditCode,
    union_code: link.union.code,
    kind: link.kind,
    valid_from: link.from,
    valid_to: link.to,
    evidence: link.union.approvalNo,
  };
}
