import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { EditNews } from '../../src/daemon/owner-news.ts';
import { digestOf } from '../../src/daemon/folder-stamp.ts';
import { InForce, type InForceOptions } from '../../src/daemon/in-force.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { Workspace } from '../support/workspace.ts';

const START = toEpochMs(Date.UTC(2026, 10, 24));

const yaml = (robot: string, at = '11:50') => `
robots:
  ${robot}: { webhook: "https://oapi.dingtalk.com/robot/send?access_token=dummy-token-of-${robot}", keywords: [of ${robot}] }
reminders:
  lunch: { robot: ${robot}, at: "${at}", text: lunch of ${robot} }
`;

async function stage(more: Partial<InForceOptions> = {}) {
  const workspace = new Workspace();
  const network = new Agent();
  const store = openStore(MEMORY);
  onTestFinished(async () => {
    store.close();
    await network.close();
    workspace[Symbol.dispose]();
  });
  const file = workspace.write('schedules/all.yaml', yaml('team'));
  const load = (): Promise<Config> => loadConfig(workspace.at('schedules'), { env: {}, locale: 'en' });
  const open = async (config: Config) => openRobots(config, { dispatcher: network, now: Date.now });
  const config = await load();
  const told: EditNews['kind'][] = [];
  const replaced: string[] = [];
  const lines: string[] = [];
  let now = START;
  const inForce = new InForce({
    first: { config, digest: await digestOf(config), robots: await open(config), at: START },
    place: config,
    loadConfig: load,
    openRobots: open,
    keep: async () => {},
    replaceReminders: async (reminders) => void replaced.push(reminders.map(({ when }) => when).join()),
    now: () => (now = toEpochMs(now + 1)),
    logger: createLogger({ scrub: (line) => line, destination: { write: (line) => lines.push(line) } }),
    board: store.daemonState,
    tell: async ({ kind }) => void told.push(kind),
    changed: () => {},
    ...more,
  });
  return { inForce, file, load, store, told, replaced, lines };
}

