/** What document 003 counts of its half-year, besides new unions and the hand-in-hand programme. */
export const HALF_YEAR_ACTIVITIES = {
  offers: 540,
  renewals: 396,
  regionalAgreements: 7,
  studios: 42,
  /** Enterprises new to the Ankang Cup, and their workers: 近 2000. */
  ankangEnterprises: 51,
  ankangWorkers: 1986,
  pairedUnions: 87,
} as const;
