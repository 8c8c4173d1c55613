import type { MetricRef } from './answers.ts';

/** What the section of subscriptions asks of /graphql, and what comes back. */

export type SubscriptionEvent = 'THRESHOLD' | 'BEHIND' | 'STALE' | 'BRIEFING' | 'NIGHT';
export type Channel = 'EMAIL' | 'WECOM' | 'DINGTALK' | 'WEBHOOK';
export type Comparison = 'GREATER_THAN' | 'AT_LEAST' | 'LESS_THAN' | 'AT_MOST';

export type Delivery = {
  readonly id: string;
  readonly at: string;
  readonly subject: string;
  readonly subjectEn: string;
  /** waiting, sent, given_up or stopped. */
  readonly state: string;
  readonly attempts: number;
  /** Null once it is settled. */
  readonly nextAt: string | null;
  readonly lastError: string | null;
};
export type Subscription = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly event: SubscriptionEvent;
  /** Null for briefings and nights. */
  readonly metric: string | null;
  /** Null for nights. */
  readonly scope: string | null;
  /** Null, as the threshold is: the target that holds. */
  readonly comparison: Comparison | null;
  readonly threshold: number | null;
  readonly months: number | null;
  readonly channel: Channel;
  /** The host of a webhook; null for e-mail. */
  readonly address: string | null;
  readonly deliveries: readonly Delivery[];
};
export type SubscriptionsAnswer = {
  readonly subscriptions: readonly Subscription[];
  readonly metrics: readonly MetricRef[];
};
export const SUBSCRIPTIONS = `query PanelSubscriptions {
  subscriptions {
    id version name event metric scope comparison threshold months channel address
    deliveries(first: 5) { id at subject subjectEn state attempts nextAt lastError }
  }
  metrics { id name nameEn formula formulaEn unit better time numeratorCounts denominatorCounts }
}`;

export type ScopeNameAnswer = { readonly scope: { readonly name: string } | null };
export const SCOPE_NAME = `query PanelScopeName($id: ID!) { scope(id: $id) { name } }`;

export type Firing = {
  readonly day: string;
  readonly publicationId: string;
  readonly subject: string;
  readonly subjectEn: string;
};
export type SubscriptionInput = {
  readonly name: string;
  readonly event: SubscriptionEvent;
  readonly metric: string | null;
  readonly scope: string | null;
  readonly comparison: Comparison | null;
  readonly threshold: number | null;
  readonly months: number | null;
  readonly channel: Channel;
  readonly address: string | null;
  readonly secret: string | null;
  readonly language: 'ZH' | 'EN';
};
export type CreatedAnswer = { readonly createSubscription: { readonly wouldHaveFired: readonly Firing[] } };
export const CREATE_SUBSCRIPTION = `mutation PanelSubscribe($subscription: SubscriptionInput!, $dryRun: Boolean!) {
  createSubscription(subscription: $subscription, dryRun: $dryRun) {
    wouldHaveFired { day publicationId subject subjectEn }
  }
}`;
export const END_SUBSCRIPTION = `mutation PanelEndSubscription($id: ID!, $version: Int!) {
  endSubscription(id: $id, version: $version) { subscription { id } }
}`;
export const TEST_SUBSCRIPTION = `mutation PanelTestSubscription($id: ID!) { testSubscription(id: $id) { id } }`;
