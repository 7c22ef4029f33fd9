import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/**
 * What a dispatcher has to look after besides sending. Whatever could have made one of these necessary puts it here, a
 * round takes it off when it begins to do it. Plain data: print it to see what a dispatcher is about to do.
 */
export interface Agenda {
  /** Deliveries may stand in lanes that their robots have no more, or lanes be paused for configurations that are no more. */
  settle: boolean;
  /** Lanes that may have fallen behind. */
  crowded: Set<string> | 'all';
  /** From then on an owner may have to hear of something. */
  tellAt: EpochMs | undefined;
  /** When the store has something to do next, as of the last look at all lanes. */
  wakeAt: EpochMs | undefined;
}

/** Nobody knows what happened before. */
export function freshAgenda(now: EpochMs): Agenda {
  return { settle: true, crowded: 'all', tellAt: now, wakeAt: undefined };
}

/**
 * Something may have failed, be it from birth, and more may wait than can go out in time.
 *
 * @param lanes Where something new waits. Default: not known, so all of them.
 */
export function lookAround(agenda: Agenda, now: EpochMs, lanes?: Iterable<string>): void {
  agenda.settle = true;
  agenda.tellAt = now;
  fallBehind(agenda, lanes);
}

export function fallBehind(agenda: Agenda, lanes?: Iterable<string>): void {
  if (lanes === undefined) agenda.crowded = 'all';
  else if (agenda.crowded !== 'all') for (const lane of lanes) agenda.crowded.add(lane);
}

/** Nothing but sending is to be done before `wakeAt`. */
export function isClear({ settle, crowded, tellAt }: Agenda, now: EpochMs): boolean {
  return !settle && crowded !== 'all' && crowded.size === 0 && (tellAt === undefined || tellAt > now);
}

/** The first of two instants; `undefined` = never. */
export function earlier(a: EpochMs | undefined, b: EpochMs | undefined): EpochMs | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return toEpochMs(Math.min(a, b));
}
