import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { HookDoor } from '../../src/daemon/hook-door.ts';
import { newsOf } from '../../src/daemon/hook-news.ts';
import { rehearse } from '../../src/daemon/hook-rehearsal.ts';
import { HookTeller } from '../../src/daemon/hook-teller.ts';
import { addressesOf } from '../../src/daemon/lanes.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { tellHeld } from '../../src/daemon/unheard-words.ts';
import { SimulatedClock } from '../../src/delivery/simulated-clock.ts';
import type { HookEvent } from '../../src/hooks/hook-event.ts';
import { HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { problemsOf, readFiles } from '../config/folder.ts';
import { Opened } from '../store/opened.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';

const SECRET = 'an-obvious-dummy-secret-of-the-tests';

async function configOf(hook: string, robot = ''): Promise<Config> {
  const text = `
daemon: { timezone: Asia/Shanghai }
robots: { team: { webhook: sandbox${robot} }, ops: { webhook: sandbox } }
defaults: { robot: team }
people:
  lili: { name: 丽丽, mobile: "13900000000", accounts: { github: lili-w } }
hooks:
  shop: { from: github, secret: ${SECRET}, bots: true, ${hook} }
`;
  const result = await readFiles({ 'all.yaml': text }, { locale: 'en' });
  if (result.kind !== 'config') throw new Error(JSON.stringify(problemsOf(result)));
  return result.config;
}

const shanghai = (time: string) => toEpochMs(Date.parse(`${time}+08:00`));

/** A hook of a daemon that lives in memory, but for its store. */
class World {
  readonly opened = new Opened();
  readonly #clock: SimulatedClock;
  #config: Config;
  #teller: HookTeller | undefined;

  constructor(config: Config, start: string) {
    this.#config = config;
    this.#clock = new SimulatedClock(shanghai(start));
    this.#start();
  }

  #start(): void {
    const { inbox } = this.opened.store;
    const clock = this.#clock;
    this.#teller = new HookTeller({
      inbox,
      clock,
      random: () => 0.5,
      logger: createLogger({ scrub: (line) => line, destination: { write: () => {} } }),
      newsOf: async (waiting, now) => {
        const echoed = waiting.flatMap(({ event }) => (event as HookEvent).echoes ?? []);
        const around = echoed.length > 0 ? await inbox.saying('shop', echoed, now) : [];
        const config = this.#config;
        return newsOf(waiting, { config, addresses: addressesOf(config), away: new Set(), around, now });
      },
      onTold: () => {},
    });
    this.#teller.start();
  }

  /** As after kill -9 at this instant: what is not in the store is gone. */
  async restartAt(time: string, config = this.#config): Promise<void> {
    await this.#teller?.stop();
    this.opened.reopen();
    this.#config = config;
    await this.#clock.runUntil(() => false, shanghai(time));
    await this.#advance(time);
    this.#start();
  }

  async post(time: string, event: string, body: string): Promise<string | undefined> {
    await this.until(time);
    const door = new HookDoor({
      inbox: this.opened.store.inbox,
      config: () => this.#config,
      now: () => this.#clock.now(),
      onWaiting: (dueAt) => this.#teller?.wake(dueAt),
      onAnswer: () => {},
    });
    const hook = this.#config.hooks.get('shop');
    if (hook === undefined) throw new Error('no hook');
    const headers = githubHeaders(body, SECRET, event);
    const answer = await door.receive(hook, { headers, body: Buffer.from(body) });
    return answer.kind === 'refused' ? undefined : answer.id;
  }

  async until(time: string): Promise<void> {
    await this.#advance(time);
  }

  async #advance(time: string): Promise<void> {
    const at = shanghai(time);
    const sleep = this.#clock.sleepUntil(at);
    let isThere = false;
    void sleep.then(() => (isThere = true));
    await this.#clock.runUntil(() => isThere, at);
  }

  /** What has been written for the group, the oldest first. */
  async said() {
    const all = await this.opened.store.history.list({ limit: 100 });
    return all
      .map(({ delivery }) => delivery)
      .toSorted((a, b) => a.createdAt - b.createdAt)
      .map(({ robot, message, dueAt, createdAt, expiresAt, cause }) => ({
        robot,
        text: message.kind === 'markdown' ? message.text : '',
        dueAt,
        createdAt,
        expiresAt,
        cause,
      }));
  }
}

