import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { request } from 'undici';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { ListenError } from '../../src/web/listen-error.ts';
import { type WebServer, startWebServer } from '../../src/web/server.ts';
import { createTestDaemon, dailyReminder, NOON_BEFORE, type TestDaemon } from './test-daemon.ts';

const TOKEN = 'dummy-token-for-tests';
const LUNCH = dailyReminder('lunch', '11:50', { kind: 'text', text: '午饭时间到 🍚' }, { description: '吃饭' });

let daemon: TestDaemon;
let web: WebServer;
let errors: unknown[];

async function start(token?: string): Promise<void> {
  errors = [];
  if (token !== undefined) daemon.configureHttp({ token });
  web = await startWebServer({
    daemon,
    host: '127.0.0.1',
    port: 0,
    onError: (error) => errors.push(error),
  });
}

interface Asked {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
  const answer = await request(new URL(path, web.address), { method, headers, body: body ?? null });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

const BEARER = { authorization: `Bearer ${TOKEN}` };
const JSON_BODY = { 'content-type': 'application/json' };

function push(body: unknown, headers: Record<string, string> = BEARER) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask('/api/messages', { method: 'POST', headers: { ...JSON_BODY, ...headers }, body: text });
}

function logIn(token: string, headers: Record<string, string> = {}) {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams({ token }).toString();
  return ask('/login', { method: 'POST', headers: { ...form, ...headers }, body });
}

beforeEach(() => {
  daemon = createTestDaemon({ reminders: [LUNCH] });
});

afterEach(async () => {
  await web.stop();
  await daemon.stop();
});

