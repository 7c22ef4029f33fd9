import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { at, BUSY, DELIVERED, planned, TEAM } from '../store/plan.ts';
import { fleetOf, type Script, setStage, type Stage } from './stage.ts';

const busyFirst =
  (times: number, afterMs = 0): Script =>
  (index) => ({ ...(index < times ? BUSY : DELIVERED), afterMs });

describe('an attempt during which the clock is set', () => {
  let stage: Stage;
  let clockIsRight: boolean;
  beforeEach(() => {
    stage = setStage();
    clockIsRight = true;
  });
  afterEach(() => stage.close());

  const dispatcher = (script: Script) =>
    stage.dispatcher(fleetOf({ name: 'team', robot: stage.robot('team', script), lane: TEAM }), {
      isSound: () => clockIsRight,
    });
  const find = async () => (await stage.store.history.find(planned('stand-up').id))?.delivery;

  it('by a year, for a few seconds: it is tried again, and did not last a year', async () => {
    await stage.commit(planned('stand-up'));
    const sending = dispatcher(busyFirst(1, 2 * SECOND));
    sending.start();
    await stage.pass(SECOND);
    clockIsRight = false;
    await stage.clock.jumpTo(toEpochMs(at(SECOND) + 365 * DAY));
    await stage.pass(3 * SECOND);
    await stage.clock.jumpTo(at(5 * SECOND));
    clockIsRight = true;
    await stage.pass(MINUTE);
    expect((await find())?.state).toBe('delivered');
    const attempted = stage.events.flatMap((event) => (event.kind === 'attempted' ? [event.tookMs] : []));
    expect(Math.max(...attempted)).toBeLessThan(MINUTE);
    await sending.stop({ graceMs: 0 });
  });

  it('back by nine minutes: what waits for its next attempt does not wait for the old time', async () => {
    await stage.commit(planned('stand-up'));
    const sending = dispatcher(busyFirst(20));
    sending.start();
    await stage.pass(10 * MINUTE);
    const tried = stage.posts.length;
    // The clock is right again by less than the delivery is old.
    await stage.clock.jumpTo(at(MINUTE));
    await stage.store.plans.rewind(stage.clock.now());
    sending.wake();
    await stage.pass(SECOND);
    expect(stage.posts.length).toBeGreaterThan(tried);
    await sending.stop({ graceMs: 0 });
  });
});

describe('a digest of what is yet to come again', () => {
  it('waits for the first that it carries, when the clock was set back', async () => {
    const stage = setStage();
    const due = at(HOUR);
    const members = ['a', 'b'].map((name) => planned(name, { dueAt: due, coalesce: true }));
    await stage.commit(...members);
    const digest = planned('digest', { origin: 'digest', dueAt: due, createdAt: due });
    await stage.outbox.merge([{ delivery: digest, members: members.map(({ id }) => id) }]);
    await stage.store.plans.rewind(at(0));
    expect((await stage.store.history.find(digest.id))?.delivery.nextAttemptAt).toBe(due);
    stage.close();
  });
});