const star = (login: string) =>
  JSON.stringify({
    action: 'created',
    starred_at: '2026-11-24T00:00:00Z',
    sender: { login, type: 'User' },
    repository: {
      name: 'shop',
      full_name: 'acme/shop',
      html_url: 'https://example.com/acme/shop',
      default_branch: 'main',
    },
  });

describe('the quiet hours of a hook', () => {
  const night = 'quiet: { between: "22:00-08:30", daysOff: true, except: [star] }, events: [push, star]';

  it('hold what comes until they end, then tell all of it as one, which is young then', async () => {
    // Monday the 30th.
    const world = new World(await configOf(night), '2026-11-30T21:00:00');
    await world.post('2026-11-30T21:59:00', 'push', githubPush('still awake'));
    const held = await world.post('2026-11-30T22:13:00', 'push', githubPush('in the night'));
    await world.post('2026-12-01T03:00:00', 'push', githubPush('release it', { branch: 'main' }));
    await world.until('2026-12-01T08:29:59');
    expect((await world.said()).map(({ text }) => text)).toEqual([expect.stringContaining('still awake')]);
    expect(await world.opened.store.inbox.find(held ?? '')).toMatchObject({
      state: 'waiting',
      because: { kind: 'quiet' },
      dueAt: shanghai('2026-12-01T08:30:00'),
    });
    await world.until('2026-12-01T09:00:00');
    const [, morning, ...others] = await world.said();
    expect(others).toEqual([]);
    expect(morning?.text).toContain('in the night');
    expect(morning?.text).toContain('release it');
    const end = shanghai('2026-12-01T08:30:00');
    expect(morning).toMatchObject({ dueAt: end, createdAt: end, expiresAt: end + 12 * HOUR });
    expect(await world.opened.store.inbox.find(held ?? '')).toMatchObject({ state: 'told' });
  });

  it('let pass what is excepted', async () => {
    const world = new World(await configOf(night), '2026-11-30T22:30:00');
    await world.post('2026-11-30T23:00:00', 'star', star('xiaoming-dev'));
    await world.until('2026-11-30T23:00:10');
    expect(await world.said()).toMatchObject([{ text: expect.stringContaining('xiaoming-dev') }]);
  });

  it('last through days off', async () => {
    const world = new World(await configOf(night), '2026-12-04T21:00:00');
    await world.post('2026-12-05T12:00:00', 'push', githubPush('on Saturday'));
    await world.post('2026-12-06T12:00:00', 'push', githubPush('on Sunday', { branch: 'main' }));
    await world.until('2026-12-07T08:29:59');
    expect(await world.said()).toEqual([]);
    await world.until('2026-12-07T08:30:00');
    expect(await world.said()).toHaveLength(1);
  });

  it('hold across kill -9, and are asked anew by a daemon that comes back in the next night', async () => {
    const world = new World(await configOf(night), '2026-11-30T22:00:00');
    await world.post('2026-11-30T23:00:00', 'push', githubPush('in the night'));
    await world.restartAt('2026-12-01T23:30:00');
    await world.until('2026-12-02T08:29:59');
    expect(await world.said()).toEqual([]);
    await world.until('2026-12-02T10:00:00');
    const end = shanghai('2026-12-02T08:30:00');
    expect(await world.said()).toMatchObject([{ dueAt: end, expiresAt: end + 12 * HOUR }]);
  });

  it('hold what came before the clock was set back as if it came now: nobody looks at it again until they end', async () => {
    const config = await configOf(night);
    const now = shanghai('2026-11-30T23:00:00');
    const event = { kind: 'push', sender: 'github' } satisfies HookEvent;
    const facts = { id: 'a', hook: 'shop', state: 'waiting', repeats: 0, deliveries: [] } as const;
    const waiting = [{ ...facts, receivedAt: toEpochMs(now + HOUR), event }];
    const context = { config, addresses: addressesOf(config), away: new Set<string>(), around: [], now };
    expect(newsOf(waiting, context).events).toMatchObject([
      { state: 'waiting', receivedAt: now, dueAt: shanghai('2026-12-01T08:30:00') },
    ]);
  });

  it('that are taken out while something is held leave it told when it was said', async () => {
    const world = new World(await configOf(night), '2026-11-30T22:00:00');
    await world.post('2026-11-30T23:00:00', 'push', githubPush('in the night'));
    await world.until('2026-11-30T23:00:10');
    await world.restartAt('2026-11-30T23:30:00', await configOf('events: [push]'));
    await world.until('2026-12-01T08:30:00');
    expect(await world.said()).toMatchObject([{ createdAt: shanghai('2026-12-01T08:30:00') }]);
  });
});

