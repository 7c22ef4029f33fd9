import { rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { openStore } from '../../src/store/store.ts';
import { dingbell } from '../cli/dingbell.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown, expectNoLeak } from '../support/leaks.ts';
import { Workspace } from '../support/workspace.ts';
import { IS_LONG } from '../support/breadth.ts';

const TEAM = { name: 'team', token: 'dummy-token-of-team', secret: 'SEC-dummy-of-team', perMinute: 1_000_000 };
const OPS = { name: 'ops', token: 'dummy-token-of-ops' };
const REFUSED = 'the new configuration has errors; the last correct one stays in use';
const UNUSABLE = 'the configuration that was used before does not work any more either';

const robots = (data = 'data') => `
daemon: { locale: en, http: { port: 0 }, data: ${data} }
robots:
  team: { webhook: "\${TEAM:-sandbox}", secret: "\${SECRET:-}", limit: { perMinute: 6000 }, onFailure: ops }
  ops: { webhook: "\${OPS}" }
`;
const reminders = (text: string) => `
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: tick ${text} }
`;

/** A machine on which a daemon is started again and again. */
class Machine implements AsyncDisposable {
  readonly workspace = new Workspace();
  readonly sandbox = new Sandbox({ robots: [TEAM, OPS], keep: 100_000 });
  #server: SandboxServer | undefined;
  readonly #daemons: DaemonProcess[] = [];

  /** @param data As `daemon.data` has it. */
  async installed(data?: string): Promise<this> {
    this.#server = await startSandboxServer({ sandbox: this.sandbox, now: Date.now });
    this.workspace.write('schedules/robots.yaml', robots(data));
    this.workspace.write('schedules/all.yaml', reminders('good'));
    const [team, ops] = [this.#server.webhook(TEAM), this.#server.webhook(OPS)];
    this.workspace.write('.env', `TEAM=${team}\nSECRET=${TEAM.secret}\nOPS=${ops}\n`);
    return this;
  }

  boot(): DaemonProcess {
    const daemon = new DaemonProcess({ cwd: this.workspace.path });
    this.#daemons.push(daemon);
    return daemon;
  }

  /** Runs it until what it goes by is kept. */
  async bootOnce(): Promise<void> {
    const arrived = this.arrival('team');
    const daemon = this.boot();
    await daemon.running();
    await arrived;
    expect(await daemon.stop(), daemon.output).toBe(0);
  }

  /** The next message that this group reads. */
  async arrival(robot: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const unsubscribe = this.sandbox.subscribe((arrival) => {
      if (arrival.kind === 'shown' && arrival.robot === robot) resolve(JSON.stringify(arrival.payload));
    });
    const found = await promise;
    unsubscribe();
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const daemon of this.#daemons) await daemon.stop('SIGKILL');
    await this.#server?.stop();
    this.workspace[Symbol.dispose]();
  }
}

describe('a bad edit and then a reboot', () => {
  it('goes on with what was used last, and says so everywhere, until it is mended', async () => {
    await using machine = await new Machine().installed();
    await machine.bootOnce();
    machine.workspace.write('schedules/all.yaml', reminders('bad').replace('cron:', 'corn:'));
    const [told, arrived] = [machine.arrival('ops'), machine.arrival('team')];
    const daemon = machine.boot();
    await daemon.line(({ msg }) => msg === REFUSED);
    expect(daemon.lines).toContainEqual(
      expect.objectContaining({ level: 'error', place: 'schedules/all.yaml:3:31', code: 'unknown-key' }),
    );
    expect(await told).toContain('has mistakes and is not in use');
    expect(await arrived).toContain('tick good');
    const page = String((await daemon.line((line) => line['page'] !== undefined))['page']);
    const shown = async (path: string): Promise<string> => (await fetch(new URL(path, page))).text();
    expect(await shown('')).toContain('schedules/all.yaml:3:31');
    expect(await shown('metrics')).toContain('dingbell_config_last_reload_successful 0');
    const store = openStore(machine.workspace.at('data'));
    const facts = await store.daemonState.read();
    store.close();
    expect(facts).toMatchObject({ lastReload: { accepted: false, keptSince: expect.any(Number) } });
    const { stdout } = await dingbell(['status', '--lang', 'en'], { cwd: machine.workspace.path });
    expect(stdout).toContain('has errors: the daemon started on the last correct configuration, in use since 20');
    expect(stdout).toMatch(/! schedules\/all\.yaml:3:31 /);
    expect(JSON.parse(await shown('api/status'))).toMatchObject({ lastReload: { keptSince: expect.any(String) } });
    expect(facts.problems?.join()).toContain('schedules/all.yaml:3:31');

    machine.workspace.write('schedules/all.yaml', reminders('mended'));
    await daemon.line(({ msg }) => msg === 'the configuration was read again');
    while (!(await machine.arrival('team')).includes('tick mended'));
    const everything = [await everythingShown(page, '')];
    await daemon.stop();
    rmSync(machine.workspace.at('.env'));
    const { workspace } = machine;
    expectNoLeak([TEAM.token, TEAM.secret, OPS.token], { daemons: [daemon], shown: everything, workspace });
    expect(statSync(workspace.at('data/accepted.json')).mode & 0o777).toBe(0o600);
  });

  it.runIf(IS_LONG)('finds what was used last where a broken file says that the data is', async () => {
    await using machine = await new Machine().installed('elsewhere');
    await machine.bootOnce();
    machine.workspace.write('schedules/robots.yaml', `${robots('elsewhere')}  broken: [\n`);
    const arrived = machine.arrival('team');
    await machine.boot().line(({ msg }) => msg === REFUSED);
    expect(await arrived).toContain('tick good');
  });

  it('where nothing is kept, it ends with 78', async () => {
    await using machine = await new Machine().installed();
    machine.workspace.write('schedules/all.yaml', reminders('bad').replace('cron:', 'corn:'));
    expect(await machine.boot().exited).toBe(78);
  });

  it('a variable that is gone is told and not guessed at: the sandbox is no group', async () => {
    await using machine = await new Machine().installed();
    await machine.bootOnce();
    machine.workspace.write('schedules/all.yaml', reminders('bad').replace('cron:', 'corn:'));
    writeFileSync(machine.workspace.at('.env'), 'OPS=sandbox\n');
    const daemon = machine.boot();
    expect(await daemon.exited).toBe(78);
    expect(daemon.lines).toContainEqual(expect.objectContaining({ code: 'variable-gone' }));
    expect(daemon.lines).toContainEqual(expect.objectContaining({ msg: UNUSABLE }));
  });
});

it('SIGHUP without a terminal reads the configuration again', async () => {
  await using machine = await new Machine().installed();
  const daemon = machine.boot();
  await daemon.running();
  daemon.child.kill('SIGHUP');
  await daemon.line(({ msg }) => msg === 'the configuration was read again');
  expect(await machine.arrival('team')).toContain('tick good');
  expect(await daemon.stop()).toBe(0);
});
