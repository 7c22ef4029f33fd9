import { describe, expect, it } from 'vitest';
import { type Resend, resend } from '../../src/daemon/resend.ts';
import { UnknownName } from '../../src/daemon/unknown-name.ts';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';
import { DELIVERED, reading, result } from '../store/plan.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 4));
const ADDRESSES = { lanes: new Map([['team', 'lane-now']]), keywords: new Map() };

const MISSED: NewDelivery = {
  id: 'the-original',
  origin: 'schedule',
  reminder: 'lunch',
  robot: 'team',
  lane: 'lane-then',
  dueAt: toEpochMs(NOW - HOUR),
  createdAt: toEpochMs(NOW - HOUR),
  expiresAt: toEpochMs(NOW - HOUR),
  lateMs: 0,
  priority: 3,
  coalesce: true,
  message: { kind: 'text', text: '午饭时间到' },
  state: 'missed',
};

function storeWith(...deliveries: readonly NewDelivery[]) {
  const store = openStore(MEMORY);
  const again = async (at = NOW, id = 'the-original') => {
    const result = await resend(id, store.history, ADDRESSES, at);
    if (result.kind === 'new') await store.plans.commit({ deliveries: result.deliveries, cursors: [] });
    return result;
  };
  return { store, again, ready: store.plans.commit({ deliveries, cursors: [] }) };
}

/** The one that it means. */
function oneOf(result: Resend): Pick<NewDelivery, 'id'> {
  const [one] = result.kind === 'new' ? result.deliveries : [result.delivery];
  if (one === undefined) throw new Error('it became nothing');
  return one;
}

describe('sending again', () => {
  it('makes a new delivery of the same message, due now, in the lane that the robot has now', async () => {
    const { again, ready } = storeWith(MISSED);
    await ready;
    expect(await again()).toEqual({
      kind: 'new',
      deliveries: [
        {
          id: expect.stringMatching(/^[\da-f-]{36}$/),
          origin: 'send',
          robot: 'team',
          lane: 'lane-now',
          message: MISSED.message,
          priority: 3,
          coalesce: true,
          dueAt: NOW,
          createdAt: NOW,
          expiresAt: NOW + HOUR,
          lateMs: 0,
          state: 'pending',
        },
      ],
    });
  });

  it('a keyword that the robot asks for since is in it', async () => {
    const { store, ready } = storeWith({ ...MISSED, state: 'failed' });
    await ready;
    const again = await resend(
      'the-original',
      store.history,
      { ...ADDRESSES, keywords: new Map([['team', ['钉铃']]]) },
      NOW,
    );
    expect(again).toMatchObject({ kind: 'new', deliveries: [{ message: { kind: 'text', text: '午饭时间到\n钉铃' } }] });
  });

  it('one that was too long when it was written, and failed for it, goes out in parts', async () => {
    const text = Array.from({ length: 300 }, (_, line) => `${line} ${'字'.repeat(30)}`).join('\n');
    const cause = { code: 'too-large', bytes: 30_000, splittable: true } as const;
    const { store, again, ready } = storeWith({ ...MISSED, message: { kind: 'text', text }, state: 'failed', cause });
    await ready;
    const first = await again();
    if (first.kind !== 'new') throw new Error('it has ended');
    expect(first.deliveries.length).toBeGreaterThan(1);
    expect(first.deliveries.map(({ part, state }) => [part?.number, state])).toEqual(
      first.deliveries.map((_, index) => [index + 1, 'pending']),
    );
    // A double click means all of them.
    expect(await again(toEpochMs(NOW + 1))).toMatchObject({ kind: 'known', delivery: { id: first.deliveries[0]?.id } });
    expect(await store.history.list({})).toHaveLength(first.deliveries.length + 1);
  });

  it('a second click while it is under way means the same one, however long that takes', async () => {
    const { again, ready } = storeWith(MISSED);
    await ready;
    const first = await again();
    expect(await again(toEpochMs(NOW + 1))).toMatchObject({ kind: 'known', delivery: { id: oneOf(first).id } });
    expect(await again(toEpochMs(NOW + HOUR))).toMatchObject({ kind: 'known', delivery: { id: oneOf(first).id } });
  });

  it('two clicks in two processes at once make one', async () => {
    const { store, ready } = storeWith(MISSED);
    await ready;
    const results = [
      await resend('the-original', store.history, ADDRESSES, NOW),
      await resend('the-original', store.history, ADDRESSES, NOW),
    ];
    const deliveries = results.flatMap((each) => (each.kind === 'new' ? each.deliveries : []));
    expect(deliveries).toHaveLength(2);
    expect(await store.plans.commit({ deliveries, cursors: [] })).toEqual({ added: 1 });
  });

  it('once it has ended, asking again sends again, but not within the moment', async () => {
    const { store, again, ready } = storeWith(MISSED);
    await ready;
    const first = await again();
    const ended = toEpochMs(NOW + 9 * SECOND);
    const lanes = [{ lane: 'lane-now', perMinute: 20, fingerprint: 'any' }];
    await store.members.join({ id: 'a member', pid: 1, host: 'any' }, reading(NOW));
    const answer = await store.outbox.claim({ at: reading(NOW), member: 'a member', lanes });
    const [claim] = answer.kind === 'claimed' ? answer.claims : [];
    await store.outbox.record([result(claim!, DELIVERED, NOW + SECOND)]);
    expect(await again(ended)).toMatchObject({
      kind: 'known',
      delivery: { id: oneOf(first).id, state: 'delivered' },
    });
    // Made in the future: the clock was set back since.
    expect((await resend('the-original', store.history, ADDRESSES, toEpochMs(NOW - HOUR))).kind).toBe('new');
    const second = await again(toEpochMs(NOW + 10 * SECOND));
    expect(second.kind).toBe('new');
    expect(oneOf(second).id).not.toBe(oneOf(first).id);
    // One that was sent again can itself be sent again: that is another wish.
    const another = await again(toEpochMs(NOW + 10 * SECOND), oneOf(first).id);
    expect([oneOf(first).id, oneOf(second).id]).not.toContain(oneOf(another).id);
  });

  it('one that has not ended goes its own way', async () => {
    const { again, ready } = storeWith({ ...MISSED, state: 'pending' });
    await ready;
    expect(await again()).toMatchObject({ kind: 'known', delivery: { id: 'the-original', state: 'pending' } });
  });

  it('names what is not there', async () => {
    const { again, ready } = storeWith(MISSED, { ...MISSED, id: 'of-another', robot: 'gone' });
    await ready;
    await expect(again(NOW, 'nothing')).rejects.toThrow(new UnknownName('delivery', 'nothing'));
    await expect(again(NOW, 'of-another')).rejects.toThrow(new UnknownName('robot', 'gone'));
  });
});
