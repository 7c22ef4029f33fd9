import type { History, HistoryEntry, HistoryQuery } from '../delivery/history.ts';

export interface HistoryPageQuery extends Omit<HistoryQuery, 'after'> {
  readonly limit: number;
  /** The id of the last delivery of the page before. */
  readonly before?: string;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** What is `before` of the next page; `undefined` = there is none. */
  readonly next?: string;
}

/**
 * One page of the history, newest first, that goes on exactly where the one before ended, also amid deliveries of one
 * instant, and also when new ones came in between. `undefined` when nothing has the id `before`.
 */
export async function historyPage(
  history: Pick<History, 'find' | 'list'>,
  { before, ...query }: HistoryPageQuery,
): Promise<HistoryPage | undefined> {
  if (before !== undefined && !(await history.find(before))) return undefined;
  // One more than asked for tells whether there is a next page.
  const found = await history.list({ ...query, ...(before && { after: before }), limit: query.limit + 1 });
  const entries = found.slice(0, query.limit);
  const last = entries.at(-1);
  return { entries, ...(found.length > query.limit && last && { next: last.delivery.id }) };
}
