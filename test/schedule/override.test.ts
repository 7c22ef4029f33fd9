import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDayNumber, toIsoDate, type DayNumber } from '../../src/schedule/civil.ts';
import { explainOverride } from '../../src/schedule/explain-override.ts';
import { DAY, toEpochMs } from '../../src/schedule/instant.ts';
import type { Occurrence } from '../../src/schedule/occurrence.ts';
import { endOf, type Override, overrideId } from '../../src/schedule/override.ts';
import { indexOverrides } from '../../src/schedule/override-index.ts';

const at = (text: string) => toEpochMs(Date.parse(text));
const occurrence = (date: string, rest: Partial<Occurrence> = {}): Occurrence => ({
  at: at(`${date}T01:00:00Z`),
  date,
  daysLeft: 0,
  ...rest,
});

const SKIP: Override = { kind: 'skip', reminder: 'lunch', date: '2026-12-24' };
const PAUSE: Override = { kind: 'pause', reminder: 'lunch', until: at('2026-12-24T04:00:00Z') };
const FOR_EVER: Override = { kind: 'pause', reminder: 'lunch' };
const SWAP: Override = { kind: 'swap', reminder: 'lunch', date: '2026-12-24', people: ['lili', 'xiaoming'] };
const LILI: Override = { kind: 'vacation', person: 'lili', from: '2026-12-20', until: '2026-12-26' };
const EVERYBODY: Override = { kind: 'vacation', from: '2026-12-24', until: '2026-12-31' };

describe('an override', () => {
  it.each<[Override, string, string | undefined]>([
    [SKIP, 'skip:lunch:2026-12-24', '2026-12-25T12:00:00.000Z'],
    [PAUSE, 'pause:lunch', '2026-12-24T04:00:00.000Z'],
    [FOR_EVER, 'pause:lunch', undefined],
    [SWAP, 'swap:lunch:2026-12-24', '2026-12-25T12:00:00.000Z'],
    [LILI, 'vacation:lili:2026-12-20..2026-12-26', '2026-12-27T12:00:00.000Z'],
    [EVERYBODY, 'vacation::2026-12-24..2026-12-31', '2027-01-01T12:00:00.000Z'],
  ])('%j is known as %s and ends at %s', (override, id, end) => {
    expect(overrideId(override)).toBe(id);
    const ends = endOf(override);
    expect(ends === undefined ? undefined : new Date(ends).toISOString()).toBe(end);
  });

  it('of a date that does not exist is a bug of the caller', () => {
    expect(() => endOf({ ...SKIP, date: '2026-02-30' })).toThrow(RangeError);
  });

  it.each<[Override, string, string]>([
    [SKIP, '2026-12-24 已手动跳过', '2026-12-24 is skipped by hand'],
    [PAUSE, '已手动暂停', 'paused by hand'],
    [SWAP, '2026-12-24 换成 lili、xiaoming', '2026-12-24 is taken over by lili, xiaoming'],
    [LILI, 'lili 休假（2026-12-20 至 2026-12-26）', 'lili is on vacation (2026-12-20 to 2026-12-26)'],
    [EVERYBODY, '全体休假（2026-12-24 至 2026-12-31）', 'everybody is on vacation (2026-12-24 to 2026-12-31)'],
  ])('%j is explained', (override, zh, en) => {
    expect(explainOverride(override)).toEqual({ zh, en });
  });
});

