/**
 * Of which metrics each publication writes files for the elements that show any: by document, beside the document's own
 * metric, whose file bears the scope's name alone. Every line is a file for every scope; all other metrics are there by GraphQL.
 */
export const staticMetrics: Readonly<Record<string, readonly string[]>> = {
  target: ['member_rate', 'new_union_count'],
  ranking: ['member_rate'],
  map: ['member_rate'],
  metric: ['member_rate', 'new_union_count', 'assistance_frontline_share'],
};
