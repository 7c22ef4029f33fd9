import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HookConfig } from '../../src/config/config.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { testHook } from '../support/test-hook.ts';
import { rawRequest, statusOf } from './raw-request.ts';
import { type Answer, startSite, type TestSite, TOKEN } from './test-site.ts';

const SECRET = 'an-obvious-dummy-secret-of-the-tests';

const hook = (name: string, changes: Partial<HookConfig> = {}) =>
  testHook(name, { secrets: [SECRET], tokens: [], ...changes });

let site: TestSite;

beforeEach(async () => {
  const byToken = { secrets: [], tokens: ['a-dummy-token-of-a-hook'] };
  site = await startSite({
    hooks: [
      hook('shop'),
      hook('disk', byToken),
      hook('weak', { secrets: [], tokens: ['fifteen-letters'] }),
      hook('mute', { ...byToken, paused: true }),
    ],
  });
});
afterEach(async () => {
  await site.stop();
});

const PUSH = JSON.stringify({ ref: 'refs/heads/main', zen: 'Keep it logically awesome.', hook_id: 1 });

const signed = (body: string, changes: Record<string, string> = {}) => ({
  ...githubHeaders(body, SECRET, 'ping'),
  ...changes,
});

function send(path: string, body: string, headers: Record<string, string>): Promise<Answer> {
  return site.ask(path, { method: 'POST', body, headers });
}

const ofDisk = (body: string, headers: Record<string, string> = {}) =>
  send('/hooks/disk?token=a-dummy-token-of-a-hook', body, { ...githubHeaders(body), ...headers });

