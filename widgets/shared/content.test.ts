import { expect, test } from 'vitest';
import { h, toHtml } from './content.ts';

test('text and attribute values are escaped', () => {
  expect(toHtml(h('p', { title: '"<a>&' }, '<script>alert("1")</script>&\u00a0'))).toBe(
    '<p title="&quot;&lt;a&gt;&amp;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&nbsp;</p>',
  );
});

test('attributes that are undefined and children that are false or empty leave nothing', () => {
  expect(toHtml(h('p', { class: undefined, lang: 'en' }, false, '', 'a'))).toBe('<p lang="en">a</p>');
});
