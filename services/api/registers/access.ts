import type { Codes, Reaches } from '@union/access/reach.ts';
import { type ColumnNamed, liesWithin } from '@union/access/rows.ts';
import { type GroupName, groupNames, type Lies, type Register, ruleOf } from '@union/access/rules.ts';
import type { Access, Viewer } from 'pothos-plugin-kysely/access.ts';

/**
 * What a viewer reads, for the statements of both lanes: groups of registers, each whole (0) or within the subtrees whose
 * codes are bound under that number. Viewers with the same roles have the same shape, wherever those were granted.
 */
export type ReadViewer = Viewer<{ readonly [G in GroupName]?: number }, Readonly<Record<string, string>>>;

const viewers = new WeakMap<Reaches, ReadViewer>();

/** The viewer of a request, as the statements see it. */
export function readViewerOf(reaches: Reaches): ReadViewer {
  const viewer = viewers.get(reaches) ?? makeViewer(reaches);
  viewers.set(reaches, viewer);
  return viewer;
}

function makeViewer(reaches: Reaches): ReadViewer {
  const shape: { [G in GroupName]?: number } = {};
  const subtrees: Codes[] = [];
  for (const group of groupNames) {
    const reach = reaches.ofGroup(group, 'read');
    if (reach === 'nothing') continue;
    if (reach === 'everything') shape[group] = 0;
    else {
      if (!subtrees.includes(reach)) subtrees.push(reach);
      shape[group] = subtrees.indexOf(reach) + 1;
    }
  }
  const parameters = Object.fromEntries(
    subtrees.flatMap(({ federations, regions }, at) => [
      [`federations${at + 1}`, federations],
      [`regions${at + 1}`, regions],
    ]),
  );
  return { shape, parameters };
}

/**
 * Who reads which rows of a register, by the rule table. The rows must select the columns by which the table says where
 * they lie. @param lies where these rows lie, when they carry other columns than the table of the register.
 */
export function readBy<R>(register: Register, lies: Lies = ruleOf(register).lies): Access<R, ReadViewer> {
  const { group, isShared } = ruleOf(register);
  const rule: Access<R, ReadViewer> = (shape) => {
    const at = shape[group];
    if (at === undefined) return false;
    if (at === 0 || isShared || lies.at === 'nowhere') return true;
    return (column, parameter) =>
      liesWithin(
        register,
        column as ColumnNamed,
        { federations: parameter(`federations${at}`), regions: parameter(`regions${at}`) },
        lies,
      );
  };
  return Object.assign(rule, { register });
}
