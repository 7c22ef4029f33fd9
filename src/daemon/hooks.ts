import type { Received } from '../delivery/inbox.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { indexOverrides } from '../schedule/override-index.ts';
import { localTime } from '../message/local-time.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { HookDoor } from './hook-door.ts';
import { newsOf } from './hook-news.ts';
import { HookTeller } from './hook-teller.ts';
import type { Heart } from './heart.ts';
import type { InForce } from './in-force.ts';
import type { Base } from './parts.ts';

/** What receives other programs' news, and what tells it. */
export interface Hooks {
  readonly door: HookDoor;
  readonly teller: HookTeller;
}

export function createHooks(
  { store, clock, options: { random }, logger, metrics, listeners: { changed } }: Base,
  inForce: Readonly<InForce>,
  { dispatcher }: Heart,
): Hooks {
  const count = (hook: string, outcome: string, by = 1): void => metrics.hookEvents.inc({ hook, outcome }, by);
  const teller = new HookTeller({
    inbox: store.inbox,
    clock,
    random,
    logger,
    newsOf: async (waiting, now) => {
      const { config, addresses } = inForce;
      const around = await aroundOf(waiting, now);
      const away = await awayAt(now);
      return newsOf(waiting, { config, addresses, away, around, now });
    },
    onTold: (waiting, { events, deliveries }) => {
      for (const [index, { state }] of events.entries()) {
        if (state !== 'waiting') count(waiting[index]?.hook ?? '', state);
      }
      dispatcher.wake(new Set(deliveries.map(({ lane }) => lane)));
      changed();
    },
  });
  const door = new HookDoor({
    inbox: store.inbox,
    config: () => inForce.config,
    now: () => clock.now(),
    onWaiting: () => teller.wake(),
    onAnswer: (hook, { kind }) => {
      if (kind !== 'accepted') count(hook, kind);
      changed();
    },
  });

  /** What is told of late that these may repeat. */
  async function aroundOf(waiting: readonly Received[], now: EpochMs): Promise<readonly Received[]> {
    const echoed = waiting.flatMap(({ event }) => (event as HookEvent).echoes ?? []);
    const [first] = waiting;
    return first && echoed.length > 0 ? store.inbox.saying(first.hook, echoed, now) : [];
  }

  async function awayAt(now: EpochMs): Promise<ReadonlySet<string>> {
    const today = localTime(now, inForce.config.daemon.timezone).toFormat('yyyy-MM-dd');
    return indexOverrides(await store.overrides.list({ endingAfter: now })).away(today);
  }

  return { door, teller };
}
