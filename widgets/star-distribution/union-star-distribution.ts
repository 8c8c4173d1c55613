import { STAR_DISTRIBUTION } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionStarDistribution } from './star-distribution.element.ts';

define('union-star-distribution', UnionStarDistribution, STAR_DISTRIBUTION);
