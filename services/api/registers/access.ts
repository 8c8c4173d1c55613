import type { Codes, Reaches, Runs } from '@union/access/reach.ts';
import { type ColumnNamed, liesWithin } from '@union/access/rows.ts';
import { type GroupName, groupNames, type Lies, type Register, ruleOf } from '@union/access/rules.ts';
import type { Access, Viewer } from 'pothos-plugin-kysely/access.ts';

/**
 * How far a group is read: whole (0), or within the subtrees whose codes are bound under that number, told by as many runs
 * of codes, or by their list.
 */
type Extent = 0 | { readonly at: number; readonly federations: number | 'list'; readonly regions: number | 'list' };

/**
 * What a viewer reads, for the statements of both lanes. Viewers with the same roles have the same shape, wherever those
 * were granted, but for the number of runs that their codes make.
 */
export type ReadViewer = Viewer<{ readonly [G in GroupName]?: Extent }, Readonly<Record<string, string>>>;

const viewers = new WeakMap<Reaches, ReadViewer>();

/** The viewer of a request, as the statements see it. */
export function readViewerOf(reaches: Reaches): ReadViewer {
  const viewer = viewers.get(reaches) ?? makeViewer(reaches);
  viewers.set(reaches, viewer);
  return viewer;
}

function makeViewer(reaches: Reaches): ReadViewer {
  const shape: { [G in GroupName]?: Extent } = {};
  const subtrees: Codes[] = [];
  for (const group of groupNames) {
    const reach = reaches.ofGroup(group, 'read');
    if (reach === 'nothing') continue;
    if (reach === 'everything') shape[group] = 0;
    else {
      if (!subtrees.includes(reach)) subtrees.push(reach);
      const { federationRuns, regionRuns } = reach;
      const at = subtrees.indexOf(reach) + 1;
      shape[group] = { at, federations: federationRuns?.length ?? 'list', regions: regionRuns?.length ?? 'list' };
    }
  }
  const named = (name: string, runs: Runs = []) =>
    runs.flatMap(({ first, last }, place) => [
      [`${name}First${place}`, first],
      [`${name}Last${place}`, last],
    ]);
  const parameters = Object.fromEntries(
    subtrees.flatMap(({ federations, regions, federationRuns, regionRuns }, index) => [
      [`federations${index + 1}`, federations],
      [`regions${index + 1}`, regions],
      ...named(`federations${index + 1}`, federationRuns),
      ...named(`regions${index + 1}`, regionRuns),
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
    const extent = shape[group];
    if (extent === undefined) return false;
    if (extent === 0 || isShared || lies.at === 'nowhere') return true;
    const { at, federations, regions } = extent;
    return (column, parameter) => {
      const runs = (name: string, count: number | 'list') =>
        count === 'list'
          ? undefined
          : Array.from({ length: count }, (_, place) => ({
              first: parameter(`${name}First${place}`),
              last: parameter(`${name}Last${place}`),
            }));
      const codes = {
        ...{ federations: parameter(`federations${at}`), regions: parameter(`regions${at}`) },
        federationRuns: runs(`federations${at}`, federations),
        regionRuns: runs(`regions${at}`, regions),
      };
      return liesWithin(register, column as ColumnNamed, codes, lies);
    };
  };
  return Object.assign(rule, { register });
}