describe('judging an occurrence', () => {
  it.each<[string, Override, Occurrence, boolean]>([
    ['a skip: its date', SKIP, occurrence('2026-12-24'), true],
    ['a skip: the day after', SKIP, occurrence('2026-12-25'), false],
    [
      'a skip: a notice a week ahead of its date',
      SKIP,
      occurrence('2026-12-24', { at: at('2026-12-17T01:00:00Z'), notice: '7d', daysLeft: 7 }),
      true,
    ],
    [
      'a skip: a notice on its date of another one',
      SKIP,
      occurrence('2026-12-31', { at: at('2026-12-24T01:00:00Z'), notice: '7d', daysLeft: 7 }),
      false,
    ],
    ['a pause: before its end', PAUSE, occurrence('2026-12-24', { at: at('2026-12-24T03:59:59.999Z') }), true],
    ['a pause: at its end', PAUSE, occurrence('2026-12-24', { at: at('2026-12-24T04:00:00Z') }), false],
    [
      'a pause: told before its end of what occurs after',
      PAUSE,
      occurrence('2026-12-30', { at: at('2026-12-23T01:00:00Z'), notice: '7d', daysLeft: 7 }),
      true,
    ],
    ['a pause without end', FOR_EVER, occurrence('2199-12-31'), true],
    ['a vacation: a birthday in it', LILI, occurrence('2026-12-26', { person: 'lili' }), true],
    [
      'a vacation: told in it of a birthday after it',
      LILI,
      occurrence('2026-12-27', { at: at('2026-12-26T01:00:00Z'), notice: '1d', daysLeft: 1, person: 'lili' }),
      false,
    ],
    ["a vacation: somebody else's birthday", LILI, occurrence('2026-12-24', { person: 'xiaoming' }), false],
    ['a vacation: what is about nobody', LILI, occurrence('2026-12-24'), false],
    ["everybody's vacation: its first day", EVERYBODY, occurrence('2026-12-24'), true],
    ["everybody's vacation: its last day", EVERYBODY, occurrence('2026-12-31', { person: 'lili' }), true],
    ["everybody's vacation: the day before", EVERYBODY, occurrence('2026-12-23'), false],
    ["everybody's vacation: the day after", EVERYBODY, occurrence('2027-01-01'), false],
  ])('%s', (_name, override, judged, isSkipped) => {
    expect(indexOverrides([override]).skippedBy('lunch', judged)).toBe(isSkipped ? override : undefined);
  });

  it('leaves other reminders alone', () => {
    const index = indexOverrides([SKIP, FOR_EVER]);
    expect(index.skippedBy('dinner', occurrence('2026-12-24'))).toBeUndefined();
    expect(index.silentThrough('dinner')).toBe(Number.NEGATIVE_INFINITY);
  });

  it('names the narrowest reason: the pause, the skip, the person, everybody', () => {
    const judged = occurrence('2026-12-24', { person: 'lili' });
    const all = [EVERYBODY, LILI, SKIP, PAUSE];
    for (const expected of all.toReversed()) {
      const left = all.slice(0, all.indexOf(expected) + 1);
      expect(indexOverrides(left).skippedBy('lunch', judged)).toBe(expected);
    }
  });

  it('knows how long a reminder is silent', () => {
    expect(indexOverrides([PAUSE]).silentThrough('lunch')).toBe(at('2026-12-24T04:00:00Z') - 1);
    expect(indexOverrides([FOR_EVER]).silentThrough('lunch')).toBe(Number.POSITIVE_INFINITY);
  });

  it('knows who is away on a date', () => {
    const { away } = indexOverrides([LILI, EVERYBODY, { ...LILI, person: 'xiaoming', from: '2026-12-26' }]);
    expect([...away('2026-12-25')]).toEqual(['lili']);
    expect([...away('2026-12-26')].toSorted()).toEqual(['lili', 'xiaoming']);
    expect(away('2026-12-27').size).toBe(0);
  });

  it('judges as reading every override anew would', () => {
    const day = fc.integer({ min: 0, max: 12 }).map((days) => (toDayNumber(2026, 12, 20) + days) as DayNumber);
    const date = day.map(toIsoDate);
    const reminder = fc.constantFrom('lunch', 'dinner');
    const person = fc.option(fc.constantFrom('lili', 'xiaoming'), { nil: undefined });
    const override: fc.Arbitrary<Override> = fc.oneof(
      fc.record({ kind: fc.constant('skip' as const), reminder, date }),
      fc.record({ kind: fc.constant('swap' as const), reminder, date, people: fc.constant(['lili'] as const) }),
      fc.tuple(reminder, fc.option(day, { nil: undefined })).map(([id, end]) => ({
        kind: 'pause' as const,
        reminder: id,
        ...(end !== undefined && { until: toEpochMs(end * DAY) }),
      })),
      fc.tuple(person, date, date).map(([id, a, b]) => ({
        kind: 'vacation' as const,
        ...(id !== undefined && { person: id }),
        from: a < b ? a : b,
        until: a < b ? b : a,
      })),
    );
    // The store keeps one of each id.
    const overrides = fc.uniqueArray(override, { selector: overrideId, maxLength: 6 });
    fc.assert(
      fc.property(overrides, reminder, date, day, person, (all, id, of, on, who) => {
        const judged: Occurrence = {
          at: toEpochMs(on * DAY),
          date: of,
          daysLeft: 0,
          ...(who !== undefined && { person: who }),
        };
        const index = indexOverrides(all);
        const skipping = all.filter((each) => isSkipping(each, id, judged));
        const by = index.skippedBy(id, judged);
        expect(by === undefined).toBe(skipping.length === 0);
        if (by !== undefined) expect(skipping).toContain(by);
      }),
    );
  });
});

function isSkipping(override: Override, reminder: string, { at: due, date, person }: Occurrence): boolean {
  switch (override.kind) {
    case 'skip':
      return override.reminder === reminder && override.date === date;
    case 'pause':
      return override.reminder === reminder && (override.until === undefined || due < override.until);
    case 'swap':
      return false;
    case 'vacation':
      return (
        (override.person === undefined || override.person === person) &&
        Date.parse(override.from) <= Date.parse(date) &&
        Date.parse(date) <= Date.parse(override.until)
      );
  }
}
