import type { Config, HookConfig, HookMention } from '../config/config.ts';
import { mentionsOf } from '../config/run-mentions.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { newsId } from '../delivery/identity.ts';
import type { Received, Told } from '../delivery/inbox.ts';
import { gather, type Gathered } from '../hooks/gather.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { hookMessage } from '../hooks/hook-message.ts';
import { involvedIn } from '../hooks/involved.ts';
import { takesRoute } from '../hooks/judge.ts';
import { knownPeople, type KnownPeople } from '../hooks/known-people.ts';
import { withMentions } from '../message/mention.ts';
import type { Message } from '../message/message.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import type { Unheard } from './hook-judgement.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';

export interface NewsContext {
  readonly config: Pick<Config, 'hooks' | 'people' | 'daemon'>;
  readonly addresses: Addresses;
  /** The people on vacation. */
  readonly away: ReadonlySet<string>;
  /** Events of the same hook whose news these may repeat, in order. */
  readonly around: readonly Received[];
  readonly now: EpochMs;
}

/** What waited together as it is told: to each robot one message of what is meant for it. */
export function newsOf(waiting: readonly Received[], context: NewsContext): Told {
  const { config, around } = context;
  const hook = config.hooks.get(waiting[0]?.hook ?? '');
  if (hook === undefined) return silenced(waiting, { kind: 'no-hook' });
  if (hook.paused) return silenced(waiting, { kind: 'paused' });
  const people = knownPeople([...config.people.values()]);
  const all = waiting.map(toGathered);
  const others = around.filter(({ id }) => !waiting.some((each) => each.id === id));
  const inOrder = [...others, ...waiting].toSorted((a, b) => a.receivedAt - b.receivedAt);
  const { leftOut } = gather(all, inOrder.map(toGathered));
  const left = new Map(leftOut.map(({ id, because }) => [id, because]));
  const told = all.filter(({ id }) => !left.has(id));
  const deliveries = audiencesOf(hook, told, people).flatMap((audience) =>
    tell(hook, audience, { people, ...context, waiting }),
  );
  return {
    events: waiting.map(({ id }) => {
      const because = left.get(id);
      if (because !== undefined) return { id, state: 'ignored', because };
      return {
        id,
        state: 'told',
        deliveries: deliveries.filter(({ of }) => of.has(id)).map((each) => each.delivery.id),
      };
    }),
    deliveries: deliveries.map(({ delivery }) => delivery),
  };
}

function silenced(waiting: readonly Received[], because: Unheard): Told {
  return { events: waiting.map(({ id }) => ({ id, state: 'ignored', because })), deliveries: [] };
}

function toGathered({ id, event }: Received): Gathered {
  return { id, event: event as HookEvent };
}

/** Who hears the same. */
interface Audience {
  readonly robot: string;
  readonly mention: HookMention;
  readonly events: readonly Gathered[];
}

/** Each route is judged on its own; a robot hears of an event once, with all the mentions that are asked for. */
function audiencesOf(hook: HookConfig, events: readonly Gathered[], people: KnownPeople): readonly Audience[] {
  const audiences = new Map<string, Audience>();
  for (const each of events) {
    const routes = hook.routes.filter((route) => takesRoute(each.event, route, people));
    for (const { robots, mention = hook.mention } of routes.length === 0 ? [hook] : routes) {
      for (const robot of robots) {
        const known = audiences.get(robot) ?? { robot, mention, events: [] };
        const heard = known.events.includes(each) ? known.events : [...known.events, each];
        audiences.set(robot, { robot, mention: bothOf(known.mention, mention), events: heard });
      }
    }
  }
  return [...audiences.values()];
}

function bothOf(one: HookMention, other: HookMention): HookMention {
  if (one === other) return one;
  return { involved: one.involved || other.involved, called: [...one.called, ...other.called] };
}

interface Saying extends NewsContext {
  readonly people: KnownPeople;
  readonly waiting: readonly Received[];
}

interface ToldOf {
  readonly delivery: NewDelivery;
  /** The events that it tells of. */
  readonly of: ReadonlySet<string>;
}

function tell(hook: HookConfig, { robot, mention, events }: Audience, saying: Saying): readonly ToldOf[] {
  const { addresses, waiting, now, config } = saying;
  const { story } = gather(events, events);
  if (story === undefined) return [];
  const { locale: language, timezone: zone } = config.daemon;
  const whoever = mention.involved ? involvedIn(story, saying.people).filter(({ id }) => !saying.away.has(id)) : [];
  const telling = { rules: hook, language, zone, now, people: saying.people, calls: whoever };
  const ids = events.map(({ id }) => id);
  const heard = waiting.filter(({ id }) => ids.includes(id));
  const dueAt = Math.min(...heard.map(({ dueAt = now }) => dueAt));
  const came = Math.min(...heard.map(({ receivedAt }) => receivedAt));
  const draft = {
    id: newsId(ids, robot),
    origin: 'hook',
    robot,
    message: calling(hookMessage(story, telling), mention, saying),
    now,
    dueAt: toEpochMs(dueAt),
    lifeMs: came + hook.lateMs - dueAt,
    coalesce: true,
  } as const;
  return makeDeliveries(draft, addresses).map((delivery) => ({ delivery, of: new Set(ids) }));
}

/** Whom the hook wants called beside whoever is involved. */
function calling(message: Message, { called }: HookMention, { away, config: { people } }: Saying): Message {
  const more = mentionsOf(called, { about: [], away, people, kind: message.kind });
  const { all = false, mobiles = [], userIds = [] } = ('mentions' in message && message.mentions) || {};
  const both = {
    all: all || more.all === true,
    mobiles: [...mobiles, ...(more.mobiles ?? [])],
    userIds: [...userIds, ...(more.userIds ?? [])],
  };
  return withMentions(message, both).message;
}
