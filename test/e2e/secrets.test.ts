import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/robot/sandbox/fault.ts';
import { sign } from '../../src/robot/dingtalk/sign.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown, expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
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

/** Each way in which a program proves that it may post to a hook; the address is repeated by those that know it. */
const HOOKS = {
  SHOP: 'dummy-hook-secret-of-github-0123456789',
  LAB: 'dummy-hook-token-of-gitlab-0123456789',
  EE: 'dummy-hook-password-of-gitee-0123456789',
  DISK: 'dummy-hook-token/of+json 0123456789',
  DING: 'dummy-hook-token-of-dingtalk-0123456789',
  DING_SECRET: 'SECdummyhookofdingtalk0123456789',
  PANEL: 'dummy-hook-token-of-slack-0123456789',
  RELAY: 'http://127.0.0.1:1/dummyRelayChannel0123456789',
};
/** Of another program, or of last year: they are nobody's business either. */
const WRONG_TOKEN = 'dummy-hook-token-that-was-changed-0123456789';

const HOOKS_YAML = `
hooks:
  shop: { from: github, secret: "\${SHOP}", robot: good }
  lab: { from: gitlab, secret: "\${LAB}", robot: good }
  ee: { from: gitee, secret: "\${EE}", robot: good }
  disk: { from: json, token: "\${DISK}", robot: good, title: "{{ body.host }} {{ body.address }}", text: "{{ body.note }}" }
  ding: { from: dingtalk, token: "\${DING}", secret: "\${DING_SECRET}", robot: good }
  panel: { from: slack, token: "\${PANEL}", robot: good }
  far: { from: github, secret: "\${SHOP}", relay: "\${RELAY}", robot: good }
`;

/** Posts to each hook what it accepts, and to each what it does not; gives the signatures that were shown. */
async function postToHooks(page: string): Promise<readonly string[]> {
  const push = githubPush('fix the total');
  const hub = githubHeaders(push, HOOKS.SHOP);
  const at = Date.now();
  const signature = sign(HOOKS.DING_SECRET, at);
  const disk = `hooks/disk?token=${encodeURIComponent(HOOKS.DISK)}`;
  const noted = { host: 'db', address: `${page}${disk}`, note: `${HOOKS.DISK} is full`, [HOOKS.DISK]: HOOKS.DISK };
  const text = { msgtype: 'text', text: { content: 'hello' } };
  const posts: readonly (readonly [string, object | string, Record<string, string>])[] = [
    ['hooks/shop', push, hub],
    [
      'hooks/lab',
      { object_kind: 'push', ref: 'refs/heads/main' },
      { 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': HOOKS.LAB },
    ],
    [
      'hooks/ee',
      { hook_name: 'push_hooks', password: HOOKS.EE, sign: HOOKS.EE },
      { 'x-gitee-event': 'Push Hook', 'x-gitee-token': HOOKS.EE },
    ],
    [disk, noted, { 'x-forwarded-uri': `/${disk}` }],
    [`hooks/ding?access_token=${HOOKS.DING}&timestamp=${at}&sign=${encodeURIComponent(signature)}`, text, {}],
    [`robot/send?access_token=${HOOKS.DING}`, text, {}],
    [`hooks/panel?token=${HOOKS.PANEL}`, { text: `posted to <${page}hooks/panel?token=${HOOKS.PANEL}|here>` }, {}],
  ];
  for (const [path, body, headers] of posts) {
    const json = typeof body === 'string' ? body : JSON.stringify(body);
    const post = { method: 'POST', body: json, headers: { 'content-type': 'application/json', ...headers } };
    expect((await fetch(`${page}${path}`, post)).status, path).toBeLessThan(300);
    const wrong = {
      authorization: `Bearer ${WRONG_TOKEN}`,
      'x-gitlab-token': WRONG_TOKEN,
      'x-gitee-token': WRONG_TOKEN,
    };
    await fetch(`${page}${path.split('?')[0]}?token=${WRONG_TOKEN}&access_token=${WRONG_TOKEN}`, {
      ...post,
      headers: { ...post.headers, ...wrong, 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
    });
  }
  return [signature, String(hub['x-hub-signature-256'])];
}

/** One of each way in which an attempt goes wrong, then it behaves. */
const FAULTS: readonly Fault[] = [
  { kind: 'reset-before-read' },
  { kind: 'reset-after-read' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'status', httpStatus: 502 },
];

/** Where what came to a hook is shown: the list, and each with what was received. */
async function eventsOf(page: string, hook: string): Promise<readonly string[]> {
  const list = `api/hooks/${hook}/events`;
  const answer = await fetch(`${page}${list}`, { headers: { authorization: `Bearer ${HTTP_TOKEN}` } });
  const { events } = (await answer.json()) as { readonly events: readonly { readonly id: string }[] };
  return [list, ...events.map(({ id }) => `hooks?event=${id}`)];
}

describe('secrets', () => {
  it('no token, secret or signature in anything that a run leaves behind or says', async () => {
    using workspace = new Workspace();
    const sandbox = new Sandbox({ robots: [GOOD, BAD].map((robot) => ({ ...robot, perMinute: 1_000 })) });
    const signatures = signaturesSentTo(sandbox);
    const server = await startSandboxServer({ sandbox, now: Date.now, faults: (index) => FAULTS[index - 10] });
    workspace.write('schedules/all.yaml', `${YAML}${HOOKS_YAML}`);
    const gone = { token: 'dummy-token-nobody-0123456789abcdef' };
    const daemon = new DaemonProcess({
      cwd: workspace.path,
      env: {
        HTTP_TOKEN,
        ...HOOKS,
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
      const shownByHooks = await postToHooks(String(page['page']));
      const names = ['shop', 'lab', 'ee', 'disk', 'ding', 'panel', 'far'];
      const events = await Promise.all(names.map((name) => eventsOf(String(page['page']), name)));
      const shown = await everythingShown(String(page['page']), HTTP_TOKEN, ['hooks', 'api/hooks', ...events.flat()]);
      expect(events.flat().length).toBeGreaterThan(names.length + 6);
      expect(await daemon.stop(), daemon.output).toBe(0);

      // The owner was told by the robot that works, with DingTalk's own hint.
      expect(daemon.lines.some(({ msg }) => msg === 'the owner is told that messages do not arrive')).toBe(true);
      expect(signatures.size).toBeGreaterThan(5);
      const secrets = [GOOD, BAD, gone]
        .map(({ token }) => token)
        .concat(GOOD.secret, BAD.secret, WRONG_SECRET, HTTP_TOKEN, WRONG_TOKEN, ...Object.values(HOOKS));
      const channel = HOOKS.RELAY.slice(HOOKS.RELAY.lastIndexOf('/') + 1);
      expectNoLeak([...secrets, ...signatures, ...shownByHooks, channel], {
        daemons: [daemon],
        shown: [shown],
        workspace,
      });
    } finally {
      await daemon.stop('SIGKILL');
      await server.stop();
    }
  });
});
