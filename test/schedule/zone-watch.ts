import * as fc from 'fast-check';
import { expect } from 'vitest';
import { addDays } from '../../src/schedule/civil.ts';
import type { DayNumber } from '../../src/schedule/civil.ts';
import { DAY, HOUR, MINUTE, SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import type { Shift } from '../../src/schedule/shift.ts';
import type { Source } from '../../src/schedule/source.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { parseWallTime } from '../../src/schedule/wall-time.ts';
import { zone } from '../../src/schedule/zone.ts';
import { breadth } from '../support/breadth.ts';
import { anchoredInstants, hourlyInstants, type Tick, walk } from './wall-clock-oracle.ts';

/*
 * Each kind of trigger, in every zone of the tz database whose clocks change between 1970 and 2100, mostly in the days
 * around a change, against a wall clock that is watched minute by minute. Which wall times a kind names is said here
 * once more, by definition: one question per day or minute.
 */

const FIRST = Date.UTC(1970, 0, 3);
const LAST = Date.UTC(2100, 0, 1);

export const CHANGES = new Map(
  Intl.supportedValuesOf('timeZone')
    .map((timezone) => [timezone, changesOf(timezone)] as const)
    .filter(([, changes]) => changes.length > 0),
);

function changesOf(timezone: string): readonly number[] {
  const changes: number[] = [];
  let moment = Temporal.Instant.fromEpochMilliseconds(FIRST).toZonedDateTimeISO(timezone);
  for (;;) {
    const next = moment.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= LAST) return changes;
    changes.push(next.epochMilliseconds);
    moment = next;
  }
}

/** A wall clock watched for a while. */
export interface Watch {
  readonly timezone: string;
  /** What the wall shows at the middle, in epoch ms of the same numbers in UTC. */
  readonly middleWall: number;
  /** Exclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
}

/** A wall time that was shown before is known by having watched for so long: no repeated stretch is longer. */
const LOOK_BACK = 27 * HOUR;

const anyWatch: fc.Arbitrary<Watch> = fc
  .record({
    timezone: fc.constantFrom(...CHANGES.keys()),
    middle: fc.oneof(
      { weight: 7, arbitrary: fc.record({ kind: fc.constant('change' as const), index: fc.nat(1_000) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          kind: fc.constant('any' as const),
          at: fc.integer({ min: FIRST, max: LAST - 3 * DAY }),
        }),
      },
    ),
    hoursBefore: fc.integer({ min: 0, max: 40 }),
    hoursAfter: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ timezone, middle, hoursBefore, hoursAfter }) => {
    const changes = CHANGES.get(timezone)!;
    const at =
      middle.kind === 'change' ? changes[middle.index % changes.length]! : Math.floor(middle.at / MINUTE) * MINUTE;
    const [shown] = walk(timezone, at, at + 1, 1);
    return { timezone, middleWall: shown!.wall, from: at - hoursBefore * HOUR, until: at + hoursAfter * HOUR };
  });

/**
 * Liberia's clocks stood 44 minutes and 30 seconds behind UTC until 1972, and a watch of the change itself begins at
 * half a minute; all others of the time show whole minutes.
 */
function stepOf({ timezone, from }: Watch): number {
  const [shown] = walk(timezone, from, from + 1, 1);
  return shown!.wall % MINUTE === 0 && shown!.at % MINUTE === 0 ? MINUTE : 30 * SECOND;
}

/** What one source must do: at which wall times it fires, and by which rule for clock changes. */
export interface Definition {
  readonly clockChange: 'anchored' | 'hourly';
  readonly names: (wall: number) => boolean;
  readonly person?: string;
}

export interface Case {
  /** As a person would write it, for the report of a failure. */
  readonly text: string;
  readonly sources: readonly Source[];
  readonly definitions: readonly Definition[];
}

function watched(watch: Watch, definitions: readonly Definition[]): readonly string[] {
  const step = stepOf(watch);
  const ticks = walk(watch.timezone, watch.from - LOOK_BACK, watch.until, step);
  return definitions
    .flatMap(({ person, ...definition }) => instantsOf(ticks, definition, step).map((at) => line(at, person)))
    .filter((each) => Date.parse(each.slice(0, 24)) > watch.from)
    .toSorted();
}

