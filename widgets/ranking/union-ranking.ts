import { RANKING } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionRanking } from './ranking.element.ts';

define('union-ranking', UnionRanking, RANKING);
