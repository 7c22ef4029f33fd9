import * as fc from 'fast-check';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breadth } from '../support/breadth.ts';
import { dailyReminder } from './test-daemon.ts';
import { BEARER, startSite, type TestSite } from './test-site.ts';

const EVIL = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&\u2028';
const JSON_BODY = { 'content-type': 'application/json' };

let site: TestSite;

beforeEach(async () => {
  site = await startSite({
    reminders: [dailyReminder('lunch', '11:50', { kind: 'text', text: EVIL }, { description: EVIL })],
  });
});

afterEach(async () => {
  await site.stop();
  expect(site.errors).toEqual([]);
});

describe('script in what people and programs write', () => {
  it.each(['/api/reminders', '/api/upcoming', '/api/deliveries', `/api/upcoming?reminder=${encodeURIComponent(EVIL)}`])(
    '%s is JSON to every browser',
    async (path) => {
      await site.daemon.plan({
        reminder: EVIL,
        message: { kind: 'text', text: EVIL },
        cause: { code: 'said', text: EVIL },
        state: 'missed',
      });
      const { headers } = await site.ask(path, { headers: { ...BEARER, accept: 'text/html' } });
      expect(headers['content-type']).toBe('application/json');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    },
  );

  it('in an address comes back as text, or not at all', async () => {
    for (const path of [`/${encodeURIComponent(EVIL)}`, `/calendar.ics?robot=${encodeURIComponent(EVIL)}`]) {
      const { headers, text } = await site.ask(path, { headers: { ...BEARER, accept: 'text/html' } });
      if (String(headers['content-type']).includes('html')) expect(text).not.toContain('<script');
    }
  });

  it('in a calendar ends no line', async () => {
    const { text } = await site.get('/calendar.ics');
    expect(text.split('\r\n').every((line) => /^(?:[A-Z-]+[:;]| |$)/.test(line))).toBe(true);
  });
});

describe('bodies that are not what they seem', () => {
  it.each<[string, string]>([
    ['lists in lists in lists', '['.repeat(32_000)],
    ['lists in lists in lists, closed', '['.repeat(32_000) + ']'.repeat(32_000)],
    ['objects in objects', '{"a":'.repeat(10_000)],
    ['a number without end', `{"robot":1${'0'.repeat(60_000)}}`],
    ['an escape without end', `{"robot":"${'\\u0000'.repeat(10_000)}"}`],
    ['a prototype', '{"__proto__":{"robot":"team","text":"a"}}'],
    ['a prototype beside', '{"robot":"team","text":"a","__proto__":{"idempotencyKey":"x"}}'],
    ['a constructor', '{"robot":"team","text":"a","constructor":{"prototype":{"polluted":1}}}'],
    ['a prototype within', '{"robot":"team","markdown":{"title":"a","text":"b","__proto__":{"polluted":1}}}'],
    ['two values', '{"robot":"team","text":"a"}{}'],
    ['not a number', '{"robot":NaN}'],
    ['a comment', '{"robot":"team","text":"a"/**/}'],
    ['a comma too many', '{"robot":"team","text":"a",}'],
  ])('%s', async (_, body) => {
    const answer = await site.post('/api/messages', body, JSON_BODY);
    expect([answer.status, Object.keys(answer.json())]).toEqual([400, ['error']]);
    expect(answer.text.length).toBeLessThan(1_000);
    expect(await site.daemon.history.list({})).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['GBK', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc4, 0xe3, 0x22, 0x7d])],
    ['UTF-16', Buffer.from('{"robot":"team","text":"a"}', 'utf16le')],
    [
      'a byte that is none',
      Buffer.concat([Buffer.from('{"robot":"team","text":"'), Buffer.of(0xff), Buffer.from('"}')]),
    ],
    ['an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['half of a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('in %s', async (_, bytes) => {
    const answer = await request(new URL('/api/messages', site.web.address), {
      method: 'POST',
      headers: { ...BEARER, ...JSON_BODY },
      body: bytes,
    });
    expect([answer.statusCode, await answer.body.json()]).toEqual([400, { error: expect.stringContaining('UTF-8') }]);
  });

  it('half of a surrogate, escaped, is taken as it is', async () => {
    const answer = await site.post('/api/messages', '{"robot":"team","text":"a\\ud83c"}', JSON_BODY);
    expect(answer.status).toBe(202);
    expect((await site.get(`/api/deliveries/${answer.json().id}`)).status).toBe(200);
  });

  it('of the same name twice: the last counts, as for every reader of JSON', async () => {
    const answer = await site.post('/api/messages', '{"robot":"nobody","robot":"team","text":"a"}', JSON_BODY);
    expect(answer.status).toBe(202);
  });
});

describe('whatever comes', () => {
  const path = fc.oneof(
    fc.webPath(),
    fc.constantFrom(
      '/api/messages',
      '/api/deliveries',
      '/api/upcoming',
      '/calendar.ics',
      '/api/alertmanager/team',
      '/login',
    ),
    fc.tuple(fc.constantFrom('fire', 'skip', 'pause', 'resume'), fc.string()).map(([what, id]) => {
      return `/api/reminders/${encodeURIComponent(id.toWellFormed())}/${what}`;
    }),
  );
  const query = fc.webQueryParameters().map((each) => (each === '' ? '' : `?${each}`));
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH') as fc.Arbitrary<'GET' | 'POST'>;
  const body = fc.oneof(fc.json(), fc.string(), fc.constant(''));

  it('a stranger is refused or shown the login, and breaks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, method, body, async (path, query, method, body) => {
        const answer = await site.ask(`${path}${query}`, { method, ...(method === 'GET' ? {} : { body }) });
        expect([400, 401, 403, 405, 413, 415, 429]).toContain(answer.status);
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });

  it('somebody with the token gets an answer, never an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, method, body, async (path, query, method, body) => {
        const headers = { ...BEARER, ...JSON_BODY };
        const answer = await site.ask(`${path}${query}`, { method, headers, ...(method === 'GET' ? {} : { body }) });
        expect(answer.status).toBeLessThan(500);
        if (answer.status >= 400 && path.startsWith('/api/')) expect(answer.json()).toHaveProperty('error');
      }),
      { numRuns: breadth({ quick: 50, long: 1_000 }) },
    );
  });
});
