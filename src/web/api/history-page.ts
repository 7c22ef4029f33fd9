import type { History, HistoryEntry, HistoryQuery } from '../../delivery/history.ts';

export interface HistoryPageQuery extends HistoryQuery {
  readonly limit: number;
  /** The id of the last delivery of the page before. */
  readonly before?: string;
}

export type HistoryPage =
  | { readonly kind: 'page'; readonly deliveries: readonly HistoryEntry[]; readonly next: string | undefined }
  | { readonly kind: 'unknown-before' };

/**
 * One page of the history, newest first, that goes on exactly where the one before ended, also amid deliveries of one
 * instant, and also when new ones came in between.
 */
export async function historyPage(
  history: Pick<History, 'find' | 'list'>,
  { before, ...query }: HistoryPageQuery,
): Promise<HistoryPage> {
  if (before !== undefined && !(await history.find(before))) return { kind: 'unknown-before' };
  // One more than asked for tells whether there is a next page.
  const found = await history.list({ ...query, ...(before && { after: before }), limit: query.limit + 1 });
  const deliveries = found.slice(0, query.limit);
  return {
    kind: 'page',
    deliveries,
    next: found.length > query.limit ? deliveries.at(-1)?.delivery.id : undefined,
  };
}
