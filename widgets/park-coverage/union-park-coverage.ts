import { PARK_COVERAGE } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionParkCoverage } from './park-coverage.element.ts';

define('union-park-coverage', UnionParkCoverage, PARK_COVERAGE);
