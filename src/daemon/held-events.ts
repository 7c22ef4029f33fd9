import type { Inbox } from '../delivery/inbox.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Held } from './hook-hold.ts';

/** Events of one hook that are held until the same instant: they are told together. */
export interface HeldEvents {
  readonly hook: string;
  readonly because: Held;
  readonly until: EpochMs;
  readonly count: number;
}

/** So many are counted: whoever has more held knows that it is very many. */
const MOST = 1_000;

/** What quiet hours and digests hold, the soonest first. */
export async function heldEvents(inbox: Pick<Inbox, 'list'>): Promise<readonly HeldEvents[]> {
  const held = new Map<string, HeldEvents>();
  for (const { hook, because, dueAt } of await inbox.list({ state: 'waiting', limit: MOST })) {
    if (because === undefined || dueAt === undefined) continue;
    const { kind } = because as Held;
    const key = JSON.stringify([hook, kind, dueAt]);
    const known = held.get(key) ?? { hook, because: { kind }, until: dueAt, count: 0 };
    held.set(key, { ...known, count: known.count + 1 });
  }
  return [...held.values()].toSorted((a, b) => a.until - b.until);
}
