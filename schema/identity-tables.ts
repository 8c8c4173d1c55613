import type { ColumnType, Generated } from 'kysely';
import type { SubscriptionTables } from './subscription-tables.ts';

/** Who may come in, as what, and what was done: the tables of services/access. */
export type IdentityTables = SubscriptionTables & {
  account: AccountTable;
  access_grant: AccessGrantTable;
  sign_in_link: SignInLinkTable;
  account_session: AccountSessionTable;
  sign_in_attempt: SignInAttemptTable;
  api_key: ApiKeyTable;
  figure_restriction: FigureRestrictionTable;
  embed_token_key: EmbedTokenKeyTable;
  wall: WallTable;
  display_token: DisplayTokenTable;
  access_tree: AccessTreeTable;
  audit_event: AuditEventTable;
  household_person: HouseholdPersonTable;
  member_person: MemberPersonTable;
};

type AccountTable = {
  account_id: Generated<number>;
  kind: Generated<'person' | 'service'>;
  name: string;
  email: string | null;
  issuer: string | null;
  subject: string | null;
  created_at: Generated<Date>;
  created_by: string;
  last_signed_in_at: Date | null;
  disabled_at: Date | null;
  disabled_by: string | null;
};

type AccessGrantTable = {
  grant_id: Generated<number>;
  account_id: number;
  /** A role of services/access/roles.ts. */
  role: string;
  federation_code: string | null;
  granted_at: Generated<Date>;
  granted_by: string;
  expires_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
};

type SignInLinkTable = {
  token_sha256: string;
  account_id: number;
  created_at: Generated<Date>;
  created_by: string;
  expires_at: Date;
  used_at: Date | null;
};

type AccountSessionTable = {
  session_sha256: string;
  account_id: number;
  method: 'oidc' | 'link';
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  expires_at: Date;
};

type SignInAttemptTable = {
  state_sha256: string;
  code_verifier: string;
  nonce: string;
  return_to: string;
  expires_at: Date;
};

type ApiKeyTable = {
  key_prefix: string;
  secret_sha256: string;
  account_id: number;
  name: string;
  role: string;
  federation_code: string | null;
  created_at: Generated<Date>;
  created_by: string;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_by: string | null;
  last_used_at: Date | null;
};

/** What a screen shows; see services/access/display. */
type WallTable = {
  wall_code: string;
  name: string;
  scope_id: string;
  /** An array; see services/access/display/views.ts. */
  views: ColumnType<unknown, string, string>;
  language: 'zh-CN' | 'en';
  theme: 'dark' | 'light';
  version: Generated<number>;
  created_by: string;
  created_at: Generated<Date>;
  changed_by: string;
  changed_at: Generated<Date>;
  ended_by: string | null;
  ended_at: Date | null;
};

type DisplayTokenTable = {
  display_id: Generated<number>;
  wall_code: string;
  name: string;
  secret_sha256: string;
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  last_used_at: Date | null;
  revoked_by: string | null;
  revoked_at: Date | null;
};

type AccessTreeTable = { only_row: Generated<boolean>; version: Generated<string> };

type Json = ColumnType<Record<string, unknown> | null, string | null, never>;

/** Numbers, times and hashes are given by the database. */
type AuditEventTable = {
  event_no: Generated<number>;
  at: Generated<Date>;
  actor_kind: 'anonymous' | 'account' | 'key' | 'token' | 'operator';
  actor_id: string;
  actor_name: string;
  action: string;
  register: string;
  row_key: Json;
  purpose: string | null;
  details: Json;
  request_id: string | null;
  previous_hash: Generated<string>;
  hash: Generated<string>;
};

/** Names and phones are sealed; see services/access/personal/seal.ts. */
type SealedPerson = {
  name_sealed: string | null;
  phone_sealed: string | null;
  id_hash: string | null;
  id_last4: string | null;
  recorded_by: string;
  recorded_at: Generated<Date>;
  erased_at: Date | null;
};

type HouseholdPersonTable = SealedPerson & {
  person_id: Generated<number>;
  household_id: number;
  relation_code: Generated<string>;
};

type MemberPersonTable = SealedPerson & { member_key: string };

type FigureRestrictionTable = {
  restriction_id: Generated<number>;
  /** Null: of every metric. */
  metric_id: string | null;
  /** The scope and all below it; null: everywhere. */
  scope_id: string | null;
  reason: string;
  set_at: Generated<Date>;
  set_by: string;
  lifted_at: Date | null;
  lifted_by: string | null;
};

type EmbedTokenKeyTable = {
  key_id: string;
  secret: string;
  created_at: Generated<Date>;
};
