import { describe, expect, it } from 'vitest';
import { endingOf } from '../../src/cli/ending.ts';
import { textsIn } from '../../src/cli/texts/catalogue.ts';
import { StoreError, type StoreRefusal } from '../../src/store/store-error.ts';
import { ListenError } from '../../src/web/listen-error.ts';

const OF_EACH_KIND: { readonly [Kind in StoreRefusal['kind']]: StoreRefusal & { readonly kind: Kind } } = {
  busy: { kind: 'busy', location: '/data', said: 'database is locked' },
  full: { kind: 'full', location: '/data', said: 'no space left on device' },
  'not-writable': { kind: 'not-writable', location: '/data', said: 'unable to open database file' },
  'not-allowed': { kind: 'not-allowed', location: '/data', said: 'unable to open database file' },
  corrupt: { kind: 'corrupt', location: '/data', said: 'file is not a database' },
  io: { kind: 'io', location: '/data', said: 'disk I/O error' },
  newer: { kind: 'newer', location: '/data', schema: 99, known: 5 },
  older: { kind: 'older', location: '/data', schema: 2 },
  nothing: { kind: 'nothing', location: '/data' },
  exists: { kind: 'exists', location: '/data' },
  foreign: { kind: 'foreign', location: '/data' },
  fenced: { kind: 'fenced', location: '/data' },
  'no-lock': { kind: 'no-lock', location: '/data' },
  'in-use': { kind: 'in-use', location: '/data' },
  'not-a-folder': { kind: 'not-a-folder', location: '/data' },
};

const refusals = Object.values(OF_EACH_KIND).map((refusal) => new StoreError(refusal));
const listening = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EMFILE'].map(
  (code) => new ListenError('127.0.0.1', 80, Object.assign(new Error(`listen ${code}`), { code })),
);

describe.each([...refusals, ...listening])('$message', (error) => {
  const told = (language: 'en' | 'zh-CN') => endingOf(error, textsIn(language), language).message ?? '';

  it('ends a command in the words of its reader', () => {
    expect(told('en')).toBe(error.message);
    expect(told('zh-CN')).toMatch(/\p{Script=Han}/u);
    expect(told('zh-CN').replace(/（[^）]*）/g, '')).not.toMatch(/\b[a-z']{2,} [a-z']{2,} [a-z']{2,}/i);
  });

  it('keeps the place and what the system said', () => {
    for (const language of ['en', 'zh-CN'] as const) expect(told(language)).toMatch(/\/data|127\.0\.0\.1:80/);
  });
});

it('says what SQLite said', () => {
  expect(new StoreError(OF_EACH_KIND.io).tell('zh-CN')).toContain('disk I/O error');
});
