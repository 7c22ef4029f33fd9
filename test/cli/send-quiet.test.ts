import { describe, expect, it, onTestFinished } from 'vitest';
import { formatTime, localTime } from '../../src/message/local-time.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder, jsonLines } from './dingbell.ts';

/** `08:30` in the zone of the folder, so far from now. */
function clock(ms: number): string {
  return formatTime(localTime(toEpochMs(Date.now() + ms), 'Asia/Shanghai', 'en'), 'HH:mm');
}

/** A folder whose robot is quiet now, and until when. */
function quietFolder() {
  const until = clock(3 * HOUR);
  const quiet = `{ between: "${clock(-HOUR)}-${until}" }`;
  const yaml = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: sandbox, quiet: ${quiet} } }
`;
  return { cwd: folder({ 'schedules/all.yaml': yaml }), until };
}

async function withDaemon() {
  const stage = quietFolder();
  const daemon = new DaemonProcess({ cwd: stage.cwd });
  onTestFinished(async () => {
    daemon.child.kill('SIGTERM');
    await daemon.exited;
  });
  await daemon.line(({ page }) => page !== undefined);
  return stage;
}

describe('send in the quiet hours of its robot', () => {
  it('says when it will be sent, what holds it and what would not, and --wait does not stay for hours', async () => {
    const { cwd, until } = await withDaemon();
    for (const more of [[], ['--wait']]) {
      const { stdout, stderr, code } = await dingbell(['send', 'team', '开会啦', ...more], { cwd });
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
      const [first, why, next] = stdout.split('\n');
      expect(first).toMatch(
        new RegExp(`^team \\(sandbox\\): it will be sent on \\d{4}-\\d\\d-\\d\\d \\w{3} ${until}$`),
      );
      expect(why).toMatch(new RegExp(`^  quiet hours: held until .*${until}; --priority 1 passes them$`));
      expect(next).toMatch(/^ {2}→ npx dingbell take-back [\da-f]{8} takes it back/);
    }
    const said = await dingbell(['send', 'team', '十点', '--json'], { cwd });
    expect(jsonLines(said.stdout)).toMatchObject([{ state: 'pending', cause: { code: 'quiet' } }]);
    const passing = await dingbell(['send', 'team', '着火了', '--priority', '1', '--wait'], { cwd });
    expect(passing).toMatchObject({ code: 0, stdout: 'team (sandbox): delivered\n' });
    // What was held stands in status, and is taken back as any message for later.
    const [held] = jsonLines(said.stdout) as [{ id: string }];
    expect((await dingbell(['take-back', held.id], { cwd })).code).toBe(0);
    const { stdout } = await dingbell(['status'], { cwd });
    expect(stdout.match(/开会啦/g)).toHaveLength(2);
    expect(stdout).not.toContain('十点');
  });

  it('without a daemon is written down, and not fine: nobody would send it', async () => {
    const { cwd, until } = quietFolder();
    const { stdout, code } = await dingbell(['send', 'team', '开会啦'], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(until);
    expect(stdout).toContain('no daemon is running: start it before that time');
  });
});
