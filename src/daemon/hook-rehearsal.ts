import type { Config, HookConfig } from '../config/config.ts';
import type { NewDelivery } from '../delivery/delivery.ts';
import type { Received } from '../delivery/inbox.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { knownPeople } from '../hooks/known-people.ts';
import { type Proof, proofOf } from '../hooks/proof.ts';
import { type ReadRequest, readRequest } from '../hooks/read-request.ts';
import type { HookRequest, Reading } from '../hooks/sender.ts';
import type { EpochMs } from '../schedule/instant.ts';
import { type Held, heldAs, holdOf, type HoldWorld } from './hook-hold.ts';
import { judgeEvent, type Unheard } from './hook-judgement.ts';
import { newsOf } from './hook-news.ts';
import type { Addresses } from './make-deliveries.ts';

/** What would become of a request, by what would receive and tell it; nothing is written down. */
export interface Rehearsal {
  readonly proof: Proof;
  readonly read: { readonly kind: 'read'; readonly reading: Reading } | Extract<ReadRequest, { kind: 'refused' }>;
  readonly events: readonly Received[];
  readonly deliveries: readonly NewDelivery[];
}

interface RehearsalContext {
  readonly config: HoldWorld & Pick<Config, 'hooks' | 'people'>;
  readonly addresses: Addresses;
  readonly away: ReadonlySet<string>;
  readonly now: EpochMs;
}

/** A paused hook is rehearsed as if it were not. */
export async function rehearse(
  written: HookConfig,
  request: HookRequest,
  context: RehearsalContext,
): Promise<Rehearsal> {
  const hook = { ...written, paused: false };
  const proof = proofOf(hook, request, context.now);
  const read = await readRequest(hook, request);
  if (read.kind === 'refused' || read.reading.kind !== 'events') return { proof, read, events: [], deliveries: [] };
  return { proof, read, ...(await rehearseEvents(hook, read.reading.events, context)) };
}

/** What would become of an event that nobody sent. */
export async function rehearseSample(
  written: HookConfig,
  sample: HookEvent,
  context: RehearsalContext,
): Promise<Rehearsal> {
  const reading = { kind: 'events', events: [sample] } as const;
  const told = await rehearseEvents({ ...written, paused: false }, reading.events, context);
  return { proof: { kind: 'proven', by: 'token' }, read: { kind: 'read', reading }, ...told };
}

async function rehearseEvents(
  hook: HookConfig,
  all: readonly HookEvent[],
  { config, addresses, away, now }: RehearsalContext,
): Promise<Pick<Rehearsal, 'events' | 'deliveries'>> {
  const by = {
    hook,
    people: knownPeople([...config.people.values()]),
    world: config,
    now,
    memoryOf: () => Promise.resolve(undefined),
  };
  const judged = await Promise.all(all.map((event) => judgeEvent(event, by)));
  const events = judged.map(({ received }, index) =>
    asHeld({ ...received, id: `${hook.name} ${now} ${index}`, repeats: 0, deliveries: [] }, hook, config),
  );
  const waiting = events.filter(({ state }) => state === 'waiting');
  // The message that there will be when nothing holds it any more.
  const { quiet: _quiet, ...loud } = hook;
  const hooks = new Map([...config.hooks, [hook.name, loud]]);
  const robots = new Map([...config.robots].map(([name, { quiet: _of, ...robot }]) => [name, robot]));
  const { deliveries } = newsOf(waiting, { config: { ...config, hooks, robots }, addresses, away, around: [], now });
  return { events, deliveries };
}

/** As it stands when it has been gathered. */
function asHeld(event: Received, hook: HookConfig, world: HoldWorld): Received {
  const { state, dueAt, because } = event;
  if (state !== 'waiting' || dueAt === undefined) return event;
  const hold = holdOf(event.event as HookEvent, hook, { before: because as Held | undefined, now: dueAt }, world);
  return hold ? { ...event, ...heldAs(hold) } : event;
}

/** Why nothing is told of it; `undefined`: something is. */
export function whyUntold({ read, events }: Rehearsal): Unheard | undefined {
  if (read.kind === 'refused') return undefined;
  if (read.reading.kind === 'unknown') return read.reading;
  if (read.reading.kind === 'nothing') return { kind: 'says-nothing' };
  const ignored = events.find(({ state }) => state === 'ignored');
  return events.some(({ state }) => state === 'waiting') ? undefined : (ignored?.because as Unheard | undefined);
}
