import type { Attempt, Delivery } from '../../delivery/delivery.ts';
import type { HistoryQuery, Outbox } from '../../delivery/outbox.ts';
import { toEpochMs } from '../../schedule/instant.ts';

export interface HistoryPageQuery extends HistoryQuery {
  readonly limit: number;
  /** The id of the last delivery of the page before. */
  readonly before?: string;
}

interface Told {
  readonly delivery: Delivery;
  readonly attempts: readonly Attempt[];
}

export type HistoryPage =
  | { readonly kind: 'page'; readonly deliveries: readonly Told[]; readonly next: string | undefined }
  | { readonly kind: 'unknown-before' };

/**
 * One page of the history, newest first, that goes on exactly where the one before ended, also amid deliveries of one
 * instant, and also when new ones came in between.
 */
export async function historyPage(
  outbox: Pick<Outbox, 'find' | 'history'>,
  { before, ...query }: HistoryPageQuery,
): Promise<HistoryPage> {
  const last = before === undefined ? undefined : await outbox.find(before);
  if (before !== undefined && !last) return { kind: 'unknown-before' };
  const found = last ? await historyAfter(last.delivery, outbox, query) : await oneMore(outbox, query);
  const deliveries = found.slice(0, query.limit);
  return {
    kind: 'page',
    deliveries,
    next: found.length > query.limit ? deliveries.at(-1)?.delivery.id : undefined,
  };
}

/** One more than asked for tells whether there is a next page. */
function oneMore(outbox: Pick<Outbox, 'history'>, query: HistoryPageQuery): Promise<readonly Told[]> {
  return outbox.history({ ...query, limit: query.limit + 1 });
}

/** The order is by `dueAt`, then by id: what was told of that very instant is read once more and left out. */
async function historyAfter(
  last: Delivery,
  outbox: Pick<Outbox, 'history'>,
  query: HistoryPageQuery,
): Promise<readonly Told[]> {
  const until = toEpochMs(Math.min(last.dueAt + 1, query.until ?? Number.POSITIVE_INFINITY));
  for (let limit = query.limit * 2; ; limit *= 2) {
    const found = await outbox.history({ ...query, until, limit });
    const rest = found.filter(({ delivery }) => delivery.dueAt < last.dueAt || delivery.id < last.id);
    if (rest.length > query.limit || found.length < limit) return rest;
  }
}
