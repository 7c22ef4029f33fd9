import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryId, pushedId } from '../../src/delivery/identity.ts';
import { type EpochMs, toEpochMs } from '../../src/schedule/instant.ts';

const at = toEpochMs(1_800_000_000_000);
const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const key = fc.record(
  {
    reminder: fc.string({ unit: 'grapheme' }),
    person: fc.string(),
    notice: fc.string(),
    dueAt: fc.integer().map((ms) => ms as EpochMs),
    robot: fc.string({ unit: 'grapheme' }),
  },
  { requiredKeys: ['reminder', 'dueAt', 'robot'] },
);

describe('deliveryId', () => {
  it('never changes: what is pending in a database would be sent twice', () => {
    expect(deliveryId({ reminder: 'clock-in', dueAt: at, robot: 'team' })).toBe('6d782e9b-ef97-8a73-a528-9c79e7e1f2b1');
    expect(deliveryId({ reminder: '生日', person: 'xiaoming', notice: '7d', dueAt: at, robot: '家' })).toBe(
      '80a951ef-9bbb-82c5-8ba3-bec4419915a0',
    );
  });

  it.each([
    [
      { reminder: 'a|b', dueAt: at, robot: 'c' },
      { reminder: 'a', dueAt: at, robot: 'b|c' },
    ],
    [
      { reminder: 'a', person: 'b', dueAt: at, robot: 'c' },
      { reminder: 'a', notice: 'b', dueAt: at, robot: 'c' },
    ],
    [
      { reminder: 'a', person: '', dueAt: at, robot: 'c' },
      { reminder: 'a', dueAt: at, robot: 'c' },
    ],
    [
      { reminder: 'a', dueAt: at, robot: 'b","c' },
      { reminder: 'a","b', dueAt: at, robot: 'c' },
    ],
  ])('tells %j and %j apart', (one, other) => {
    expect(deliveryId(one)).not.toBe(deliveryId(other));
  });

  it('is a UUID that depends on the whole key and on nothing else', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(deliveryId(one)).toMatch(UUID_8);
        expect(deliveryId(one)).toBe(deliveryId({ ...one }));
        expect(deliveryId(one) === deliveryId(other)).toBe(fc.stringify(one) === fc.stringify(other));
      }),
    );
  });
});

describe('pushedId', () => {
  it('is the same for the same idempotency key and robot, and for nothing else', () => {
    const id = pushedId({ robot: 'team', idempotencyKey: 'build-42' });
    expect(id).toMatch(UUID_8);
    expect(pushedId({ robot: 'team', idempotencyKey: 'build-42' })).toBe(id);
    expect(pushedId({ robot: 'ops', idempotencyKey: 'build-42' })).not.toBe(id);
    expect(pushedId({ robot: 'team', idempotencyKey: 'build-43' })).not.toBe(id);
  });

  it('is new every time without one', () => {
    expect(pushedId({ robot: 'team' })).not.toBe(pushedId({ robot: 'team' }));
  });
});
