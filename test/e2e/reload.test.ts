import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { WAYS_OF_SAVING } from '../daemon/ways-of-saving.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { Workspace } from '../support/workspace.ts';

const TEAM = { name: 'team', token: 'dummy-token-of-team', secret: 'SEC-dummy-of-team' };
const OPS = { name: 'ops', token: 'dummy-token-of-ops' };
/** Each program takes two or three seconds until its edit is in the group. */
const WAYS = breadth({ quick: WAYS_OF_SAVING.slice(0, 3), long: WAYS_OF_SAVING });
const READ_AGAIN = 'the configuration was read again';
const REFUSED = 'the new configuration has errors; the last correct one stays in use';

const ROBOTS = `
daemon: { timezone: Asia/Shanghai, locale: en, http: { port: 0 } }
robots:
  team: { webhook: "\${TEAM}", secret: "\${SECRET}", limit: { perMinute: 6000 }, onFailure: ops }
  ops: { webhook: "\${OPS}" }
`;

/** A daemon over a folder of schedules, and the group it writes to. */
class Stage implements AsyncDisposable {
  readonly workspace = new Workspace();
  readonly sandbox = new Sandbox({ robots: [{ ...TEAM, perMinute: 1_000_000 }, OPS], keep: 100_000 });
  #fake: SandboxServer | undefined;
  #daemon: DaemonProcess | undefined;

  async start(reminders: string, through: readonly string[] = []): Promise<DaemonProcess> {
    this.workspace.write('schedules/robots.yaml', ROBOTS);
    this.workspace.write('schedules/all.yaml', reminders);
    this.#fake = await startSandboxServer({ sandbox: this.sandbox, now: Date.now });
    this.#daemon = new DaemonProcess({
      through,
      cwd: this.workspace.path,
      env: { TEAM: this.#fake.webhook(TEAM), SECRET: TEAM.secret, OPS: this.#fake.webhook(OPS) },
    });
    await this.#daemon.running();
    return this.#daemon;
  }

  /** What the group read. */
  texts(robot: string): readonly string[] {
    return this.sandbox
      .conversation()
      .filter((post) => post.robot === robot)
      .map(({ payload }) => JSON.stringify(payload));
  }

  async arrival(matches: (text: string) => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = (): void => {
      if (this.sandbox.conversation().some(({ payload }) => matches(JSON.stringify(payload)))) resolve();
    };
    this.sandbox.subscribe(look);
    look();
    await promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#daemon?.stop('SIGKILL');
    await this.#fake?.stop();
    this.workspace[Symbol.dispose]();
  }
}

describe('an edit takes effect by itself', () => {
  it('whatever program saves it', async () => {
    await using stage = new Stage();
    const daemon = await stage.start(everySecond('first'));
    for (const [name, save] of WAYS) {
      save(stage.workspace.at('schedules/all.yaml'), everySecond(name));
      await stage.arrival((text) => text.includes(`tick ${name}`));
    }
    expect(countOf(daemon, READ_AGAIN)).toBe(WAYS.length);
    expect(countOf(daemon, REFUSED)).toBe(0);
    await daemon.stop();
    await expectEachSecondOnce(stage);
  });

  it.runIf(IS_LONG)('a file saved unchanged says and does nothing', async () => {
    await using stage = new Stage();
    const daemon = await stage.start(everySecond('same'));
    for (const [, save] of WAYS_OF_SAVING) save(stage.workspace.at('schedules/all.yaml'), everySecond('same'));
    stage.workspace.write('schedules/notes.txt', 'no configuration');
    // The next edit is read after those were passed over.
    stage.workspace.write('schedules/last.yaml', daily('last'));
    await daemon.line(({ msg, added }) => msg === READ_AGAIN && added === 1);
    expect(countOf(daemon, READ_AGAIN)).toBe(1);
  });

  it('a bad edit is told everywhere, once to the owner, and what ran goes on; mended, that is told too', async () => {
    await using stage = new Stage();
    const daemon = await stage.start(everySecond('good'));
    stage.workspace.write('schedules/all.yaml', everySecond('bad').replace('cron:', 'corn:'));
    await daemon.line(({ msg }) => msg === REFUSED);
    expect(daemon.lines).toContainEqual(
      expect.objectContaining({ level: 'error', place: 'schedules/all.yaml:3:31', code: 'unknown-key' }),
    );
    stage.workspace.write('schedules/all.yaml', everySecond('worse').replace('cron:', 'corn: ['));
    await daemon.line(() => countOf(daemon, REFUSED) === 2);
    await stage.arrival((text) => text.includes('schedules/all.yaml:3:31'));
    const before = stage.texts('team').length;
    await stage.arrival(() => stage.texts('team').length > before + 1);
    expect(stage.texts('ops')).toHaveLength(1);
    expect(stage.texts('team').every((text) => text.includes('tick good'))).toBe(true);
    const facts = await storedFacts(stage);
    expect(facts).toMatchObject({ lastReload: { accepted: false } });
    expect(facts.problems?.join()).toContain('schedules/all.yaml:3:');
    const page = String((await daemon.line((line) => line['page'] !== undefined))['page']);
    const shown = async (path: string): Promise<string> => (await fetch(new URL(path, page))).text();
    expect(await shown('')).toContain('schedules/all.yaml:3:');
    expect(await shown('metrics')).toContain('dingbell_config_last_reload_successful 0');

    stage.workspace.write('schedules/all.yaml', everySecond('mended'));
    await stage.arrival((text) => text.includes('tick mended'));
    await stage.arrival((text) => text.includes('The configuration is correct again'));
    expect(await storedFacts(stage)).toMatchObject({ lastReload: { accepted: true }, problems: [] });
    expect(JSON.parse(await shown('api/status'))).toMatchObject({ lastReload: { accepted: true }, problems: [] });
    expect(await shown('metrics')).toContain('dingbell_config_last_reload_successful 1');
    await daemon.stop();
    await expectEachSecondOnce(stage);
  });

  it.skipIf(!IS_LONG || noLimits() !== undefined)(
    'without a single watch to be had, it says so and looks for itself',
    async () => {
      await using stage = new Stage();
      const daemon = await stage.start(everySecond('before'), WITHOUT_WATCHES);
      await daemon.line(({ level, reason }) => level === 'warn' && reason === 'ENOSPC');
      stage.workspace.write('schedules/all.yaml', everySecond('after'));
      await stage.arrival((text) => text.includes('tick after'));
      expect(await daemon.stop(), daemon.output).toBe(0);
    },
  );

  it.runIf(IS_LONG)(
    'hundreds of edits in a row, good, bad, half-written, gone and back: no reminder is lost or doubled',
    async () => {
      await using stage = new Stage();
      const daemon = await stage.start(everySecond('before'));
      const all = stage.workspace.at('schedules/all.yaml');
      const extra = stage.workspace.at('schedules/extra.yaml');
      for (let edit = 0; edit < 300; edit += 1) {
        const [, save] = WAYS_OF_SAVING[edit % WAYS_OF_SAVING.length] ?? [];
        const refused = countOf(daemon, REFUSED);
        const text = everySecond(`edit ${edit}`) + daily(`daily-${edit}`).replace('reminders:', '');
        if (edit % 5 === 0) save?.(all, text.replace('at:', 'att:'));
        else if (edit % 7 === 0) await saveSlowly(all, text);
        else if (edit % 13 === 0) await saveLikeAProgram(all, text);
        else save?.(all, text);
        if (edit % 11 === 0) writeFileSync(extra, daily(`extra-${edit}`));
        if (edit % 11 === 6) rmSync(extra, { force: true });
        if (edit % 50 === 49) {
          renameSync(stage.workspace.at('schedules'), stage.workspace.at('away'));
          await sleep(300);
          renameSync(stage.workspace.at('away'), stage.workspace.at('schedules'));
        }
        // In bursts, each of which ends with an edit that is read before the next one.
        if (edit % 9 !== 0) await sleep(15);
        else if (edit % 5 === 0) await daemon.line(() => countOf(daemon, REFUSED) > refused);
        else await stage.arrival((text) => text.includes(`tick edit ${edit}"`));
      }
      writeFileSync(all, everySecond('the end'));
      await stage.arrival((text) => text.includes('tick the end'));
      expect(countOf(daemon, READ_AGAIN)).toBeGreaterThan(20);
      expect(countOf(daemon, REFUSED)).toBeGreaterThan(5);
      // Bad, mended, and after that nothing for an hour.
      expect(stage.texts('ops')).toHaveLength(2);
      expect(await daemon.stop(), daemon.output).toBe(0);
      await expectEachSecondOnce(stage);
    },
  );
});

