import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first: begun last, one of them would keep a single worker busy at the end. */
const LONGEST = [
  'journey/figure-to-pixel',
  'query/metric-query',
  'disclosure/egress',
  'journey/start',
  'access/every-field',
  'warehouse/cases',
  'nightly/night',
  'nightly/kill',
  'nightly/ends',
  'nightly/commands',
  'intake/cli',
  'intake/refusals',
  'backup/round-trip',
  'backup/damage',
  'nightly/history',
  'wall/wall',
  'panels/pages',
  'catalogue/pages',
  'warehouse/demo-federation',
  'widgets/accessibility',
  'widgets/looks',
  'widgets/room',
  'schema/embedded',
  'notices/subscriptions',
  'intake/enterprise-periods',
  'intake/undo',
  'intake/load',
];

/** Begins with the files that take longest; the others follow in the usual order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`));
      return place < 0 ? LONGEST.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
