/** The room that the demo county takes in Chinese and English, in pixels: in a wide and in a narrow place. */
export type Room = readonly [wide: number, narrow: number];

export const PARK_COVERAGE: Room = [1240, 1800];
export const STAR_DISTRIBUTION: Room = [1160, 1560];
export const ASSISTANCE_SHARE: Room = [1600, 2260];
export const TARGET: Room = [720, 1030];
export const RANKING: Room = [860, 1240];
export const METRIC: Room = [690, 730];
export const MAP: Room = [1160, 1530];

/** Every element by the name of its folder, its document and, after `union-`, its tag. Each script holds its own room alone. */
export const rooms = {
  'park-coverage': PARK_COVERAGE,
  'star-distribution': STAR_DISTRIBUTION,
  'assistance-share': ASSISTANCE_SHARE,
  target: TARGET,
  ranking: RANKING,
  metric: METRIC,
  map: MAP,
} as const;

export const elementNames = Object.keys(rooms) as readonly (keyof typeof rooms)[];
