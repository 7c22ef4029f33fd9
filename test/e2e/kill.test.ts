import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import type { Random } from '../../src/delivery/clock.ts';
import { type EpochMs, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { openStore } from '../../src/store/store.ts';
import { breadth } from '../support/breadth.ts';
import { untilNothingWaits } from '../support/nothing-waits.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { Workspace } from '../support/workspace.ts';

const ROBOT = { name: 'team', token: 'dummy-token-of-the-kill-test', secret: 'SEC-dummy-of-the-kill-test' };
/** Daemons that are killed side by side, each on data of its own. */
const SIDES = breadth({ quick: 1, long: 4 });
const KILLS_PER_SIDE = breadth({ quick: 6, long: 50 });

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0 } }
robots:
  team: { webhook: "\${WEBHOOK}", secret: "\${SECRET}", limit: { perMinute: 6000 } }
reminders:
  each-second: { robot: team, cron: "* * * * * *", late: 1h, catchUp: all, text: "{{ at | date: 'HH:mm:ss' }}" }
`;

describe('kill -9 at any moment', () => {
  it(`loses and doubles nothing over ${SIDES * KILLS_PER_SIDE} kills`, async () => {
    const ends = await Promise.all(
      Array.from({ length: SIDES }, (_, side) => oneSide(seededRandom(seedOfThisRun() + side))),
    );
    expect(ends).toHaveLength(SIDES);
  }, 900_000);
});

async function oneSide(random: Random): Promise<void> {
  using workspace = new Workspace();
  const sandbox = new Sandbox({ robots: [{ ...ROBOT, perMinute: 1_000_000 }], keep: 100_000 });
  const signatures = signaturesSentTo(sandbox);
  const fake = await startSandboxServer({ sandbox, now: Date.now });
  try {
    workspace.write('schedules/all.yaml', YAML);
    const env = { WEBHOOK: fake.webhook(ROBOT), SECRET: ROBOT.secret };
    const daemons: DaemonProcess[] = [];
    for (let kill = 0; kill < KILLS_PER_SIDE; kill++) daemons.push(await runAndKill(workspace, env, random));
    const began = toEpochMs(Date.now());
    daemons.push(await runToTheEnd(workspace, env, sandbox, began));
    await judge(workspace, sandbox, began);
    expectNoLeak([ROBOT.token, ROBOT.secret, ...signatures], { daemons, workspace });
  } finally {
    await fake.stop();
  }
}

/** Anywhere from the first instruction of the process to a second into its work. */
async function runAndKill(workspace: Workspace, env: Record<string, string>, random: Random): Promise<DaemonProcess> {
  const daemon = new DaemonProcess({ cwd: workspace.path, env });
  if (random() < 0.7) await daemon.running();
  await sleep(random() * 1_000);
  expect(await daemon.stop('SIGKILL'), daemon.output).toBe('SIGKILL');
  return daemon;
}

/** Once more without a kill, until everything that was due before it began to run has arrived. */
async function runToTheEnd(
  workspace: Workspace,
  env: Record<string, string>,
  sandbox: Sandbox,
  began: EpochMs,
): Promise<DaemonProcess> {
  const daemon = new DaemonProcess({ cwd: workspace.path, env });
  await daemon.running();
  await untilNothingWaits(workspace, sandbox, began);
  expect(await daemon.stop('SIGTERM'), daemon.output).toBe(0);
  return daemon;
}

async function judge(workspace: Workspace, sandbox: Sandbox, began: EpochMs): Promise<void> {
  const store = openStore(workspace.at('data'));
  const history = await store.history.list({ limit: 1_000_000 });
  store.close();
  const deliveries = history.map(({ delivery }) => delivery).toSorted((a, b) => a.dueAt - b.dueAt);
  const shown = sandbox.conversation().map(({ msgUuid }) => msgUuid);

  // Every second from the first to the last: none was forgotten while no daemon was alive.
  const first = deliveries[0]?.dueAt ?? toEpochMs(0);
  expect(deliveries.map(({ dueAt }) => dueAt)).toEqual(
    Array.from({ length: deliveries.length }, (_, index) => first + index * SECOND),
  );
  expect(deliveries.length).toBeGreaterThan(KILLS_PER_SIDE / 10);
  const delivered = deliveries.filter(({ state }) => state === 'delivered');
  const waiting = deliveries.filter(({ state }) => state !== 'delivered');
  expect(waiting.filter(({ dueAt }) => dueAt < began)).toEqual([]);
  // What fell due as the last one stopped waits for another.
  expect(new Set(waiting.map(({ state }) => state)).isSubsetOf(new Set(['pending']))).toBe(true);
  // What the group saw: each of them, each once.
  expect(shown).toHaveLength(delivered.length);
  expect(new Set(shown)).toEqual(new Set(delivered.map(({ id }) => id)));
}
