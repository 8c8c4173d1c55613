import fc from 'fast-check';
import { expect, test } from 'vitest';
import { creditCodeCheck, parseCreditCode } from './credit-code.ts';
import { Fault } from './fault.ts';

const regions = new Set(['110108', '370000', '410000', '141127', '350100', '320924', '310115']);
const read = (text: string, leading = '') => {
  const parsed = parseCreditCode(text, (region) => regions.has(region), leading);
  return parsed instanceof Fault ? parsed.code : parsed;
};

test.each([
  ['91110108551385082Q'],
  ['91370000728611939A'],
  ['52410000663412719U'],
  ['92141127MA0KD1Y64A'],
  ['91350100M000100Y43'],
  ['531000005000160090'],
  ['91320924MA00000070'],
  ['81320924000001011K'],
  ['81320924MC00010232'],
  ['81320924MC000008XH'],
])('%s is valid', (text) => expect(read(text)).toBe(text));

test.each([
  ['91110108551385082F', 'CREDIT_CODE_CHECK'],
  ['91310115MA1H8R7C6D', 'CREDIT_CODE_CHECK'],
  ['123456789012345678', 'CREDIT_CODE_REGION'],
  ['9111010855138508', 'CREDIT_CODE_FORM'],
  ['91110108551385082QQ', 'CREDIT_CODE_FORM'],
  ['9111010855138508IQ', 'CREDIT_CODE_FORM'],
  ['9132092OMA00000070', 'CREDIT_CODE_FORM'],
  ['Z1320924MA00000070', 'CREDIT_CODE_FORM'],
])('%s is refused as %s', (text, expected) => expect(read(text)).toBe(expected));

test('a remainder of 0 gives the check character 0, not a 31st letter', () => {
  expect(creditCodeCheck('53100000500016009')).toBe('0');
  expect(creditCodeCheck('91320924MA0000007')).toBe('0');
});

test('a code of another authority than asked for is refused', () => {
  expect(read('91320924MA00000070', '81')).toBe('CREDIT_CODE_KIND');
  expect(read('81320924000001011K', '81')).toBe('81320924000001011K');
});

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
const body = fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }).map((letters) => letters.join(''));

test('any single character changed in a valid code makes it invalid', () => {
  fc.assert(
    fc.property(body, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...alphabet), (tail, at, other) => {
      const first = `91320924${tail}`;
      const valid = first + creditCodeCheck(first);
      fc.pre(valid.charAt(at) !== other);
      expect(read(valid)).toBe(valid);
      expect(read(valid.slice(0, at) + other + valid.slice(at + 1))).toMatch(/^CREDIT_CODE_/);
    }),
  );
});

test('any two different neighbours swapped in the body make it invalid', () => {
  fc.assert(
    fc.property(body, fc.integer({ min: 8, max: 15 }), (tail, at) => {
      const first = `91320924${tail}`;
      const valid = first + creditCodeCheck(first);
      fc.pre(valid.charAt(at) !== valid.charAt(at + 1));
      const swapped = valid.slice(0, at) + valid.charAt(at + 1) + valid.charAt(at) + valid.slice(at + 2);
      expect(read(swapped)).toBe('CREDIT_CODE_CHECK');
    }),
  );
});
