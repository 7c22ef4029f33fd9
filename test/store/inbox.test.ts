import { beforeEach, describe, expect, it } from 'vitest';
import type { NewReceived } from '../../src/delivery/inbox.ts';
import { at, planned } from './plan.ts';
import { Opened } from './opened.ts';
import { STORES } from './stores.ts';

describe.each(STORES)('$name', (kind) => {
  let opened: Opened;
  beforeEach(() => {
    opened = new Opened(kind);
  });

  /** An event of `shop` that waits ten seconds for others about the same thing. */
  function event(id: string, ms: number, changes: Partial<NewReceived> = {}): NewReceived {
    const waits = { state: 'waiting', thing: '#7', dueAt: at(ms + 10_000) } as const;
    return { id, hook: 'shop', kind: 'push', subject: id, receivedAt: at(ms), event: { id }, ...waits, ...changes };
  }

  /** One that is about nothing that anything else is about. */
  function alone(id: string, ms: number): NewReceived {
    const { thing: _thing, ...others } = event(id, ms);
    return others;
  }

  function ignored(id: string, ms: number): NewReceived {
    const { dueAt: _dueAt, ...others } = event(id, ms);
    return { ...others, state: 'ignored', because: { kind: 'bot' } };
  }

  /** What is told at an instant, one after the other, and is told then. */
  async function toldAt(now: number): Promise<readonly (readonly string[])[]> {
    const { inbox } = opened.store;
    const { events } = await inbox.due(at(now));
    if (events.length === 0) return [];
    await inbox.tell({ events: events.map(({ id }) => ({ id, state: 'told' })), deliveries: [] });
    return [events.map(({ id }) => id), ...(await toldAt(now))];
  }

  const ids = (groups: readonly (readonly { readonly id: string }[])[]) =>
    groups.map((each) => each.map(({ id }) => id));

  describe('what is received', () => {
    it('is written once: sent again, it is told what it was, and counts', async () => {
      const { inbox } = opened.store;
      expect(await inbox.receive([event('a', 0)])).toEqual({ kind: 'written' });
      opened.reopen();
      const { inbox: again } = opened.store;
      expect(await again.receive([event('a', 5_000, { subject: 'another' })])).toEqual({
        kind: 'duplicate',
        state: 'waiting',
      });
      expect(await again.find('a')).toMatchObject({ repeats: 1, subject: 'a', dueAt: at(10_000), event: { id: 'a' } });
    });

    it('waits for what else comes about the same thing, from the first on, never longer', async () => {
      const { inbox } = opened.store;
      await inbox.receive([event('a', 0)]);
      await inbox.receive([event('other thing', 1_000, { thing: '#8' })]);
      await inbox.receive([event('other hook', 1_000, { hook: 'api' })]);
      await inbox.receive([event('b', 9_999)]);
      expect(await inbox.due(at(9_999))).toEqual({ events: [], next: at(10_000) });
      await inbox.receive([event('c', 10_000)]);
      const { events, next } = await inbox.due(at(10_000));
      expect(ids([events])).toEqual([['a', 'b']]);
      expect(next).toBe(at(11_000));
      expect(await toldAt(30_000)).toEqual([['a', 'b'], ['other thing'], ['other hook'], ['c']]);
    });

    it('waits alone without a thing, and is due when the clock was set back behind it', async () => {
      const { inbox } = opened.store;
      await inbox.receive([alone('a', 50_000)]);
      await inbox.receive([alone('b', 50_000)]);
      expect(await toldAt(0)).toEqual([['a'], ['b']]);
    });
  });

  describe('the events of one request', () => {
    it('are written together or not at all', async () => {
      const { inbox } = opened.store;
      expect(await inbox.receive([event('a', 0), event('a2', 0)])).toEqual({ kind: 'written' });
      expect(await inbox.receive([event('a', 0), event('a3', 0)])).toEqual({ kind: 'duplicate', state: 'waiting' });
      await expect(inbox.receive([event('b', 0), event('a2', 0)])).rejects.toThrow('UNIQUE');
      expect(ids([await inbox.list({})])).toEqual([['a2', 'a']]);
    });
  });

  describe('what is told', () => {
    it('is written with its deliveries in one transaction, and waits no more', async () => {
      const { inbox, history } = opened.store;
      await inbox.receive([event('a', 0)]);
      await inbox.receive([event('b', 1, { keptUntil: at(99_000) })]);
      const delivery = planned('x', { origin: 'hook' });
      const told = {
        deliveries: [delivery],
        events: [
          { id: 'a', state: 'told', deliveries: [delivery.id] },
          { id: 'b', state: 'ignored', because: { kind: 'said-already' } },
        ],
      } as const;
      expect(await inbox.tell(told)).toBe(true);
      expect(await inbox.due(at(99_000))).toEqual({ events: [] });
      expect((await history.find(delivery.id))?.delivery).toMatchObject({ state: 'pending', origin: 'hook' });
      // What was to be kept no longer than needed is gone.
      expect(await inbox.find('a')).toEqual({
        id: 'a',
        hook: 'shop',
        kind: 'push',
        subject: 'a',
        thing: '#7',
        receivedAt: at(0),
        state: 'told',
        repeats: 0,
        deliveries: [delivery.id],
      });
      expect(await inbox.find('b')).toMatchObject({
        state: 'ignored',
        because: { kind: 'said-already' },
        event: { id: 'b' },
      });
    });

    it('or waits on, with what waits for the same: also what came in the future, before the clock was set back', async () => {
      const { inbox } = opened.store;
      await inbox.receive([event('a', 0)]);
      await inbox.receive([alone('future', 99_000)]);
      const held = { state: 'waiting', because: { kind: 'quiet' }, thing: 'quiet', dueAt: at(60_000) } as const;
      const events = [
        { id: 'a', receivedAt: at(0), ...held },
        { id: 'future', receivedAt: at(10_000), ...held },
      ];
      expect(await inbox.tell({ events, deliveries: [] })).toBe(true);
      expect(await inbox.due(at(10_000))).toEqual({ events: [], next: at(60_000) });
      opened.reopen();
      const { events: due } = await opened.store.inbox.due(at(60_000));
      expect(ids([due])).toEqual([['a', 'future']]);
      expect(due[0]).toMatchObject({ because: { kind: 'quiet' }, event: { id: 'a' } });
    });

    it('is told as one, however many there are', async () => {
      const { inbox } = opened.store;
      const held = { because: { kind: 'quiet' }, thing: 'quiet', dueAt: at(60_000) };
      const [first, ...others] = Array.from({ length: 1_200 }, (_, index) => event(`e${index}`, index, held));
      await inbox.receive([event('another', 0)]);
      await inbox.receive([first as NewReceived, ...others]);
      expect((await toldAt(60_000)).map(({ length }) => length)).toEqual([1, 1_200]);
    });

    it('is not told by a second: nothing is written then', async () => {
      const { inbox, history } = opened.store;
      await inbox.receive([event('a', 0)]);
      await inbox.receive([event('b', 0)]);
      await inbox.tell({ events: [{ id: 'a', state: 'told' }], deliveries: [] });
      const late = planned('late', { origin: 'hook' });
      const both = {
        events: [
          { id: 'b', state: 'told' },
          { id: 'a', state: 'told' },
        ],
        deliveries: [late],
      } as const;
      expect(await inbox.tell(both)).toBe(false);
      expect(await history.find(late.id)).toBeUndefined();
      expect(await toldAt(99_000)).toEqual([['b']]);
    });
  });

  describe('what is remembered', () => {
    it('is listed newest first, of one hook or of all, page by page', async () => {
      const { inbox } = opened.store;
      for (const [index, hook] of ['shop', 'api', 'shop', 'shop'].entries()) {
        await inbox.receive([event(`e${index}`, index, { hook })]);
      }
      await inbox.receive([event('same instant', 3)]);
      expect(ids([await inbox.list({})])).toEqual([['same instant', 'e3', 'e2', 'e1', 'e0']]);
      expect(ids([await inbox.list({ hook: 'shop', limit: 2 })])).toEqual([['same instant', 'e3']]);
      expect(ids([await inbox.list({ hook: 'shop', after: 'e3' })])).toEqual([['e2', 'e0']]);
      expect(await inbox.list({ after: 'nobody' })).toEqual([]);
      expect((await inbox.list({ limit: 1 }))[0]).not.toHaveProperty('event');
    });

    it('knows what was said of late, and not what was ignored', async () => {
      const { inbox } = opened.store;
      await inbox.receive([event('early', 0, { says: ['commit 1'] })]);
      await inbox.receive([event('merged', 10_000, { says: ['commit 2', 'commit 3'] })]);
      await inbox.receive([{ ...ignored('ignored', 10_000), says: ['commit 4'] }]);
      await inbox.receive([event('elsewhere', 10_000, { hook: 'api', says: ['commit 5'] })]);
      const asked = ['commit 1', 'commit 2', 'commit 4', 'commit 5', 'commit 6'];
      expect(ids([await inbox.saying('shop', asked, at(10_000))])).toEqual([['early', 'merged']]);
      expect(ids([await inbox.saying('shop', asked, at(3_600_001))])).toEqual([['merged']]);
      await inbox.receive([event('much later', 7_200_000, { says: ['commit 1'] })]);
      expect(ids([await inbox.saying('shop', asked, at(7_200_000))])).toEqual([['much later']]);
    });

    it('remembers what it is given, unless something else came to be remembered meanwhile', async () => {
      const { inbox } = opened.store;
      const change = (value: unknown, before: unknown) => ({ hook: 'shop', key: 'CI main', value, before });
      expect(await inbox.receive([event('a', 0)], [change({ red: 1 }, undefined)])).toEqual({ kind: 'written' });
      expect(await inbox.memory('shop', 'CI main')).toEqual({ red: 1 });
      expect(await inbox.memory('api', 'CI main')).toBeUndefined();
      expect(await inbox.receive([event('b', 0)], [change({ red: 2 }, undefined)])).toEqual({ kind: 'outdated' });
      expect(await inbox.find('b')).toBeUndefined();
      expect(await inbox.receive([event('b', 0)], [change({ red: 2 }, { red: 1 })])).toEqual({ kind: 'written' });
      opened.reopen();
      expect(await opened.store.inbox.memory('shop', 'CI main')).toEqual({ red: 2 });
    });

    it('is summed up by hook', async () => {
      const { inbox } = opened.store;
      await inbox.receive([ignored('yesterday', 0)]);
      await inbox.receive([ignored('today', 50_000)]);
      await inbox.receive([event('waits', 60_000)]);
      expect(await inbox.summaries(at(40_000))).toEqual([
        { hook: 'shop', lastAt: at(60_000), counts: { waiting: 1, told: 0, ignored: 1, refused: 0 } },
      ]);
    });

    it('is forgotten in its time, what was received before what is known of it, and never while it waits', async () => {
      const { inbox } = opened.store;
      const original = { headers: { 'x-event': 'push' }, body: '{}' };
      const kept = { original, keptUntil: at(30_000) };
      await inbox.receive([event('waits', 0, kept)]);
      await inbox.receive([event('told', 0, { ...kept, thing: 'x' })]);
      await inbox.tell({ events: [{ id: 'told', state: 'told' }], deliveries: [] });
      expect((await inbox.find('told'))?.original).toEqual(original);
      expect(await inbox.prune(at(0), at(29_999))).toBe(0);
      expect(await inbox.prune(at(0), at(30_000))).toBe(1);
      expect(await inbox.find('told')).not.toHaveProperty('original');
      expect(await inbox.find('waits')).toMatchObject({ original });
      expect(await inbox.prune(at(1), at(30_000))).toBe(1);
      expect(ids([await inbox.list({})])).toEqual([['waits']]);
    });

    it('what is remembered of a build goes when nothing was heard of it for as long', async () => {
      const { inbox } = opened.store;
      const memory = (key: string) => ({ hook: 'shop', key, value: { state: 'failed' }, before: undefined });
      await inbox.receive([event('old', 0)], [memory('gone')]);
      await inbox.receive([event('new', 10)], [memory('main')]);
      while ((await inbox.prune(at(10), at(10))) > 0);
      expect(await inbox.memory('shop', 'gone')).toBeUndefined();
      expect(await inbox.memory('shop', 'main')).toEqual({ state: 'failed' });
    });

    it('what is remembered of a hook itself belongs to no event, and stays', async () => {
      const { inbox } = opened.store;
      const memory = { hook: 'news', key: 'hook feed', value: { seen: [1] }, before: undefined };
      expect(await inbox.remember([memory], at(0))).toBe(true);
      expect(await inbox.remember([{ ...memory, value: { seen: [2] } }], at(1))).toBe(false);
      await inbox.prune(at(1_000), at(1_000));
      opened.reopen();
      expect(await opened.store.inbox.memory('news', 'hook feed')).toEqual({ seen: [1] });
    });

    it('of what was refused only the newest: nobody fills the disk by guessing', async () => {
      const { inbox } = opened.store;
      await inbox.receive([event('good', 0)]);
      for (let index = 0; index < 150; index += 1) {
        const refusal = {
          id: `no ${index}`,
          hook: 'shop',
          receivedAt: at(index),
          state: 'refused',
          because: { kind: 'signature' },
        } as const;
        await inbox.receive([refusal]);
      }
      const left = await inbox.list({ limit: 1_000 });
      expect(left).toHaveLength(101);
      expect(left[0]?.id).toBe('no 149');
      expect(left.map(({ id }) => id)).toContain('good');
    });
  });
});
