import type { Config, HookConfig, HookMention } from '../config/config.ts';
import { mentionsOf } from '../config/run-mentions.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import { newsId } from '../delivery/identity.ts';
import type { Received, StillWaiting, Told } from '../delivery/inbox.ts';
import { gather, type Gathered } from '../hooks/gather.ts';
import { hookDigest } from '../hooks/hook-digest.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { hookMessage } from '../hooks/hook-message.ts';
import { involvedIn } from '../hooks/involved.ts';
import { knownPeople, type KnownPeople } from '../hooks/known-people.ts';
import { storiesOf } from '../hooks/stories.ts';
import { withMentions } from '../message/mention.ts';
import type { Message } from '../message/message.ts';
import { type EpochMs, toEpochMs } from '../schedule/instant.ts';
import { type Audience, audiencesOf } from './hook-audiences.ts';
import { heldAs, type Held, holdOf, type HoldWorld } from './hook-hold.ts';
import { savedUntil, type Thrifty } from './hook-quota.ts';
import { quietCause, robotQuietUntil } from './robot-quiet.ts';
import type { Unheard } from './hook-judgement.ts';
import { type Addresses, makeDeliveries } from './make-deliveries.ts';

export interface NewsContext {
  readonly config: HoldWorld & Pick<Config, 'hooks' | 'people'>;
  readonly addresses: Addresses;
  /** The people on vacation. */
  readonly away: ReadonlySet<string>;
  /** Events of the same hook whose news these may repeat, in order. */
  readonly around: readonly Received[];
  /** Robots that have to save calls. Default: none. */
  readonly thrifty?: readonly Thrifty[];
  readonly now: EpochMs;
}

/** What waited together as it is told: to each robot one message of what is meant for it; what is held waits on. */
export function newsOf(waiting: readonly Received[], context: NewsContext): Told {
  const { config, around } = context;
  const hook = config.hooks.get(waiting[0]?.hook ?? '');
  if (hook === undefined) return silenced(waiting, { kind: 'no-hook' });
  if (hook.paused) return silenced(waiting, { kind: 'paused' });
  const people = knownPeople([...config.people.values()]);
  const all = waiting.map(toGathered);
  const ids = new Set(waiting.map(({ id }) => id));
  const others = around.filter(({ id }) => !ids.has(id));
  const inOrder = [...others, ...waiting].toSorted((a, b) => a.receivedAt - b.receivedAt);
  const { leftOut } = gather(all, inOrder.map(toGathered));
  const left = new Map(leftOut.map(({ id, because }) => [id, because]));
  const held = heldOf(
    waiting.filter(({ id }) => !left.has(id)),
    hook,
    { ...context, people },
  );
  const told = all.filter(({ id }) => !left.has(id) && !held.has(id));
  const deliveries = audiencesOf(hook, told, people).flatMap((audience) =>
    tell(hook, audience, { people, ...context, waiting }),
  );
  return {
    events: waiting.map(({ id }) => {
      const because = left.get(id);
      if (because !== undefined) return { id, state: 'ignored', because };
      const tellers = deliveries.filter(({ of }) => of.has(id)).map((each) => each.delivery.id);
      return held.get(id) ?? { id, state: 'told', deliveries: tellers };
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

/** What is not told yet, by its id. What came in the future, before the clock was set back, came now. */
function heldOf(
  waiting: readonly Received[],
  hook: HookConfig,
  { now, config, people, thrifty = [] }: NewsContext & { readonly people: KnownPeople },
): ReadonlyMap<string, StillWaiting> {
  const saved = savedUntil(waiting, { hook, people, thrifty, timezone: config.daemon.timezone, now });
  const found = waiting.flatMap(({ id, event, because, receivedAt }) => {
    const before = because as Held | undefined;
    const hold =
      holdOf(event as HookEvent, hook, { before, now }, config) ?? (before === undefined ? saved : undefined);
    const since = toEpochMs(Math.min(receivedAt, now));
    return hold ? [{ id, state: 'waiting' as const, receivedAt: since, ...heldAs(hold) }] : [];
  });
  return new Map(found.map((each) => [each.id, each]));
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
  const ids = events.map(({ id }) => id);
  const of = new Set(ids);
  const heard = waiting.filter(({ id }) => of.has(id));
  const message = messageOf(hook, heard, mention, saying);
  if (message === undefined) return [];
  const dueAt = Math.min(...heard.map(({ dueAt = now }) => dueAt));
  const came = Math.min(...heard.map(({ receivedAt }) => receivedAt));
  // What was held did not grow old meanwhile.
  const since = heard.some(({ because }) => because !== undefined) ? dueAt : came;
  // Of several robots this one alone: of all, nothing would be told yet.
  const until = robotQuietUntil(
    robot,
    now,
    config,
    events.map(({ event }) => event),
  );
  const draft = {
    id: newsId(ids, robot),
    origin: 'hook',
    robot,
    message: calling(message, mention, saying),
    now,
    dueAt: toEpochMs(dueAt),
    lifeMs: since + hook.lateMs - dueAt,
    coalesce: true,
    ...(until !== undefined && { dueAt: until, lifeMs: hook.lateMs, cause: quietCause(until) }),
  } as const;
  return makeDeliveries(draft, addresses).map((delivery) => ({ delivery, of }));
}

/** One thing in full, or several that were held in a line each; `undefined`: nothing of it is left to tell. */
function messageOf(
  hook: HookConfig,
  heard: readonly Received[],
  { involved }: HookMention,
  { people, away, now, config }: Saying,
): Message | undefined {
  const why = heard.flatMap(({ because }) => (because as Held | undefined)?.kind ?? []);
  const arrived = heard.map((each) => ({ ...toGathered(each), at: each.receivedAt }));
  const together = gather(arrived, arrived).story;
  if (together === undefined) return undefined;
  const stories = why.length === 0 ? [] : storiesOf(arrived);
  const calls = involved ? involvedIn(together, people).filter(({ id }) => !away.has(id)) : [];
  const { locale: language, timezone: zone } = config.daemon;
  const telling = { rules: hook, language, zone, now, people, calls };
  const isDigest = why.includes('digest') || why.includes('quota');
  if (stories.length < 2 && !isDigest) return hookMessage(stories[0]?.story ?? together, telling);
  const isDaily = why.includes('quota') || (isDigest && hook.digest?.times.kind === 'daily');
  return hookDigest(stories, telling, { name: hook.name, isDaily });
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
