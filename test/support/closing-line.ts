import type { Reporter } from 'vitest/node';

/** Ends a run with one plain line, `Tests: N passed, N failed`, that any log reader understands. */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules) {
      let passed = 0;
      let failed = 0;
      let skipped = 0;
      for (const module of modules) {
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          if (state === 'passed') passed++;
          else if (state === 'failed') failed++;
          else skipped++;
        }
        if (!module.ok() && failed === 0) failed++;
      }
      console.log(`Tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
    },
  };
}
