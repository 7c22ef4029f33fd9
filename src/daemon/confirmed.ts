import type { Cursor } from '../delivery/outbox.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';

/**
 * Stands among the cursors, under an id that no reminder has: what was planned for instants after it was planned ahead,
 * and the process that did so may have ended before they came. Then it has never been confirmed.
 */
const CONFIRMED = '';

export function confirmedCursor(through: EpochMs): Cursor {
  return { reminder: CONFIRMED, through, trigger: 'confirmed' };
}

/** The cursors as the last process left them at its end, and the instant through which it had confirmed them. */
export function readCursors(
  stored: readonly Cursor[],
  now: EpochMs,
): { readonly cursors: readonly Cursor[]; readonly confirmed: EpochMs } {
  const mark = stored.find(({ reminder }) => reminder === CONFIRMED);
  return {
    cursors: stored.filter((cursor) => cursor !== mark),
    confirmed: toEpochMs(Math.min(now, mark?.through ?? now)),
  };
}
