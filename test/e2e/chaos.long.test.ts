import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/daemon/seeded-random.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import type { Fault } from '../../src/robot/sandbox/fault.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { startSandboxServer } from '../../src/robot/sandbox/server.ts';
import { type EpochMs, HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { untilNothingWaits } from '../support/nothing-waits.ts';
import { DaemonProcess } from '../support/daemon-process.ts';
import { everythingShown, expectNoLeak, signaturesSentTo } from '../support/leaks.ts';
import { seedOfThisRun } from '../support/seed.ts';
import { Workspace } from '../support/workspace.ts';

/** The vendor's limit for one of them; `fast` and `ops` are not held up. */
const SLOW = {
  name: 'slow',
  token: 'dummy-token-slow-of-the-chaos-test',
  secret: 'SECdummyslow0123456789abcdef',
  perMinute: 20,
};
const FAST = {
  name: 'fast',
  token: 'dummy-token-fast-of-the-chaos-test',
  secret: 'SECdummyfast0123456789abcdef',
  perMinute: 6000,
};
/** Somebody has given it a keyword in DingTalk and told nobody: whatever it is sent, it refuses for good. */
const STRICT = {
  name: 'strict',
  token: 'dummy-token-strict-of-the-chaos-test',
  secret: 'SECdummystrict0123456789abcdef',
  keywords: ['暗号'],
};
const OPS = {
  name: 'ops',
  token: 'dummy-token-ops-of-the-chaos-test',
  secret: 'SECdummyops0123456789abcdef',
  perMinute: 6000,
};
const HTTP_TOKEN = 'dummy-http-token-0123456789abcdef';
const KILLS = 30;

const YAML = `
daemon: { timezone: Asia/Shanghai, http: { port: 0, token: "\${HTTP_TOKEN}" } }
robots:
  slow: { webhook: "\${SLOW_WEBHOOK}", secret: "\${SLOW_SECRET}", onFailure: ops }
  fast: { webhook: "\${FAST_WEBHOOK}", secret: "\${FAST_SECRET}", limit: { perMinute: 6000 }, onFailure: ops }
  strict: { webhook: "\${STRICT_WEBHOOK}", secret: "\${STRICT_SECRET}", onFailure: ops }
  ops: { webhook: "\${OPS_WEBHOOK}", secret: "\${OPS_SECRET}", limit: { perMinute: 6000 } }
defaults: { late: 1h, catchUp: all }
reminders:
  beat: { robot: fast, cron: "* * * * * *", text: "{{ at | date: 'HH:mm:ss' }}" }
  crowd: { robot: slow, cron: "* * * * * *", late: 2m, text: "{{ at | date: 'HH:mm:ss' }}" }
  hopeless: { robot: strict, cron: "*/10 * * * * *", text: "{{ at | date: 'HH:mm:ss' }}" }
  essay: { robot: fast, cron: "*/5 * * * * *", text: "${'一段很长的话。\\n\\n'.repeat(1_200)}" }
`;

/** What a bad afternoon at the vendor's looks like, none of it for good; every fourth request or so meets one. */
const FAULTS: readonly Fault[] = [
  { kind: 'errcode', errcode: -1, errmsg: '系统繁忙' },
  { kind: 'status', httpStatus: 502 },
  { kind: 'reset-before-read' },
  { kind: 'reset-after-read' },
  { kind: 'truncated' },
  { kind: 'latency', ms: 700 },
];

/** How far our clock lies behind the vendor's. */
const SKEW = 2 * HOUR;

describe('the real clock, a vendor in trouble and kill -9', () => {
  it(`ends every delivery once over ${KILLS} kills, keeps the vendor's limit, tells of failures, and leaks nothing`, async () => {
    using workspace = new Workspace();
    const sandbox = new Sandbox({ robots: [SLOW, FAST, STRICT, OPS], keep: 100_000 });
    const signatures = signaturesSentTo(sandbox);
    const random = seededRandom(seedOfThisRun());
    let isInTrouble = true;
    const fake = await startSandboxServer({
      sandbox,
      now: () => Date.now() + SKEW,
      faults: () => (isInTrouble && random() < 0.25 ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined),
    });
    workspace.write('schedules/all.yaml', YAML);
    const env = {
      HTTP_TOKEN,
      SLOW_WEBHOOK: fake.webhook(SLOW),
      SLOW_SECRET: SLOW.secret,
      FAST_WEBHOOK: fake.webhook(FAST),
      FAST_SECRET: FAST.secret,
      STRICT_WEBHOOK: fake.webhook(STRICT),
      STRICT_SECRET: STRICT.secret,
      OPS_WEBHOOK: fake.webhook(OPS),
      OPS_SECRET: OPS.secret,
    };
    const daemons: DaemonProcess[] = [];
    const shown: string[] = [];
    let began = toEpochMs(0);
    const start = (): DaemonProcess => {
      const daemon = new DaemonProcess({ cwd: workspace.path, env });
      daemons.push(daemon);
      return daemon;
    };
    try {
      for (let kill = 0; kill < KILLS; kill++) {
        const daemon = start();
        if (random() < 0.8) await daemon.running();
        await sleep(random() * 1_500);
        expect(await daemon.stop('SIGKILL'), daemon.output).toBe('SIGKILL');
      }
      isInTrouble = false;
      const daemon = start();
      const { page } = await daemon.line((line) => typeof line['page'] === 'string');
      began = toEpochMs(Date.now());
      await untilNothingWaits(workspace, sandbox, began);
      shown.push(await everythingShown(String(page), HTTP_TOKEN));
      expect(await daemon.stop('SIGTERM'), daemon.output).toBe(0);
    } finally {
      await daemons.at(-1)?.stop('SIGKILL');
      await fake.stop();
    }
    judge(await deliveriesIn(workspace, began), sandbox, daemons.length);
    expect(signatures.size).toBeGreaterThan(KILLS);
    const secrets = [SLOW, FAST, STRICT, OPS].flatMap(({ token, secret }) => [token, secret]);
    expectNoLeak([...secrets, HTTP_TOKEN, ...signatures], { daemons, shown, workspace });
  });
});

async function deliveriesIn(workspace: Workspace, before: EpochMs): Promise<readonly Delivery[]> {
  const store = openStore(workspace.at('data'));
  const history = await store.history.list({ until: before, limit: 1_000_000 });
  store.close();
  return history.map(({ delivery }) => delivery);
}

function judge(deliveries: readonly Delivery[], sandbox: Sandbox, daemons: number): void {
  const conversation = sandbox.conversation().map(({ msgUuid }) => msgUuid);
  const received = new Set(conversation);
  expect(received.size).toBe(conversation.length);

  // Delivered is what the group has seen, by itself or in its digest.
  for (const { id, digest, state } of deliveries) {
    if (state === 'delivered') expect(received.has(digest ?? id), id).toBe(true);
    if (state === 'failed') expect(received.has(digest ?? id), id).toBe(false);
  }
  // Only what came once a second to a robot that takes twenty a minute can have run out of time.
  const endings = (robot: string): ReadonlySet<string> =>
    new Set(deliveries.filter((each) => each.robot === robot).map(({ state }) => state));
  expect(endings('fast')).toEqual(new Set(['delivered']));
  expect(endings('ops')).toEqual(new Set(['delivered']));
  expect(endings('slow').isSubsetOf(new Set(['delivered', 'expired']))).toBe(true);
  expect(endings('strict')).toEqual(new Set(['failed']));

  for (const reminder of ['beat', 'crowd']) {
    const instants = deliveries.filter((each) => each.reminder === reminder).map(({ dueAt }) => dueAt);
    const first = Math.min(...instants);
    expect(instants.toSorted((a, b) => a - b)).toEqual(Array.from(instants, (_, index) => first + index * SECOND));
    expect(instants.length).toBeGreaterThan(KILLS / 4);
  }
  expect(deliveries.some(({ part }) => part !== undefined)).toBe(true);
  expect(deliveries.some(({ digest }) => digest !== undefined)).toBe(true);
  expect(deliveries.some(({ origin }) => origin === 'owner')).toBe(true);

  // The vendor never had to say "too fast", and only one robot wanted something else. Of the wrong clock each daemon
  // learnt once for each robot.
  const refusals = sandbox.arrivals().flatMap((each) => (each.kind === 'refused' ? [each] : []));
  const { wrongClock = [], others = [] } = Object.groupBy(refusals, ({ errmsg }) =>
    errmsg.includes('timestamp') ? 'wrongClock' : 'others',
  );
  expect(new Set(others.map(({ robot, errcode }) => `${robot} ${errcode}`))).toEqual(new Set(['strict 310000']));
  expect(wrongClock).not.toEqual([]);
  expect(wrongClock.length).toBeLessThanOrEqual(4 * daemons);
}
