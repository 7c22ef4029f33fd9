import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { Planner } from '../../src/daemon/planner.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { Dispatcher } from '../../src/delivery/dispatcher.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { fleetOf, setStage } from '../delivery/stage.ts';
import { at, BUSY, DELIVERED, planned, TEAM } from '../store/plan.ts';

describe('a planner that finds the clock set back', () => {
  it('wakes whoever sends: what it was called back for goes out, though nothing is due', async () => {
    const stage = setStage();
    // As a real clock does: a sleeper notices a step when its slice of sleep is over, later than whoever sends.
    const late: Clock = {
      now: () => stage.clock.now(),
      read: () => stage.clock.read(),
      elapsed: () => stage.clock.elapsed(),
      async sleepUntil(instant, signal) {
        await stage.clock.sleepUntil(instant, signal);
        if (stage.clock.now() < instant) {
          await stage.clock.sleepUntil(toEpochMs(stage.clock.now() + 20 * SECOND), signal);
        }
      },
    };
    const dispatcher: Dispatcher = stage.dispatcher(
      fleetOf({
        name: 'team',
        robot: stage.robot('team', (index) => (index === 0 ? BUSY : DELIVERED)),
        lane: TEAM,
      }),
    );
    const planner = new Planner({
      plans: stage.store.plans,
      overrides: stage.store.overrides,
      clock: late,
      random: () => 0,
      addresses: () => ({ lanes: new Map(), keywords: new Map() }),
      logger: pino({ enabled: false }),
      onPlanned: (lanes) => dispatcher.wake(lanes),
    });
    await stage.pass(2 * HOUR);
    await planner.start([]);
    dispatcher.start();
    await stage.commit(planned('alarm', { origin: 'send', dueAt: stage.clock.now() }));
    dispatcher.wake();
    await stage.pass(100);
    expect(stage.posts).toHaveLength(1);
    await stage.clock.jumpTo(at(HOUR));
    await stage.pass(MINUTE);
    expect(stage.posts).toHaveLength(2);
    await planner.stop();
    await dispatcher.stop({ graceMs: 0 });
    stage.close();
  });
});