describe('without a token', () => {
  beforeEach(() => start());

  it.each(['/', '/style.css', '/page.js', '/icon.svg', '/fragment/upcoming', '/healthz', '/readyz', '/api/reminders'])(
    'this machine reads %s',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  it('nobody writes, and the sentence says what to configure', async () => {
    const answer = await push({ robot: 'team', text: 'hello' }, {});
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toEqual({ error: expect.stringContaining('daemon.http.token') });
    expect((await ask('/api/reminders/lunch/fire', { method: 'POST' })).status).toBe(403);
    expect(await daemon.history.list({})).toEqual([]);
  });

  it.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }],
    ['a proxy that passes on', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy that tells the scheme only', { 'x-forwarded-proto': 'https' }],
  ])('%s is refused everywhere but at /healthz', async (_, headers) => {
    for (const path of ['/', '/style.css', '/events', '/api/deliveries', '/readyz', '/nowhere']) {
      expect((await ask(path, { headers })).status).toBe(403);
    }
    expect((await ask('/healthz', { headers })).status).toBe(200);
  });

  it('a browser is refused with a page in its language, a program with a line', async () => {
    const headers = { host: 'evil.example' };
    const browser = await ask('/', { headers: { ...headers, accept: 'text/html', 'accept-language': 'en' } });
    expect(browser.headers['content-type']).toContain('text/html');
    expect(browser.text).toContain('Open the page as localhost');
    expect((await ask('/readyz', { headers })).headers['content-type']).toContain('text/plain');
  });

  it.each(['/fragment/nothing', '/fragment/__proto__', '/..%2f..%2fetc/passwd'])('%s is not there', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('nothing of the page comes from elsewhere, and nothing may frame it', async () => {
    for (const path of ['/', '/healthz', '/nowhere', '/api/reminders']) {
      const { headers } = await ask(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('a file whose address holds its hash may be kept', async () => {
    const href = /href="(\/style\.css\?v=[0-9a-f]{12})"/.exec((await ask('/')).text)?.[1];
    expect((await ask(href ?? '')).headers['cache-control']).toContain('immutable');
  });
});

describe('with a token', () => {
  beforeEach(() => start(TOKEN));

  it.each(['/fragment/upcoming', '/page.js', '/events', '/readyz', '/api/reminders', '/api/deliveries', '/nowhere'])(
    '%s asks for it',
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('Bearer');
      expect((await ask(path, { headers: { authorization: 'Bearer other' } })).status).toBe(401);
    },
  );

  it('shows the login instead of the page, and nothing of what is behind', async () => {
    const answer = await ask('/');
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('action="/login?lang=zh-CN"');
    expect(answer.text).not.toContain('lunch');
    expect((await ask('/healthz')).status).toBe(200);
  });

  it('trades the token for a cookie that is not the token', async () => {
    const login = await logIn(TOKEN);
    expect(login.status).toBe(303);
    const cookie = String(login.headers['set-cookie']);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    expect(cookie).not.toContain(TOKEN);
    const page = await ask('/', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('lunch');
    expect(page.text).not.toContain(TOKEN);
  });

  it('a cookie writes only for our own page', async () => {
    const cookie = String((await logIn(TOKEN)).headers['set-cookie']).split(';')[0] ?? '';
    const origin = new URL(web.address).origin;
    const message = { robot: 'team', text: 'hello' };
    expect((await push(message, { cookie })).status).toBe(403);
    expect((await push(message, { cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await push(message, { cookie, origin })).status).toBe(202);
  });

  it('says so when the token is wrong, and gives no cookie', async () => {
    const answer = await logIn('other');
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('role="alert"');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('takes no login from another site', async () => {
    expect((await logIn(TOKEN, { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('forgets the cookie on request', async () => {
    const origin = new URL(web.address).origin;
    const answer = await ask('/logout', { method: 'POST', headers: { origin, ...BEARER } });
    expect(answer.status).toBe(303);
    expect(String(answer.headers['set-cookie'])).toContain('Max-Age=0');
  });
});

describe('the lists of the API', () => {
  beforeEach(() => start(TOKEN));

  it('lists reminders with their next instant', async () => {
    const answer = await ask('/api/reminders', { headers: BEARER });
    expect(JSON.parse(answer.text)).toEqual({
      reminders: [
        {
          id: 'lunch',
          description: '吃饭',
          tags: [],
          robots: ['team'],
          when: '11:50',
          timezone: 'Asia/Shanghai',
          paused: false,
          next: '2026-11-24T11:50:00+08:00',
          source: { file: 'schedules/work.yaml', line: 3 },
        },
      ],
      overrides: [],
    });
  });

  it('lists what is set by hand, and the next instant that it leaves', async () => {
    const until = toEpochMs(NOON_BEFORE + 2 * HOUR);
    await daemon.overrides.set({ kind: 'pause', reminder: 'lunch', until });
    await daemon.overrides.set({ kind: 'skip', reminder: 'lunch', date: '2026-11-25' });
    await daemon.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-01', until: '2026-11-02' });
    expect(JSON.parse((await ask('/api/reminders', { headers: BEARER })).text)).toMatchObject({
      reminders: [{ id: 'lunch', next: '2026-11-26T11:50:00+08:00' }],
      overrides: [
        { kind: 'pause', reminder: 'lunch', until: '2026-11-24T12:00:00+08:00' },
        { kind: 'skip', reminder: 'lunch', date: '2026-11-25' },
      ],
    });
    await daemon.overrides.set({ kind: 'pause', reminder: 'lunch' });
    const { reminders } = JSON.parse((await ask('/api/reminders', { headers: BEARER })).text);
    expect(reminders[0]).not.toHaveProperty('next');
  });

  it.each(['/', '/fragment/upcoming', '/api/reminders'])('%s answers when the store does not', async (path) => {
    const disk = new Error('disk full at /secret/place');
    daemon.overrides.list = () => Promise.reject(disk);
    const answer = await ask(path, { headers: BEARER });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(errors).toEqual([disk]);
  });

  it('lists deliveries with their attempts', async () => {
    const id = await daemon.plan({ reminder: 'lunch' });
    await daemon.plan({ reminder: 'other', state: 'missed', cause: { code: 'said', text: 'the daemon was down' } });
    await daemon.deliver();
    const { deliveries } = JSON.parse(
      (await ask('/api/deliveries?state=delivered&reminder=lunch&limit=5', { headers: BEARER })).text,
    );
    expect(deliveries).toMatchObject([
      {
        id,
        reminder: 'lunch',
        state: 'delivered',
        dueAt: '2026-11-24T10:00:00+08:00',
        attempts: [{ outcome: 'delivered', startedAt: '2026-11-24T10:00:00+08:00' }],
      },
    ]);
    expect(JSON.stringify(deliveries)).not.toContain('lane');
  });
});

describe('/events', () => {
  beforeEach(() => start());

  it('says that something changed, and ends when the server stops', async () => {
    const { body, headers } = await request(new URL('/events', web.address));
    expect(headers['content-type']).toBe('text/event-stream');
    let heard = '';
    let ended = false;
    const reading = (async () => {
      for await (const chunk of body) {
        heard += String(chunk);
        // The greeting is here, so we are among the listeners.
        if (!heard.includes('change')) daemon.changed();
        else await web.stop();
      }
      ended = true;
    })();
    await reading;
    expect(heard).toContain('retry: 2000\n\n');
    expect(heard).toContain('event: change\n');
    expect(ended).toBe(true);
  });

  it('tells a HEAD what a GET would get, and opens no stream for it', async () => {
    const { status, headers, text } = await ask('/events', { method: 'HEAD' });
    expect([status, headers['content-type'], text]).toEqual([200, 'text/event-stream', '']);
    // Of which none would be left otherwise.
    for (let asked = 0; asked < 1_000; asked += 1) await ask('/events', { method: 'HEAD' });
    const { statusCode, body } = await request(new URL('/events', web.address));
    body.destroy();
    expect(statusCode).toBe(200);
  });
});

describe('starting and stopping', () => {
  it('tells a person when the port is taken', async () => {
    await start();
    const port = Number(new URL(web.address).port);
    const second = startWebServer({ daemon, host: '127.0.0.1', port, onError: () => undefined });
    await expect(second).rejects.toBeInstanceOf(ListenError);
    await expect(second).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:${port}.*daemon\\.http\\.port`)),
    });
  });

  it('frees the port, and stops only once', async () => {
    await start();
    const port = Number(new URL(web.address).port);
    await Promise.all([web.stop(), web.stop()]);
    const again = await startWebServer({ daemon, host: '127.0.0.1', port, onError: () => undefined });
    expect(again.address).toBe(`http://127.0.0.1:${port}/`);
    await again.stop();
  });
});
