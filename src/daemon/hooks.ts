import { HookDoor } from './hook-door.ts';
import { HookLosses } from './hook-losses.ts';
import { inletNotices, lossNotices } from './hook-owner-news.ts';
import { hookWelcome } from './hook-welcome.ts';
import { Inlets } from './inlets.ts';
import type { Intake } from './intake.ts';
import { newsOf } from './hook-news.ts';
import { createNewsReader } from './news-reader.ts';
import { HookTeller } from './hook-teller.ts';
import type { Heart } from './heart.ts';
import type { InForce } from './in-force.ts';
import type { Base } from './parts.ts';

/** What receives other programs' news, what fetches them where nobody posts, and what tells them. */
export interface Hooks {
  readonly door: HookDoor;
  readonly teller: HookTeller;
  readonly losses: HookLosses;
  readonly inlets: Inlets;
}

export function createHooks(base: Base, inForce: Readonly<InForce>, { dispatcher }: Heart, intake: Intake): Hooks {
  const { store, clock, options, logger, metrics, listeners } = base;
  const { random } = options;
  const { changed } = listeners;
  const count = (hook: string, outcome: string, by = 1): void => metrics.hookEvents.inc({ hook, outcome }, by);
  const contextOf = createNewsReader(base, inForce, intake);
  const teller = new HookTeller({
    inbox: store.inbox,
    clock,
    random,
    logger,
    newsOf: async (waiting, now) => newsOf(waiting, await contextOf(waiting, now)),
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
    onWaiting: (dueAt) => teller.wake(dueAt),
    onAnswer: (hook, { kind }) => {
      if (kind !== 'accepted') count(hook, kind);
      changed();
    },
    onLost: (hook, why) => losses.add(hook, why),
    welcome: async (hook) => void (await intake(hookWelcome(hook, inForce, clock.now()))),
  });
  const { losses, inlets } = createFetching(base, inForce, { door, intake });

  return { door, teller, losses, inlets };
}

/** What has to be fetched, and what is told of losses. */
function createFetching(
  { store, clock, options: { random, network }, logger, listeners: { changed } }: Base,
  inForce: Readonly<InForce>,
  { door, intake }: { readonly door: HookDoor; readonly intake: Intake },
): Pick<Hooks, 'losses' | 'inlets'> {
  const losses = new HookLosses({
    clock,
    random,
    logger,
    tell: async (lost, now) => void (await intake(lossNotices(lost, inForce.config, inForce.addresses, now))),
  });
  const inlets = new Inlets({
    hooks: () => inForce.config.hooks,
    door,
    inbox: store.inbox,
    network,
    clock,
    random,
    logger,
    onChange: (states) => {
      // What the store refuses to say for the moment stands on the page.
      store.daemonState.publish({ inlets: states }).catch(() => {});
      changed();
    },
    tellOwner: async (hook, state) =>
      void (await intake(inletNotices({ hook, state }, inForce.config, inForce.addresses, clock.now()))),
  });
  return { losses, inlets };
}
