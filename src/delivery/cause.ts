import type { RobotCause } from '../robot/cause.ts';
import type { EpochMs } from '../schedule/instant.ts';
import type { Override } from '../schedule/override.ts';

/**
 * Why a delivery failed, waits, expired or was left out, as data: it is stored as it is here, and put into words where
 * somebody reads it (`cause-words.ts`). A union to switch on by `code`.
 */
export type Cause = RobotCause | DeliveryCause;

/** What is not of a robot. */
export type DeliveryCause =
  /** The member that had claimed it died, or its lease ran out, before the outcome was recorded: it is tried again. */
  | { readonly code: 'cut-off' }
  /** No time was left for another attempt; why the last one had failed. */
  | { readonly code: 'out-of-time'; readonly last: Cause }
  /** Its turn did not come in time: its robot was busy with others, cooling down or paused. */
  | { readonly code: 'no-turn' }
  /** No robot of the configuration has its lane any more. */
  | { readonly code: 'robot-not-configured'; readonly robot: string }
  /** Planned longer after its time than `late` allows, both in ms. Of several in one row: of the first. */
  | { readonly code: 'too-late'; readonly lateMs: number; readonly graceMs: number }
  /** Late, and `catchUp` says that another one of the late ones goes out, or none. Of several: of the first. */
  | { readonly code: 'passed-over'; readonly lateMs: number; readonly catchUp: 'latest' | 'none' }
  /** Somebody said so by hand. */
  | { readonly code: 'overridden'; readonly by: Override }
  /** Somebody took the message back before its time. */
  | { readonly code: 'taken-back' }
  /** Quiet hours: it waits for their end. */
  | { readonly code: 'quiet'; readonly until: EpochMs }
  /** Several fell into the same quiet hours, and a later one is told: `catchUp` says so. */
  | { readonly code: 'followed-in-quiet' }
  /** Nothing was left of its text that time. */
  | { readonly code: 'nothing-to-say' }
  /** Too large for the vendor, in bytes; `splittable`: even in parts. */
  | { readonly code: 'too-large'; readonly bytes: number; readonly splittable: boolean }
  /** An earlier part of the same message was refused: the rest alone would be read by nobody. */
  | { readonly code: 'earlier-part-refused' }
  /** In the words of a version that stored sentences. */
  | { readonly code: 'said'; readonly text: string };

/** Why nothing goes out in a lane, or from this machine, for a while. */
export interface Rest {
  readonly until: EpochMs;
  readonly cause: Cause;
}
