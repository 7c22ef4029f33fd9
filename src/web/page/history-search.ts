import { setImmediate } from 'node:timers/promises';
import type { HistoryEntry } from '../../delivery/history.ts';
import { lastDueOf } from '../../delivery/delivery.ts';
import type { EpochMs } from '../../schedule/instant.ts';
import { type HistoryPage, historyPage } from '../history-page.ts';
import { parseFilter, toHistoryQuery } from './history-filter-query.ts';
import { causeText } from './cause-text.ts';
import { previewLine } from './message-preview.ts';
import type { View } from './view.ts';

export interface FoundHistory extends HistoryPage {
  /** A text was looked for, and what was due before this was not looked at yet. */
  readonly searchedBackTo?: EpochMs;
}

const PAGE = 50;
/** How many deliveries are searched for a text at a time, and for one page: no search keeps reminders waiting. */
const CHUNK = 200;
const MOST_SEARCHED = 5_000;

/** The page of what happened that the address asks for, newest first. `?delivery=` asks for one alone. */
export async function searchHistory(view: View): Promise<FoundHistory> {
  const { daemon, query } = view;
  const alone = query.get('delivery');
  if (alone !== null) {
    const found = await daemon.history.find(alone);
    return { entries: found ? [found] : [] };
  }
  const before = query.get('before') ?? undefined;
  const { text } = parseFilter(query);
  return text === undefined ? read(before, PAGE, view) : searchedPage(text, before, view);
}

async function searchedPage(text: string, start: string | undefined, view: View): Promise<FoundHistory> {
  const entries: HistoryEntry[] = [];
  let before = start;
  let last: HistoryEntry | undefined;
  for (let searched = 0; searched < MOST_SEARCHED; searched += CHUNK) {
    const chunk = await read(before, CHUNK, view);
    for (const one of chunk.entries) {
      if (contains(one, text, view)) entries.push(one);
      if (entries.length === PAGE) return { entries, next: one.delivery.id };
    }
    if (chunk.next === undefined) return { entries };
    before = chunk.next;
    last = chunk.entries.at(-1);
    await setImmediate();
  }
  return { entries, ...(last && { next: last.delivery.id, searchedBackTo: lastDueOf(last.delivery) }) };
}

function contains({ delivery, attempts }: HistoryEntry, text: string, view: View): boolean {
  const { id, message, reminder, robot, person } = delivery;
  const causes = [delivery, ...attempts].flatMap(({ cause }) => cause ?? []);
  const words = [previewLine(message), reminder, robot, person, id, ...causes.map((cause) => causeText(cause, view))];
  return words.some((each) => each?.toLowerCase().includes(text));
}

/** An address that is no good any more begins at the newest. */
async function read(before: string | undefined, limit: number, { daemon, zone, query }: View): Promise<HistoryPage> {
  const asked = { ...toHistoryQuery(parseFilter(query), zone), limit };
  const page = await historyPage(daemon.history, { ...asked, ...(before !== undefined && { before }) });
  return page ?? (await historyPage(daemon.history, asked)) ?? { entries: [] };
}
