import * as fc from 'fast-check';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import { type Upcoming, upcoming } from '../../src/daemon/upcoming.ts';
import type { Delivery } from '../../src/delivery/delivery.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { parseIsoDate, wallAt } from '../../src/schedule/civil.ts';
import { daily } from '../../src/schedule/daily.ts';
import type { Filter } from '../../src/schedule/filter.ts';
import { DAY, type EpochMs, HOUR, MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import { parseNotice } from '../../src/schedule/notice.ts';
import { explainOverride } from '../../src/schedule/explain-override.ts';
import { once } from '../../src/schedule/once.ts';
import type { Timetable } from '../../src/schedule/occurrence.ts';
import { type Override, overrideId } from '../../src/schedule/override.ts';
import { parseRotation } from '../../src/schedule/parse-rotation.ts';
import { isByDate, rotation, withRotation } from '../../src/schedule/rotation.ts';
import { createTimetable } from '../../src/schedule/timetable.ts';
import { zone } from '../../src/schedule/zone.ts';
import { MEMORY } from '../../src/store/open.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { breadth } from '../support/breadth.ts';
import { reminder } from './reminder.ts';

const NOON = toEpochMs(Date.parse('2026-11-24T12:00:00Z'));
const NINE = 9 * 3_600;

describe('the planner under overrides', () => {
  const stores: Store[] = [];
  const planners: Planner[] = [];
  afterEach(async () => {
    for (const planner of planners.splice(0)) await planner.stop();
    for (const store of stores.splice(0)) store.close();
  });

  function open(place = MEMORY): Store {
    const store = openStore(place);
    stores.push(store);
    return store;
  }

  async function start(
    { plans, overrides }: Pick<Store, 'plans' | 'overrides'>,
    clock: SettableClock,
    reminders: readonly Reminder[],
  ): Promise<Planner> {
    const planner = new Planner({
      plans,
      overrides,
      clock,
      random: () => 0.5,
      addresses: () => ({ lanes: new Map([['team', 'lane-of-team']]), keywords: new Map() }),
      logger: pino({ level: 'silent' }),
      onPlanned: () => {},
    });
    planners.push(planner);
    await planner.start(reminders);
    return planner;
  }

  it('a date skipped with a week’s notice: neither the notice nor the day itself', async () => {
    const store = open();
    await store.overrides.set({ kind: 'skip', reminder: 'party', date: '2026-12-24' });
    const clock = new SettableClock(NOON);
    await start(store, clock, [atNine('party', ['7d', '0d'], { active: range('2026-12-24', '2026-12-25') })]);
    await clock.advanceTo(afterDays(40));
    expect(await planned(store)).toEqual([
      '12-17T09:00 7d skipped: 2026-12-24 is skipped by hand',
      '12-18T09:00 7d pending',
      '12-24T09:00 0d skipped: 2026-12-24 is skipped by hand',
      '12-25T09:00 0d pending',
    ]);
  });

  it('a skip taken back in between: what lies ahead of a clock that was set back comes anew, and is not skipped', async () => {
    const store = open();
    await store.overrides.set({ kind: 'skip', reminder: 'party', date: '2026-12-24' });
    const clock = new SettableClock(NOON);
    await start(store, clock, [atNine('party', ['7d', '0d'], { active: range('2026-12-24', '2026-12-24') })]);
    await clock.advanceTo(afterDays(24));
    await store.overrides.remove('skip:party:2026-12-24', clock.now());
    await clock.jumpTo(afterDays(20));
    await clock.advanceTo(afterDays(40));
    expect(await planned(store)).toEqual(['12-17T09:00 7d pending', '12-24T09:00 0d pending']);
  });

  it('a vacation over a birthday: it passes in silence, and on that day nobody mentions the person', async () => {
    const store = open();
    await store.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-26', until: '2026-11-26' });
    const clock = new SettableClock(NOON);
    const birthdays = about('birthdays', ['lili', 'xiaoming'], '2026-11-26');
    await start(store, clock, [birthdays]);
    await clock.advanceTo(afterDays(4));
    expect(await peopleTold(store)).toEqual([
      '11-25T09:00 1d lili skipped',
      '11-25T09:00 1d xiaoming pending',
      '11-26T09:00 0d lili skipped',
      '11-26T09:00 0d xiaoming pending (away: lili)',
    ]);
  });

  it('a vacation of everybody: its dates are skipped and recorded', async () => {
    const store = open();
    await store.overrides.set({ kind: 'vacation', from: '2026-11-26', until: '2026-11-27' });
    const clock = new SettableClock(NOON);
    await start(store, clock, [atNine('news', ['0d'])]);
    await clock.advanceTo(afterDays(4));
    const reason = 'everybody is on vacation (2026-11-26 to 2026-11-27)';
    expect(await planned(store)).toEqual([
      '11-25T09:00 0d pending',
      `11-26T09:00 0d skipped: ${reason}`,
      `11-27T09:00 0d skipped: ${reason}`,
      '11-28T09:00 0d pending',
    ]);
  });

  it('a pause holds over a restart and leaves nothing behind, not even what was missed', async () => {
    const store = open();
    await store.overrides.set({ kind: 'pause', reminder: 'a', until: toEpochMs(NOON + 5 * HOUR) });
    await (await start(store, new SettableClock(NOON), [reminder('a')])).stop();
    const clock = new SettableClock(toEpochMs(NOON + 3 * HOUR));
    await start(store, clock, [reminder('a')]);
    await clock.advanceTo(toEpochMs(NOON + 5 * HOUR));
    expect(await planned(store)).toEqual(['11-24T17:00 pending']);
  });

  it('a pause that ended while the daemon was down: what came due after it is late, before it nothing', async () => {
    const store = open();
    await store.overrides.set({ kind: 'pause', reminder: 'a', until: toEpochMs(NOON + 2 * HOUR) });
    await (await start(store, new SettableClock(NOON), [reminder('a')])).stop();
    const clock = new SettableClock(toEpochMs(NOON + 3 * HOUR + MINUTE));
    await start(store, clock, [reminder('a')]);
    await clock.advanceTo(clock.now());
    expect(await planned(store)).toEqual(['11-24T14:00 missed', '11-24T15:00 pending']);
  });

  it('resumed while the daemon was down: what came due in the pause stays unsaid', async () => {
    const store = open();
    await store.overrides.set({ kind: 'pause', reminder: 'a' });
    await (await start(store, new SettableClock(NOON), [reminder('a')])).stop();
    await store.overrides.remove('pause:a', toEpochMs(NOON + 3 * HOUR + MINUTE));
    const clock = new SettableClock(toEpochMs(NOON + 3 * HOUR + 2 * MINUTE));
    await start(store, clock, [reminder('a')]);
    await clock.advanceTo(toEpochMs(NOON + 4 * HOUR));
    expect(await planned(store)).toEqual(['11-24T16:00 pending']);
  });

  it('resumed before its end: it speaks again at once', async () => {
    const store = open();
    await store.overrides.set({ kind: 'pause', reminder: 'a', until: afterDays(7) });
    const clock = new SettableClock(NOON);
    await start(store, clock, [reminder('a')]);
    await clock.advanceTo(toEpochMs(NOON + 2 * HOUR + MINUTE));
    await store.overrides.remove('pause:a', clock.now());
    await clock.advanceTo(toEpochMs(NOON + 3 * HOUR));
    expect(await planned(store)).toEqual(['11-24T15:00 pending']);
  });

  it('a year of seconds in a pause is one step', async () => {
    const store = open();
    await store.overrides.set({ kind: 'pause', reminder: 'busy' });
    const everySecond = daily(Array.from({ length: 86_400 }, (_, second) => second));
    const { timetable, asked } = counting(createTimetable({ sources: [{ pattern: everySecond }], zone: zone('UTC') }));
    const clock = new SettableClock(NOON);
    await start(store, clock, [{ ...reminder('busy'), timetable }]);
    await clock.suspendTo(afterDays(365));
    expect(await planned(store)).toEqual([]);
    expect(await store.plans.cursors()).toMatchObject([{ through: afterDays(365) }]);
    expect(asked()).toBeLessThan(10);
  });

  it('what another process sets counts from the next occurrence on, without a restart', async () => {
    const directory = temporaryDirectory();
    const [daemon, command] = [open(directory), open(directory)];
    const clock = new SettableClock(NOON);
    await start(daemon, clock, [reminder('a'), reminder('b')]);
    await clock.advanceTo(toEpochMs(NOON + HOUR));
    await command.overrides.set({ kind: 'pause', reminder: 'a' });
    await command.overrides.set({ kind: 'skip', reminder: 'b', date: '2026-11-24' });
    await clock.advanceTo(toEpochMs(NOON + 2 * HOUR));
    await command.overrides.remove('pause:a', clock.now());
    await command.overrides.remove('skip:b:2026-11-24', clock.now());
    await clock.advanceTo(toEpochMs(NOON + 3 * HOUR));
    expect(await planned(daemon)).toEqual([
      '11-24T13:00 pending',
      '11-24T13:00 pending',
      '11-24T14:00 skipped: 2026-11-24 is skipped by hand',
      '11-24T15:00 pending',
      '11-24T15:00 pending',
    ]);
  });

  it('of late ones the newest that is not skipped is sent', async () => {
    const store = open();
    const news = { ...atNine('news', ['0d']), lateMs: 3 * DAY };
    await (await start(store, new SettableClock(NOON), [news])).stop();
    await store.overrides.set({ kind: 'skip', reminder: 'news', date: '2026-11-27' });
    const clock = new SettableClock(afterDays(3));
    await start(store, clock, [news]);
    await clock.advanceTo(clock.now());
    expect(await planned(store)).toEqual([
      '11-25T09:00 0d missed',
      '11-26T09:00 0d pending',
      '11-27T09:00 0d skipped: 2026-11-27 is skipped by hand',
    ]);
  });

  it('while the overrides cannot be read, nothing is planned by guess; afterwards all of it', async () => {
    const store = open();
    await store.overrides.set({ kind: 'skip', reminder: 'a', date: '2026-11-24' });
    let isRefusing = true;
    const refusing = {
      plans: store.plans,
      overrides: {
        ...store.overrides,
        list: () => (isRefusing ? Promise.reject(new Error('database is locked')) : store.overrides.list()),
      },
    };
    const clock = new SettableClock(NOON);
    await start(refusing, clock, [reminder('a')]);
    await clock.advanceTo(toEpochMs(NOON + HOUR + MINUTE));
    expect(await planned(store)).toEqual([]);
    isRefusing = false;
    await clock.advanceTo(toEpochMs(NOON + 2 * HOUR));
    expect(await planned(store)).toEqual([
      '11-24T13:00 skipped: 2026-11-24 is skipped by hand',
      '11-24T14:00 skipped: 2026-11-24 is skipped by hand',
    ]);
  });

  describe('where people take turns', () => {
    it('the next one stands in for one on vacation, and the others keep their turns', async () => {
      const store = open();
      await store.overrides.set({ kind: 'vacation', person: 'xiaoming', from: '2026-11-26', until: '2026-11-29' });
      const clock = new SettableClock(NOON);
      await start(store, clock, [duty()]);
      await clock.advanceTo(afterDays(4));
      expect(await peopleTold(store)).toEqual([
        '11-25T09:00 0d lili pending',
        '11-26T09:00 0d wang pending (away: xiaoming)',
        '11-27T09:00 0d wang pending (away: xiaoming)',
        '11-28T09:00 0d lili pending (away: xiaoming)',
      ]);
    });

    it('nobody left: it passes in silence', async () => {
      const store = open();
      for (const person of ['lili', 'xiaoming', 'wang']) {
        await store.overrides.set({ kind: 'vacation', person, from: '2026-11-25', until: '2026-11-25' });
      }
      const clock = new SettableClock(NOON);
      await start(store, clock, [duty()]);
      await clock.advanceTo(afterDays(1));
      expect(await peopleTold(store)).toEqual(['11-25T09:00 0d lili skipped']);
    });

    it('of late turns the newest is sent, not the newest of each person', async () => {
      const store = open();
      const late = { ...duty(), lateMs: 7 * DAY };
      await (await start(store, new SettableClock(NOON), [late])).stop();
      const clock = new SettableClock(afterDays(3));
      await start(store, clock, [late]);
      await clock.advanceTo(clock.now());
      expect(await peopleTold(store)).toEqual([
        '11-25T09:00 0d lili missed',
        '11-26T09:00 0d xiaoming missed',
        '11-27T09:00 0d wang pending',
      ]);
    });

    it('a vacation entered after a turn was told does not tell it again when the clock goes back', async () => {
      const store = open();
      const clock = new SettableClock(NOON);
      await start(store, clock, [duty()]);
      await clock.advanceTo(toEpochMs(NOON + 21 * HOUR));
      await send(store, clock);
      await clock.advanceTo(afterDays(1));
      await store.overrides.set({ kind: 'vacation', person: 'lili', from: '2026-11-25', until: '2026-11-25' });
      await clock.jumpTo(NOON);
      await clock.advanceTo(afterDays(1));
      expect(await peopleTold(store)).toEqual(['11-25T09:00 0d lili sending']);
    });
  });

  it('plans what upcoming lists unmarked, records what it marks as skipped, and nothing of a pause', async () => {
    const reminders = [reminder('hourly'), atNine('news', ['2d', '10m', '0d']), aboutDaily(), duty()];
    await fc.assert(
      fc.asyncProperty(overridesOf(reminders), fc.integer({ min: 1, max: 120 }), async (overrides, hours) => {
        const store = open();
        for (const override of overrides) await store.overrides.set(override);
        const clock = new SettableClock(NOON);
        const planner = await start(store, clock, reminders);
        const until = toEpochMs(NOON + hours * HOUR);
        await clock.advanceTo(toEpochMs(until - 1));
        await planner.stop();

        const listed = [...upcoming(reminders, { from: toEpochMs(NOON + 1), until, overrides })];
        const history = (await store.history.list({ limit: 10_000 })).map(({ delivery }) => delivery);
        const inState = (state: string) => history.filter((each) => each.state === state).map(keyOfDelivery);
        expect(inState('pending').toSorted()).toEqual(
          listed
            .filter(({ skipped }) => !skipped)
            .map(keyOfUpcoming)
            .toSorted(),
        );
        expect(inState('skipped').toSorted()).toEqual(
          listed
            .filter(({ skipped }) => skipped && skipped.kind !== 'pause')
            .map(keyOfUpcoming)
            .toSorted(),
        );
        expect(history).toHaveLength(inState('pending').length + inState('skipped').length);

        const leftOut = upcoming(reminders, { from: toEpochMs(NOON + 1), until, overrides, skipped: 'left-out' });
        expect([...leftOut]).toEqual(listed.filter(({ skipped }) => !skipped));
      }),
      { numRuns: breadth({ quick: 10, long: 200 }) },
    );
  });
});

/** Whatever waits is on its way. */
async function send({ members, outbox }: Store, clock: SettableClock): Promise<void> {
  const at = clock.read();
  await members.join({ id: 'sender', pid: 1, host: 'test' }, at);
  await outbox.claim({ at, member: 'sender', lanes: [{ lane: 'lane-of-team', perMinute: 20, fingerprint: 'x' }] });
}

function afterDays(days: number): EpochMs {
  return toEpochMs(NOON + days * DAY);
}

function range(from: string, until: string): NonNullable<Filter['active']> {
  return { from: parseIsoDate(from)!, until: parseIsoDate(until)! };
}

const saying: Reminder['render'] = ({ person }, { away = new Set() }) => ({
  kind: 'text',
  text: `${person ?? 'news'}${away.size === 0 ? '' : ` (away: ${[...away].join(', ')})`}`,
});

/** Every day at nine. */
function atNine(id: string, advance: readonly string[], filter: Filter = {}): Reminder {
  const notices = advance.map((text) => parseNotice(text)!);
  const timetable = createTimetable({
    sources: [{ pattern: daily([NINE]) }],
    zone: zone('UTC'),
    filter,
    advance: notices,
  });
  return { ...reminder(id, { render: saying }), timetable };
}

/** Once at nine, about each of these people, with a day's notice. */
function about(id: string, people: readonly string[], date: string): Reminder {
  const pattern = once(wallAt(parseIsoDate(date)!, NINE));
  const timetable = createTimetable({
    sources: people.map((person) => ({ pattern, person })),
    zone: zone('UTC'),
    advance: [parseNotice('1d')!, parseNotice('0d')!],
  });
  return { ...reminder(id, { render: saying }), timetable };
}

/** Every day at nine in Shanghai, about two people. */
function aboutDaily(): Reminder {
  const timetable = createTimetable({
    sources: ['lili', 'xiaoming'].map((person) => ({ pattern: daily([NINE]), person })),
    zone: zone('Asia/Shanghai'),
    advance: [parseNotice('1d')!, parseNotice('0d')!],
  });
  return { ...reminder('people', { render: saying, timezone: 'Asia/Shanghai' }), timetable };
}

/** Every day at nine; the first turn is on the 25th. */
function duty(): Reminder {
  const text = parseRotation({ people: ['lili', 'xiaoming', 'wang'], every: '1 day', from: '2026-11-25' });
  if (text.kind === 'fault' || !isByDate(text)) throw new Error('not understood');
  const nine = atNine('duty', ['0d']);
  return { ...nine, timetable: withRotation(nine.timetable, rotation(text)) };
}

function counting(timetable: Timetable): { readonly timetable: Timetable; readonly asked: () => number } {
  let count = 0;
  return {
    timetable: {
      next(after) {
        count += 1;
        return timetable.next(after);
      },
    },
    asked: () => count,
  };
}

function overridesOf(reminders: readonly Reminder[]): fc.Arbitrary<readonly Override[]> {
  const id = fc.constantFrom(...reminders.map((each) => each.id));
  const date = fc.integer({ min: 22, max: 30 }).map((day) => `2026-11-${day}`);
  const person = fc.constantFrom('lili', 'xiaoming', 'wang');
  const instant = fc.integer({ min: -10, max: 200 }).map((half) => toEpochMs(NOON + (half * HOUR) / 2));
  const span = fc.tuple(date, date).map(([a, b]) => ({ from: a < b ? a : b, until: a < b ? b : a }));
  const override = fc.oneof<fc.Arbitrary<Override>[]>(
    fc.record({ kind: fc.constant('skip' as const), reminder: id, date }),
    fc.record({ kind: fc.constant('pause' as const), reminder: id }),
    fc.record({ kind: fc.constant('pause' as const), reminder: id, until: instant }),
    span.map((dates) => ({ kind: 'vacation' as const, ...dates })),
    fc.tuple(person, span).map(([who, dates]) => ({ kind: 'vacation' as const, person: who, ...dates })),
  );
  return fc.uniqueArray(override, { selector: overrideId, maxLength: 5 });
}

function keyOfUpcoming({ reminder: { id }, occurrence: { at, notice, person } }: Upcoming): string {
  return JSON.stringify([id, at, notice, person]);
}

function keyOfDelivery({ reminder: id, dueAt, notice, person }: Delivery): string {
  return JSON.stringify([id, dueAt, notice, person]);
}

async function deliveries({ history: all }: Store): Promise<readonly Delivery[]> {
  const history = await all.list({ limit: 10_000 });
  return history
    .map(({ delivery }) => delivery)
    .toSorted((a, b) => a.dueAt - b.dueAt || (a.person ?? '').localeCompare(b.person ?? ''));
}

async function planned(store: Store): Promise<readonly string[]> {
  return (await deliveries(store)).map(({ dueAt, notice, state, cause }) =>
    [time(dueAt), notice, cause?.code === 'overridden' ? `${state}: ${explainOverride(cause.by).en}` : state]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

/** With whom each is about and whom it must not mention. */
async function peopleTold(store: Store): Promise<readonly string[]> {
  return (await deliveries(store)).map(({ dueAt, notice, person, state, message }) => {
    const [, away = ''] = /( \(away: .*)/.exec(message.kind === 'text' ? message.text : '') ?? [];
    return `${time(dueAt)} ${notice} ${person} ${state}${state === 'pending' ? away : ''}`;
  });
}

function time(at: EpochMs): string {
  return new Date(at).toISOString().slice(5, 16);
}
