/** What a role is for, in the words of the documentation. */
type RoleWords = { readonly zh: string; readonly en: string; readonly for: string };

/** Every role. Each grant of one holds within the subtree of one federation, or everywhere. */
export const roles = {
  public: { zh: '公众', en: 'public', for: 'anyone, without signing in' },
  portal: { zh: '门户', en: 'portal', for: 'a portal, by a key: what is published' },
  analyst: { zh: '分析员', en: 'analyst', for: 'reads rows of the registers, never personal ones' },
  officer: { zh: '经办人员', en: 'officer', for: 'keeps the registers: single records and workbooks' },
  assistance_officer: {
    zh: '帮扶专员',
    en: 'assistance officer',
    for: 'keeps hardship files, and looks at who is in them',
  },
  reviewer: { zh: '评审人员', en: 'reviewer', for: 'reviews ratings, returns and proposals' },
  leader: { zh: '领导', en: 'leader', for: 'reads everything but personal data, approves' },
  administrator: { zh: '管理员', en: 'administrator', for: 'accounts, grants, keys and the audit' },
} as const satisfies Record<string, RoleWords>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as readonly Role[];

/** Whether a word is the name of a role. */
export function isRole(word: string): word is Role {
  return Object.hasOwn(roles, word);
}
