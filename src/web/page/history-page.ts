import { setImmediate } from 'node:timers/promises';
import type { HistoryEntry } from '../../delivery/history.ts';
import { lastDueOf } from '../../delivery/delivery.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { type HistoryFilter, parseFilter, toHistoryQuery } from './history-filter-query.ts';
import { causeText } from './cause-text.ts';
import { previewLine } from './message-preview.ts';
import type { View } from './view.ts';

export interface HistoryPage {
  readonly happened: readonly HistoryEntry[];
  /** After which the next page begins, as `before` of its address: the id of the last one looked at. `undefined` = nothing is older. */
  readonly older?: string;
  /** A text was looked for, and what was due before this was not looked at yet. */
  readonly searchedBackTo?: EpochMs;
}

const PAGE = 50;
/** A text is looked for in so many deliveries at a time, and in so many for one page: no search keeps reminders waiting. */
const CHUNK = 200;
const MOST_SEARCHED = 5_000;

/** The page of what happened that the address asks for, newest first. `?delivery=` asks for one alone. */
export async function historyPage(view: View): Promise<HistoryPage> {
  const alone = view.query.get('delivery');
  if (alone !== null) {
    const found = await view.daemon.history.find(alone);
    return { happened: found ? [found] : [] };
  }
  const filter = parseFilter(view.query);
  const start = await startOf(view);
  return filter.text === undefined ? plainPage(filter, start, view) : searchedPage(filter, filter.text, start, view);
}

/** An address that is no good any more begins at the newest. */
async function startOf({ daemon, query }: View): Promise<string | undefined> {
  const before = query.get('before');
  return before !== null && (await daemon.history.find(before)) ? before : undefined;
}

async function plainPage(filter: HistoryFilter, start: string | undefined, view: View): Promise<HistoryPage> {
  // One more tells whether anything is older.
  const found = await read(filter, start, PAGE + 1, view);
  const happened = found.slice(0, PAGE);
  return { happened, ...(found.length > PAGE && olderThan(happened)) };
}

async function searchedPage(
  filter: HistoryFilter,
  text: string,
  start: string | undefined,
  view: View,
): Promise<HistoryPage> {
  const happened: HistoryEntry[] = [];
  let last: HistoryEntry | undefined;
  for (let searched = 0; searched < MOST_SEARCHED; searched += CHUNK) {
    const chunk = await read(filter, last?.delivery.id ?? start, CHUNK, view);
    for (const one of chunk) {
      if (contains(one, text, view)) happened.push(one);
      if (happened.length === PAGE) return { happened, ...olderThan([one]) };
    }
    if (chunk.length < CHUNK) return { happened };
    last = chunk.at(-1);
    await setImmediate();
  }
  return { happened, ...(last && { ...olderThan([last]), searchedBackTo: lastDueOf(last.delivery) }) };
}

function olderThan(looked: readonly HistoryEntry[]): Pick<HistoryPage, 'older'> {
  const last = looked.at(-1);
  return last ? { older: last.delivery.id } : {};
}

function contains({ delivery, attempts }: HistoryEntry, text: string, view: View): boolean {
  const { id, message, reminder, robot, person } = delivery;
  const causes = [delivery, ...attempts].flatMap(({ cause }) => cause ?? []);
  const words = [previewLine(message), reminder, robot, person, id, ...causes.map((cause) => causeText(cause, view))];
  return words.some((each) => each?.toLowerCase().includes(text));
}

function read(
  filter: HistoryFilter,
  after: string | undefined,
  limit: number,
  { daemon, zone }: View,
): Promise<readonly HistoryEntry[]> {
  return daemon.history.list({ ...toHistoryQuery(filter, zone), ...(after !== undefined && { after }), limit });
}
