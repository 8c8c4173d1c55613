/** Words of the host page in the place of ours, `{ "园区": "产业园区" }`: 各园区两率 becomes 各产业园区两率. */
export type PageWords = Readonly<Record<string, string>>;

/** All texts of `value` with each key replaced wherever it stands, the longest first; ids, keys, codes and addresses stay. */
export function allInPageWords<T>(value: T, words: PageWords): T {
  const keys = Object.keys(words).filter(Boolean);
  if (!keys.length) return value;
  const escaped = keys.sort((a, b) => b.length - a.length).map((key) => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(escaped.join('|'), 'g');
  return JSON.parse(JSON.stringify(value), (key, text) =>
    typeof text === 'string' && !/^https?:/.test(text) && !/^(id|key|role|scrolls|status|language|kind|day)$/.test(key)
      ? text.replace(pattern, (word) => words[word] ?? word)
      : text,
  );
}
