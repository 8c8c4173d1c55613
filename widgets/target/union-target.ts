import { TARGET } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionTarget } from './target.element.ts';

define('union-target', UnionTarget, TARGET);