/** inotify's limit, in a user namespace of its own: this machine's stays what it is. */
const WITHOUT_WATCHES = [
  'unshare',
  '-Ur',
  'sh',
  '-c',
  'echo 0 > /proc/sys/user/max_inotify_watches && exec "$@"',
  'sh',
];

/** Why there can be no such namespace here; `undefined` = there can. */
function noLimits(): string | undefined {
  const [command, ...args] = [...WITHOUT_WATCHES, 'true'];
  const { status, stderr } = spawnSync(command, args);
  return status === 0 ? undefined : `no user namespace: ${String(stderr)}`;
}

function everySecond(text: string): string {
  return `
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: "tick ${text}" }
`;
}

function daily(id: string): string {
  return `
reminders:
  ${id}: { robot: team, at: "04:00", text: never today }
`;
}

/** Half of it, and the rest when the half has been seen. */
async function saveSlowly(file: string, text: string): Promise<void> {
  const half = text.indexOf('late:');
  writeFileSync(file, text.slice(0, half));
  await sleep(350);
  writeFileSync(file, text);
}

/** `program > file`: emptied at once, written when the program is done. */
async function saveLikeAProgram(file: string, text: string): Promise<void> {
  writeFileSync(file, '');
  await sleep(600);
  writeFileSync(file, text);
}

function countOf(daemon: DaemonProcess, msg: string): number {
  return daemon.lines.filter((line) => line.msg === msg).length;
}

async function storedFacts({ workspace }: Stage) {
  const store = openStore(workspace.at('data'));
  try {
    return await store.daemonState.read();
  } finally {
    store.close();
  }
}

/** Every second from the first to the last, and the group read each of them once. */
async function expectEachSecondOnce({ workspace, sandbox }: Stage): Promise<void> {
  const store = openStore(workspace.at('data'));
  const history = await store.history.list({ limit: 1_000_000, reminder: 'each-second' });
  store.close();
  const deliveries = history.map(({ delivery }) => delivery).toSorted((a, b) => a.dueAt - b.dueAt);
  const first = deliveries[0]?.dueAt ?? toEpochMs(0);
  expect(deliveries.map(({ dueAt }) => dueAt)).toEqual(deliveries.map((_, index) => first + index * SECOND));
  expect(deliveries.length).toBeGreaterThan(2);
  const delivered = deliveries.filter(({ state }) => state === 'delivered').map(({ id }) => id);
  const shown = sandbox.conversation().flatMap(({ robot, msgUuid }) => (robot === 'team' && msgUuid ? [msgUuid] : []));
  // What the daemon was stopped over waits for the next one: the last of them, however slow the machine.
  expect(deliveries.slice(delivered.length).filter(({ state }) => state !== 'pending')).toEqual([]);
  expect(shown.toSorted()).toEqual(delivered.toSorted());
}
