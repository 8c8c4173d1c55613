import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test.each([
  ['PORT', 'abc', 'must be a port from 0 to 65535'],
  ['PORT', '80.5', 'must be a port from 0 to 65535'],
  ['DEMO_PORT', '70000', 'must be a port from 0 to 65535'],
  ['PUBLIC_URL', 'unions.example', 'must be an address that begins with http:// or https://'],
  ['PUBLIC_URL', 'ftp://unions.example', 'must be an address that begins with http:// or https://'],
  ['DUCKDB_MEMORY_LIMIT', 'much', 'must be a size such as 4GB or 512MiB'],
  ['DUCKDB_THREADS', '0', 'must be a whole number above 0'],
  ['NIGHTLY_AT', '2 am', 'must be a time of day such as 02:00'],
])('%s=%s is refused with its rule in words', (name, value, rule) => {
  expect(() => readConfig({ [name]: value })).toThrow(`${name}=${JSON.stringify(value)}: ${rule}`);
});

test('an empty setting counts as absent', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: '' })).toMatchObject({ port: 4000, publicUrl: undefined });
});

test.each([
  ['4GB', 4_000_000_000],
  ['1.5 GiB', 1_610_612_736],
  ['512mib', 536_870_912],
])('DUCKDB_MEMORY_LIMIT=%s is %i bytes', (size, bytes) => {
  expect(readConfig({ DUCKDB_MEMORY_LIMIT: size }).duckdb).toEqual({ memoryLimit: bytes, threads: undefined });
});
