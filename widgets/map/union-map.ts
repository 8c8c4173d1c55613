import { MAP } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionMap } from './map.element.ts';

define('union-map', UnionMap, MAP);
