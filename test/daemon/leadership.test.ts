import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Planner } from '../../src/daemon/planner.ts';
import { FolderMembership } from '../../src/delivery/folder-membership.ts';
import { DAY, HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Store } from '../../src/store/store.ts';
import { setStage, type Stage } from '../delivery/stage.ts';
import { at, TEAM } from '../store/plan.ts';
import { reminder } from './reminder.ts';

const ADDRESSES = { lanes: new Map([['team', TEAM.lane]]), keywords: new Map() };

/** A daemon's planner, and its membership. */
interface Leader {
  readonly planner: Planner;
  readonly membership: FolderMembership;
  /** Whether the lock of the folder is its own. */
  holdsLock: boolean;
}

describe('whoever plans on a folder', () => {
  let stage: Stage;
  let leaders: Leader[];
  let told: string[];
  beforeEach(() => {
    stage = setStage();
    leaders = [];
    told = [];
  });
  afterEach(async () => {
    for (const { planner, membership } of leaders) {
      await planner.stop();
      await membership.stop();
    }
    stage.close();
  });

  async function lead(plans: Store['plans'] = stage.store.plans): Promise<Leader> {
    const { clock, store } = stage;
    const work = { isBusy: () => false, onReleased: () => {} };
    const identity = { pid: leaders.length, host: 'here' };
    const holdsLock = (): boolean => leader.holdsLock;
    const membership = new FolderMembership({ members: store.members, clock, identity, holdsLock, ...work });
    const planner = new Planner({
      plans,
      overrides: store.overrides,
      clock,
      random: () => 0,
      addresses: () => ADDRESSES,
      leadership: membership,
      logger: pino({}, { write: (line: string) => told.push((JSON.parse(line) as { msg: string }).msg) }),
      onPlanned: () => {},
    });
    const leader = { planner, membership, holdsLock: true };
    leaders.push(leader);
    await planner.start([reminder('stand-up')]);
    return leader;
  }

  const planned = async () => (await stage.store.history.list({})).map(({ delivery }) => delivery.dueAt).toReversed();
  const listed = () => stage.store.members.list(stage.clock.read());
  const hour = (count: number) => at(count * HOUR);

  it('does so as one life: planner and dispatcher join once', async () => {
    const { planner, membership } = await lead();
    const [life, term] = await Promise.all([membership.live(), membership.term()]);
    expect(term).toBe(life.id);
    expect(await listed()).toMatchObject([{ id: life.id, leads: true }]);
    await stage.clock.advanceTo(hour(2));
    expect(await planned()).toEqual([hour(1), hour(2)]);
    expect(planner.standing.next?.at).toBe(hour(3));
    expect(await listed()).toMatchObject([{ id: life.id }]);
  });

  it('was buried while it stood still: what it planned is refused, and it plans it in its next term', async () => {
    const { membership } = await lead();
    const before = await membership.live();
    await stage.store.members.leave(before.id);
    await stage.clock.advanceTo(hour(1));
    expect(await planned()).toEqual([hour(1)]);
    expect(before.mayStart()).toBe(false);
    expect(await membership.term()).not.toBe(before.id);
    expect(told).toEqual(['the plan was refused: this process did not lead any more']);
  });

  it('whose lock is another one’s by now plans nothing more, and leaves the other one alone', async () => {
    const first = await lead();
    first.holdsLock = false;
    const second = await lead();
    await stage.clock.advanceTo(hour(1));
    expect(await planned()).toEqual([hour(1)]);
    expect(first.planner.standing.next?.at).toBe(hour(1));
    expect(second.planner.standing.next?.at).toBe(hour(2));
    expect((await listed()).map(({ id }) => id)).toEqual([await second.membership.term()]);
    // It gets its lock back: the next term is its own.
    second.holdsLock = false;
    first.holdsLock = true;
    await stage.clock.advanceTo(toEpochMs(hour(2) + 2 * SECOND));
    expect(await planned()).toEqual([hour(1), hour(2)]);
    expect(first.planner.standing.next?.at).toBe(hour(3));
  });

  it('loses the lock between planning and writing: nothing of it is written, the one after it writes it', async () => {
    const { plans } = stage.store;
    let meanwhile: (() => Promise<unknown>) | undefined;
    const first = await lead({
      ...plans,
      async commit(plan) {
        const now = meanwhile;
        meanwhile = undefined;
        await now?.();
        return plans.commit(plan);
      },
    });
    meanwhile = async () => {
      first.holdsLock = false;
      await lead();
    };
    await stage.clock.advanceTo(toEpochMs(hour(1) + SECOND));
    expect(await planned()).toEqual([hour(1)]);
    expect(leaders.map(({ planner }) => planner.standing.next?.at)).toEqual([hour(1), hour(2)]);
    expect(told).toEqual(['the plan was refused: this process did not lead any more']);
  });

  it('does not join by a clock that it does not believe: the time of the store would go by that', async () => {
    await stage.commit();
    await stage.store.plans.commit({
      deliveries: [],
      cursors: [{ reminder: 'stand-up', through: toEpochMs(at(0) + 400 * DAY), trigger: 'hourly' }],
    });
    const { planner } = await lead();
    expect(planner.standing.clockTrouble).toBeDefined();
    expect(await listed()).toEqual([]);
  });
});
