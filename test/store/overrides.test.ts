import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toEpochMs } from '../../src/schedule/instant.ts';
import type { Override } from '../../src/schedule/override.ts';
import type { Overrides } from '../../src/schedule/overrides.ts';
import type { Store } from '../../src/store/store.ts';
import { STORES } from './stores.ts';

const at = (text: string) => toEpochMs(Date.parse(text));
const NOON = at('2026-11-24T12:00:00Z');

const SKIP: Override = { kind: 'skip', reminder: '午饭', date: '2026-11-25' };
const PAUSE: Override = { kind: 'pause', reminder: 'lunch', until: at('2026-11-30T00:00:00Z') };
const FOR_EVER: Override = { kind: 'pause', reminder: 'reading' };
const LILI: Override = { kind: 'vacation', person: 'lili', from: '2026-12-01', until: '2026-12-07' };
const EVERYBODY: Override = { kind: 'vacation', from: '2026-12-24', until: '2026-12-31' };

/** What any store must do, whatever it is made of. */
describe.each(
  STORES.flatMap((kind) => [
    { name: `${kind.name}, kept`, kind, place: () => kind.newPlace() },
    { name: `${kind.name}, fleeting`, kind, place: () => kind.fleeting },
  ]),
)('overrides in $name', ({ kind, place }) => {
  let store: Store;
  let overrides: Overrides;
  beforeEach(() => {
    store = kind.open(place());
    overrides = store.overrides;
  });
  afterEach(() => {
    store.close();
  });

  async function setAll(...all: readonly Override[]): Promise<void> {
    for (const override of all) await overrides.set(override);
  }

  it('are empty at first', async () => {
    expect(await overrides.list()).toEqual([]);
  });

  it('keep every field, in the order of their ids', async () => {
    await setAll(LILI, SKIP, FOR_EVER, EVERYBODY, PAUSE);
    expect(await overrides.list()).toEqual([PAUSE, FOR_EVER, SKIP, EVERYBODY, LILI]);
  });

  it('set twice are there once', async () => {
    await setAll(LILI, SKIP, PAUSE, LILI, SKIP, PAUSE);
    expect(await overrides.list()).toHaveLength(3);
  });

  it('know one pause of a reminder: the last one set', async () => {
    await setAll(PAUSE, { kind: 'pause', reminder: 'lunch' });
    expect(await overrides.list()).toEqual([{ kind: 'pause', reminder: 'lunch' }]);
    expect(await overrides.list({ endingAfter: at('2199-01-01T00:00:00Z') })).toHaveLength(1);
    await setAll(PAUSE);
    expect(await overrides.list()).toEqual([PAUSE]);
  });

  it('refuse a date that does not exist, and keep what there is', async () => {
    await setAll(SKIP);
    await expect(overrides.set({ ...SKIP, date: '2026-02-30' })).rejects.toThrow(RangeError);
    expect(await overrides.list()).toEqual([SKIP]);
  });

  it('taken back, a skip and a vacation are forgotten', async () => {
    await setAll(SKIP, LILI, EVERYBODY);
    expect(await overrides.remove('skip:午饭:2026-11-25', NOON)).toBe(true);
    expect(await overrides.remove('vacation::2026-12-24..2026-12-31', NOON)).toBe(true);
    expect(await overrides.list()).toEqual([LILI]);
  });

  it('taken back, a pause ends now: what came due in it stays unsaid', async () => {
    await setAll(PAUSE, FOR_EVER);
    expect(await overrides.remove('pause:lunch', NOON)).toBe(true);
    expect(await overrides.remove('pause:reading', NOON)).toBe(true);
    expect(await overrides.list()).toEqual([
      { ...PAUSE, until: NOON },
      { ...FOR_EVER, until: NOON },
    ]);
    expect(await overrides.list({ endingAfter: NOON })).toEqual([]);
  });

  it('taken back twice, or never set, or ended by themselves, say so and stay as they are', async () => {
    await setAll(PAUSE, SKIP);
    const late = at('2026-11-30T00:00:00Z');
    expect(await overrides.remove('pause:lunch', late)).toBe(false);
    expect(await overrides.remove('skip:午饭:2026-11-25', late)).toBe(false);
    expect(await overrides.remove('pause:dinner', NOON)).toBe(false);
    expect(await overrides.list()).toEqual([PAUSE, SKIP]);
    expect(await overrides.remove('pause:lunch', NOON)).toBe(true);
    expect(await overrides.remove('pause:lunch', NOON)).toBe(false);
  });

  it.each([
    ['2026-11-26T11:59:59.999Z', [PAUSE, FOR_EVER, SKIP, LILI]],
    // The 25th is over on the whole earth.
    ['2026-11-26T12:00:00Z', [PAUSE, FOR_EVER, LILI]],
    ['2026-11-30T00:00:00Z', [FOR_EVER, LILI]],
    ['2026-12-08T12:00:00Z', [FOR_EVER]],
  ])('at %s those in force or to come are listed', async (now, expected) => {
    await setAll(PAUSE, FOR_EVER, SKIP, LILI);
    expect(await overrides.list({ endingAfter: at(now) })).toEqual(expected);
    expect(await overrides.list()).toHaveLength(4);
  });

  it('are forgotten when they ended before', async () => {
    await setAll(PAUSE, FOR_EVER, SKIP, LILI, EVERYBODY);
    expect(await overrides.prune(at('2026-11-30T00:00:00Z'))).toBe(1);
    expect(await overrides.list()).toEqual([PAUSE, FOR_EVER, EVERYBODY, LILI]);
    expect(await overrides.prune(at('2199-01-01T00:00:00Z'))).toBe(3);
    expect(await overrides.list()).toEqual([FOR_EVER]);
  });
});

describe.each(STORES)('overrides in $name', (kind) => {
  it('outlive the process', async () => {
    const place = kind.newPlace();
    const first = kind.open(place);
    await first.overrides.set(LILI);
    first.close();
    const second = kind.open(place);
    expect(await second.overrides.list()).toEqual([LILI]);
    second.close();
  });

  it('are seen by another process at once, and its change counter tells of them', async () => {
    const place = kind.newPlace();
    const [daemon, command] = [kind.open(place), kind.open(place)];
    const before = await daemon.outbox.changeCounter();
    await command.overrides.set(SKIP);
    expect(await daemon.outbox.changeCounter()).not.toBe(before);
    expect(await daemon.overrides.list()).toEqual([SKIP]);
    for (const each of [daemon, command]) each.close();
  });
});
