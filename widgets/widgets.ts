/** Every element, for pages that show more than one. */
import './assistance-share/union-assistance-share.ts';
import './park-coverage/union-park-coverage.ts';
import './star-distribution/union-star-distribution.ts';