describe('POST /hooks/:name', () => {
  it('takes what is proven, without the token of the API', async () => {
    const first = await ofDisk(githubPush('disk full'));
    expect([first.status, first.json()]).toEqual([202, { id: expect.any(String), state: 'accepted' }]);
    const again = await ofDisk(githubPush('disk full'));
    expect([again.status, again.json()]).toEqual([200, { id: first.json().id, state: 'duplicate' }]);
    expect(await site.daemon.inbox.find(first.json().id)).toMatchObject({ state: 'waiting', repeats: 1 });
  });

  it('answers 200 to what is not told, never 4xx, and says why', async () => {
    const ping = await send('/hooks/shop', PUSH, signed(PUSH));
    expect([ping.status, ping.json().state]).toEqual([200, 'ignored']);
    expect(ping.json().because).not.toBe('');
    const unknown = await send('/hooks/shop', PUSH, signed(PUSH, { 'x-github-event': 'nobody-knows' }));
    expect([unknown.status, unknown.json().state]).toEqual([200, 'duplicate']);
    const paused = await send(
      '/hooks/mute?token=a-dummy-token-of-a-hook',
      githubPush('x'),
      githubHeaders(githubPush('x')),
    );
    expect([paused.status, paused.json().state]).toEqual([200, 'ignored']);
  });

  it.each<[string, string, Record<string, string>]>([
    ['nothing', PUSH, { 'x-hub-signature-256': '' }],
    ['another secret', PUSH, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['another body', `${PUSH} `, signed(PUSH)],
    ['the token of the API', PUSH, { 'x-hub-signature-256': '', authorization: `Bearer ${TOKEN}` }],
  ])('refuses what %s proves, and writes it down without its body', async (_, body, changes) => {
    const answer = await send('/hooks/shop', body, { ...signed(PUSH), ...changes });
    expect([answer.status, Object.keys(answer.json())]).toEqual([401, ['error']]);
    const [event, ...others] = await site.daemon.inbox.list({});
    expect([event?.state, others]).toEqual(['refused', []]);
    expect(await site.daemon.inbox.find(event?.id ?? '')).not.toHaveProperty('original');
    // It is not remembered as seen.
    expect((await send('/hooks/shop', PUSH, signed(PUSH))).json().state).toBe('ignored');
  });

  it('says where the JSON is none, what is no JSON at all, and which hooks there are not', async () => {
    const broken = await ofDisk('{"title": }');
    expect([broken.status, Object.keys(broken.json())]).toEqual([400, ['error']]);
    expect((await ofDisk('x', { 'content-type': 'image/png' })).status).toBe(415);
    const nobody = await send('/hooks/disc', '{}', {});
    expect([nobody.status, nobody.json()]).toEqual([404, { error: 'there is no such hook' }]);
    for (const path of ['/hooks/', '/hooks/disk/', '/hooks/disk/x', '/hooks/%', '/hooks/__proto__', '/hooks/disk%00']) {
      const none = await send(`${path}?token=a-dummy-token-of-a-hook`, '{}', {});
      expect([path, none.status, none.json()]).toEqual([path, 404, { error: 'there is no such hook' }]);
    }
    expect((await site.ask('/hooks/shop')).status).toBe(405);
    expect((await site.ask('/hooks/shop', { method: 'HEAD' })).status).toBe(200);
    expect((await site.ask('/hooks/disc', { method: 'HEAD' })).status).toBe(404);
  });

  it('takes 5 MiB and no more, whether or not the length is told beforehand', async () => {
    const most = 5 * 1_024 * 1_024;
    const body = (size: number) => githubPush('long', { filler: 'x'.repeat(size - githubPush('long').length) });
    expect((await ofDisk(body(most))).status).toBe(202);
    const long = await ofDisk(body(most + 1));
    expect([long.status, long.json()]).toEqual([413, { error: 'too long: at most 5 MiB' }]);
    // It is written down before it is answered: whoever looks sees what never arrived.
    expect(await site.daemon.inbox.list({ limit: 1 })).toMatchObject([
      { hook: 'disk', state: 'refused', because: { kind: 'too-large' } },
    ]);
    const head = 'POST /hooks/disk?token=a-dummy-token-of-a-hook HTTP/1.1\r\nHost: localhost\r\n';
    const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
    const chunked = await rawRequest(site.web.address, [
      `${head}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array.from({ length: 6 }, () => chunk('x'.repeat(1_024 * 1_024))),
    ]);
    expect(statusOf(chunked)).toBe(413);
  });

  it('judges whoever shows a token before reading a body', async () => {
    const head = 'POST /hooks/disk?token=wrong HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n';
    // The body never comes.
    expect(statusOf(await rawRequest(site.web.address, head))).toBe(401);
  });

  const wrong = (name: string, index: number) => send(`/hooks/${name}?token=wrong-${index}`, '{}', {});

  it('hears nobody who has shown ten wrong tokens within a minute, at a hook whose token can be guessed', async () => {
    for (let index = 0; index < 10; index += 1) expect((await wrong('weak', index)).status).toBe(401);
    const answer = await send('/hooks/weak?token=fifteen-letters', '{}', {});
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
    expect((await ofDisk(githubPush('right'))).status).toBe(202);
    expect((await site.get('/api/reminders')).status).toBe(200);
  });

  it('takes what is right from behind the tunnel through which others guess', async () => {
    for (let index = 0; index < 10; index += 1) expect((await wrong('disk', index)).status).toBe(401);
    const written = (await site.daemon.inbox.list({})).length;
    for (let index = 10; index < 15; index += 1) {
      const answer = await wrong('disk', index);
      expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
    }
    // Nothing is written down of whoever goes on.
    expect(await site.daemon.inbox.list({})).toHaveLength(written);
    expect((await ofDisk(githubPush('right'))).status).toBe(202);
  });

  it('takes what is signed rightly where others sign wrongly', async () => {
    const forged = (index: number) => {
      const body = JSON.stringify({ zen: index });
      return send('/hooks/shop', body, signed(body, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }));
    };
    for (let index = 0; index < 10; index += 1) expect((await forged(index)).status).toBe(401);
    expect((await forged(10)).status).toBe(429);
    expect((await send('/hooks/shop', PUSH, {})).status).toBe(429);
    expect((await send('/hooks/shop', PUSH, signed(PUSH))).status).toBe(200);
  });

  it.each(['gzip', 'br', 'deflate', 'gzip, identity', 'x'])(
    'does not unpack what is packed (%s), and says how to send it',
    async (encoding) => {
      const answer = await ofDisk(gzipSync('{}').toString('latin1'), { 'content-encoding': encoding });
      expect([answer.status, answer.headers['accept-encoding'], answer.json()]).toEqual([
        415,
        'identity',
        { error: `the body is compressed (content-encoding ${encoding}): send it uncompressed` },
      ]);
      expect((await ofDisk(githubPush('plain'), { 'content-encoding': 'Identity' })).status).toBe(202);
    },
  );

  it('the same wrong one shuts nobody out', async () => {
    for (let index = 0; index < 12; index += 1) await send('/hooks/disk?token=last-year', '{}', {});
    expect((await ofDisk(githubPush('right'))).status).toBe(202);
  });

  it('is no address for the pages of other sites, and none under a foreign name', async () => {
    expect((await ofDisk('{}', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await ofDisk('{}', { host: 'evil.example' })).status).toBe(403);
  });

  it('answers 503 when the store does not answer, and takes it when it is sent again', async () => {
    const { inbox } = site.daemon.store;
    const receive = inbox.receive.bind(inbox);
    inbox.receive = () => Promise.reject(new StoreError({ kind: 'busy', location: 'x', said: 'locked' }));
    const failed = await ofDisk(githubPush('a'));
    expect([failed.status, failed.headers['retry-after'], Object.keys(failed.json())]).toEqual([503, '5', ['error']]);
    site.errors.length = 0;
    inbox.receive = receive;
    expect((await ofDisk(githubPush('a'))).status).toBe(202);
  });

  it('takes many large bodies at once, a few of them at a time', async () => {
    const bodies = Array.from({ length: 20 }, (_, index) =>
      githubPush(`push ${index}`, { filler: 'y'.repeat(200_000) }),
    );
    const answers = await Promise.all(bodies.map((body) => ofDisk(body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 202));
  });
});
