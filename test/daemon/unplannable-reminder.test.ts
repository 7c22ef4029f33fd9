import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../../src/daemon/planner.ts';
import { HOUR } from '../../src/schedule/instant.ts';
import { setStage } from '../delivery/stage.ts';
import { TEAM } from '../store/plan.ts';
import { reminder } from './reminder.ts';

describe('a reminder that cannot be planned, for a bug', () => {
  it('takes none of those with it that are due at the same time', async () => {
    const stage = setStage();
    const logged: string[] = [];
    const planner = createPlanner({
      plans: stage.store.plans,
      overrides: stage.store.overrides,
      clock: stage.clock,
      random: () => 0,
      addresses: () => ({ lanes: new Map([['team', TEAM.lane]]), keywords: new Map() }),
      logger: pino({}, { write: (line: string) => void logged.push(line) }),
      onPlanned: () => {},
    });
    // In the order of their ids it stands between them.
    const broken = reminder('b');
    Object.defineProperty(broken, 'robots', {
      get: () => {
        throw new Error('a bug');
      },
    });
    await planner.start([reminder('a'), broken, reminder('c')]);
    await stage.pass(2 * HOUR);
    const planned = await stage.store.history.list({});
    const reminders = planned.map(({ delivery }) => delivery.reminder ?? '').toSorted((a, b) => a.localeCompare(b));
    expect(reminders).toEqual(['a', 'a', 'c', 'c']);
    expect(logged[0]).toMatch(/reminder b cannot be planned.*a fault in dingbell/s);
    await planner.stop();
    stage.close();
  });
});
