import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/robot/sandbox/fault.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown, expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { Workspace } from '../support/workspace.ts';

const GOOD = { name: 'good', token: 'dummy-token-good-0123456789abcdef', secret: 'SECdummygood0123456789abcdef' };
const BAD = { name: 'bad', token: 'dummy-token-bad-0123456789abcdef', secret: 'SECdummybad0123456789abcdef' };
const WRONG_SECRET = 'SECdummywrong0123456789abcdef';
const HTTP_TOKEN = 'dummy-http-token-0123456789abcdef';

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0, token: "\${HTTP_TOKEN}" } }
robots:
  good: { webhook: "\${GOOD_WEBHOOK}", secret: "\${GOOD_SECRET}", limit: { perMinute: 1000 } }
  bad: { webhook: "\${BAD_WEBHOOK}", secret: "\${WRONG_SECRET}", limit: { perMinute: 1000 }, onFailure: good }
  nobody: { webhook: "\${NOBODY_WEBHOOK}", secret: "\${GOOD_SECRET}", limit: { perMinute: 1000 } }
reminders:
  each-second: { robots: [good, bad, nobody], cron: "* * * * * *", text: "{{ at | date: 'HH:mm:ss' }}" }
`;

/** One of each way in which an attempt goes wrong, then it behaves. */
const FAULTS: readonly Fault[] = [
  { kind: 'reset-before-read' },
  { kind: 'reset-after-read' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'status', httpStatus: 502 },
];

describe('secrets', () => {
  it('no token, secret or signature in anything that a run leaves behind or says', async () => {
    using workspace = new Workspace();
    const sandbox = new Sandbox({ robots: [GOOD, BAD].map((robot) => ({ ...robot, perMinute: 1_000 })) });
    const signatures = signaturesSentTo(sandbox);
    const server = await startSandboxServer({ sandbox, now: Date.now, faults: (index) => FAULTS[index - 10] });
    workspace.write('schedules/all.yaml', YAML);
    const gone = { token: 'dummy-token-nobody-0123456789abcdef' };
    const daemon = new DaemonProcess({
      cwd: workspace.path,
      env: {
        HTTP_TOKEN,
        GOOD_WEBHOOK: server.webhook(GOOD),
        GOOD_SECRET: GOOD.secret,
        BAD_WEBHOOK: server.webhook(BAD),
        WRONG_SECRET,
        NOBODY_WEBHOOK: server.webhook(gone),
      },
    });
    try {
      await daemon.running();
      const page = await daemon.line(({ page: address }) => typeof address === 'string');
      await daemon.line(({ msg, robot }) => msg?.startsWith('the robot is paused') === true && robot === 'bad');
      await daemon.line(({ msg, robot }) => msg?.startsWith('the robot is paused') === true && robot === 'nobody');
      await daemon.line(({ outcome }) => outcome === 'ambiguous');
      await daemon.line(({ outcome }) => outcome === 'throttled');
      const shown = await everythingShown(String(page['page']), HTTP_TOKEN);
      expect(await daemon.stop(), daemon.output).toBe(0);

      // The owner was told by the robot that works, with DingTalk's own hint.
      expect(daemon.lines.some(({ msg }) => msg === 'the owner is told of trouble')).toBe(true);
      expect(signatures.size).toBeGreaterThan(5);
      const secrets = [GOOD, BAD, gone]
        .map(({ token }) => token)
        .concat(GOOD.secret, BAD.secret, WRONG_SECRET, HTTP_TOKEN);
      expectNoLeak([...secrets, ...signatures], { daemons: [daemon], shown: [shown], workspace });
    } finally {
      await daemon.stop('SIGKILL');
      await server.stop();
    }
  });
});
