import type { ColumnType, Generated } from 'kysely';

/** What accounts want to be told of, and what they were told: the tables of services/api/subscription. */
export type SubscriptionTables = {
  subscription: SubscriptionTable;
  subscription_notice: SubscriptionNoticeTable;
  subscription_judgement: SubscriptionJudgementTable;
};

type SubscriptionTable = {
  subscription_id: Generated<number>;
  account_id: number;
  name: string;
  event: 'threshold' | 'behind' | 'stale' | 'briefing' | 'night';
  metric_id: string | null;
  scope_id: string | null;
  comparison: '>' | '>=' | '<' | '<=' | null;
  threshold: number | null;
  months: number | null;
  channel: 'email' | 'wecom' | 'dingtalk' | 'webhook';
  address_sealed: string | null;
  secret_sealed: string | null;
  address_shown: string | null;
  language: 'zh-CN' | 'en';
  version: Generated<number>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  ended_at: Date | null;
  ended_by: string | null;
};

type SubscriptionNoticeTable = {
  notice_id: string;
  subscription_id: number;
  event: 'threshold' | 'behind' | 'stale' | 'briefing' | 'night' | 'test';
  publication_id: string | null;
  as_of: string | null;
  /** A message in both languages, with the figure that it tells. */
  content: ColumnType<unknown, string, string>;
  state: Generated<'waiting' | 'sent' | 'given_up' | 'stopped'>;
  attempts: Generated<number>;
  next_at: Generated<Date>;
  claimed_until: Date | null;
  last_error: string | null;
  created_at: Generated<Date>;
  settled_at: Date | null;
};

type SubscriptionJudgementTable = {
  publication_id: string;
  judged_at: Generated<Date>;
  fired_count: number;
};
