/** Path of a metric's page in the catalogue, below the address of this server. */
export function metricPage(id: string): string {
  return `/catalogue/${id}`;
}
