import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EpochMs, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { SESSION_COOKIE } from '../../src/web/session.ts';
import { rawRequest, statusOf } from './raw-request.ts';
import { dailyReminder, NOON_BEFORE } from './test-daemon.ts';
import { type Answer, BEARER, startSite, type TestSite, TOKEN } from './test-site.ts';

const LUNCH = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭' });

let site: TestSite;
let now: EpochMs;

beforeEach(async () => {
  now = NOON_BEFORE;
  site = await startSite({ now: () => now, reminders: [LUNCH] });
});

afterEach(() => site.stop());

function raw(lines: readonly string[]): Promise<string> {
  return rawRequest(site.web.address, [...lines, 'Connection: close', '', ''].join('\r\n'));
}

function logIn(token: string, headers: Record<string, string> = {}): Promise<Answer> {
  return site.ask('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({ token }).toString(),
  });
}

async function sessionOf(token: string): Promise<string> {
  return String((await logIn(token)).headers['set-cookie']).split(';')[0] ?? '';
}

describe('a stranger', () => {
  it.each<[string, string, object]>([
    ['a page', '/', {}],
    ['what is not there', '/nowhere', {}],
    ['what is not there in the API', '/api/nowhere', {}],
    ['a reminder that is not there', '/api/reminders/nobody/fire', { method: 'POST' }],
    ['a wrong method', '/api/reminders', { method: 'DELETE' }],
    ['a body that is no JSON', '/api/messages', { method: 'POST', body: '{' }],
    ['a body that is too long', '/api/messages', { method: 'POST', body: 'x'.repeat(100_000) }],
    ['a wrong query', '/api/deliveries?limit=0', {}],
    ['a wrong calendar', '/calendar.ics?days=0', {}],
  ])('is asked for the token first, and learns nothing: %s', async (_, path, asked) => {
    const answer = await site.ask(path, asked);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="dingbell"');
    expect(answer.text).not.toContain('lunch');
    expect(answer.headers['allow']).toBeUndefined();
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Basic ZDpk',
    `Token ${TOKEN}`,
    TOKEN,
    `Bearer ${TOKEN} `.trimEnd().slice(0, -1),
    'Bearer null',
  ])('with %j is one', async (authorization) => {
    expect((await site.ask('/api/reminders', { headers: { authorization } })).status).toBe(401);
  });

  it('with two tokens is one, whatever their order', async () => {
    for (const order of [
      [TOKEN, 'other'],
      ['other', TOKEN],
    ]) {
      const headers = order.map((token) => `Authorization: Bearer ${token}`);
      const answer = await raw(['GET /api/reminders HTTP/1.1', 'Host: localhost', ...headers]);
      expect(statusOf(answer)).not.toBe(200);
    }
  });
});

describe('the ways around the guard', () => {
  it.each([
    '/healthz/../api/reminders',
    '/healthz/%2e%2e/api/reminders',
    '/healthz%2f..%2fapi/reminders',
    '/login/../api/reminders',
    '/style.css/../api/reminders',
    '/style.css;/api/reminders',
    '//api/reminders',
    '/api//reminders',
    '/api/reminders/',
    '/API/reminders',
    '/api/reminders%00',
    '/api/reminders?/healthz',
    '/api/reminders#/healthz',
    '/./api/reminders',
    '/%61pi/reminders',
    '/api%2freminders',
    'http://localhost/api/reminders',
    'http://evil.example/healthz/../api/reminders',
    '/calendar.ics/../api/reminders?token=',
    '/healthz\\..\\api\\reminders',
  ])('%s leads nowhere', async (path) => {
    const answer = await raw([`GET ${path} HTTP/1.1`, 'Host: localhost']);
    expect([400, 401, 403, 404]).toContain(statusOf(answer));
    expect(answer).not.toContain('lunch');
  });
});