describe('the configuration in force', () => {
  it('while the planner plans what is due under the old reminders, their robots keep their lanes', async () => {
    const lanes: string[] = [];
    const replacing = Promise.withResolvers<void>();
    const { inForce, file } = await stage({
      replaceReminders: async () => {
        lanes.push(...inForce.addresses.lanes.keys());
        expect(inForce.addresses.keywords.get('team')).toEqual(['of team']);
        expect([...inForce.robots.lanes.keys()]).toEqual(['crew']);
        await replacing.promise;
      },
    });
    writeFileSync(file, yaml('crew'));
    const reloaded = inForce.reload();
    replacing.resolve();
    expect(await reloaded).toBe(true);
    expect(lanes).toEqual(['team', 'crew']);
    expect([...inForce.addresses.lanes.keys()]).toEqual(['crew']);
  });

  it('is read again only when it reads differently, and on demand in any case', async () => {
    const { inForce, file, replaced } = await stage();
    await inForce.reloadIfChanged();
    writeFileSync(file, yaml('team'));
    await inForce.reloadIfChanged();
    expect(replaced).toEqual([]);
    expect(inForce.lastReload).toEqual({ at: START, accepted: true });
    await inForce.reload();
    expect(replaced).toEqual(['11:50']);
    writeFileSync(file, yaml('team', '12:10'));
    await Promise.all([inForce.reloadIfChanged(), inForce.reloadIfChanged()]);
    expect(replaced).toEqual(['11:50', '12:10']);
  });

  it('a bad edit that is taken back is told as mended, though it reads as what runs', async () => {
    const { inForce, file, told, replaced } = await stage();
    writeFileSync(file, 'robots: [');
    await inForce.reloadIfChanged();
    expect(inForce.lastReload.accepted).toBe(false);
    expect(inForce.acceptedAt).toBe(START);
    writeFileSync(file, yaml('team'));
    await inForce.reloadIfChanged();
    expect(told).toEqual(['bad', 'mended']);
    expect(inForce.problems).toEqual([]);
    expect(inForce.acceptedAt).toBe(inForce.lastReload.at);
    expect(replaced).toEqual(['11:50']);
  });

  it('what is written while it is read is read once more, so that no half of it comes into force', async () => {
    let reads = 0;
    const { inForce, file, replaced, load } = await stage({
      loadConfig: () => {
        reads += 1;
        if (reads === 1) writeFileSync(file, yaml('team', '12:30'));
        return load();
      },
    });
    writeFileSync(file, yaml('team', '12:10'));
    expect(await inForce.reload()).toBe(true);
    expect(reads).toBe(2);
    expect(replaced).toEqual(['12:30']);
    await inForce.reloadIfChanged();
    expect(reads).toBe(2);
  });

  it('a file that a program has emptied and is about to write is waited for, one that stays empty not for long', async () => {
    const { inForce, file, replaced } = await stage();
    writeFileSync(`${file}.other.yaml`, '');
    writeFileSync(file, '');
    const reloading = inForce.reload();
    await sleep(250);
    writeFileSync(file, yaml('team', '12:10'));
    expect(await reloading).toBe(true);
    expect(replaced).toEqual(['12:10']);
  });

  it('somebody who writes on and on gets what was read last, and a look at the rest', async () => {
    let reads = 0;
    const { inForce, file, load } = await stage({
      loadConfig: () => {
        reads += 1;
        writeFileSync(file, yaml('team', `12:${10 + (reads % 50)}`));
        return load();
      },
    });
    expect(await inForce.reload()).toBe(true);
    const before = reads;
    expect(before).toBeGreaterThan(1);
    await inForce.reloadIfChanged();
    expect(reads).toBeGreaterThan(before);
  });

  it('keeps the robots, with all that they have learnt, when only a line was moved', async () => {
    const { inForce, file } = await stage();
    const { robots } = inForce;
    writeFileSync(file, `# one more line\n${yaml('team', '12:10')}`);
    expect(await inForce.reload()).toBe(true);
    expect(inForce.robots).toBe(robots);
    expect(inForce.config.reminders[0]?.when).toBe('12:10');
  });

  it.each(['timezone: Europe/Berlin', 'locale: en'])(
    'what the robots say of themselves follows %s',
    async (setting) => {
      const { inForce, file } = await stage();
      const { robots } = inForce;
      writeFileSync(file, `daemon: { ${setting} }\n${yaml('team')}`);
      expect(await inForce.reload()).toBe(true);
      expect(inForce.robots).not.toBe(robots);
    },
  );

  it('robots that cannot be opened are a bad edit; the old ones stay', async () => {
    const { inForce, file } = await stage({ openRobots: () => Promise.reject(new Error('no port for the sandbox')) });
    const { robots } = inForce;
    writeFileSync(file, yaml('crew'));
    expect(await inForce.reload()).toBe(false);
    expect(inForce.robots).toBe(robots);
    expect(inForce.problems).toMatchObject([{ message: 'no port for the sandbox' }]);
  });

  it('a store that takes no word of it is no reason to undo it', async () => {
    const { inForce, file, store, lines } = await stage();
    store.close();
    writeFileSync(file, yaml('team', '12:10'));
    expect(await inForce.reload()).toBe(true);
    expect(inForce.config.reminders[0]?.when).toBe('12:10');
    expect(lines.join('')).toContain('could not be stored');
  });

  it('says a warning once, not at every edit', async () => {
    const { inForce, file, lines } = await stage();
    const doubtful = (at: string): string =>
      `${yaml('team', at)}  never: { robot: team, once: 2001-01-01T08:00, text: past of team }\n`;
    for (const at of ['12:10', '12:20', '12:30']) {
      writeFileSync(file, `# ${at}\n${doubtful(at)}`);
      expect(await inForce.reload()).toBe(true);
    }
    expect(inForce.config.warnings).toHaveLength(1);
    expect(lines.filter((line) => line.includes(inForce.config.warnings[0]?.code ?? '?'))).toHaveLength(1);
  });

  it('tells `status` what is wrong, errors only', async () => {
    const { inForce, file, store } = await stage();
    writeFileSync(file, yaml('team').replace('at:', 'att:'));
    await inForce.reload();
    const { lastReload, problems } = await store.daemonState.read();
    expect(lastReload).toEqual(inForce.lastReload);
    expect(problems).toEqual([expect.stringMatching(/schedules\/all\.yaml:5:\d+ unknown key "att"$/)]);
  });

  it('counts as wrong what is wrong, and not what is only doubtful', async () => {
    const { inForce, file } = await stage();
    const doubtful = 'never: { robot: team, once: 2001-01-01T08:00, text: past of team }';
    writeFileSync(file, `${yaml('team').replace('at:', 'att:')}  ${doubtful}\n`);
    expect(await inForce.reload()).toBe(false);
    expect(inForce.problems.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('takes nothing over once it is stopped', async () => {
    const { inForce, file, replaced } = await stage();
    writeFileSync(file, yaml('crew'));
    const reloading = inForce.reload();
    await inForce.stop();
    await reloading;
    expect(replaced).toEqual([]);
    expect(inForce.robots.lanes.has('team')).toBe(true);
  });
});
