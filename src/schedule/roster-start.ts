import type { EpochMs } from './instant.ts';
import type { Kept, RosterStart } from './override.ts';
import type { RotationText } from './parse-rotation.ts';

/** A reminder in which people may take turns. */
export interface WithRoster {
  readonly id: string;
  /** Its roster as one text, where that names no first date. */
  readonly roster?: string;
}

/** @returns `undefined` for turns that begin with a date. */
export function rosterOf({ people, turn, from }: RotationText): string | undefined {
  return from === undefined ? JSON.stringify([people, turn.count]) : undefined;
}

/** The rosters that nobody has seen before `now`: their turns begin with what occurs after it. */
export function newRosterStarts(
  reminders: readonly WithRoster[],
  kept: readonly Kept[],
  now: EpochMs,
): readonly RosterStart[] {
  const known = new Map(kept.flatMap((each) => (each.kind === 'roster-start' ? [[each.reminder, each.roster]] : [])));
  return reminders.flatMap(({ id, roster }): readonly RosterStart[] =>
    roster === undefined || known.get(id) === roster ? [] : [{ kind: 'roster-start', reminder: id, roster, at: now }],
  );
}
