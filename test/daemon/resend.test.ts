import { describe, expect, it } from 'vitest';
import { resend } from '../../src/daemon/resend.ts';
import { UnknownName } from '../../src/daemon/unknown-name.ts';
import type { NewDelivery } from '../../src/delivery/outbox.ts';
import { HOUR, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore } from '../../src/store/store.ts';

const NOW = toEpochMs(Date.UTC(2026, 10, 24, 4));
const LANES = new Map([['team', 'lane-now']]);

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
  const { outbox } = openStore(MEMORY);
  const again = async (at = NOW, id = 'the-original') => {
    const result = await resend(id, outbox, LANES, at);
    if (result.kind === 'new') await outbox.commit({ deliveries: [result.delivery], cursors: [] });
    return result;
  };
  return { outbox, again, ready: outbox.commit({ deliveries, cursors: [] }) };
}

describe('sending again', () => {
  it('makes a new delivery of the same message, due now, in the lane that the robot has now', async () => {
    const { again, ready } = storeWith(MISSED);
    await ready;
    expect(await again()).toEqual({
      kind: 'new',
      delivery: {
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
    });
  });

  it('a second click while it is under way means the same one, however long that takes', async () => {
    const { again, ready } = storeWith(MISSED);
    await ready;
    const first = await again();
    expect(await again(toEpochMs(NOW + 1))).toMatchObject({ kind: 'known', delivery: { id: first.delivery.id } });
    expect(await again(toEpochMs(NOW + HOUR))).toMatchObject({ kind: 'known', delivery: { id: first.delivery.id } });
  });

  it('two clicks in two processes at once make one', async () => {
    const { outbox, ready } = storeWith(MISSED);
    await ready;
    const results = [
      await resend('the-original', outbox, LANES, NOW),
      await resend('the-original', outbox, LANES, NOW),
    ];
    const deliveries = results.map(({ delivery }) => delivery as NewDelivery);
    expect(await outbox.commit({ deliveries, cursors: [] })).toEqual({ added: 1 });
  });

  it('once it has ended, asking again sends again, but not within the moment', async () => {
    const { outbox, again, ready } = storeWith(MISSED);
    await ready;
    const first = await again();
    const ended = toEpochMs(NOW + 9 * SECOND);
    const lanes = [{ lane: 'lane-now', perMinute: 20, fingerprint: 'any' }];
    const [claim] = await outbox.claim({ now: NOW, leaseMs: HOUR, lanes });
    await outbox.record([
      {
        attempt: claim?.attempt ?? 0,
        delivery: first.delivery.id,
        lane: 'lane-now',
        finishedAt: toEpochMs(NOW + SECOND),
        outcome: { kind: 'delivered' },
        becomes: { state: 'delivered' },
      },
    ]);
    expect(await again(ended)).toMatchObject({
      kind: 'known',
      delivery: { id: first.delivery.id, state: 'delivered' },
    });
    // Made in the future: the clock was set back since.
    expect((await resend('the-original', outbox, LANES, toEpochMs(NOW - HOUR))).kind).toBe('new');
    const second = await again(toEpochMs(NOW + 10 * SECOND));
    expect(second.kind).toBe('new');
    expect(second.delivery.id).not.toBe(first.delivery.id);
    // One that was sent again can itself be sent again: that is another wish.
    const another = await again(toEpochMs(NOW + 10 * SECOND), first.delivery.id);
    expect([first.delivery.id, second.delivery.id]).not.toContain(another.delivery.id);
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
