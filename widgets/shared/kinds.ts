/** The kind of region below a region: towns of a county, counties of a city; of a federation the next federations. */
export function kindBelow(scope: string): string {
  const [what, code = ''] = scope.split(':');
  if (what !== 'region') return 'FEDERATION';
  return /^[01]00000$/.test(code)
    ? 'PROVINCE'
    : /0000$/.test(code)
      ? 'CITY'
      : /^\d{4}00$/.test(code)
        ? 'COUNTY'
        : 'TOWN';
}

/** The kind of scope that is ranked when none is named. */
export function kindRanked(scope: string): string {
  return scope.startsWith('federation') ? 'FEDERATION' : 'PARK';
}
