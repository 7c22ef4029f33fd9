import { pruneAll } from '../../src/store/prune.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pino from 'pino';
import { expect, it } from 'vitest';
import { Planner } from '../../src/daemon/planner.ts';
import { openRobots } from '../../src/daemon/robots.ts';
import { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { every } from '../../src/schedule/every.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { config, robotConfig } from '../daemon/config.ts';
import { reminder } from '../daemon/reminder.ts';
import { ChaosNetwork, type Mishap } from './chaos-network.ts';
import { dingtalk } from '../support/dingtalk.ts';
import { leading } from './stage.ts';

const START = toEpochMs(Date.parse('2026-11-24T08:00:00Z'));
const LANES = 8;
/** Half as much again as a lane may send: without digests a third would be lost. */
const EVERY = 2;
const MEGABYTE = 2 ** 20;
/** A small part of what the deliveries of one hour would take if anybody kept them. */
const FLAT = 5 * MEGABYTE;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapUsed(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

it('an hour of heavy days leaves nothing behind in memory', async () => {
  const clock = new SettableClock(START);
  const names = Array.from({ length: LANES }, (_, index) => `team-${index}`);
  const robots = names.map((name) =>
    robotConfig(name, {
      webhook: dingtalk(`https://oapi.dingtalk.com/robot/send?access_token=${name}`),
      secret: 'SEC-dummy',
      onFailure: names[0]!,
    }),
  );
  const sandbox = new Sandbox({
    robots: names.map((name) => ({ name, token: name, secret: 'SEC-dummy' })),
    keep: 10,
  });
  const reminders = names.map((name) =>
    reminder(`flood of ${name}`, {
      robots: [name],
      pattern: every({ kind: 'grid', everySeconds: EVERY, fromSecond: 0, untilSecond: DAY / SECOND - 1 }),
      triggerKey: 'flood',
      lateMs: 3 * MINUTE,
      catchUp: 'all',
      render: ({ at }) => ({ kind: 'text', text: `${name} ${at} ${'字'.repeat(300)}` }),
    }),
  );
  const configuration = config(reminders, robots);
  const network = new ChaosNetwork({
    clock,
    sandbox,
    skewMs: () => 0,
    process: { isDead: false },
    passage: passages(),
  });
  const robotsOfAll = openRobots(configuration, { dispatcher: network, now: () => clock.now() });
  const store = openStore(MEMORY);
  const seen = { delivered: 0, merged: 0, refused: 0 };
  const dispatcher = new Dispatcher({
    ...store,
    membership: leading(store.members, clock),
    clock,
    random: () => 0.5,
    robots: () => robotsOfAll.fleet,
    onEvent: (event) => {
      if (event.kind === 'merged') seen.merged += 1;
      if (event.kind !== 'attempted') return;
      if (event.outcome.kind === 'delivered') seen.delivered += 1;
      else seen.refused += 1;
    },
    pollMs: Number.POSITIVE_INFINITY,
  });
  const planner = new Planner({
    plans: store.plans,
    overrides: store.overrides,
    clock,
    random: () => 0.5,
    addresses: () => robotsOfAll,
    leadership: dispatcher.membership,
    logger: pino({ enabled: false }),
    onPlanned: () => dispatcher.wake(),
  });
  await planner.start(configuration.reminders);
  dispatcher.start();

  const heaps: number[] = [];
  for (let passed = 10 * MINUTE; passed <= HOUR; passed += 10 * MINUTE) {
    await clock.advanceTo(toEpochMs(START + passed));
    await pruneAll(store, toEpochMs(clock.now() - 5 * MINUTE));
    heaps.push(heapUsed());
  }
  const [afterTenMinutes = 0] = heaps;
  expect(Math.max(...heaps) - afterTenMinutes).toBeLessThan(FLAT);
  expect(seen.delivered).toBeGreaterThan(LANES * 60);
  expect(seen.merged).toBeGreaterThan(LANES * 5);
  expect(seen.refused).toBeGreaterThan(LANES);
  // Not once too fast for the vendor.
  expect(sandbox.counts().refused).toBe(0);
  expect(sandbox.counts().shown).toBeGreaterThan(LANES * 60);

  await planner.stop();
  const stopped = dispatcher.stop({ graceMs: SECOND });
  await clock.advanceTo(toEpochMs(clock.now() + 5 * SECOND));
  await stopped;
  store.close();
}, 120_000);

/** Mostly well; now and then slow, cut off or refused. */
function passages() {
  const odd: readonly Mishap[] = [
    { kind: 'reset-after-read' },
    { kind: 'body', body: '{"errcode":-1,"errmsg":"系统繁忙"}' },
    { kind: 'body', body: '{"errcode":430101,"errmsg":"不安全的外链"}' },
    { kind: 'status', httpStatus: 502, taken: false, body: '<html></html>' },
    { kind: 'truncated' },
  ];
  let count = 0;
  return () => {
    count += 1;
    const mishap: Mishap = count % 20 === 0 ? odd[(count / 20) % odd.length]! : { kind: 'none' };
    return { mishap, thereMs: 20, backMs: 20 };
  };
}
