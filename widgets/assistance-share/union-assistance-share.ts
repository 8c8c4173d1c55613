import { ASSISTANCE_SHARE } from '../elements.ts';
import { define } from '../shared/define.ts';
import { UnionAssistanceShare } from './assistance-share.element.ts';

define('union-assistance-share', UnionAssistanceShare, ASSISTANCE_SHARE);
