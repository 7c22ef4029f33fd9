import { describe, expect, it } from 'vitest';
import { firedDeliveries } from '../../src/daemon/push.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, rotation, withRotation } from '../../src/schedule/rotation.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const ADDRESSES = {
  lanes: new Map([
    ['team', 'lane-of-team'],
    ['ops', 'lane-of-ops'],
  ]),
  keywords: new Map([['ops', ['钉铃']]]),
};

describe('a reminder fired by hand', () => {
  it('goes to each of its robots that has a lane, now', () => {
    const fired = firedDeliveries(reminder('a', { robots: ['team', 'gone', 'ops'], priority: 5 }), ADDRESSES, NOON);
    expect(fired.map(({ robot, lane }) => [robot, lane])).toEqual([
      ['team', 'lane-of-team'],
      ['ops', 'lane-of-ops'],
    ]);
    expect(fired[0]).toMatchObject({
      origin: 'fire',
      state: 'pending',
      reminder: 'a',
      dueAt: NOON,
      expiresAt: NOON + HOUR,
      priority: 5,
      message: { text: 'a 2026-11-24T12:00:00.000Z' },
    });
    expect(fired[1]).toMatchObject({ message: { text: 'a 2026-11-24T12:00:00.000Z\n钉铃' } });
  });

  it('goes out in parts when it is too long for one post, the first under the id of the whole', () => {
    const text = Array.from({ length: 300 }, (_, line) => `${line} ${'字'.repeat(30)}`).join('\n');
    const long = reminder('a', { robots: ['team', 'ops'], render: () => ({ kind: 'text', text }) });
    const fired = firedDeliveries(long, ADDRESSES, NOON);
    const parts = Object.values(Object.groupBy(fired, ({ robot }) => robot));
    expect(parts).toHaveLength(2);
    for (const each of parts) {
      expect(each?.length).toBeGreaterThan(1);
      expect(each?.map(({ part }) => part)).toEqual(each?.map((_, index) => ({ number: index + 1, of: each.length })));
    }
    // What a robot asks for, it asks for in each of its posts.
    for (const { robot, message } of fired) {
      if (robot === 'ops' && 'text' in message) expect(message.text).toContain('钉铃');
    }
  });

  it('is a message of its own each time', () => {
    const ids = [1, 2].map(() => firedDeliveries(reminder('a'), ADDRESSES, NOON)[0]?.id);
    expect(new Set(ids).size).toBe(2);
  });

  it.each<[string, Override]>([
    ['paused', { kind: 'pause', reminder: 'a' }],
    ['skipped today', { kind: 'skip', reminder: 'a', date: '2026-11-24' }],
    ['on vacation with everybody', { kind: 'vacation', from: '2026-11-24', until: '2026-11-24' }],
  ])('is said although it is %s', (_name, override) => {
    expect(firedDeliveries(reminder('a'), ADDRESSES, NOON, [override])).toMatchObject([{ state: 'pending' }]);
  });

  it('is about whose turn is next, and mentions nobody on vacation', () => {
    const text = parseRotation({ people: ['lili', 'xiaoming'], from: '2026-11-23' });
    if (text.kind === 'fault' || !isByDate(text)) throw new Error('not understood');
    const plain = reminder('duty', {
      render: ({ person }, { away = new Set() }) => ({ kind: 'text', text: `${person}, not ${[...away].join(', ')}` }),
    });
    const duty = { ...plain, timetable: withRotation(plain.timetable, rotation(text)) };
    const vacation: Override = { kind: 'vacation', person: 'lili', from: '2026-11-24', until: '2026-11-24' };
    expect(firedDeliveries(duty, ADDRESSES, NOON)).toMatchObject([{ person: 'lili', message: { text: 'lili, not ' } }]);
    expect(firedDeliveries(duty, ADDRESSES, NOON, [vacation])).toMatchObject([
      { person: 'xiaoming', message: { text: 'xiaoming, not lili' } },
    ]);
  });
});
