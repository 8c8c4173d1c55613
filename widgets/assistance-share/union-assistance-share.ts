import { define } from '../shared/define.ts';
import { UnionAssistanceShare } from './assistance-share.element.ts';

define('union-assistance-share', UnionAssistanceShare);
