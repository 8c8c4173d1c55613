import { define } from '../shared/define.ts';
import { UnionRanking } from './ranking.element.ts';

define('union-ranking', UnionRanking);
