import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Planner } from '../../src/daemon/planner.ts';
import type { Implausible } from '../../src/daemon/timeline.ts';
import type { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { fleetOf, setStage, type Stage } from '../delivery/stage.ts';
import { at, DELIVERED, OPS, planned, TEAM } from '../store/plan.ts';
import { reminder } from './reminder.ts';

const ADDRESSES = { lanes: new Map([['team', TEAM.lane]]), keywords: new Map() };

describe('a daemon whose clock is set', () => {
  let stage: Stage;
  let planner: Planner;
  let dispatcher: Dispatcher;
  let heard: (readonly [Implausible['kind'], boolean])[];

  /** Robot `team` takes everything; robot `ops` never answers well. */
  function start(builtAt?: number): Promise<void> {
    planner = new Planner({
      plans: stage.store.plans,
      overrides: stage.store.overrides,
      clock: stage.clock,
      random: () => 0.5,
      addresses: () => ADDRESSES,
      logger: pino({ enabled: false }),
      onPlanned: (lanes) => dispatcher.wake(lanes),
      onClock: ({ kind }, isOver) => heard.push([kind, isOver]),
      ...(builtAt !== undefined && { builtAt: toEpochMs(builtAt) }),
    });
    dispatcher = stage.dispatcher(
      fleetOf(
        { name: 'team', robot: stage.robot('team', () => DELIVERED), lane: TEAM },
        {
          name: 'ops',
          robot: stage.robot('ops', () => ({ kind: 'unreachable', cause: { code: 'busy', httpStatus: 503 } })),
          lane: OPS,
        },
      ),
      { isSound: (reading) => planner.believes(reading) },
    );
    const started = planner.start([reminder('stand-up'), reminder('tea', { triggerKey: 'tea' })]);
    dispatcher.start();
    return started;
  }

  async function stop(): Promise<void> {
    await planner.stop();
    await dispatcher.stop({ graceMs: 0 });
  }

  beforeEach(() => {
    stage = setStage();
    heard = [];
  });
  afterEach(async () => {
    await stop();
    stage.close();
  });

  async function rows(): Promise<readonly string[]> {
    const found = await stage.store.history.list({ limit: 10_000 });
    return found
      .map(({ delivery: { reminder: id, dueAt, state } }) => `${id} ${(dueAt - at(0)) / HOUR} ${state}`)
      .toSorted();
  }
  const delivered = (hours: readonly number[]): readonly string[] =>
    hours.flatMap((hour) => [`stand-up ${hour} delivered`, `tea ${hour} delivered`]).toSorted();
  const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

  // The tests begin on the hour, and a new reminder after it.
  it('400 days ahead for five seconds: nothing is recorded as missed, nothing expires, all comes in its time', async () => {
    const waiting = planned('waiting', { robot: 'ops', expiresAt: at(100 * HOUR) });
    await stage.commit(waiting);
    await start();
    await stage.pass(90 * MINUTE);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() + 400 * DAY));
    await stage.pass(5 * SECOND);
    expect(planner.standing.clockTrouble).toMatchObject({ kind: 'leapt', byMs: 400 * DAY });
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() - 400 * DAY));
    await stage.pass(48 * HOUR);
    expect(planner.standing.clockTrouble).toBeUndefined();
    expect(await rows()).toEqual([...delivered(upTo(49)), 'waiting 0 pending']);
    expect(stage.events.filter(({ kind }) => kind === 'expired')).toEqual([]);
    expect(heard).toEqual([
      ['leapt', false],
      ['leapt', true],
    ]);
  });

  it('two days back for five seconds: no reminders of days in which it did not run', async () => {
    await start();
    await stage.pass(90 * MINUTE);
    const before = stage.posts.length;
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() - 2 * DAY));
    await stage.pass(5 * SECOND);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() + 2 * DAY));
    expect(stage.posts).toHaveLength(before);
    await stage.pass(3 * HOUR);
    expect(await rows()).toEqual(delivered(upTo(4)));
  });

  it('a year ahead, and staying so: goes on from there after a minute, and invents nothing for the year', async () => {
    await start();
    await stage.pass(90 * MINUTE);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() + 365 * DAY));
    await stage.pass(59 * SECOND);
    expect(await rows()).toEqual(delivered([1]));
    await stage.pass(2 * HOUR);
    const year = 365 * 24;
    expect(await rows()).toEqual(delivered([1, year + 2, year + 3]));
  });

  it('days back, and staying so: goes on from there after a minute, and what was sent stays sent', async () => {
    await start();
    await stage.pass(90 * MINUTE);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() - 2 * DAY));
    await stage.pass(3 * HOUR);
    expect(await rows()).toEqual(delivered([-46, -45, -44, 1]));
  });

  it('1970 at a start, then NTP: nothing is planned by it, and all that came due meanwhile is late', async () => {
    await start();
    await stage.pass(90 * MINUTE);
    await stop();
    const now = toEpochMs(stage.clock.now() + 40 * MINUTE);
    await stage.clock.jumpTo(toEpochMs(HOUR));
    stage.clock.reboot();
    await start(at(0) - DAY);
    expect(planner.standing.clockTrouble).toMatchObject({ kind: 'before-build' });
    await stage.pass(20 * SECOND);
    await stage.clock.jumpTo(now);
    await stage.pass(HOUR);
    expect(await rows()).toEqual(delivered(upTo(3)));
  });

  it('what is pushed while the clock is doubted does not wait for an instant that is yet to come', async () => {
    await start();
    await stage.pass(MINUTE);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() + 400 * DAY));
    const now = stage.clock.now();
    await stage.commit(
      planned('by hand', { origin: 'send', dueAt: now, createdAt: now, expiresAt: toEpochMs(now + HOUR) }),
    );
    dispatcher.wake();
    await stage.pass(5 * SECOND);
    expect(stage.posts).toEqual([]);
    await stage.clock.jumpTo(toEpochMs(stage.clock.now() - 400 * DAY));
    await stage.pass(5 * SECOND);
    expect(stage.posts).toHaveLength(1);
  });
});
