import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { type SandboxServer, startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { WAYS_OF_SAVING } from '../daemon/ways-of-saving.ts';
import { breadth, IS_LONG } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown, expectNoLeak } from '../support/leaks.ts';
import { Workspace } from '../support/workspace.ts';

const WAYS = breadth({ quick: WAYS_OF_SAVING.slice(0, 3), long: WAYS_OF_SAVING });
const READ_AGAIN = 'the configuration was read again';
const REFUSED = 'the new configuration has errors; the last correct one stays in use';

const YAML = `
daemon: { locale: en, http: { port: 0 } }
robots:
  team: { webhook: "\${TEAM:-sandbox}", secret: "\${SECRET:-}", limit: { perMinute: 6000 }, onFailure: ops }
  ops: { webhook: "\${OPS}" }
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: tick }
`;
const OPS = { name: 'ops', token: 'dummy-token-of-ops' };
const GROUPS = WAYS_OF_SAVING.map(([program], index) => ({
  name: program,
  token: `dummy-token-of-group-${index}`,
  secret: `SEC-dummy-of-group-${index}`,
}));
type Group = (typeof GROUPS)[number];

/** A daemon that was started without any `.env`, and the groups to which one may lead. */
class Stage implements AsyncDisposable {
  readonly workspace = new Workspace();
  readonly sandbox = new Sandbox({
    robots: [...GROUPS.map((group) => ({ ...group, perMinute: 1_000_000 })), OPS],
    keep: 100_000,
  });
  readonly file = this.workspace.at('.env');
  #server: SandboxServer | undefined;
  #daemon: DaemonProcess | undefined;

  async start(env: Readonly<Record<string, string>> = {}): Promise<DaemonProcess> {
    this.#server ??= await startSandboxServer({ sandbox: this.sandbox, now: Date.now });
    this.workspace.write('schedules/all.yaml', YAML);
    const ops = { OPS: this.#server.webhook(OPS) };
    this.#daemon = new DaemonProcess({ cwd: this.workspace.path, env: { ...ops, ...env } });
    await this.#daemon.running();
    return this.#daemon;
  }

  lines(group: Group): string {
    return `TEAM=${this.#server?.webhook(group)}\nSECRET=${group.secret}\n`;
  }

  /** Resolves with the next message that this group reads from now on. */
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
    await this.#daemon?.stop('SIGKILL');
    await this.#server?.stop();
    this.workspace[Symbol.dispose]();
  }
}

describe('an edit of .env takes effect by itself', () => {
  it('from nothing on, whatever program saves it, and no secret is left anywhere', async () => {
    await using stage = new Stage();
    const daemon = await stage.start();
    writeFileSync(stage.file, '# nothing yet\n');
    await daemon.line(({ msg }) => msg === READ_AGAIN);
    for (const [index, [, save]] of WAYS.entries()) {
      const group = groupAt(index);
      const arrived = stage.arrival(group.name);
      save(stage.file, stage.lines(group));
      expect(await arrived).toContain('tick');
    }
    expect(countOf(daemon, REFUSED)).toBe(0);
    const page = String((await daemon.line((line) => line['page'] !== undefined))['page']);
    const shown = [await everythingShown(page, '')];
    await daemon.stop();
    // The file itself, and what an editor leaves beside it.
    for (const file of [stage.file, `${stage.file}~`]) rmSync(file, { force: true });
    const secrets = GROUPS.flatMap(({ token, secret }) => [token, secret]);
    expectNoLeak(secrets, { daemons: [daemon], shown, workspace: stage.workspace });
  });

  it('what the environment sets still wins', async () => {
    await using stage = new Stage();
    const [first, second] = [groupAt(0), groupAt(1)];
    const daemon = await stage.start({ SECRET: first.secret });
    writeFileSync(stage.file, stage.lines(second).replace(second.token, first.token));
    // Signed with the secret of the file, the group of the first would refuse it.
    expect(await stage.arrival(first.name)).toContain('tick');
    expect(countOf(daemon, REFUSED)).toBe(0);
  });

  const bad = [
    ['a quote without an end', (lines: string) => `OTHER="${lines}`, 'env-quote-unclosed'],
    ['the line is gone', () => 'OTHER=1\n', 'variable-gone'],
    ['the file is gone', () => undefined, 'variable-gone'],
    ['no webhook', () => 'TEAM=nonsense\nSECRET=\n', 'webhook-no-url'],
  ] as const;

  it.each(breadth({ quick: bad.slice(1, 2), long: [...bad] }))(
    'a bad one is told, and what ran goes on: %s',
    async (_, spoil, code) => {
      await using stage = new Stage();
      const group = groupAt(0);
      const daemon = await stage.start();
      writeFileSync(stage.file, stage.lines(group));
      await stage.arrival(group.name);
      const bad = spoil(stage.lines(group));
      const told = stage.arrival('ops');
      if (bad === undefined) rmSync(stage.file);
      else writeFileSync(stage.file, bad);
      await daemon.line(({ msg }) => msg === REFUSED);
      expect(daemon.lines).toContainEqual(expect.objectContaining({ level: 'error', code }));
      expect(await told).toContain('has mistakes and is not in use');
      expect(await stage.arrival(group.name)).toContain('tick');
      writeFileSync(stage.file, stage.lines(groupAt(1)));
      expect(await stage.arrival(groupAt(1).name)).toContain('tick');
    },
  );

  it.runIf(IS_LONG)('a proxy that is none stops no start: it is told, and tried without', async () => {
    await using stage = new Stage();
    const group = groupAt(0);
    const before = await stage.start();
    writeFileSync(stage.file, stage.lines(group));
    await stage.arrival(group.name);
    await before.stop();
    writeFileSync(stage.file, `${stage.lines(group)}HTTPS_PROXY=ftp://somebody:dummy-password@proxy\n`);
    const daemon = await stage.start();
    expect(await daemon.line(({ code }) => code === 'proxy-invalid')).toMatchObject({ level: 'warn' });
    expect(await stage.arrival(group.name)).toContain('tick');
    await daemon.stop();
    expect(daemon.output).not.toContain('dummy-password');
  });

  it.runIf(IS_LONG)('what needs a restart says so', async () => {
    await using stage = new Stage();
    const daemon = await stage.start();
    writeFileSync(stage.file, 'HTTPS_PROXY=http://somebody:dummy-password@127.0.0.1:9\n');
    const { changed } = await daemon.line(({ msg }) => msg === 'these settings take effect after a restart');
    expect(changed).toEqual(['HTTPS_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS']);
    await daemon.stop();
    expect(daemon.output).not.toContain('dummy-password');
  });
});

function groupAt(index: number): Group {
  return GROUPS[index] as Group;
}

function countOf(daemon: DaemonProcess, msg: string): number {
  return daemon.lines.filter((line) => line.msg === msg).length;
}
