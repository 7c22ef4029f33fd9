import type { Config, HookConfig, HookDigest } from '../config/config.ts';
import { runQuiet } from '../config/quiet.ts';
import { isAskedFor } from '../hooks/filter.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { daily } from '../schedule/daily.ts';
import { every } from '../schedule/every.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { quietUntil } from '../schedule/quiet.ts';
import { wallTrigger } from '../schedule/wall-trigger.ts';
import { zone } from '../schedule/zone.ts';

/** Why an event waits beyond what it is gathered for; all of a hook that waits for the same instant is told as one. */
export interface Held {
  readonly kind: 'quiet' | 'digest';
}

export interface Hold {
  readonly because: Held;
  readonly until: EpochMs;
}

export type HoldWorld = Pick<Config, 'daemon' | 'defaultCalendar'>;

/** What holds an event that could be told at `now`; `undefined`: nothing. One that has waited for a digest does so once. */
export function holdOf(
  event: HookEvent,
  hook: HookConfig,
  { before, now }: { readonly before?: Held | undefined; readonly now: EpochMs },
  world: HoldWorld,
): Hold | undefined {
  const planned = before === undefined ? digestTime(event, hook, now, world) : undefined;
  const quiet = quietEnd(event, hook, planned ?? now, world);
  if (quiet !== undefined) return { because: { kind: 'quiet' }, until: quiet };
  return planned === undefined ? undefined : { because: { kind: 'digest' }, until: planned };
}

/** How an event stands that is held: beside all others that this holds until then. */
export function heldAs({ because, until }: Hold) {
  return { because, dueAt: until, thing: because.kind };
}

/** The first time after `after` at which the digest is told that this event belongs to. */
export function digestTime(
  event: HookEvent,
  { digest }: Pick<HookConfig, 'digest'>,
  after: EpochMs,
  { daemon: { timezone } }: HoldWorld,
): EpochMs | undefined {
  if (digest === undefined || !isAskedFor(event, digest.events)) return undefined;
  return wallTrigger(patternOf(digest), zone(timezone)).next(after);
}

function patternOf({ times }: HookDigest) {
  return times.kind === 'daily' ? daily([times.second]) : every(times);
}

function quietEnd(
  event: HookEvent,
  { quiet }: HookConfig,
  at: EpochMs,
  { daemon: { timezone }, defaultCalendar: calendar }: HoldWorld,
): EpochMs | undefined {
  if (quiet === undefined || (quiet.except !== undefined && isAskedFor(event, quiet.except))) return undefined;
  return quietUntil(runQuiet(quiet, { timezone, calendar }), at);
}
