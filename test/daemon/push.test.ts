import { describe, expect, it } from 'vitest';
import { firedDeliveries } from '../../src/daemon/push.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { rotation, withRotation } from '../../src/schedule/rotation.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const LANES = new Map([
  ['team', 'lane-of-team'],
  ['ops', 'lane-of-ops'],
]);

describe('a reminder fired by hand', () => {
  it('goes to each of its robots that has a lane, now', () => {
    const fired = firedDeliveries(reminder('a', { robots: ['team', 'gone', 'ops'], priority: 5 }), LANES, NOON);
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
  });

  it('is a message of its own each time', () => {
    const ids = [1, 2].map(() => firedDeliveries(reminder('a'), LANES, NOON)[0]?.id);
    expect(new Set(ids).size).toBe(2);
  });

  it.each<[string, Override]>([
    ['paused', { kind: 'pause', reminder: 'a' }],
    ['skipped today', { kind: 'skip', reminder: 'a', date: '2026-11-24' }],
    ['on vacation with everybody', { kind: 'vacation', from: '2026-11-24', until: '2026-11-24' }],
  ])('is said although it is %s', (_name, override) => {
    expect(firedDeliveries(reminder('a'), LANES, NOON, [override])).toMatchObject([{ state: 'pending' }]);
  });

  it('is about whose turn is next, and mentions nobody on vacation', () => {
    const text = parseRotation({ people: ['lili', 'xiaoming'], from: '2026-11-23' });
    if (text.kind === 'fault') throw new Error(text.message.en);
    const plain = reminder('duty', {
      render: ({ person }, { away = new Set() }) => ({ kind: 'text', text: `${person}, not ${[...away].join(', ')}` }),
    });
    const duty = { ...plain, timetable: withRotation(plain.timetable, rotation(text)) };
    const vacation: Override = { kind: 'vacation', person: 'lili', from: '2026-11-24', until: '2026-11-24' };
    expect(firedDeliveries(duty, LANES, NOON)).toMatchObject([{ person: 'lili', message: { text: 'lili, not ' } }]);
    expect(firedDeliveries(duty, LANES, NOON, [vacation])).toMatchObject([
      { person: 'xiaoming', message: { text: 'xiaoming, not lili' } },
    ]);
  });
});