describe('the quiet hours of a robot', () => {
  const night = ', quiet: { between: "22:00-08:30", except: [star] }';

  it('hold what hooks tell it, to be told as one', async () => {
    const world = new World(await configOf('events: [push, star]', night), '2026-11-30T22:00:00');
    await world.post('2026-11-30T22:30:00', 'push', githubPush('one'));
    await world.post('2026-11-30T23:30:00', 'star', star('passes'));
    await world.post('2026-12-01T01:30:00', 'push', githubPush('two'));
    await world.until('2026-12-01T08:29:59');
    expect((await world.said()).map(({ text }) => text)).toEqual([expect.stringContaining('passes')]);
    await world.until('2026-12-01T08:30:00');
    const [, morning, ...others] = await world.said();
    expect(others).toEqual([]);
    expect(morning?.text).toContain('one');
    expect(morning?.text).toContain('two');
  });

  it('begin where those of the hook end', async () => {
    const hook = 'events: [push], quiet: { between: "20:00-22:30" }';
    const world = new World(await configOf(hook, night), '2026-11-30T20:00:00');
    const id = await world.post('2026-11-30T20:30:00', 'push', githubPush('one'));
    await world.until('2026-11-30T20:31:00');
    const end = shanghai('2026-12-01T08:30:00');
    expect(await world.opened.store.inbox.find(id ?? '')).toMatchObject({ because: { kind: 'quiet' }, dueAt: end });
    await world.until('2026-12-01T09:00:00');
    expect(await world.said()).toMatchObject([{ createdAt: end }]);
  });

  it('hold nothing back from another that hears the same', async () => {
    const world = new World(await configOf('events: [push], robots: [team, ops]', night), '2026-11-30T22:00:00');
    await world.post('2026-11-30T22:30:00', 'push', githubPush('one'));
    await world.until('2026-11-30T22:31:00');
    const [told, end] = [shanghai('2026-11-30T22:30:10'), shanghai('2026-12-01T08:30:00')];
    const said = (await world.said()).toSorted((a, b) => a.robot.localeCompare(b.robot));
    expect(said).toMatchObject([
      { robot: 'ops', dueAt: told, cause: undefined },
      { robot: 'team', dueAt: end, expiresAt: end + 12 * HOUR, cause: { code: 'quiet', until: end } },
    ]);
  });
});

