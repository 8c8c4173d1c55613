import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  ['HOUSEHOLD_THRESHOLD', '2', 'must be a whole number from 3 to 100'],
  ['NOTICE_TO', 'a@b.cn, c', 'must be e-mail addresses, with commas between'],
  ['NOTICE_FROM', 'night', 'must be an e-mail address'],
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

test('a wrong secret is refused without being printed', () => {
  expect(() => readConfig({ SMTP_URL: 'http://night:hunter2@mail.example' })).toThrow(
    'SMTP_URL=***: must begin with smtp:// or smtps://',
  );
});

test('a secret may be named by a file, and not by both', () => {
  const folder = mkdtempSync(join(tmpdir(), 'union-config-'));
  const path = join(folder, 'secret');
  writeFileSync(path, 'a secret of many letters\n');
  const webhook = { NOTICE_WEBHOOK_URL: 'https://hooks.example/night', NOTICE_WEBHOOK_SECRET_FILE: path };
  expect(readConfig(webhook).notices.webhook?.secret).toBe('a secret of many letters');
  expect(() => readConfig({ ...webhook, NOTICE_WEBHOOK_SECRET: 'another secret of many' })).toThrow('leave one out');
  expect(() => readConfig({ DATABASE_URL_FILE: join(folder, 'none') })).toThrow('cannot be read');
  rmSync(folder, { recursive: true });
});

test('e-mail needs a sender and somebody to write to, a webhook its secret', () => {
  expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/NOTICE_FROM is missing.*NOTICE_TO is missing/);
  expect(() => readConfig({ NOTICE_WEBHOOK_URL: 'https://hooks.example' })).toThrow('NOTICE_WEBHOOK_SECRET is missing');
  expect(
    readConfig({ SMTP_URL: 'smtp://mail.example', NOTICE_FROM: '夜间 <night@u.cn>', NOTICE_TO: 'a@u.cn, b@u.cn' })
      .notices.email?.to,
  ).toEqual(['a@u.cn', 'b@u.cn']);
});
