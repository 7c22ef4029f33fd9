import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Planner } from '../../src/daemon/planner.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { setStage } from '../delivery/stage.ts';
import { TEAM } from '../store/plan.ts';
import { reminder } from './reminder.ts';

function setScene() {
  const stage = setStage();
  onTestFinished(() => stage.close());
  const logged: string[] = [];
  /** Whether the reminder `b`, which stands between `a` and `c` in the order of their ids, has a bug. */
  const bug = { isThere: true };
  const broken = reminder('b');
  Object.defineProperty(broken, 'robots', {
    get: () => {
      if (bug.isThere) throw new Error('a bug');
      return ['team'];
    },
  });
  const plan = (onPlanned: () => void = () => {}) =>
    new Planner({
      plans: stage.store.plans,
      overrides: stage.store.overrides,
      clock: stage.clock,
      random: () => 0,
      addresses: () => ({ lanes: new Map([['team', TEAM.lane]]), keywords: new Map() }),
      logger: pino({}, { write: (line: string) => void logged.push(line) }),
      onPlanned,
    });
  return { stage, logged, bug, plan, reminders: [reminder('a'), broken, reminder('c')] };
}

describe('a reminder that cannot be planned, for a bug', () => {
  it('takes none of those with it that are due at the same time', async () => {
    const { stage, logged, plan, reminders } = setScene();
    const planner = plan();
    await planner.start(reminders);
    await stage.pass(2 * HOUR);
    const planned = await stage.store.history.list({});
    const ids = planned.map(({ delivery }) => delivery.reminder ?? '').toSorted((a, b) => a.localeCompare(b));
    expect(ids).toEqual(['a', 'a', 'c', 'c']);
    expect(logged[0]).toMatch(/reminder b cannot be planned.*a fault in dingbell/s);
    await planner.stop();
  });

  it('keeps nobody waiting with what it has missed', async () => {
    const { stage, logged, bug, plan, reminders } = setScene();
    bug.isThere = false;
    const before = plan();
    await before.start(reminders);
    await before.stop();
    await stage.clock.advanceTo(toEpochMs(stage.clock.now() + 3 * DAY + 5 * MINUTE));
    const since = stage.clock.now();
    // What is due is planned first, then what was missed.
    const planner = plan(() => {
      bug.isThere = true;
    });
    await planner.start(reminders);
    await stage.pass(5 * HOUR);
    const pending = await stage.store.history.list({ state: 'pending', since });
    expect(pending.map(({ delivery }) => delivery.createdAt - delivery.dueAt)).toEqual(Array(10).fill(0));
    expect(await stage.store.history.list({ state: 'missed', reminder: 'a' })).toHaveLength(1);
    expect(await stage.store.history.list({ state: 'missed', reminder: 'c' })).toHaveLength(1);
    expect(logged.filter((line) => line.includes('reminder b cannot be planned'))).toHaveLength(1);
    await planner.stop();
  });
});
