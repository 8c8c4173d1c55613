import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first: begun last, one of them would keep a single worker busy at the end. */
const LONGEST = [
  'nightly/kill',
  'nightly/night',
  'nightly/history',
  'warehouse/cases',
  'journey/figure-to-pixel',
  'intake/refusals',
  'nightly/commands',
  'intake/cli',
  'nightly/ends',
  'warehouse/sweep',
  'warehouse/closed-periods',
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
