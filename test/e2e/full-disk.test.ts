import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/schedule/instant.ts';
import { type Arrival, Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { SmallDisk } from '../support/small-disk.ts';
import { ROOT, Workspace } from '../support/workspace.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-disk-test', secret: 'SEC-dummy-of-the-disk-test' };

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots:
  team: { webhook: "\${WEBHOOK}", secret: "\${SECRET}", limit: { perMinute: 6000 } }
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: "{{ at | date: 'X' }}" }
`;

const isRefusal = ({ msg = '' }: { readonly msg?: string }): boolean => msg.startsWith('the database does not');

const unavailable = SmallDisk.unavailable();
if (unavailable !== undefined) console.warn(`NOT TESTED: a disk that fills up (${unavailable})`);

describe.skipIf(unavailable !== undefined)('a disk that fills up', () => {
  it('says so, loses and doubles nothing, and goes on when there is space again; also after a kill -9 meanwhile', async () => {
    using workspace = new Workspace();
    await using disk = await SmallDisk.over(workspace.at('data'), { cwd: workspace.path, size: '4m' });
    const sandbox = new Sandbox({ robots: [{ ...ROBOT, perMinute: 1_000_000 }], keep: 10_000 });
    const fake = await startSandboxServer({ sandbox, now: Date.now });
    workspace.write('schedules/all.yaml', YAML);
    const env = { WEBHOOK: fake.webhook(ROBOT), SECRET: ROBOT.secret };
    const start = (): DaemonProcess => {
      const started = new DaemonProcess({ cwd: workspace.path, env, through: disk.through });
      daemons.push(started);
      return started;
    };
    const ask = (command: 'status' | 'doctor', more: Readonly<Record<string, string>> = {}) => {
      const [first, ...args] = [...disk.through, process.execPath, join(ROOT, 'src/dingbell.cjs')];
      const options = {
        cwd: workspace.path,
        env: { PATH: process.env['PATH'], ...env, ...more },
        encoding: 'utf8',
      } as const;
      return spawnSync(first, [...args, command, '--lang', 'en'], options);
    };
    const signatures = signaturesSentTo(sandbox);
    const daemons: DaemonProcess[] = [];
    let daemon = start();
    try {
      await daemon.running();
      await arrivals(sandbox, 2);
      disk.fill();
      const told = await daemon.line(isRefusal);
      expect(JSON.stringify(told)).toContain('the disk is full; free some space, no reminder is lost meanwhile');
      expect(ask('status')).toMatchObject({
        status: 1,
        stdout: expect.stringMatching(/! .*dingbell\.db: the disk is full;/),
      });
      // Once. The robot's server stands still while this waits.
      expect(ask('doctor', { WEBHOOK: 'sandbox' }).stdout.match(/^✗ .*$/gm)).toEqual([
        expect.stringMatching(/free on its disk$/),
      ]);
      disk.free();
      await daemon.line(({ msg }) => msg === 'the database works again' || msg === 'planning goes on');
      expect(ask('status')).toMatchObject({ status: 0 });
      await arrivals(sandbox, 2);

      disk.fill();
      await daemon.line((line) => isRefusal(line) && line !== told);
      expect(await daemon.stop('SIGKILL')).toBe('SIGKILL');
      // One that is started on a full disk waits for space or ends with the reason; pm2 starts it again.
      daemon = start();
      await Promise.race([daemon.exited, daemon.line(isRefusal)]);
      expect(daemon.output).toContain('the disk is full; free some space');
      await daemon.stop('SIGKILL');
      disk.free();

      daemon = start();
      await daemon.running();
      await arrivals(sandbox, 3);
      expect(await daemon.stop('SIGTERM'), daemon.output).toBe(0);
    } finally {
      await daemon.stop('SIGKILL');
      await fake.stop();
    }
    expectNoLeak([ROBOT.token, ROBOT.secret, ...signatures], { daemons, workspace, elsewhere: [disk.folder] });
    const seconds = sandbox.conversation().map(secondOf);
    const first = Math.min(...seconds);
    expect(seconds.toSorted((a, b) => a - b)).toEqual(Array.from(seconds, (_, index) => first + index));
  });
});

/** So many more than have arrived already, each shown and due after now. */
async function arrivals(sandbox: Sandbox, count: number): Promise<void> {
  const asked = Date.now();
  let left = count;
  const arrived = Promise.withResolvers<void>();
  const unsubscribe = sandbox.subscribe((arrival) => {
    if (arrival.kind === 'shown' && secondOf(arrival) * SECOND > asked) left -= 1;
    if (left <= 0) arrived.resolve();
  });
  await arrived.promise;
  unsubscribe();
}

/** The second for which it was planned: the text says so. */
function secondOf(arrival: Arrival): number {
  if (arrival.kind !== 'shown' || arrival.payload.msgtype !== 'text') throw new Error(`unexpected: ${arrival.kind}`);
  return Number(arrival.payload.text.content);
}