function instantsOf(ticks: readonly Tick[], { clockChange, names }: Definition, step: number): readonly number[] {
  return clockChange === 'hourly' ? hourlyInstants(ticks, names) : anchoredInstants(ticks, names, step);
}

function told(watch: Watch, sources: readonly Source[]): readonly string[] {
  const timetable = createTimetable({ sources, zone: zone(watch.timezone) });
  const found: string[] = [];
  let after = toEpochMs(watch.from);
  for (;;) {
    const due = timetable.next(after);
    if (!due || due.at >= watch.until) break;
    // Without this a mistake would run for ever instead of failing.
    if (due.at <= after) throw new Error(`${line(due.at)} is not after ${line(after)}`);
    found.push(...due.occurrences.map(({ at, person }) => line(at, person)));
    after = due.at;
  }
  return found.toSorted();
}

function line(at: number, person = ''): string {
  return `${new Date(at).toISOString()} ${person}`.trimEnd();
}

export const pad = (number: number) => String(number).padStart(2, '0');
export const timeText = (minute: number) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
export const minuteOf = (wall: number) => Math.floor((wall % DAY) / MINUTE);
const dayOf = (wall: number) => Math.floor(wall / DAY) as DayNumber;
export const dateOn = (day: number) => new Date(day * DAY);

/** Minutes of the day, most of them near what the wall shows at the watch's middle. */
export function minutesNear({ middleWall }: Watch): fc.Arbitrary<number> {
  const near = fc.integer({ min: -130, max: 130 }).map((aside) => (minuteOf(middleWall) + aside + 1_440) % 1_440);
  return fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_439 }) });
}

export function timesNear(watch: Watch): fc.Arbitrary<readonly number[]> {
  return fc.uniqueArray(minutesNear(watch), { minLength: 1, maxLength: 4 });
}

/** Days on or beside that of the watch's middle. */
export function daysNear({ middleWall }: Watch): fc.Arbitrary<DayNumber> {
  return fc.integer({ min: -2, max: 2 }).map((aside) => addDays(dayOf(middleWall), aside));
}

export function seconds(minutes: readonly number[]): readonly number[] {
  return minutes.map((minute) => parseWallTime(timeText(minute))!);
}

/** Anchored, at these minutes of the days of which it is true. */
export function onDays(isDay: (day: DayNumber) => boolean, minutes: readonly number[], person?: string): Definition {
  return {
    clockChange: 'anchored',
    names: (wall) => wall % MINUTE === 0 && minutes.includes(minuteOf(wall)) && isDay(dayOf(wall)),
    ...(person !== undefined && { person }),
  };
}

/** What a trigger fires in each watch of many is what a watcher of the wall clock says; some of them see it fire. */
export function expectAgreement(anyCase: (watch: Watch) => fc.Arbitrary<Case>): void {
  let fired = 0;
  const anySituation = anyWatch.chain((watch) => fc.record({ watch: fc.constant(watch), made: anyCase(watch) }));
  fc.assert(
    fc.property(anySituation, ({ watch, made }) => {
      const expected = watched(watch, made.definitions);
      expect(told(watch, made.sources), `${made.text} in ${watch.timezone}`).toEqual(expected);
      fired += expected.length;
    }),
    { numRuns: breadth({ quick: 20, long: 300 }) },
  );
  expect(fired).toBeGreaterThan(breadth({ quick: 3, long: 10 }));
}

/** Weekends are off, the first week of October too; every thirteenth day it is the other way round. */
export function isWorkday(day: number): boolean {
  const date = dateOn(day);
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  const off = weekend || (date.getUTCMonth() === 9 && date.getUTCDate() <= 7);
  return day % 13 === 0 ? off : !off;
}

const LONGEST_SHIFT = 20;

/** Whether some named day ends up here. */
export function isKept(day: number, isNamed: (day: number) => boolean, shift: Shift | undefined): boolean {
  if (shift === undefined) return isNamed(day);
  if (!isWorkday(day)) return false;
  if (isNamed(day)) return true;
  if (shift === 'skip') return false;
  const step = shift === 'next-workday' ? -1 : 1;
  for (let distance = 1; distance <= LONGEST_SHIFT; distance += 1) {
    const origin = day + step * distance;
    if (isWorkday(origin)) return false;
    if (isNamed(origin)) return true;
  }
  throw new Error('nobody has so many days off in a row');
}
