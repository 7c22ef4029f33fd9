import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { githubHeaders, githubPush } from '../support/pushes.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { Workspace } from '../support/workspace.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-hook-test', secret: 'SEC-dummy-of-the-hook-test' };
const SECRET = 'an-obvious-dummy-secret-of-the-hook';
const KILLS = breadth({ quick: 2, long: 20 });
const PUSHES_A_LIFE = 6;

const YAML = `
daemon: { http: { port: 0 } }
robots: { team: { webhook: "\${WEBHOOK}", secret: "\${SECRET}", limit: { perMinute: 6000 } } }
hooks:
  shop: { from: github, secret: "\${HOOK_SECRET}", robot: team, branches: ["**"], gather: 1s }
`;

it(`what a hook accepted is told once over ${KILLS} kills at any moment`, async () => {
  using workspace = new Workspace();
  const random = seededRandom(seedOfThisRun());
  const sandbox = new Sandbox({ robots: [{ ...ROBOT, perMinute: 1_000_000 }], keep: 100_000 });
  const signatures = signaturesSentTo(sandbox);
  const fake = await startSandboxServer({ sandbox, now: Date.now });
  try {
    workspace.write('schedules/all.yaml', YAML);
    const env = { WEBHOOK: fake.webhook(ROBOT), SECRET: ROBOT.secret, HOOK_SECRET: SECRET };
    const daemons: DaemonProcess[] = [];
    const accepted = new Set<string>();
    let unanswered: readonly string[] = [];
    for (let life = 0; life < KILLS; life += 1) {
      const daemon = new DaemonProcess({ cwd: workspace.path, env });
      daemons.push(daemon);
      const fresh = Array.from({ length: PUSHES_A_LIFE }, (_, index) => `push-${life}-${index}.`);
      const posting = postAll(daemon, [...unanswered, ...fresh]);
      await daemon.running();
      await sleep(random() * 2_000);
      expect(await daemon.stop('SIGKILL'), daemon.output).toBe('SIGKILL');
      const { answered, left } = await posting;
      for (const each of answered) accepted.add(each);
      unanswered = left;
    }
    const last = new DaemonProcess({ cwd: workspace.path, env });
    daemons.push(last);
    // A sender that had no answer sends it again.
    const { answered, left } = await postAll(last, unanswered);
    expect(left).toEqual([]);
    for (const each of answered) accepted.add(each);
    await untilShown(sandbox, accepted);
    expect(await last.stop(), last.output).toBe(0);

    const store = openStore(workspace.at('data'));
    const [events, history] = [await store.inbox.list({ limit: 10_000 }), await store.history.list({ limit: 10_000 })];
    store.close();
    expect(accepted.size).toBe(KILLS * PUSHES_A_LIFE);
    expect(events.map(({ state }) => state)).toEqual(Array.from(accepted, () => 'told'));
    const delivered = history.filter(({ delivery: { origin } }) => origin === 'hook');
    expect(delivered.map(({ delivery: { state } }) => state)).toEqual(delivered.map(() => 'delivered'));
    const shown = sandbox.conversation().map(({ payload }) => JSON.stringify(payload));
    for (const each of accepted)
      expect(
        shown.filter((text) => text.includes(each)),
        each,
      ).toHaveLength(1);
    expectNoLeak([ROBOT.token, ROBOT.secret, SECRET, ...signatures], { daemons, workspace });
  } finally {
    await fake.stop();
  }
}, 600_000);

/** One after the other, each on a branch of its own: which of them were answered before the daemon was gone. */
async function postAll(daemon: DaemonProcess, pushes: readonly string[]) {
  const answered: string[] = [];
  try {
    const { page } = await daemon.line((line) => line['page'] !== undefined);
    for (const title of pushes) {
      const body = githubPush(title, { branch: title });
      const headers = githubHeaders(body, SECRET);
      const { status } = await fetch(`${String(page)}hooks/shop`, { method: 'POST', headers, body });
      expect([200, 202]).toContain(status);
      answered.push(title);
    }
  } catch (error) {
    // Killed in the middle of it.
    if (!(error instanceof TypeError) && !String(error).includes('ended without')) throw error;
  }
  return { answered, left: pushes.filter((each) => !answered.includes(each)) };
}

async function untilShown(sandbox: Sandbox, titles: ReadonlySet<string>): Promise<void> {
  const isShown = () => {
    const all = JSON.stringify(sandbox.conversation());
    return [...titles].every((each) => all.includes(each));
  };
  while (!isShown()) {
    await new Promise<void>((resolve) => {
      const unsubscribe = sandbox.subscribe(() => {
        unsubscribe();
        resolve();
      });
    });
  }
}
