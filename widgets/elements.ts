/** Every element by the name of its folder, its document and, after `union-`, its tag. */
export const elementNames = [
  'park-coverage',
  'star-distribution',
  'assistance-share',
  'target',
  'ranking',
  'metric',
  'map',
] as const;
