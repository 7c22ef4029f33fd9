import type { Config, HookConfig, HookDigest } from '../config/config.ts';
import { runQuiet } from '../config/quiet.ts';
import { isAskedFor } from '../hooks/filter.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { daily } from '../schedule/daily.ts';
import { every } from '../schedule/every.ts';
import { knownPeople } from '../hooks/known-people.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { quietUntil } from '../schedule/quiet.ts';
import { wallTrigger } from '../schedule/wall-trigger.ts';
import { zone } from '../schedule/zone.ts';
import { audiencesOf } from './hook-audiences.ts';
import { passes, type QuietWorld, robotQuietUntil } from './robot-quiet.ts';

/** Why an event waits beyond what it is gathered for; all of a hook that waits for the same instant is told as one. */
export interface Held {
  readonly kind: 'quiet' | 'digest' | 'quota';
}

export interface Hold {
  readonly because: Held;
  readonly until: EpochMs;
}

export type HoldWorld = QuietWorld & Pick<Config, 'people'>;

/** What holds back an event at `now`; `undefined`: nothing. An event waits for a digest only once. */
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
  { daemon: { timezone } }: Pick<HoldWorld, 'daemon'>,
): EpochMs | undefined {
  if (digest === undefined || !isAskedFor(event, digest.events)) return undefined;
  return wallTrigger(patternOf(digest), zone(timezone)).next(after);
}

function patternOf({ times }: HookDigest) {
  return times.kind === 'daily' ? daily([times.second]) : every(times);
}

/** When neither the hook is quiet nor all the robots are that hear of it. */
function quietEnd(event: HookEvent, hook: HookConfig, at: EpochMs, world: HoldWorld): EpochMs | undefined {
  const robots = robotsOf(event, hook, world);
  const endOf = (from: EpochMs): EpochMs | undefined =>
    hookQuietUntil(event, hook, from, world) ?? robotsQuietUntil(event, robots, from, world);
  let until = endOf(at);
  // One may begin where the other ends. Whoever is due is asked again.
  for (let next = until, steps = 0; next !== undefined && steps < MOST_STEPS; next = endOf(next), steps += 1)
    until = next;
  return until;
}

const MOST_STEPS = 20;

function hookQuietUntil(
  event: HookEvent,
  { quiet }: HookConfig,
  at: EpochMs,
  { daemon: { timezone }, defaultCalendar: calendar }: HoldWorld,
): EpochMs | undefined {
  if (quiet === undefined || passes(event, quiet.except)) return undefined;
  return quietUntil(runQuiet(quiet, { timezone, calendar }), at);
}

/** When the first of them is quiet no more; `undefined`: one is not quiet. The others are told when they may be. */
function robotsQuietUntil(
  event: HookEvent,
  robots: readonly string[],
  at: EpochMs,
  world: HoldWorld,
): EpochMs | undefined {
  const ends = robots.map((robot) => robotQuietUntil(robot, at, world, [event]));
  const found = ends.filter((end) => end !== undefined);
  return found.length === ends.length && found.length > 0 ? toEpochMs(Math.min(...found)) : undefined;
}

function robotsOf(event: HookEvent, hook: HookConfig, { people, robots }: HoldWorld): readonly string[] {
  if (![...robots.values()].some(({ quiet }) => quiet !== undefined)) return [];
  return audiencesOf(hook, [{ id: '', event }], knownPeople([...people.values()])).map(({ robot }) => robot);
}
