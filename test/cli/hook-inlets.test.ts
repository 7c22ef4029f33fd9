import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { type Lock, tryLock } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

const YAML = `daemon: { timezone: Asia/Shanghai, http: { port: 8787 } }
robots: { team: { webhook: sandbox } }
defaults: { robot: team }
hooks:
  shop: { from: github, relay: "https://relay.example.com/a-secret-channel", secret: an-obvious-dummy-secret }
  news: { from: feed, feed: "https://feeds.example.com/r.atom" }
`;

let cwd: string;
let lock: Lock | undefined;

/** A daemon runs, and says how its relay and its feed stand. */
beforeEach(async () => {
  cwd = folder({ 'schedules/all.yaml': YAML });
  const data = join(cwd, 'data');
  const store = openStore(data);
  // 10:00 in Shanghai.
  const at = toEpochMs(Date.UTC(2026, 10, 24, 2));
  const trouble = { cause: { code: 'status', status: 404 }, since: at } as const;
  await store.daemonState.begin({
    pid: process.pid,
    inlets: {
      shop: { kind: 'relay', host: 'relay.example.com', at },
      news: { kind: 'feed', host: 'feeds.example.com', trouble },
    },
  });
  store.close();
  lock = tryLock(data);
});
afterEach(() => lock?.release());

const env = { DINGBELL_LANG: 'en' };

it('hook events lists what came, also to a hook that is gone, and names none that there never was', async () => {
  const empty = await dingbell(['hook', 'events', 'shop'], { cwd, env });
  expect([empty.code, empty.stdout]).toEqual([0, 'Nothing has come yet.\n']);
  for (const more of [[], ['--json']]) {
    const nobody = await dingbell(['hook', 'events', 'shp', ...more], { cwd, env });
    expect([nobody.code, nobody.stdout, nobody.stderr]).toEqual([2, '', expect.stringContaining('Did you mean shop?')]);
  }
  const store = openStore(join(cwd, 'data'));
  await store.inbox.receive([
    { id: 'abcd', hook: 'gone', receivedAt: toEpochMs(Date.now()), state: 'ignored', because: { kind: 'ping' } },
  ]);
  store.close();
  const [event] = jsonLines((await dingbell(['hook', 'events', 'gone', '--json'], { cwd, env })).stdout);
  expect(event).toMatchObject({ id: 'abcd', hook: 'gone' });
});

it('hook list says how relays and feeds stand, and not under which address', async () => {
  const { stdout } = await dingbell(['hook', 'list'], { cwd, env });
  expect(stdout).toContain('shop: relay relay.example.com connected since 2026-11-24 Tue 10:00');
  expect(stdout).toContain('news: feed feeds.example.com cannot be read since 2026-11-24 Tue 10:00: HTTP 404');
  expect(stdout).toMatch(/news +feed +never .*feeds\.example\.com/);
  expect(stdout).not.toContain('a-secret-channel');
  const [shop, news] = jsonLines((await dingbell(['hook', 'list', '--json'], { cwd, env })).stdout);
  expect(shop).toMatchObject({
    address: expect.stringMatching(/\/hooks\/shop$/),
    inlet: { kind: 'relay', host: 'relay.example.com', isWell: true, at: '2026-11-24T10:00:00+08:00' },
  });
  expect(news).toMatchObject({
    inlet: { isWell: false, trouble: { reason: 'HTTP 404', since: '2026-11-24T10:00:00+08:00' } },
  });
  expect(news).not.toHaveProperty('address');
});

it('the doctor says so too, and nothing of an address that a relay needs not', async () => {
  const { stdout } = await dingbell(['doctor', '--json'], { cwd, env });
  const found = jsonLines(stdout).filter(({ check }) => String(check).startsWith('hook-'));
  expect(found.map(({ check, status, message }) => [check, status, message])).toEqual([
    ['hook-inlet', 'ok', 'shop: relay relay.example.com connected since 2026-11-24 Tue 10:00'],
    ['hook-inlet', 'warn', 'news: feed feeds.example.com cannot be read since 2026-11-24 Tue 10:00: HTTP 404'],
  ]);
});

it('status names what does not work', async () => {
  const { stdout } = await dingbell(['status'], { cwd, env });
  expect(stdout).toContain('! news: feed feeds.example.com cannot be read since 2026-11-24 Tue 10:00: HTTP 404');
  expect(stdout).not.toContain('shop: relay');
});

it('hook test shows what the newest entry of a feed that was saved would be', async () => {
  const entry = (id: string) => `<entry><id>${id}</id><title>${id}</title><link href="/${id}"/></entry>`;
  writeFileSync(join(cwd, 'r.atom'), `<feed><title>Releases</title>${entry('v2')}${entry('v1')}</feed>`);
  const { stdout, code } = await dingbell(['hook', 'test', 'news', 'r.atom'], { cwd, env });
  expect(stdout).toContain('### [v2 · Releases](https://feeds.example.com/v2)');
  expect(stdout).not.toContain('refused');
  expect(stdout).not.toContain('v1');
  expect(code).toBe(0);
});

it('of a daemon that runs no more nothing is said', async () => {
  lock?.release();
  lock = undefined;
  expect((await dingbell(['hook', 'list'], { cwd, env })).stdout).not.toContain('connected since');
});