describe('the digest of a hook', () => {
  it('tells its kinds once a day, at its time, and what comes while it is gathered as well', async () => {
    const world = new World(await configOf('digest: { events: [push, star], at: "18:00" }'), '2026-11-30T09:00:00');
    await world.post('2026-11-30T10:00:00', 'push', githubPush('one'));
    await world.post('2026-11-30T11:00:00', 'push', githubPush('two'));
    await world.post('2026-11-30T12:00:00', 'star', star('lili-w'));
    await world.post('2026-11-30T17:59:55', 'star', star('xiaoming-dev'));
    await world.until('2026-11-30T17:59:59');
    expect(await world.said()).toEqual([]);
    await world.until('2026-11-30T18:00:00');
    await world.post('2026-11-30T18:00:01', 'push', githubPush('tomorrow'));
    await world.until('2026-12-01T17:00:00');
    const [digest, ...others] = await world.said();
    expect(others).toEqual([]);
    expect(digest?.text.split('\n')).toEqual([
      '#### shop 今天 · 2 次推送、2 颗星',
      '',
      expect.stringMatching(/^- 11:00 \[shop\/main：xiaoming-dev 推送了 2 个提交\]\(https:\/\/example.com\/.*\)$/),
      '- 12:00 [⭐ 丽丽 收藏了 shop](https://example.com/acme/shop)',
      '- 17:59 [⭐ xiaoming-dev 收藏了 shop](https://example.com/acme/shop)',
    ]);
    await world.until('2026-12-01T18:00:00');
    expect((await world.said()).at(-1)?.text).toMatch(/^#### shop 11月30日 18:00 以来 · 1 次推送\n/);
  });

  it('is told once after kill -9 at any time, as late as it may be', async () => {
    const world = new World(await configOf('digest: { events: [push], at: "18:00" }, late: 1h'), '2026-11-30T09:00:00');
    await world.post('2026-11-30T10:00:00', 'push', githubPush('one'));
    await world.restartAt('2026-11-30T10:00:05');
    await world.restartAt('2026-11-30T12:00:00');
    await world.restartAt('2026-11-30T18:30:00');
    await world.until('2026-11-30T18:31:00');
    await world.restartAt('2026-11-30T19:30:00');
    await world.until('2026-12-02T00:00:00');
    const dueAt = shanghai('2026-11-30T18:00:00');
    expect(await world.said()).toMatchObject([{ dueAt, createdAt: dueAt + 30 * MINUTE, expiresAt: dueAt + HOUR }]);
  });

  it('comes every hour, and at the end of quiet hours together with what these held', async () => {
    const yaml = 'digest: { events: [star], every: 1h }, quiet: { between: "20:30-22:15" }, events: [push]';
    const world = new World(await configOf(yaml), '2026-11-30T19:00:00');
    await world.post('2026-11-30T19:10:00', 'star', star('a'));
    await world.until('2026-11-30T20:00:00');
    expect((await world.said()).map(({ text }) => text)).toEqual([
      '#### shop 19:10 以来 · 1 颗星\n\n- 19:10 [⭐ a 收藏了 shop](https://example.com/acme/shop)',
    ]);
    await world.post('2026-11-30T20:10:00', 'star', star('b'));
    await world.post('2026-11-30T20:40:00', 'push', githubPush('late'));
    await world.until('2026-11-30T22:14:59');
    expect(await world.said()).toHaveLength(1);
    await world.until('2026-11-30T23:59:00');
    const [, digest, ...others] = await world.said();
    expect(others).toEqual([]);
    expect(digest?.text).toContain('#### shop 20:10 以来 · 1 颗星、1 次推送');
  });
});

describe('a rehearsal', () => {
  const rehearsed = async (hook: string, at: string) => {
    const config = await configOf(hook);
    const body = githubPush('try it out');
    const request = { headers: githubHeaders(body, SECRET), body: Buffer.from(body) };
    const context = { config, addresses: addressesOf(config), away: new Set<string>(), now: shanghai(at) };
    const { events, deliveries } = await rehearse(config.hooks.get('shop') as never, request, context);
    const [event] = events;
    const [message] = deliveries.map((each) => each.message);
    return {
      said: tellHeld(event?.because as never, new Date((event?.dueAt ?? 0) + 8 * HOUR).toISOString(), 'en'),
      text: message?.kind === 'markdown' ? message.text : '',
    };
  };

  it('says until when it would be held, and what is told then', async () => {
    const quiet = await rehearsed('quiet: { between: "22:00-08:30" }', '2026-11-30T21:59:50');
    expect(quiet.said).toBe('quiet hours, held until 2026-12-01T08:30:00.000Z');
    expect(quiet.text).toContain('try it out');
    const digest = await rehearsed('digest: { events: [push], at: "18:00" }', '2026-11-30T13:00:00');
    expect(digest.said).toBe('in the digest at 2026-11-30T18:00:00.000Z');
    expect(digest.text).toMatch(/^#### shop 今天 · 1 次推送/);
  });
});
