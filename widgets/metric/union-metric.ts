import { METRIC } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionMetric } from './metric.element.ts';

define('union-metric', UnionMetric, METRIC);
