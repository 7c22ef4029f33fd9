import type { Config, HookConfig } from '../config/config.ts';
import type { Received } from '../delivery/inbox.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { involvedIn } from '../hooks/involved.ts';
import type { KnownPeople } from '../hooks/known-people.ts';
import { daily } from '../schedule/daily.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { wallTrigger } from '../schedule/wall-trigger.ts';
import { zone } from '../schedule/zone.ts';
import { type Audience, audiencesOf } from './hook-audiences.ts';
import type { Hold } from './hook-hold.ts';
import { limitOf, robotsByLane } from './lanes.ts';

/** Robots of one token whose calls of the month are nearly used up. */
export interface Thrifty {
  readonly robots: readonly string[];
  readonly calls: number;
  readonly perMonth: number;
}

/** From this share on what calls nobody is told once a day. */
const NEARLY_ALL = 0.9;
/** When: 18:00, or the time of the hook's own daily digest. In seconds of the day. */
const EVENING = 18 * 3_600;

/** @param calls of the month, by lanes */
export function thriftyLanes(calls: ReadonlyMap<string, number>, config: Pick<Config, 'robots'>): readonly Thrifty[] {
  return [...robotsByLane(config)].flatMap(([lane, robots]) => {
    const used = calls.get(lane) ?? 0;
    const { perMonth } = limitOf(robots);
    const isNearlyAll = used >= perMonth * NEARLY_ALL;
    return isNearlyAll ? [{ robots: robots.map(({ name }) => name), calls: used, perMonth }] : [];
  });
}

export interface Saving {
  readonly hook: HookConfig;
  readonly people: KnownPeople;
  readonly thrifty: readonly Thrifty[];
  readonly timezone: string;
  readonly now: EpochMs;
}

/**
 * Until when what waited together is held because every robot that would hear of it has to save calls; `undefined`: one
 * has not, somebody is called, or it is an alarm, which a day later is of no use.
 */
export function savedUntil(waiting: readonly Received[], saving: Saving): Hold | undefined {
  const { hook, people, thrifty, timezone, now } = saving;
  const saves = new Set(thrifty.flatMap(({ robots }) => robots));
  if (saves.size === 0 || waiting.some(({ kind = '' }) => kind.startsWith('alert.'))) return undefined;
  const gathered = waiting.map(({ id, event }) => ({ id, event: event as HookEvent }));
  const audiences = audiencesOf(hook, gathered, people);
  if (audiences.some((audience) => !saves.has(audience.robot) || callsAnybody(audience, people))) return undefined;
  const second = hook.digest?.times.kind === 'daily' ? hook.digest.times.second : EVENING;
  const until = wallTrigger(daily([second]), zone(timezone)).next(now);
  return until === undefined ? undefined : { because: { kind: 'quota' }, until };
}

function callsAnybody({ mention, events }: Audience, people: KnownPeople): boolean {
  const told = events.map(({ event }) => event);
  const byItself = told.some(({ message }) => message !== undefined && 'mentions' in message);
  const concerned = mention.involved ? involvedIn({ events: told }, people) : [];
  return mention.called.length > 0 || concerned.length > 0 || byItself;
}
