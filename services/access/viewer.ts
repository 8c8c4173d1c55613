import type { Role } from './roles.ts';
import { type Action, type GroupName, type Register, rolesOf, ruleOf } from './rules.ts';

/** A role within the subtree of a federation; `federationCode` null: everywhere. */
export type Grant = { readonly role: Role; readonly federationCode: string | null };

/**
 * Who asks. `operator` is the command line on the machine itself, which may do all and is audited; `token` is a page
 * with an embed token; `key` is a program.
 */
export type Viewer = {
  readonly kind: 'anonymous' | 'account' | 'key' | 'token' | 'operator';
  /** The account's id, the key's prefix or the token's id; the user of the machine for the operator. */
  readonly id: string;
  /** As it stands in the audit and beside what was changed. */
  readonly name: string;
  readonly grants: readonly Grant[];
};

const everywhere = (role: Role): Grant => ({ role, federationCode: null });

/** Anyone: what is published, and nothing else. */
export const anonymous: Viewer = { kind: 'anonymous', id: '', name: '公众 public', grants: [everywhere('public')] };

/** The visitor of a demo federation on its own machine: reads its rows as an analyst, never its personal ones. */
export const demoVisitor: Viewer = {
  ...anonymous,
  name: '演示访客 demo visitor',
  grants: [everywhere('public'), everywhere('analyst')],
};

/** The command line on the machine itself. @param name the user of the machine, or the name given by `--by`. */
export function operator(name: string): Viewer {
  return { kind: 'operator', id: name, name, grants: [] };
}

/**
 * The grants that let a viewer do this with rows of the register, each within its subtree; `[]`: not at all. Whether a
 * certain row lies within one of them say `reach.ts` and `rows.ts`.
 */
export function permits(viewer: Viewer, register: Register, action: Action): readonly Grant[] {
  return permitsIn(viewer, ruleOf(register).group, action);
}

/** The same for all registers of a group. */
export function permitsIn(viewer: Viewer, group: GroupName, action: Action): readonly Grant[] {
  if (viewer.kind === 'operator') return [everywhere('administrator')];
  const allowed = rolesOf(group, action);
  return viewer.grants.filter(({ role }) => allowed.includes(role));
}
