import type { Words } from '@union/schema/metrics/metric.ts';
import type { Reads } from './operation.ts';
import type { SavedQueryState } from './saved-query.queries.ts';

export const STATES: Readonly<Record<SavedQueryState, Words>> = {
  draft: { zh: '草稿', en: 'draft' },
  submitted: { zh: '待评审', en: 'submitted' },
  reviewed: { zh: '已通过', en: 'reviewed' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const READS: Readonly<Record<Reads, Words>> = {
  published: {
    zh: '仅已发布指标：任何人可取，按发布编号缓存',
    en: 'published figures alone: anyone may have it, kept by publication',
  },
  registers: {
    zh: '含登记行：每次按调用者的权限回答，须登录或持密钥',
    en: 'rows of registers: answered each time with what the caller may see; sign in or bring a key',
  },
};
