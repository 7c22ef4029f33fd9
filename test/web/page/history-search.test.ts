import { afterEach, describe, expect, it } from 'vitest';
import type { NewDelivery } from '../../../src/delivery/delivery.ts';
import { DAY, HOUR, MINUTE, toEpochMs } from '../../../src/schedule/instant.ts';
import { parseFilter } from '../../../src/web/page/history-filter-query.ts';
import { searchHistory } from '../../../src/web/page/history-search.ts';
import { createTestDaemon, NOON_BEFORE, sandboxRobot, type TestDaemon } from '../test-daemon.ts';
import { viewOf } from './view.ts';

let daemon: TestDaemon;

function closeAfterEach(): void {
  afterEach(() => daemon.stop());
}

function open(): void {
  daemon = createTestDaemon({ robots: [sandboxRobot('team'), sandboxRobot('ops')] });
}

async function wordsOf(query: string): Promise<readonly string[]> {
  const { entries } = await searchHistory(await viewOf(daemon, { query }));
  return entries.map(({ delivery: { message } }) => (message.kind === 'text' ? message.text : message.kind));
}

/** Every page from the newest on, until nothing is older. */
async function allPages(query: string): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let before: string | undefined;
  do {
    const page = await searchHistory(
      await viewOf(daemon, { query: `${query}${before === undefined ? '' : `&before=${before}`}` }),
    );
    pages.push(page.entries.map(({ delivery }) => delivery.id));
    before = page.next;
  } while (before !== undefined);
  return pages;
}

describe('the filter in an address', () => {
  it.each<readonly [string, ReturnType<typeof parseFilter>]>([
    ['', {}],
    ['state=failed', { state: 'failed' }],
    ['state=nonsense', {}],
    ['state=', {}],
    ['reminder=lunch&robot=team', { reminder: 'lunch', robot: 'team' }],
    ['from=2026-11-01&until=2026-11-30', { from: '2026-11-01', until: '2026-11-30' }],
    ['from=2026-02-30&until=yesterday', {}],
    ['q=%20Lunch%20', { text: 'lunch' }],
  ])('of ?%s', (query, filter) => {
    expect(parseFilter(new URLSearchParams(query))).toEqual(filter);
  });
});

describe('the filter', () => {
  closeAfterEach();

  it('reads dates in the zone of the page, both inclusive', async () => {
    open();
    const midnight = Date.UTC(2026, 10, 22, 16);
    for (const [text, at] of [
      ['the day before', midnight - 1],
      ['the first moment', midnight],
      ['the last moment', midnight + DAY - 1],
      ['the day after', midnight + DAY],
    ] as const) {
      await daemon.plan({ message: { kind: 'text', text }, dueAt: toEpochMs(at) });
    }
    expect(await wordsOf('from=2026-11-23&until=2026-11-23')).toEqual(['the last moment', 'the first moment']);
  });

  it.each([
    ['in the message', '好消息'],
    ['in the name of the reminder', 'GOOD-news'],
    ['in what the network said of an attempt', 'line is cut'],
    ['in why it is as it is', '没有发出'],
  ])('finds words %s', async (_, words) => {
    open();
    await daemon.plan({ reminder: 'good-news', message: { kind: 'text', text: '好消息！' } });
    await daemon.deliver({
      kind: 'unreachable',
      cause: { code: 'network', fate: 'not-sent', problem: 'other', text: 'the line is cut' },
    });
    await daemon.plan({ message: { kind: 'text', text: '别的' } });
    expect(await wordsOf(new URLSearchParams({ q: words }).toString())).toEqual(['好消息！']);
  });
});

const other: NewDelivery = {
  id: 'other',
  origin: 'schedule',
  robot: 'team',
  lane: 'lane-team',
  dueAt: NOON_BEFORE,
  createdAt: NOON_BEFORE,
  expiresAt: toEpochMs(NOON_BEFORE + HOUR),
  lateMs: 0,
  priority: 0,
  coalesce: false,
  message: { kind: 'text', text: '别的' },
  state: 'missed',
};

describe('page by page', () => {
  closeAfterEach();

  it('shows each once, however many are due at one instant', async () => {
    open();
    const ids: string[] = [];
    for (let count = 0; count < 170; count++) {
      const dueAt = toEpochMs(NOON_BEFORE - (count < 130 ? 0 : count * MINUTE));
      ids.push(await daemon.plan({ dueAt, state: 'missed' }));
    }
    const pages = await allPages('state=missed');
    expect(pages.map((page) => page.length)).toEqual([50, 50, 50, 20]);
    expect(new Set(pages.flat())).toEqual(new Set(ids));
  });

  it('shows each that is found once', async () => {
    open();
    for (let count = 0; count < 240; count++) {
      const text = count % 3 === 0 ? 'wanted' : 'other';
      await daemon.plan({
        dueAt: toEpochMs(NOON_BEFORE - Math.floor(count / 90) * HOUR),
        message: { kind: 'text', text },
      });
    }
    const pages = await allPages('q=wanted');
    expect(pages.map((page) => page.length)).toEqual([50, 30]);
    expect(new Set(pages.flat()).size).toBe(80);
  });

  it('goes on where it was, whatever comes in between, amid deliveries of one instant', async () => {
    open();
    const ids: string[] = [];
    for (let count = 0; count < 120; count++) ids.push(await daemon.plan({ state: 'missed' }));
    const first = await searchHistory(await viewOf(daemon));
    // As late as those, and written later: it stands before them all.
    for (let count = 0; count < 60; count++) await daemon.plan({ state: 'missed' });
    const second = await searchHistory(await viewOf(daemon, { query: `before=${first.next}` }));
    const shown = [...first.entries, ...second.entries].map(({ delivery }) => delivery.id);
    expect(shown).toEqual(ids.toReversed().slice(0, 100));
  });

  it('says where the search for a text ended, and goes on there', async () => {
    open();
    const run = await daemon.planMissed(
      {},
      [0, 1, 2].map((hours) => toEpochMs(NOON_BEFORE - (10 - hours) * HOUR)),
    );
    const wanted = await daemon.plan({
      dueAt: toEpochMs(NOON_BEFORE - 9 * HOUR),
      message: { kind: 'text', text: 'wanted' },
    });
    const deliveries = Array.from({ length: 4_999 }, (_, index) => ({ ...other, id: `other-${index}` }));
    await daemon.store.plans.commit({ deliveries, cursors: [] });
    const page = await searchHistory(await viewOf(daemon, { query: 'q=wanted' }));
    expect(page).toEqual({ entries: [], next: run, searchedBackTo: NOON_BEFORE - 8 * HOUR });
    const next = await searchHistory(await viewOf(daemon, { query: `q=wanted&before=${page.next}` }));
    expect(next.entries.map(({ delivery }) => delivery.id)).toEqual([wanted]);
  });

  it.each(['', 'nonsense', '-1.0', '1e9.2', '99999999999999999999.1'])(
    'begins at the newest for before=%s',
    async (before) => {
      open();
      await daemon.plan({});
      expect(await wordsOf(`before=${before}`)).toHaveLength(1);
    },
  );

  it('shows one alone by its id, and nothing by an unknown one', async () => {
    open();
    const id = await daemon.plan({ message: { kind: 'text', text: '这一条' } });
    await daemon.plan({});
    expect(await wordsOf(`delivery=${id}`)).toEqual(['这一条']);
    expect(await wordsOf('delivery=unknown')).toEqual([]);
  });
});
