import { expect, test } from 'vitest';
import { expandIncludes } from './includes.ts';

const page =
  '<!--# block name="away" --><p>稍后</p><!--# endblock -->\n<a><!--# include virtual="/x?y=1" stub="away" --></a>';

test('an include becomes what its address answers, and blocks leave no trace', async () => {
  expect(await expandIncludes(page, async (address) => `[${address}] $& $1`)).toBe('<a>[/x?y=1] $& $1</a>');
});

test('without an answer, or with an empty one, the stub stands there', async () => {
  expect(await expandIncludes(page, async () => undefined)).toBe('<a><p>稍后</p></a>');
  expect(await expandIncludes(page, async () => '')).toBe('<a><p>稍后</p></a>');
});

test('an include without a stub leaves nothing', async () => {
  expect(await expandIncludes('(<!--# include virtual="/x" -->)', async () => undefined)).toBe('()');
});
