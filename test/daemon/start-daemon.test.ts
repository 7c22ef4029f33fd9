import { once } from 'node:events';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problemIn } from '../../src/config/report.ts';
import type { Problem } from '../../src/config/problem.ts';
import { readAccepted } from '../../src/daemon/accepted-copy.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Daemon } from '../../src/daemon/daemon.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import type { DaemonOptions } from '../../src/daemon/daemon-options.ts';
import { startDaemon } from '../../src/daemon/start-daemon.ts';
import { systemClock } from '../../src/daemon/system-clock.ts';
import { type Clock, sleepThrough } from '../../src/delivery/clock.ts';
import { UnknownName } from '../../src/daemon/unknown-name.ts';
import { HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { acquireLock, isLocked } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/store.ts';
import { Workspace } from '../support/workspace.ts';

const SANDBOX = `
daemon: { timezone: Asia/Shanghai, locale: en, http: { port: 0 } }
robots:
  team: { webhook: sandbox, keywords: [bell] }
reminders:
  lunch: { robot: team, at: "11:50", text: "bell: lunch" }
`;

describe('the daemon', () => {
  let workspace: Workspace;
  let network: Agent;
  let lines: string[];
  let daemon: Daemon | undefined;

  beforeEach(() => {
    workspace = new Workspace();
    network = new Agent();
    lines = [];
    workspace.write('schedules/all.yaml', SANDBOX);
  });
  afterEach(async () => {
    await daemon?.stop();
    await network.close();
    workspace[Symbol.dispose]();
  });

  function options(more: Partial<DaemonOptions> = {}): DaemonOptions {
    return {
      directory: workspace.at('schedules'),
      loadConfig: () => loadConfig(workspace.at('schedules'), { cwd: workspace.path, env: {}, locale: 'en' }),
      clock: systemClock,
      random: () => 0.5,
      network,
      createLogger: () => createLogger({ scrub: (line) => line, destination: { write: (line) => lines.push(line) } }),
      version: 'test',
      ...more,
    };
  }

  async function start(): Promise<Daemon> {
    daemon = await startDaemon(options());
    if (!daemon) throw new Error('it gave up');
    return daemon;
  }

  /** How far everything is planned, as another process reads it. */
  async function cursors() {
    const store = openStore(workspace.at('data'));
    try {
      return await store.plans.cursors();
    } finally {
      store.close();
    }
  }

  it('greets in the sandbox with the next reminders, through the whole signed path, keyword and all', async () => {
    const running = await start();
    await until(running, () => running.sandbox?.conversation().length === 1);
    expect(JSON.stringify(running.sandbox?.conversation())).toContain('**lunch**');
    expect(running.sandbox?.counts().refused).toBe(0);
  });

  it('pushes once per idempotency key, and fires without moving the schedule', async () => {
    const running = await start();
    const push = {
      robot: 'team',
      message: { kind: 'text', text: 'bell: fire drill' },
      idempotencyKey: 'drill-1',
    } as const;
    const [first, second] = [await running.push(push), await running.push(push)];
    expect(second.id).toBe(first.id);
    const before = await cursors();
    const [fired] = await running.fire('lunch');
    await until(running, async () => (await running.history.count()).delivered === 3);
    expect(await running.history.find(fired?.id ?? '')).toMatchObject({
      delivery: { origin: 'fire', reminder: 'lunch' },
    });
    expect(await cursors()).toEqual(before);
  });

  it('names what it does not know', async () => {
    const running = await start();
    const push = running.push({ robot: 'nobody', message: { kind: 'text', text: 'x' } });
    await expect(push).rejects.toThrow(new UnknownName('robot', 'nobody'));
    await expect(running.fire('nothing')).rejects.toThrow('no reminder is called "nothing"');
  });

  it('a bad edit changes nothing but the problems; a good one is in use at once', async () => {
    const running = await start();
    const before = running.config;
    workspace.write('schedules/all.yaml', SANDBOX.replace('at:', 'att:'));
    expect(await running.reload()).toBe(false);
    expect(running.config).toBe(before);
    expect(running.problems).toMatchObject([{ code: 'unknown-key', line: 6 }]);
    expect(lines.join('')).toContain('the last correct one stays in use');

    workspace.write('schedules/all.yaml', `${SANDBOX}  tea: { robot: team, at: "15:00", text: "bell: tea" }\n`);
    expect(await running.reload()).toBe(true);
    expect(running.problems).toEqual([]);
    expect((await running.upcoming({ from: running.now(), count: 2 })).map(({ reminder }) => reminder.id)).toEqual(
      expect.arrayContaining(['tea']),
    );
    expect((await cursors()).map(({ reminder }) => reminder)).toContain('tea');
    await running.fire('tea');
    await until(running, () => JSON.stringify(running.sandbox?.conversation()).includes('bell: tea'));
  });

  describe('a folder that has no reminder left', () => {
    const NONE = SANDBOX.slice(0, SANDBOX.indexOf('reminders:'));
    const empty = () => workspace.write('schedules/all.yaml', NONE);
    /** As `run` has it: what was taken over last. */
    const loadAccepted = async () => {
      const copy = await readAccepted(workspace.at('data'), workspace.at('schedules'));
      const texts = copy?.files.map(([path, text]) => [join(workspace.at('schedules'), path), text] as const);
      return texts && loadConfig(workspace.at('schedules'), { texts, cwd: workspace.path, env: {}, locale: 'en' });
    };
    const run = async (more: Partial<DaemonOptions> = {}): Promise<Daemon> => {
      const running = await startDaemon(options({ loadAccepted, ...more }));
      if (!running) throw new Error('it gave up');
      return (daemon = running);
    };

    it('is told like a bad edit, and taken over at the second look that somebody asks for', async () => {
      const running = await run();
      empty();
      // The first look, also of somebody who asks, tells; looks of the daemon's own confirm nothing.
      expect(await running.reload(true)).toBe(false);
      expect(await running.reload()).toBe(false);
      expect(running.config.reminders.map(({ id }) => id)).toEqual(['lunch']);
      expect(running.problems).toMatchObject([
        { code: 'reminders-gone', hint: expect.stringContaining('--allow-empty') },
      ]);
      expect(problemIn('zh-CN', running.problems[0] as Problem).message).toContain('1 个提醒全都不见了');
      expect(lines.join('')).toContain('the only reminder is gone');
      expect(await running.reload(true)).toBe(true);
      expect(running).toMatchObject({ problems: [], config: { reminders: [] } });
    });

    it('is forgotten when they come back; then it is told anew', async () => {
      const running = await run();
      empty();
      expect(await running.reload()).toBe(false);
      workspace.write('schedules/all.yaml', SANDBOX);
      expect(await running.reload()).toBe(true);
      expect(running.problems).toEqual([]);
      empty();
      expect(await running.reload(true)).toBe(false);
    });

    it('keeps those taken over last over a restart, until --allow-empty', async () => {
      await (await run()).stop();
      empty();
      const again = await run();
      expect(again.config.reminders.map(({ id }) => id)).toEqual(['lunch']);
      expect(again).toMatchObject({ problems: [{ code: 'reminders-gone' }], lastReload: { accepted: false } });
      await again.stop();
      const meant = await run({ allowEmpty: true });
      expect(meant).toMatchObject({ problems: [], config: { reminders: [] } });
      await meant.stop();
      // From then on it is what was taken over last.
      expect(await run()).toMatchObject({ problems: [], config: { reminders: [] } });
    });

    it('is meant where the examples are taken out, and where there never was one', async () => {
      workspace.write('schedules/.examples', '');
      // Places are named from where the command runs.
      const loadHere = () => loadConfig(workspace.at('schedules'), { env: {}, locale: 'en' });
      const running = await run({ loadConfig: loadHere });
      workspace.write('schedules/mine/all.yaml', NONE);
      expect(await running.reload()).toBe(true);
      workspace.write('schedules/mine/all.yaml', SANDBOX);
      expect(await running.reload()).toBe(true);
      workspace.write('schedules/mine/all.yaml', NONE);
      expect(await running.reload()).toBe(false);
    });
  });

  describe('variables that held something before a restart and are gone', () => {
    const REAL = 'https://oapi.dingtalk.com/robot/send?access_token=dummy-token-of-the-start-test';
    const run = async (env: Readonly<Record<string, string>>): Promise<Daemon> => {
      workspace.write(
        '.env',
        Object.entries(env)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
      const running = await startDaemon(
        options({
          envDirectory: workspace.path,
          loadConfig: (held = []) =>
            loadConfig(workspace.at('schedules'), { env: {}, envDirectory: workspace.path, held, locale: 'en' }),
        }),
      );
      if (!running) throw new Error('it gave up');
      return (daemon = running);
    };
    beforeEach(() => workspace.write('schedules/all.yaml', SANDBOX.replace('sandbox', `"\${WEBHOOK:-sandbox}"`)));

    it('are told like a trouble, and nothing is given to the sandbox that a group waits for', async () => {
      await (await run({ WEBHOOK: REAL })).stop();
      lines = [];
      const running = await run({});
      expect(running.problems).toMatchObject([{ code: 'variable-gone', message: expect.stringContaining('WEBHOOK') }]);
      expect(running.lastReload.accepted).toBe(false);
      expect(lines.join('')).toContain('WEBHOOK had a value and is not set any more');
      expect(lines.join('')).toContain('send nothing until the variables are back');
      expect(lines.join('')).not.toContain('the last correct one stays in use');
      expect(lines.join('')).not.toContain('no group is connected');
      await running.push({ robot: 'team', message: { kind: 'text', text: 'bell: waits' } });
      // A touched file does not make it meant.
      expect(await running.reload()).toBe(false);
      expect(await running.history.count()).toMatchObject({ pending: 1, delivered: 0 });

      // NAME= says that it is.
      workspace.write('.env', 'WEBHOOK=\n');
      expect(await running.reload()).toBe(true);
      await until(running, async () => (await running.history.count()).delivered === 1);
      expect(JSON.stringify(running.sandbox?.conversation())).toContain('bell: waits');
    });

    it('are no trouble when they are back, nor where there never were any', async () => {
      await (await run({ WEBHOOK: REAL })).stop();
      const running = await run({});
      workspace.write('.env', `WEBHOOK=${REAL}\n`);
      expect(await running.reload()).toBe(true);
      expect(running.problems).toEqual([]);
      await running.stop();
      workspace[Symbol.dispose]();
      workspace = new Workspace();
      workspace.write('schedules/all.yaml', SANDBOX);
      expect((await run({})).problems).toEqual([]);
    });
  });

  it('takes over what was edited while it was first read', async () => {
    let isFirst = true;
    const edited = `${SANDBOX}  tea: { robot: team, at: "15:00", text: "bell: tea" }\n`;
    const running = await startDaemon(
      options({
        loadConfig: async () => {
          const config = await options().loadConfig();
          if (isFirst) workspace.write('schedules/all.yaml', edited);
          isFirst = false;
          return config;
        },
      }),
    );
    if (!running) throw new Error('it gave up');
    daemon = running;
    expect(running.config.reminders).toHaveLength(1);
    await until(running, () => running.config.reminders.length === 2);
  });

  it('with a clock behind its own build it waits, and says so for `status`, the page and whoever probes', async () => {
    const builtAt = toEpochMs(Date.now() + 3 * HOUR);
    const running = await startDaemon(options({ builtAt }));
    if (!running) throw new Error('it gave up');
    daemon = running;
    const trouble = { kind: 'before-build', byMs: expect.any(Number), since: expect.any(Number) };
    expect(running.clockTrouble()).toEqual(trouble);
    const board = openStore(workspace.at('data'));
    expect((await board.daemonState.read()).clock).toEqual(trouble);
    board.close();
    expect((await running.metrics()).text).toContain('dingbell_clock_doubtful 1');
    expect(await cursors()).toEqual([]);
  });

  it('a robot that leaves the sandbox behind is served by its own webhook after a reload', async () => {
    const running = await start();
    const lane = running.addresses.lanes.get('team');
    const webhook = 'http://127.0.0.1:9/robot/send?access_token=dummy-token';
    workspace.write('schedules/all.yaml', SANDBOX.replace('webhook: sandbox', `webhook: "${webhook}"`));
    expect(await running.reload()).toBe(true);
    expect(running.addresses.lanes.get('team')).not.toBe(lane);
  });

  it('refuses to start on a configuration that is not valid, and leaves no lock', async () => {
    workspace.write('schedules/all.yaml', 'robots: [');
    await expect(startDaemon(options())).rejects.toThrow(ConfigError);
    expect(existsSync(workspace.at('data'))).toBe(false);
  });

  it('releases the lock when starting fails half-way', async () => {
    await expect(startDaemon(options({ serve: () => Promise.reject(new Error('no page')) }))).rejects.toThrow(
      'no page',
    );
    expect(isLocked(workspace.at('data'))).toBe(false);
  });

  it('waits at the lock, reads the configuration again when it has it, and gives up when told', async () => {
    const held = await acquireLock(workspace.at('data'), { clock: systemClock });
    const giveUp = new AbortController();
    const waiting = startDaemon(options({ signal: giveUp.signal }));
    giveUp.abort();
    expect(await waiting).toBeUndefined();

    let reads = 0;
    daemon = await startDaemon(
      options({
        loadConfig: () => {
          reads += 1;
          return options().loadConfig();
        },
        createLogger: () =>
          createLogger({
            scrub: (line) => line,
            destination: {
              write: (line) => {
                if (!line.includes('dingbell is already running')) return;
                lines.push(line);
                held?.release();
              },
            },
          }),
      }),
    );
    expect(daemon?.config.reminders).toHaveLength(1);
    expect(reads).toBe(2);
    expect(JSON.parse(lines.join(''))).toMatchObject({
      pid: process.pid,
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  it('stops as often as it is told', async () => {
    const running = await start();
    await Promise.all([running.stop(), running.stop()]);
    await running.stop();
    expect(isLocked(workspace.at('data'))).toBe(false);
    expect(lines.filter((line) => line.includes('"stopped"'))).toHaveLength(1);
  });

  it('gives the lock away last, when all else has ended', async () => {
    let seen: object | undefined;
    daemon = await startDaemon(
      options({
        beforeUnlock: async () => {
          seen = {
            isLocked: isLocked(workspace.at('data')),
            hasSaidSo: lines.some((line) => line.includes('"stopped"')),
          };
        },
      }),
    );
    await daemon?.stop();
    expect(seen).toEqual({ isLocked: true, hasSaidSo: true });
    expect(isLocked(workspace.at('data'))).toBe(false);
  });

  it('says within a minute that its data was moved away, wherever somebody looks', async () => {
    daemon = await startDaemon(options({ clock: hurried(100) }));
    if (!daemon) throw new Error('it gave up');
    const running = daemon;
    renameSync(workspace.at('data'), workspace.at('elsewhere'));
    await until(running, () => running.dataFault !== undefined);
    expect(running.dataFault).toMatchObject({ kind: 'gone', file: join(workspace.at('data'), 'dingbell.db') });
    expect(lines.join('')).toContain('a data file was deleted, moved or replaced');
    expect((await running.metrics()).text).toContain('dingbell_data_in_place 0');
  });

  it('sends nothing while another database stands in the place of its own: a second daemon may send by that', async () => {
    const clock = hurried(20);
    daemon = await startDaemon(options({ clock }));
    if (!daemon) throw new Error('it gave up');
    const running = daemon;
    await until(running, async () => (await running.history.count()).delivered === 1);
    renameSync(workspace.at('data'), workspace.at('elsewhere'));
    openStore(workspace.at('data')).close();
    await until(running, () => running.dataFault?.kind === 'replaced');
    const { id } = await running.push({ robot: 'team', message: { kind: 'text', text: 'bell: drill' } });
    // Nothing tells of what does not happen: several times the second after which it looks again.
    await sleepThrough(clock, toEpochMs(clock.now() + 5 * SECOND), new AbortController().signal);
    expect(running.sandbox?.conversation()).toHaveLength(1);
    rmSync(workspace.at('data'), { recursive: true });
    renameSync(workspace.at('elsewhere'), workspace.at('data'));
    await until(running, async () => (await running.history.find(id))?.delivery.state === 'delivered');
    expect(running.sandbox?.conversation()).toHaveLength(2);
  });

  it('what another process has set by hand reaches whoever looks, without being asked', async () => {
    const running = await start();
    await until(running, async () => (await running.history.count()).delivered === 1);
    const told = Promise.withResolvers<void>();
    running.subscribe(told.resolve);
    const other = openStore(workspace.at('data'));
    await other.overrides.set({ kind: 'pause', reminder: 'lunch' });
    other.close();
    await told.promise;
    expect(await running.overrides.list()).toHaveLength(1);
  });

  it('sends again what was sent, once for a double click', async () => {
    const running = await start();
    const { id } = await running.push({ robot: 'team', message: { kind: 'text', text: 'bell: drill' } });
    await until(running, async () => (await running.history.find(id))?.delivery.state === 'delivered');
    const clicks = await Promise.all([running.resend(id), running.resend(id)]);
    expect(new Set(clicks.map((click) => click.id)).size).toBe(1);
    expect(clicks[0].id).not.toBe(id);
    await until(running, async () => (await running.history.count()).delivered === 3);
    await expect(running.resend('nothing')).rejects.toThrow(UnknownName);
  });

  it.each([
    ['cannot be read for the moment', () => Promise.reject(new Error('EACCES: permission denied'))],
    ['throws what nobody foresaw', () => Promise.reject(new TypeError('a bug, access_token=dummy-token-123'))],
  ])('a configuration that %s is a bad edit like any other', async (_name, fail) => {
    let loadConfig = options().loadConfig;
    daemon = await startDaemon(options({ loadConfig: () => loadConfig() }));
    loadConfig = fail;
    expect(await daemon?.reload()).toBe(false);
    expect(daemon?.problems).toMatchObject([{ code: 'unusable', severity: 'error' }]);
    expect(JSON.stringify(daemon?.problems)).not.toContain('dummy-token');
    expect(daemon?.config.reminders).toHaveLength(1);
    loadConfig = options().loadConfig;
    expect(await daemon?.reload()).toBe(true);
    expect(daemon?.problems).toEqual([]);
  });

  it('says which settings wait for a restart', async () => {
    const running = await start();
    workspace.write('schedules/all.yaml', SANDBOX.replace('http:', 'data: ./elsewhere, http:'));
    expect(await running.reload()).toBe(true);
    expect(lines.join('')).toContain('"changed":["data"]');
  });

  it('a reload that is under way when it stops comes to an end, and takes nothing over', async () => {
    const running = await start();
    const { config } = running;
    workspace.write('schedules/all.yaml', `${SANDBOX}  tea: { robot: team, at: "15:00", text: "bell: tea" }\n`);
    const reloading = running.reload();
    await running.stop();
    await reloading;
    expect(running.config).toBe(config);
    expect(lines.join('')).not.toContain('was read again');
  });

  it('does not start where its data folder should be and a file is', async () => {
    workspace.write('data', 'a file');
    await expect(startDaemon(options())).rejects.toThrow(/should be the data folder, but it is a file/);
  });

  it('pings the heartbeat as soon as it runs, and its address is one of the secrets of the log', async () => {
    const pinged = Promise.withResolvers<string | undefined>();
    const server = createServer((request, response) => {
      pinged.resolve(request.url);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const heartbeat = `http://127.0.0.1:${port}/ping/dummy-key`;
    const http = 'http: { port: 0, calendarToken: dummy-calendar-token }';
    workspace.write('schedules/all.yaml', SANDBOX.replace('http: { port: 0 }', `${http}, heartbeat: "${heartbeat}"`));
    let scrubbed: (text: string) => string = (text) => text;
    daemon = await startDaemon(
      options({
        createLogger: (scrub) => {
          scrubbed = scrub;
          return options().createLogger(scrub, () => undefined);
        },
      }),
    );
    expect(await pinged.promise).toBe('/ping/dummy-key');
    expect(scrubbed(`${heartbeat} of /ping/dummy-key dummy-calendar-token`)).toBe('*** of *** ***');
    expect(lines.join('')).not.toContain('dummy-key');
    server.closeAllConnections();
    server.close();
  });

  it('says when it began', async () => {
    const before = Date.now();
    const running = await start();
    expect(running.startedAt).toBeGreaterThanOrEqual(toEpochMs(before));
  });
});

/** Looks again whenever the daemon says that something changed. */
async function until(running: Daemon, done: () => boolean | Promise<boolean>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    if (await done()) over.resolve();
  };
  const unsubscribe = running.subscribe(() => void look().catch(over.reject));
  await look();
  await over.promise;
  unsubscribe();
}

/** So many times as fast as the wall's. */
function hurried(times: number): Clock {
  const began = systemClock.read();
  const passed = (): number => Math.round((Date.now() - began.now) * times);
  const now = () => toEpochMs(began.now + passed());
  return {
    now,
    read: () => ({ now: now(), up: began.up + passed(), boot: began.boot }),
    elapsed: passed,
    sleepUntil: (instant, signal) =>
      systemClock.sleepUntil(toEpochMs(Math.ceil(began.now + (instant - began.now) / times)), signal),
  };
}
