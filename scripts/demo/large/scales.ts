/** How large the benchmark federations are. Counts are of rows; the nation's are the ones that the goals speak of. */
export type LargeScale = 'city' | 'province' | 'nation';

export type Size = {
  readonly enterprises: number;
  readonly unions: number;
  /** Headcount observations of each enterprise. */
  readonly headcountsEach: number;
  /** Ledger lines of each union; the federations' come on top. */
  readonly ledgerLinesEach: number;
  readonly households: number;
  readonly grants: number;
  /** At most; no more than one a town. */
  readonly parks: number;
  /** Regions whose code begins so take part. */
  readonly regionPrefix: string;
};

const NATION = {
  enterprises: 20_000_000,
  unions: 2_800_000,
  headcountsEach: 6,
  ledgerLinesEach: 35,
  households: 500_000,
  grants: 2_000_000,
  parks: 12_000,
};

const PARTS: Readonly<Record<LargeScale, { readonly divisor: number; readonly regionPrefix: string }>> = {
  nation: { divisor: 1, regionPrefix: '' },
  province: { divisor: 16, regionPrefix: '32' },
  city: { divisor: 200, regionPrefix: '3209' },
};

/** The size of a scale, or of a `fraction` (0 to 1) of it. */
export function sizeOf(scale: LargeScale, fraction = 1): Size {
  const { divisor, regionPrefix } = PARTS[scale];
  const part = (count: number): number => Math.max(10, Math.round((count * fraction) / divisor));
  return {
    enterprises: part(NATION.enterprises),
    unions: part(NATION.unions),
    headcountsEach: NATION.headcountsEach,
    ledgerLinesEach: NATION.ledgerLinesEach,
    households: part(NATION.households),
    grants: part(NATION.grants),
    parks: part(NATION.parks),
    regionPrefix,
  };
}
