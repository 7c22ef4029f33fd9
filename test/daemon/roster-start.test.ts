import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import type { Reminder } from '../../src/config/config.ts';
import { Planner } from '../../src/daemon/planner.ts';
import { upcoming } from '../../src/daemon/upcoming.ts';
import { DAY, type EpochMs, HOUR, toEpochMs } from '../../src/schedule/instant.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { readFiles } from '../config/folder.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';
import { SettableClock } from '../support/settable-clock.ts';

/* Turns of `1 time` that name no first date: they begin with the first occurrence after a planner first saw them. */

/** 2026-12-01 is a Tuesday; it is half past four in the afternoon in Shanghai, and the meeting of the day is over. */
const SEEN = toEpochMs(Date.parse('2026-12-01T08:30:00Z'));
const HOST =
  'host: { at: "14:55", on: [tue, thu], rotate: { people: [lili, xiaoming, laowang], every: 1 time }, text: "{{ person.name }} {{ next.name }}" }';

async function reminders(...lines: readonly string[]): Promise<readonly Reminder[]> {
  const yaml = `robots: { team: { webhook: sandbox } }
people: { lili: { name: 丽丽 }, xiaoming: { name: 小明 }, laowang: { name: 老王 } }
defaults: { robot: team }
reminders:
  ${lines.join('\n  ')}
`;
  const read = await readFiles({ 'a.yaml': yaml }, { now: SEEN });
  if (read.kind !== 'config') throw new Error(read.problems.map(({ message }) => message).join('\n'));
  return read.config.reminders;
}

function open(directory: string): Store {
  const store = openStore(directory);
  onTestFinished(() => store.close());
  return store;
}

function plannerOn({ plans, overrides }: Store, clock: SettableClock): Planner {
  return new Planner({
    plans,
    overrides,
    clock,
    random: () => 0.5,
    addresses: () => ({ lanes: new Map([['team', 'lane-of-team']]), keywords: new Map() }),
    logger: pino({ enabled: false }),
    onPlanned: () => {},
  });
}

/** One life of a daemon, from what the clock shows until then. */
async function live(store: Store, clock: SettableClock, all: readonly Reminder[], until: EpochMs): Promise<void> {
  const planner = plannerOn(store, clock);
  await planner.start(all);
  await clock.advanceTo(until);
  await planner.stop();
}

async function said(store: Store): Promise<readonly string[]> {
  const history = await store.history.list({ limit: 1_000 });
  return history
    .toSorted((a, b) => a.delivery.dueAt - b.delivery.dueAt)
    .map(({ delivery: { dueAt, message } }) => {
      const date = new Date(dueAt + 8 * HOUR).toISOString().slice(5, 10);
      return `${date} ${message.kind === 'text' ? message.text : ''}`;
    });
}

const days = (count: number): EpochMs => toEpochMs(SEEN + count * DAY);

const IN_TURN = ['12-03 丽丽 小明', '12-08 小明 老王', '12-10 老王 丽丽', '12-15 丽丽 小明', '12-17 小明 老王'];

it('the first turn begins after the roster was seen, and goes on after a restart', async () => {
  const directory = temporaryDirectory();
  const clock = new SettableClock(SEEN);
  const all = await reminders(HOST);
  await live(open(directory), clock, all, days(3));
  clock.reboot();
  await live(open(directory), clock, await reminders(HOST), days(10));
  const store = open(directory);
  await live(store, clock, await reminders(HOST), days(17));
  expect(await said(store)).toEqual(IN_TURN);
});

it('whoever reads the store says beforehand what comes', async () => {
  const store = open(temporaryDirectory());
  const clock = new SettableClock(SEEN);
  const all = await reminders(HOST);
  await live(store, clock, all, days(4));
  const foreseen = [...upcoming(all, { from: days(4), until: days(17), overrides: await store.overrides.list() })];
  await live(store, clock, all, days(17));
  expect(foreseen.map(({ occurrence }) => occurrence.person)).toEqual(['xiaoming', 'laowang', 'lili', 'xiaoming']);
  expect(await said(store)).toEqual(IN_TURN);
});

it('another roster begins anew; another text, or another reminder, begins nothing', async () => {
  const store = open(temporaryDirectory());
  const clock = new SettableClock(SEEN);
  const planner = plannerOn(store, clock);
  await planner.start(await reminders(HOST));
  await clock.advanceTo(days(4));
  await planner.replace(
    await reminders(
      HOST.replace('{{ person.name }}', '今天 {{ person.name }}'),
      'other: { at: "09:00", on: sun, text: a }',
    ),
  );
  await clock.advanceTo(days(8));
  await planner.replace(await reminders(HOST.replace('[lili, xiaoming, laowang]', '[laowang, lili]')));
  await clock.advanceTo(days(15));
  await planner.stop();
  expect(await said(store)).toEqual([
    '12-03 丽丽 小明',
    '12-06 a',
    '12-08 今天 小明 老王',
    '12-10 老王 丽丽',
    '12-15 丽丽 老王',
  ]);
});

it.each([
  ['a fixed time later', 'spread: 30m'],
  ['another time later each day', 'spread: { within: 30m, each: day }'],
])('told %s: who is told first has the first turn', async (_, spread) => {
  const store = open(temporaryDirectory());
  const [host] = await reminders(HOST.replace('on: [tue, thu]', `on: [tue, thu], ${spread}`));
  if (!host) throw new Error('no reminder');
  // The meeting of 14:55 is told after that; the roster is seen in between.
  const told = host.timetable.next(toEpochMs(SEEN - 3 * HOUR))?.at ?? 0;
  const clock = new SettableClock(toEpochMs(told - 1));
  await live(store, clock, [host], days(8));
  expect((await said(store)).slice(0, 3)).toEqual(['12-01 丽丽 小明', '12-03 小明 老王', '12-08 老王 丽丽']);
});

it('a notice of the day before speaks of the same turn', async () => {
  const store = open(temporaryDirectory());
  const all = await reminders(HOST.replace('on: [tue, thu]', 'on: [tue, thu], advance: [1d, 0d]'));
  await live(store, new SettableClock(SEEN), all, days(8));
  expect(await said(store)).toEqual([
    '12-02 丽丽 小明',
    '12-03 丽丽 小明',
    '12-07 小明 老王',
    '12-08 小明 老王',
    '12-09 老王 丽丽',
  ]);
});

it('seen by a clock that stood ahead, it begins when the clock is right', async () => {
  const store = open(temporaryDirectory());
  const clock = new SettableClock(days(10));
  const planner = plannerOn(store, clock);
  await planner.start(await reminders(HOST));
  await clock.advanceTo(toEpochMs(days(10) + HOUR));
  await clock.jumpTo(SEEN);
  await clock.advanceTo(days(8));
  await planner.stop();
  expect(await said(store)).toEqual(IN_TURN.slice(0, 2));
});
