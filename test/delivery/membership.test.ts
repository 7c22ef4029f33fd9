import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../src/delivery/clock.ts';
import { FolderMembership } from '../../src/delivery/folder-membership.ts';
import { LEASE, LEASE_MARGIN, type Members, RENEW_EVERY } from '../../src/delivery/members.ts';
import { HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { fleetOf, setStage, type Stage } from './stage.ts';
import { at, DELIVERED, planned, TEAM } from '../store/plan.ts';

const SAFE = LEASE - LEASE_MARGIN;

describe('a process as a member', () => {
  let stage: Stage;
  let calls: string[];
  let isBusy: boolean;
  let released: number[];
  const memberships: FolderMembership[] = [];
  beforeEach(() => {
    stage = setStage();
    calls = [];
    isBusy = false;
    released = [];
  });
  afterEach(async () => {
    for (const each of memberships.splice(0)) await each.stop();
    stage.close();
  });

  /** The store's, and what it was asked. */
  function counted(changes: Partial<Members> = {}): Members {
    const { members } = stage.store;
    return {
      ...members,
      join(...args) {
        calls.push('join');
        return members.join(...args);
      },
      renew(...args) {
        calls.push('renew');
        return members.renew(...args);
      },
      ...changes,
    };
  }

  function become(
    options: { readonly members?: Members; readonly clock?: Clock; readonly leads?: boolean } = {},
  ): FolderMembership {
    const { members = counted(), clock = stage.clock, leads = false } = options;
    const membership = new FolderMembership({
      members,
      clock,
      identity: { pid: 1, host: 'here' },
      holdsLock: () => leads,
      isBusy: () => isBusy,
      onReleased: (count) => released.push(count),
    });
    memberships.push(membership);
    return membership;
  }

  const listed = () => stage.store.members.list(stage.clock.read());

  it('joins when it first asks, once', async () => {
    const membership = become();
    expect(await listed()).toEqual([]);
    const life = await membership.live();
    expect(await membership.live()).toBe(life);
    expect(await listed()).toMatchObject([{ id: life.id, pid: 1, host: 'here' }]);
    expect(calls).toEqual(['join']);
  });

  it('joins once when several ask at a time', async () => {
    const membership = become({ leads: true });
    const [life, other, term] = await Promise.all([membership.live(), membership.live(), membership.term()]);
    expect(other).toBe(life);
    expect(term).toBe(life.id);
    expect(calls).toEqual(['join']);
  });

  it('has no term where it only sends, and joins for none', async () => {
    const membership = become();
    expect(await membership.term()).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('whose term is over has lost its life; an older term says nothing of the present one', async () => {
    const membership = become({ leads: true });
    const [life, term] = [await membership.live(), await membership.term()];
    membership.fenced(term!);
    expect(life.mayStart()).toBe(false);
    const next = await membership.live();
    membership.fenced(term!);
    expect(next.mayStart()).toBe(true);
    expect(await membership.term()).toBe(next.id);
  });

  it('leaves when it stops', async () => {
    const membership = become();
    const life = await membership.live();
    await membership.stop();
    expect(await listed()).toEqual([]);
    expect(life.mayStart()).toBe(false);
  });

  describe('starts nothing', () => {
    it('longer than its lease less a margin after it was last renewed', async () => {
      const life = await become().live();
      await stage.pass(SAFE);
      expect(life.mayStart()).toBe(true);
      await stage.pass(1);
      expect(life.mayStart()).toBe(false);
    });

    it('by what was renewed, counted from before it was asked, not from its answer', async () => {
      const membership = become();
      const life = await membership.live();
      await stage.pass(SAFE);
      const sent = stage.clock.read();
      // The store took its time.
      await stage.pass(5 * SECOND);
      life.renewed(sent);
      await stage.pass(SAFE - 5 * SECOND);
      expect(life.mayStart()).toBe(true);
      await stage.pass(1);
      expect(life.mayStart()).toBe(false);
    });

    it('where the clock that counts stands still while the machine is suspended', async () => {
      const clock: Clock = {
        now: () => stage.clock.now(),
        read: () => ({ ...stage.clock.read(), up: 0 }),
        sleepUntil: (instant, signal) => stage.clock.sleepUntil(instant, signal),
        elapsed: () => 0,
      };
      const life = await become({ clock }).live();
      await stage.clock.suspendTo(at(HOUR));
      expect(life.mayStart()).toBe(false);
    });

    it('where the wall clock is set back: the other one counts', async () => {
      const life = await become().live();
      await stage.clock.jumpTo(at(-HOUR));
      expect(life.mayStart()).toBe(true);
      await stage.pass(SAFE + 1);
      expect(stage.clock.now()).toBeLessThan(at(0));
      expect(life.mayStart()).toBe(false);
    });

    it('where the wall clock is set forward: it cannot know that time has not passed', async () => {
      const life = await become().live();
      await stage.clock.jumpTo(at(MINUTE));
      expect(life.mayStart()).toBe(false);
    });

    it('once it has heard that it was buried; the next life is another', async () => {
      const membership = become();
      const life = await membership.live();
      membership.lost(life);
      expect(life.mayStart()).toBe(false);
      const next = await membership.live();
      expect(next.id).not.toBe(life.id);
      expect(next.mayStart()).toBe(true);
    });
  });

  describe('renews its lease', () => {
    it('never while it has nothing to do and nobody else is there: an idle machine writes nothing', async () => {
      await become().live();
      await stage.pass(3 * HOUR);
      expect(calls).toEqual(['join']);
    });

    it('every two seconds while something of it is under way', async () => {
      const membership = become();
      const life = await membership.live();
      await stage.pass(MINUTE);
      isBusy = true;
      membership.look();
      await stage.pass(MINUTE);
      const renewals = calls.filter((call) => call === 'renew').length;
      expect(renewals).toBeGreaterThanOrEqual(MINUTE / RENEW_EVERY - 1);
      expect(renewals).toBeLessThanOrEqual(MINUTE / RENEW_EVERY + 1);
      expect(life.mayStart()).toBe(true);
      expect(await membership.live()).toBe(life);
    });

    it('while somebody else is there, who would bury it; not after the other has left', async () => {
      const membership = become();
      await membership.live();
      const other = become({ members: stage.store.members });
      const { id } = await other.live();
      membership.look();
      await stage.pass(8 * SECOND);
      expect(calls.filter((call) => call === 'renew').length).toBeGreaterThanOrEqual(3);
      await stage.store.members.leave(id);
      await stage.pass(RENEW_EVERY);
      calls = [];
      await stage.pass(HOUR);
      expect(calls).toEqual([]);
    });

    it('a wall clock that was set back makes nothing fresh', async () => {
      isBusy = true;
      const life = await become().live();
      await stage.clock.jumpTo(at(-HOUR));
      await stage.pass(MINUTE);
      expect(life.mayStart()).toBe(true);
      expect(calls.length).toBeGreaterThan(20);
    });

    it('buried while it was stopped, it hears so by its next renewal, and lives on under another id', async () => {
      const membership = become();
      const life = await membership.live();
      await stage.store.members.leave(life.id);
      isBusy = true;
      membership.look();
      await stage.pass(RENEW_EVERY);
      expect(life.mayStart()).toBe(false);
      expect((await membership.live()).id).not.toBe(life.id);
    });

    it('a store that refuses: tried again, and when that goes on nothing starts', async () => {
      let isFull = true;
      let tries = 0;
      const members = counted({
        async renew(...args) {
          tries += 1;
          if (isFull) throw new Error('database or disk is full');
          return stage.store.members.renew(...args);
        },
      });
      isBusy = true;
      const life = await become({ members }).live();
      await stage.pass(SAFE + 1);
      expect(tries).toBeGreaterThan(2);
      expect(life.mayStart()).toBe(false);
      isFull = false;
      await stage.pass(RENEW_EVERY);
      expect(life.mayStart()).toBe(true);
    });

    it('a store that refuses to tell who is there counts as somebody', async () => {
      const members = counted({ list: () => Promise.reject(new Error('database is locked')) });
      const membership = become({ members });
      await membership.live();
      await stage.pass(10 * SECOND);
      expect(calls.filter((call) => call === 'renew').length).toBeGreaterThanOrEqual(3);
    });
  });

  it('tells of what the dead have left behind', async () => {
    await stage.store.members.join({ id: 'dead', pid: 2, host: 'here', leads: true }, stage.clock.read());
    await stage.commit(planned('a'));
    await stage.store.outbox.claim({ at: stage.clock.read(), member: 'dead', lanes: [TEAM] });
    // It holds the lock that the other one held.
    await become({ leads: true }).live();
    expect(released).toEqual([1]);
  });

  it('a daemon whose lease cannot be renewed posts nothing of what it has claimed, and sends it when it can', async () => {
    // Claimed, and then the process stood still until somebody else could have sent it.
    let isSlow = true;
    const outbox = {
      ...stage.outbox,
      async claim(...args: Parameters<typeof stage.outbox.claim>) {
        const answer = await stage.outbox.claim(...args);
        if (isSlow && answer.kind === 'claimed' && answer.claims.length > 0) {
          isSlow = false;
          await stage.clock.sleepUntil(toEpochMs(stage.clock.now() + LEASE));
        }
        return answer;
      },
    };
    await stage.commit(planned('a'));
    const fleet = fleetOf({ name: 'team', robot: stage.robot('team', () => DELIVERED), lane: TEAM });
    const members = counted({ renew: () => Promise.reject(new Error('disk full')) });
    const dispatcher = stage.dispatcher(fleet, { outbox, members });
    dispatcher.start();
    await stage.pass(LEASE - 1);
    expect(stage.posts).toEqual([]);
    await stage.pass(MINUTE);
    expect(stage.posts).toHaveLength(1);
    await dispatcher.stop({ graceMs: 0 });
  });
});
