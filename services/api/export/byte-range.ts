/** Bytes from `start` to `end`, both included. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * What a Range header asks of a file of `size` bytes: a range; `none` for no header, several ranges, another unit or what
 * cannot be read, so that the whole is sent; `unsatisfiable` when it begins beyond the end.
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | 'none' | 'unsatisfiable' {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'none';
  if (first === '') {
    const count = Number(last);
    return count === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - count), end: size - 1 };
  }
  const start = Number(first);
  if (start >= size) return 'unsatisfiable';
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return end < start ? 'none' : { start, end };
}

/** Whether an If-Range header lets a range be sent: absent, or the same strong tag. Days are not looked at. */
export function allowsRange(header: string | undefined, etag: string): boolean {
  return header === undefined || header.trim() === etag;
}
