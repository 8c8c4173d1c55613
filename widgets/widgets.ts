/** Every element, for pages that show more than one. */
import './assistance-share/union-assistance-share.ts';
import './map/union-map.ts';
import './metric/union-metric.ts';
import './park-coverage/union-park-coverage.ts';
import './ranking/union-ranking.ts';
import './star-distribution/union-star-distribution.ts';
import './target/union-target.ts';
