import { beforeEach, describe, expect, it } from 'vitest';
import { GRACE, LEASE, type Joining } from '../../src/delivery/members.ts';
import type { Claim } from '../../src/delivery/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { claimsOf } from './opened.ts';
import { at, BAD_LINK, BUSY, DELIVERED, OPS, planned, reading, result, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

const FIRST = planned('a');
const DAEMON: Joining = { id: 'daemon', pid: 1, host: 'h', leads: true };
const COMMAND: Joining = { id: 'command', pid: 2, host: 'h' };

describe.each(STORES)('$name', (kind) => {
  let store: Store;
  beforeEach(async () => {
    store = kind.open(kind.newPlace());
    await store.plans.commit({
      deliveries: [FIRST, planned('b', { dueAt: at(1) }), planned('c', { robot: 'ops' })],
      cursors: [],
    });
    return () => store.close();
  });

  const ask = (id: string, ms: number, lanes = [TEAM]) =>
    store.outbox.claim({ at: reading(at(ms)), lanes, member: id });
  const claim = async (id: string, ms: number, lanes = [TEAM]) => claimsOf(await ask(id, ms, lanes));
  const record = (one: Claim, outcome: Parameters<typeof result>[1], ms: number) =>
    store.outbox.record([result(one, outcome, at(ms))]);
  /** Found dead then, and buried as soon as that may be. */
  const bury = async (ms: number) => {
    expect(await store.members.buryDead(reading(at(ms)))).toBe(0);
    return store.members.buryDead(reading(at(ms + GRACE)));
  };
  const standing = async () => (await store.history.find(FIRST.id))?.delivery;

  describe('a member', () => {
    it('is listed with what is left of its lease, the oldest first', async () => {
      await store.members.join(DAEMON, reading(at(5)));
      await store.members.join(COMMAND, reading(at(7)));
      expect(await store.members.list(reading(at(1_007)))).toEqual([
        { ...DAEMON, joinedAt: at(5), leaseLeftMs: LEASE - 1_002 },
        { ...COMMAND, leads: false, joinedAt: at(7), leaseLeftMs: LEASE - 1_000 },
      ]);
    });

    it('lives on as long as it renews its lease, be it by a claim', async () => {
      await store.members.join(DAEMON, reading(at(0)));
      expect(await store.members.renew('daemon', reading(at(9_000)))).toBe(true);
      expect(await store.members.buryDead(reading(at(LEASE)))).toBe(0);
      expect(await claim('daemon', 18_000)).toHaveLength(1);
      expect(await store.members.buryDead(reading(at(27_999)))).toBe(0);
      expect(await bury(28_000)).toBe(1);
      expect(await store.members.renew('daemon', reading(at(28_000 + GRACE)))).toBe(false);
    });

    it('that nobody knows gets nothing, and neither does one that was buried', async () => {
      expect(await ask('nobody', 0)).toEqual({ kind: 'buried' });
      await store.members.join(DAEMON, reading(at(0)));
      await bury(LEASE);
      expect(await ask('daemon', LEASE + GRACE)).toEqual({ kind: 'buried' });
      expect(await store.members.list(reading(at(LEASE + GRACE)))).toEqual([]);
    });

    it('that could not renew in time, since nobody could write, is waited for once more', async () => {
      await store.members.join(DAEMON, reading(at(0)));
      await claim('daemon', 0);
      expect(await store.members.buryDead(reading(at(60_000)), 'command')).toBe(0);
      expect(await store.members.renew('daemon', reading(at(60_000 + GRACE - 1)))).toBe(true);
      expect(await store.members.buryDead(reading(at(60_000 + GRACE)))).toBe(0);
      // It is as well off as before: late again, it is waited for again.
      const lateAgain = 60_000 + GRACE - 1 + LEASE;
      expect(await store.members.buryDead(reading(at(lateAgain)))).toBe(0);
      expect((await store.members.list(reading(at(lateAgain))))[0]?.leaseLeftMs).toBe(GRACE);
      expect(await store.members.buryDead(reading(at(lateAgain + GRACE - 1)))).toBe(0);
      expect(await store.members.buryDead(reading(at(lateAgain + GRACE)))).toBe(1);
    });

    it('that leaves gives back what it has claimed, which stays first in line', async () => {
      await store.members.join(DAEMON, reading(at(0)));
      await store.members.join(COMMAND, reading(at(0)));
      await claim('daemon', 5);
      await store.members.leave('daemon');
      await store.members.leave('daemon');
      expect(await standing()).toMatchObject({ state: 'pending', nextAttemptAt: at(0), cause: { code: 'cut-off' } });
      const [again] = await claim('command', 6);
      expect(again?.delivery).toMatchObject({ id: FIRST.id, attempts: 2, claimedBy: 'command' });
    });

    it('that has claimed something wakes the others when its lease runs out', async () => {
      await store.members.join(DAEMON, reading(at(0)));
      await store.members.join(COMMAND, reading(at(0)));
      await claim('command', 100);
      const wake = (id: string) =>
        store.outbox.nextWake({ at: reading(at(100)), lanes: [TEAM], member: id, onlyThese: true });
      expect(await wake('daemon')).toBe(at(100 + LEASE));
      expect(await wake('command')).toBe(at(3_600_001));
    });
  });

  describe('whoever is dead', () => {
    const running = (ms: number) => reading(at(ms), 50_000 + ms);
    /** How the daemon that has claimed two is found dead, by whom and when. */
    const findings: readonly [string, (again: Joining) => Promise<number>, number][] = [
      ['when its lease has run out, and the grace after it', () => bury(LEASE + 5), 2],
      ['when its lease has run out: not yet', () => store.members.buryDead(running(LEASE + 5)), 0],
      ['when the next one leads, at once', (again) => store.members.join(again, running(6)), 2],
      ['when a command joins: not', () => store.members.join(COMMAND, running(6)), 0],
      [
        'when the machine has booted anew, at once, even by a command',
        () => store.members.join(COMMAND, { now: at(6), up: 3, boot: 'another boot' }),
        2,
      ],
      [
        'when a container has started anew, whose boot has no name of its own',
        () => store.members.join(COMMAND, { now: at(60_000), up: 3, boot: 'a boot' }),
        2,
      ],
    ];

    it.each(findings)('is buried %s', async (_name, find, released) => {
      await store.members.join(DAEMON, running(0));
      const lanes = [TEAM, OPS];
      const answer = await store.outbox.claim({ at: running(5), lanes, member: 'daemon' });
      expect(claimsOf(answer)).toHaveLength(2);
      const shifted = await find({ ...DAEMON, id: 'next' });
      expect(shifted).toBe(released);
      expect((await standing())?.state).toBe(released === 0 ? 'sending' : 'pending');
      const left = (await store.members.list(running(6))).map(({ id }) => id);
      expect(left.includes('daemon')).toBe(released === 0);
    });

    it.each([
      ['delivered', DELIVERED, 'when it waits', 'delivered'],
      ['delivered', DELIVERED, 'when it is under way', 'delivered'],
      ['refused', BAD_LINK, 'when it waits', 'failed'],
      ['refused', BAD_LINK, 'when it is under way', 'failed'],
      ['to be tried again', BUSY, 'when it waits', 'pending'],
      ['to be tried again', BUSY, 'when it is under way', 'sending'],
    ] as const)('may say late that it was %s, %3$s again', async (_name, outcome, when, expected) => {
      await store.members.join(DAEMON, reading(at(0)));
      const [late] = await claim('daemon', 0);
      expect(late?.delivery.id).toBe(FIRST.id);
      await store.members.join({ ...DAEMON, id: 'next' }, reading(at(0)));
      if (when === 'when it is under way') expect(await claim('next', 1)).toHaveLength(1);
      await record(late!, outcome, 2);
      expect(await standing()).toMatchObject({ state: expected, ...(expected === 'sending' && { claimedBy: 'next' }) });
      expect((await store.history.find(FIRST.id))?.attempts[0]).toMatchObject({
        outcome: outcome.kind,
        finishedAt: at(2),
      });
    });
  });
});
