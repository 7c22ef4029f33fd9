import { beforeEach, describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../src/delivery/delivery.ts';
import { Opened, partsOf } from './opened.ts';
import { at, BUSY, planned, reading, TEAM } from './plan.ts';
import { STORES } from './stores.ts';

const HOUR = 3_600_000;

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  const later = (changes: Partial<NewDelivery> = {}): NewDelivery =>
    planned('later', { origin: 'send', createdAt: at(0), dueAt: at(HOUR), expiresAt: at(2 * HOUR), ...changes });
  const takeBack = (id: string, ...instead: readonly NewDelivery[]) => opened.store.plans.takeBack(id, at(10), instead);
  const lane = async () => (await opened.store.history.laneStates(reading(at(20))))[0];

  describe('a message for later', () => {
    it('waits for its time, across a restart, and holds up nothing that is due before', async () => {
      await opened.commit(later(), planned('now', { dueAt: at(5) }));
      opened.reopen();
      expect((await opened.attempt(at(10)))?.reminder).toBe('now');
      expect(await opened.attempt(at(HOUR - 1))).toBeUndefined();
      expect(await opened.wake(at(20))).toBe(at(HOUR));
      expect((await opened.attempt(at(HOUR)))?.id).toBe(later().id);
    });

    it('is no backlog: its lane has nothing that is late, and is not said to try in vain', async () => {
      await opened.commit(planned('now'), later(), ...partsOf(later({ id: planned('other').id }), 2));
      const [claimed] = await opened.claim(at(0));
      if (claimed) await opened.record(claimed, BUSY, at(1));
      expect(await lane()).toMatchObject({ pending: 1, sending: 0, later: 3, oldestPendingDueAt: at(0) });
      await opened.expire(at(HOUR - 1));
      await opened.attempt(at(HOUR - 2));
      const state = await lane();
      expect(state).toMatchObject({ lane: TEAM.lane, pending: 0, sending: 0, later: 3 });
      expect(state).not.toHaveProperty('oldestPendingDueAt');
      expect(state).not.toHaveProperty('retrying');
    });

    it('is taken back, all its parts with it', async () => {
      const parts = partsOf(later(), 3);
      await opened.commit(...parts);
      expect(await takeBack(parts[1]?.id ?? '')).toBe(true);
      opened.reopen();
      for (const part of parts) {
        const found = await opened.find(part);
        expect(found?.delivery).toMatchObject({ state: 'skipped', finishedAt: at(10), cause: { code: 'taken-back' } });
      }
      expect(await opened.attempt(at(HOUR))).toBeUndefined();
      expect(await opened.store.history.count()).toMatchObject({ pending: 0, skipped: 3 });
    });

    it('gives its place to another one, under its id', async () => {
      const parts = partsOf(later(), 2);
      await opened.commit(...parts);
      const other = later({ id: later().id, dueAt: at(100), message: { kind: 'text', text: '改好了' } });
      expect(await takeBack(later().id, other)).toBe(true);
      expect(await opened.attempt(at(99))).toBeUndefined();
      expect(await opened.attempt(at(100))).toMatchObject({ id: later().id, message: { text: '改好了' } });
      expect(await opened.store.history.count()).toMatchObject({ pending: 0, delivered: 1 });
    });

    it.each<[string, (delivery: NewDelivery) => Promise<unknown>]>([
      ['is under way', () => opened.claim(at(HOUR))],
      ['was tried, and may have arrived', () => opened.attempt(at(HOUR), BUSY)],
      ['was sent', () => opened.attempt(at(HOUR))],
      ['was taken back', ({ id }) => takeBack(id)],
    ])('is left alone when it %s', async (_, happens) => {
      await opened.commit(later());
      await happens(later());
      const before = await opened.store.history.list({});
      expect(await takeBack(later().id)).toBe(false);
      expect(await takeBack(later().id, later({ message: { kind: 'text', text: '太晚了' } }))).toBe(false);
      expect(await opened.store.history.list({})).toEqual(before);
    });

    it('is left alone when one of its parts has been tried', async () => {
      const parts = partsOf(later(), 2);
      await opened.commit(...parts);
      await opened.attempt(at(HOUR));
      expect(await takeBack(parts[1]?.id ?? '')).toBe(false);
      expect((await opened.attempt(at(HOUR + 1)))?.part?.number).toBe(2);
    });

    it('is nothing else: what was planned is not taken back, nor what nobody knows', async () => {
      await opened.commit(planned('lunch', { dueAt: at(HOUR) }));
      expect(await takeBack(planned('lunch', { dueAt: at(HOUR) }).id)).toBe(false);
      expect(await takeBack('nothing')).toBe(false);
    });
  });
});