describe('files that are none of ours', () => {
  it.each([
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/%252e%252e%252f%252e%252e%252fetc/passwd',
    '/assets/../../../package.json',
    '/assets/..%2f..%2fserver.ts',
    '/assets/..%5c..%5cserver.ts',
    '/assets/....//....//package.json',
    '/style.css/..%2f..%2f..%2fpackage.json',
    '/style.css%00.html',
    '/page.js/../../server.ts',
    '/..\\..\\..\\package.json',
    '/.env',
    '/.git/config',
    '/schedules/robots.yaml',
    '/data/dingbell.sqlite',
    '/fragment/..%2f..%2fpackage.json',
    '/fragment/constructor',
    '/file:///etc/passwd',
  ])('%s is not served, token or not', async (path) => {
    for (const headers of [[], [`Authorization: Bearer ${TOKEN}`]]) {
      const answer = await raw([`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers]);
      expect([400, 401, 404]).toContain(statusOf(answer));
      expect(answer).not.toMatch(/root:|"dependencies"|import \{/);
    }
  });
});

describe('methods', () => {
  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('%s changes none', async (name) => {
    const headers = { ...BEARER, [name]: 'POST' };
    expect((await site.ask('/api/reminders/lunch/fire', { headers })).status).toBe(405);
    expect((await site.ask('/api/reminders/lunch/fire?_method=POST', { headers })).status).toBe(405);
    expect(await site.daemon.history.list({})).toEqual([]);
  });

  it.each(['TRACE', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'] as const)('%s is told what there is', async (method) => {
    const answer = await site.ask('/api/reminders', { method, headers: BEARER });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it('TRACE echoes no cookie', async () => {
    const cookie = `${SESSION_COOKIE}=dummy-session`;
    const answer = await raw(['TRACE / HTTP/1.1', 'Host: localhost', `Cookie: ${cookie}`]);
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain('dummy-session');
  });

  it.each(['CONNECT localhost:80 HTTP/1.1', 'FOO / HTTP/1.1', 'GET / HTTP/9.9', 'G\x00T / HTTP/1.1'])(
    '%j is not answered, or with a refusal',
    async (line) => {
      const answer = await raw([line, 'Host: localhost', `Authorization: Bearer ${TOKEN}`]);
      expect(answer.slice(0, 12)).toMatch(/^(?:|HTTP\/1\.1 4\d\d?)$/);
      expect(answer).not.toContain('lunch');
    },
  );

  it('HEAD tells what GET would, without a body', async () => {
    const answer = await site.ask('/api/reminders', { method: 'HEAD', headers: BEARER });
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([200, '', 'application/json']);
  });
});

describe('another site in the browser of somebody who is signed in', () => {
  it('gets no leave to ask (CORS)', async () => {
    const answer = await site.ask('/api/messages', {
      method: 'OPTIONS',
      headers: {
        origin: 'http://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
      },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['by Origin', { origin: 'http://evil.example' }],
    ['by Origin in a longer name', { origin: 'http://127.0.0.1.evil.example' }],
    ['by another scheme', { origin: 'file://127.0.0.1' }],
    ['by Origin null', { origin: 'null' }],
    ['by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['by Sec-Fetch-Site, as a form', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
    ['by Sec-Fetch-Site, from another port', { 'sec-fetch-site': 'same-site' }],
    ['without a word', {}],
  ])('does nothing with the cookie: %s', async (_, headers) => {
    const cookie = await sessionOf(TOKEN);
    for (const path of [
      '/api/reminders/lunch/fire',
      '/api/reminders/lunch/pause',
      '/api/deliveries/x/resend',
      '/logout',
    ]) {
      const answer = await site.ask(path, { method: 'POST', headers: { cookie, ...headers } });
      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    }
    expect(await site.daemon.history.list({})).toEqual([]);
    expect(await site.daemon.overrides.list()).toEqual([]);
  });

  it('reads nothing: no answer may be read or embedded elsewhere', async () => {
    for (const path of ['/api/reminders', '/calendar.ics', '/metrics']) {
      const { headers } = await site.get(path);
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('the name of the host', () => {
  async function statusUnder(host: string, path = '/api/reminders'): Promise<number> {
    return (await site.ask(path, { headers: { ...BEARER, host } })).status;
  }

  it.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'localhost:1',
    '127.0.0.1',
    '127.0.0.1:8787',
    '[::1]',
    '[::1]:8787',
  ])('%s is ours', async (host) => {
    expect(await statusUnder(host)).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:8787', '192.168.1.9', '0.0.0.0', '[::2]'])(
    '%s is not (DNS rebinding), not even with the token',
    async (host) => {
      for (const path of ['/', '/api/reminders', '/login', '/style.css', '/calendar.ics']) {
        expect(await statusUnder(host, path)).toBe(403);
      }
    },
  );

  it('of a proxy is ours when the configuration says so, and from that moment on', async () => {
    expect(await statusUnder('bell.example')).toBe(403);
    site.daemon.configureHttp({ publicHosts: ['bell.example'] });
    expect(await statusUnder('bell.example')).toBe(200);
    expect(await statusUnder('Bell.Example.:443')).toBe(200);
    expect(await statusUnder('sub.bell.example')).toBe(403);
    site.daemon.configureHttp({ publicHosts: [] });
    expect(await statusUnder('bell.example')).toBe(403);
  });

  it.each<[string, readonly string[]]>([
    ['none', ['GET / HTTP/1.1']],
    ['none, in an old version', ['GET / HTTP/1.0']],
    ['an empty one', ['GET / HTTP/1.1', 'Host:']],
    ['two', ['GET /api/reminders HTTP/1.1', 'Host: evil.example', 'Host: localhost', `Authorization: Bearer ${TOKEN}`]],
    ['one with a user', ['GET / HTTP/1.1', 'Host: localhost@evil.example']],
    ['one with a path', ['GET / HTTP/1.1', 'Host: localhost/evil']],
  ])('%s is not ours', async (_, lines) => {
    expect([400, 403]).toContain(statusOf(await raw(lines)));
  });
});

describe('a proxy in front, and no token', () => {
  it.each<[string, readonly string[]]>([
    ['that speaks HTTP/1.0, as nginx does', ['GET /api/reminders HTTP/1.0', 'Host: 127.0.0.1:8787']],
    ['that keeps the name it was asked by', ['GET /api/reminders HTTP/1.1', 'Host: bell.example']],
    ['that says so', ['GET /api/reminders HTTP/1.1', 'Host: localhost', 'Via: 1.1 proxy']],
  ])('shows nothing: one %s', async (_, lines) => {
    site.daemon.configureHttp({ token: undefined as never, publicHosts: ['bell.example'] });
    const answer = await raw(lines);
    expect(statusOf(answer)).toBe(403);
    expect(answer).not.toContain('lunch');
  });
});

describe('a session', () => {
  it('is in a cookie that no script reads and no other site sends', async () => {
    const { headers } = await logIn(TOKEN);
    expect(String(headers['set-cookie'])).toMatch(
      /^dingbell_session=[\d.\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each<[string, Record<string, string>]>([
    ['the browser says so', { origin: 'https://bell.example' }],
    ['the proxy says so', { 'x-forwarded-proto': 'https' }],
  ])('is sent over TLS only where TLS is: %s', async (_, headers) => {
    site.daemon.configureHttp({ publicHosts: ['bell.example'] });
    const answer = await logIn(TOKEN, { host: 'bell.example', ...headers });
    expect(String(answer.headers['set-cookie'])).toContain('; Secure');
  });

  it('ends when the token changes, and when it is taken away', async () => {
    const cookie = await sessionOf(TOKEN);
    const ask = () => site.ask('/api/reminders', { headers: { cookie } });
    expect((await ask()).status).toBe(200);
    site.daemon.configureHttp({ token: 'another-dummy' });
    expect((await ask()).status).toBe(401);
    site.daemon.configureHttp({ token: TOKEN });
    expect((await ask()).status).toBe(200);
    now = toEpochMs(now + 31 * 24 * 60 * MINUTE);
    expect((await ask()).status).toBe(401);
  });

  it('ends in the browser on request', async () => {
    const origin = new URL(site.web.address).origin;
    const headers = { cookie: await sessionOf(TOKEN), origin };
    const answer = await site.ask('/logout', { method: 'POST', headers });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^dingbell_session=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it.each([
    '1.2',
    '9999999999999.',
    '.',
    '9999999999999.AAAA',
    `${Number.MAX_SAFE_INTEGER}.${'A'.repeat(43)}`,
    '%00',
    'a'.repeat(4_000),
  ])('made up is none: %j', async (made) => {
    expect((await site.ask('/api/reminders', { headers: { cookie: `${SESSION_COOKIE}=${made}` } })).status).toBe(401);
  });

  it.each<[string, string, string]>([
    [
      'a form with files',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nbad',
    ],
    ['JSON', 'application/json', JSON.stringify({ token: TOKEN })],
    ['no type', 'text/plain', `token=${TOKEN}`],
  ])('is not given for %s', async (_, type, body) => {
    const answer = await site.ask('/login', { method: 'POST', headers: { 'content-type': type }, body });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([415, undefined]);
    expect(site.errors).toEqual([]);
  });

  it('is given nowhere without a token', async () => {
    site.daemon.configureHttp({ token: undefined as never });
    for (const token of ['', 'undefined', TOKEN]) {
      expect(await logIn(token)).toMatchObject({
        status: 403,
        headers: expect.not.objectContaining({ 'set-cookie': expect.anything() }),
      });
    }
  });
});

describe('guessing', () => {
  it.each<[string, (guess: string) => Promise<Answer>]>([
    ['at the login', (guess) => logIn(guess)],
    ['as a bearer', (guess) => site.ask('/api/reminders', { headers: { authorization: `Bearer ${guess}` } })],
    ['at the calendar', (guess) => site.ask(`/calendar.ics?token=${guess}`)],
  ])('%s is heard ten times a minute', async (_, guess) => {
    site.daemon.configureHttp({ calendarToken: 'dummy-calendar-token' });
    for (let index = 0; index < 10; index++) expect((await guess(`guess-${index}`)).status).toBe(401);
    for (const token of ['guess-10', TOKEN, 'dummy-calendar-token']) {
      const answer = await guess(token);
      expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
    }
    now = toEpochMs(now + MINUTE);
    expect((await guess('guess-11')).status).toBe(401);
  });

  it('here and there counts together, and puts nobody out who is in', async () => {
    const cookie = await sessionOf(TOKEN);
    for (let index = 0; index < 5; index++) await logIn(`guess-${index}`);
    for (let index = 5; index < 10; index++)
      await site.ask('/metrics', { headers: { authorization: `Bearer ${index}` } });
    expect((await site.get('/api/reminders')).status).toBe(429);
    expect((await logIn(TOKEN)).status).toBe(429);
    expect((await site.ask('/api/reminders', { headers: { cookie } })).status).toBe(200);
    expect((await site.ask('/')).status).toBe(401);
    expect((await site.ask('/healthz')).status).toBe(200);
  });

  it('by one whom the proxy saw shuts out no other, whatever he says of himself', async () => {
    const ask = (token: string, from: string) =>
      site.ask('/api/reminders', { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': from } });
    for (let index = 0; index < 10; index++) await ask(`guess-${index}`, `198.51.100.${index}, 203.0.113.7`);
    expect((await ask(TOKEN, '203.0.113.7')).status).toBe(429);
    expect((await ask(TOKEN, '203.0.113.8')).status).toBe(200);
    expect((await site.get('/api/reminders')).status).toBe(200);
  });

  it('from many addresses of one IPv6 network is guessing by one', async () => {
    const ask = (token: string, from: string) =>
      site.ask('/api/reminders', { headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': from } });
    for (let index = 0; index < 10; index++) await ask(`guess-${index}`, `2001:db8:0:1::${index}`);
    expect((await ask(TOKEN, '2001:db8::1:9:9:9:9')).status).toBe(429);
    expect((await ask(TOKEN, '2001:db8:0:2::1')).status).toBe(200);
  });

  it('an old token, again and again, shuts out nobody', async () => {
    for (let index = 0; index < 30; index++) {
      expect((await site.ask('/metrics', { headers: { authorization: 'Bearer last-year' } })).status).toBe(401);
    }
    expect((await site.get('/metrics')).status).toBe(200);
  });
});

describe('an edit of the token', () => {
  it('counts from the next request on', async () => {
    site.daemon.configureHttp({ token: 'another-dummy' });
    expect((await site.get('/api/reminders')).status).toBe(401);
    expect((await site.ask('/api/reminders', { headers: { authorization: 'Bearer another-dummy' } })).status).toBe(200);
  });

  it('leaves no stream that tells more than that something changed', async () => {
    const { body } = await request(new URL('/events', site.web.address), { headers: BEARER });
    site.daemon.configureHttp({ token: 'another-dummy' });
    await site.daemon.plan({ message: { kind: 'text', text: 'dummy-private' } });
    let heard = '';
    for await (const bytes of body) {
      heard += String(bytes);
      if (heard.includes('event: change')) break;
    }
    expect(heard).toBe('retry: 2000\n\nevent: change\ndata:\n\n');
  });
});
