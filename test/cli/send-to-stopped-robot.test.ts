import { expect, it, onTestFinished } from 'vitest';
import { DaemonProcess } from '../support/daemon-process.ts';
import { dingbell, folder } from './dingbell.ts';
import { robotServer } from './robot-server.ts';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots: { team: { webhook: "\${TEAM_WEBHOOK}", secret: "\${TEAM_SECRET}" } }
reminders: { lunch: { robot: team, at: "11:50", text: 午饭时间到 } }
`;

it('a robot that was stopped says so at the start and to whoever sends, and goes on when its secret is mended', async () => {
  const { sandbox, env } = await robotServer();
  const wrong = { ...env, TEAM_SECRET: 'SECdummywrong' };
  const cwd = folder({ 'schedules/all.yaml': YAML });
  expect((await dingbell(['send', 'team', 'first', '--wait'], { cwd, env: wrong })).code).toBe(1);

  const stopped = new DaemonProcess({ cwd, env: wrong });
  onTestFinished(() => void stopped.child.kill('SIGKILL'));
  await stopped.running();
  expect(stopped.lines).toContainEqual(
    expect.objectContaining({ robots: ['team'], msg: 'the robot is paused until its configuration changes' }),
  );
  for (const wait of [[], ['--wait']]) {
    const { stdout, code } = await dingbell(['send', 'team', 'later', ...wait], { cwd, env: wrong });
    expect(code).toBe(1);
    expect(stdout).toContain('the robot is stopped until its configuration changes: the signature does not match');
  }
  await stopped.stop();

  const mended = new DaemonProcess({ cwd, env });
  onTestFinished(() => void mended.child.kill('SIGKILL'));
  await mended.line(({ msg, robot }) => msg === 'delivered' && robot === 'team');
  const { stdout, code } = await dingbell(['send', 'team', 'last', '--wait'], { cwd, env });
  expect({ stdout, code }).toEqual({ stdout: 'team: delivered\n', code: 0 });
  expect(await mended.stop(), mended.output).toBe(0);
  expect(sandbox.conversation()).toMatchObject(
    ['later', 'later', 'last'].map((content) => ({ payload: { text: { content } } })),
  );
});
