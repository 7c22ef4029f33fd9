import type { Attempt, Delivery } from '../../delivery/delivery.ts';
import { type EpochMs, toEpochMs } from '../../schedule/instant.ts';
import { type HistoryFilter, parseFilter, toHistoryQuery } from './history-filter-query.ts';
import { causeText } from './cause-text.ts';
import { previewLine } from './message-preview.ts';
import type { View } from './view.ts';

export interface Happened {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}

export interface HistoryPage {
  readonly happened: readonly Happened[];
  /** Where the next page begins, as `before` of its address; `undefined` when nothing is older. */
  readonly older?: string;
  /** A text was looked for, and what was due before this was not looked at yet. */
  readonly searchedBackTo?: EpochMs;
}

const PAGE = 50;
/** A text is looked for in so many deliveries at a time, and in so many for one page: no search keeps reminders waiting. */
const CHUNK = 500;
const MOST_SEARCHED = 5_000;

/** The page of what happened that the address asks for, newest first. `?delivery=` asks for one alone. */
export async function historyPage(view: View): Promise<HistoryPage> {
  const alone = view.query.get('delivery');
  if (alone !== null) {
    const found = await view.daemon.outbox.find(alone);
    return { happened: found ? [found] : [] };
  }
  const filter = parseFilter(view.query);
  const start = parseCursor(view.query.get('before'));
  return filter.text === undefined ? plainPage(filter, start, view) : searchedPage(filter, filter.text, start, view);
}

async function plainPage(filter: HistoryFilter, start: Cursor | undefined, view: View): Promise<HistoryPage> {
  const found = await read(filter, start, PAGE + 1, view);
  const happened = found.slice(0, PAGE);
  if (found.length <= PAGE) return { happened };
  return { happened, older: cursorAfter(happened, start) };
}

async function searchedPage(
  filter: HistoryFilter,
  text: string,
  start: Cursor | undefined,
  view: View,
): Promise<HistoryPage> {
  const happened: Happened[] = [];
  let cursor = start;
  for (let searched = 0; searched < MOST_SEARCHED; searched += CHUNK) {
    const chunk = await read(filter, cursor, CHUNK, view);
    for (const [index, one] of chunk.entries()) {
      if (contains(one, text, view)) happened.push(one);
      if (happened.length === PAGE) return { happened, older: cursorAfter(chunk.slice(0, index + 1), cursor) };
    }
    if (chunk.length < CHUNK) return { happened };
    cursor = parseCursor(cursorAfter(chunk, cursor));
  }
  return { happened, ...(cursor && { older: formatCursor(cursor), searchedBackTo: cursor.dueAt }) };
}

function contains({ delivery, attempts }: Happened, text: string, view: View): boolean {
  const { id, message, reminder, robot, person } = delivery;
  const causes = [delivery, ...attempts].flatMap(({ cause }) => cause ?? []);
  const words = [previewLine(message), reminder, robot, person, id, ...causes.map((cause) => causeText(cause, view))];
  return words.some((each) => each?.toLowerCase().includes(text));
}

/** Deliveries due at one instant may be more than a page: how many of them stand on the pages before. */
interface Cursor {
  readonly dueAt: EpochMs;
  readonly passed: number;
}

async function read(
  filter: HistoryFilter,
  start: Cursor | undefined,
  limit: number,
  { daemon, zone }: View,
): Promise<readonly Happened[]> {
  const query = toHistoryQuery(filter, zone);
  if (!start) return daemon.outbox.history({ ...query, limit });
  const until = toEpochMs(Math.min(query.until ?? Number.MAX_SAFE_INTEGER, start.dueAt + 1));
  const found = await daemon.outbox.history({ ...query, until, limit: limit + start.passed });
  const tied = found.findIndex(({ delivery }) => delivery.dueAt !== start.dueAt);
  return found.slice(Math.min(start.passed, tied === -1 ? found.length : tied)).slice(0, limit);
}

function cursorAfter(happened: readonly Happened[], start: Cursor | undefined): string {
  const dueAt = happened.at(-1)?.delivery.dueAt ?? toEpochMs(0);
  const tied = happened.filter(({ delivery }) => delivery.dueAt === dueAt).length;
  return formatCursor({ dueAt, passed: tied + (start?.dueAt === dueAt ? start.passed : 0) });
}

function formatCursor({ dueAt, passed }: Cursor): string {
  return `${dueAt}.${passed}`;
}

function parseCursor(text: string | null): Cursor | undefined {
  const match = /^(\d{1,15})\.(\d{1,6})$/.exec(text ?? '');
  return match ? { dueAt: toEpochMs(Number(match[1])), passed: Number(match[2]) } : undefined;
}
