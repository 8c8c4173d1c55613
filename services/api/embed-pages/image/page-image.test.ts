import { describe, expect, test } from 'vitest';
import { wrap } from './page-image.ts';

describe('lines of a picture', () => {
  test('no line begins with a closing sign or ends with an opening one, and nothing is lost', () => {
    const text = '企业建会率最高的是射阳港经济区（88.89%），最低的是盐场（0.00%）。';
    for (const room of [90, 120, 150, 200, 260]) {
      const lines = wrap(text, room, 12);
      expect(lines.join('')).toBe(text);
      expect(lines.filter((line) => /^[，。）%]|（$/.test(line))).toEqual([]);
    }
  });

  test('words of other scripts are not cut', () => {
    expect(wrap('of the parks of 射阳县, 合德镇', 70, 12)).toEqual(['of the', 'parks of', '射阳县, 合', '德镇']);
  });

  test('a word wider than the room has a line of its own', () => {
    expect(wrap('a unionisation b', 40, 12)).toEqual(['a', 'unionisation', 'b']);
  });
});
