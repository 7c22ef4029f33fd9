import { randomUUID } from 'node:crypto';
import type { Config, HookConfig } from '../config/config.ts';
import { eventId } from '../delivery/identity.ts';
import type { Inbox, NewMemory, NewReceived, Original } from '../delivery/inbox.ts';
import type { Refused } from '../hooks/because.ts';
import type { HookEvent } from '../hooks/hook-event.ts';
import { knownPeople } from '../hooks/known-people.ts';
import { proofOf } from '../hooks/proof.ts';
import { type DuplicateKey, type ReadRequest, readRequest } from '../hooks/read-request.ts';
import type { HookRequest } from '../hooks/sender.ts';
import { SENDERS } from '../hooks/senders.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Held, HoldWorld } from './hook-hold.ts';
import { judgeEvent, type Unheard } from './hook-judgement.ts';

/** What became of a request. Whatever is written down is durable. */
export type HookAnswer =
  /** It will be told. */
  | { readonly kind: 'accepted'; readonly id: string }
  /** It was here before. */
  | { readonly kind: 'duplicate'; readonly id: string }
  | { readonly kind: 'ignored'; readonly id: string; readonly because: Unheard }
  | { readonly kind: 'refused'; readonly because: Refused };

type HookWorld = HoldWorld & Pick<Config, 'people'>;

/** What a sender may send, in bytes: more than any of them does of its own accord. */
export const MOST_HOOK_BYTES = 5 * 1_024 * 1_024;

/** Why something is gone for good that a sender sent. */
export type Loss = 'store' | 'too-large';

export interface HookDoorOptions {
  readonly inbox: Inbox;
  readonly config: () => HookWorld;
  readonly now: () => EpochMs;
  /** Something waits from now on, to be told then or with what is told before. */
  readonly onWaiting: (dueAt: EpochMs) => void;
  readonly onAnswer: (hook: string, answer: HookAnswer) => void;
  /** Nobody sends it again. Default: nobody is told. */
  readonly onLost?: (hook: HookConfig, why: Loss) => void;
  /** Tells the group that a hook is connected, once. Default: nobody is told. */
  readonly welcome?: (hook: HookConfig) => Promise<void>;
}

/** What other programs send comes in here: proven, read, judged and written down before it is answered. */
export class HookDoor {
  readonly #options: HookDoorOptions;
  readonly #refusedAt = new Map<string, EpochMs>();
  /** The hooks that are known to have been connected. */
  readonly #connected = new Set<string>();

  constructor(options: HookDoorOptions) {
    this.#options = options;
  }

  /**
   * @param options `asksAgain`: whoever brings it does so again when the store does not answer. Default: as its sender.
   */
  async receive(
    hook: HookConfig,
    request: HookRequest,
    { asksAgain = SENDERS[hook.from].neverRetries !== true }: { readonly asksAgain?: boolean } = {},
  ): Promise<HookAnswer> {
    const now = this.#options.now();
    const proof = proofOf(hook, request, now);
    if (proof.kind === 'refused') return this.refuse(hook, proof.because);
    const read = await readRequest(hook, request);
    if (read.kind === 'refused') return this.refuse(hook, read.because);
    try {
      return await this.take(hook, read, now);
    } catch (error) {
      if (!asksAgain) this.lost(hook, 'store');
      throw error;
    }
  }

  /** What was sent is gone: it was not written down, and nobody sends it again. */
  lost(hook: HookConfig, why: Loss): void {
    this.#options.onLost?.(hook, why);
  }

  /** More than a sender may send: it is not read, and whoever owns the hook is told. */
  async refuseTooLarge(hook: HookConfig): Promise<HookAnswer> {
    this.lost(hook, 'too-large');
    return this.refuse(hook, { kind: 'too-large' });
  }

  /** The hook works: the group hears of it, the first time. */
  async welcome(hook: HookConfig): Promise<void> {
    if (hook.paused || !(await this.#isFirst(hook))) return;
    await this.#options.welcome?.(hook);
    await this.#options.inbox.remember([connected(hook)], this.#options.now());
    this.#connected.add(hook.name);
  }

  /** What a proven sender sent, or what is replayed. */
  async take(hook: HookConfig, read: Read, now: EpochMs): Promise<HookAnswer> {
    const answer = await this.#writeDown(hook, read, now);
    this.#options.onAnswer(hook.name, answer);
    return answer;
  }

  /** What was received once more, as if it were new. */
  async replay(hook: HookConfig, { headers, body }: Original): Promise<HookAnswer> {
    const read = await readRequest(hook, { headers, body: Buffer.from(body) });
    if (read.kind === 'refused') return { kind: 'refused', because: read.because };
    const duplicate = { key: `replay ${randomUUID()}` };
    return this.take(hook, { ...read, duplicate }, this.#options.now());
  }

  /** Writes down that a request was refused; of many in a second, one. */
  async refuse({ name }: HookConfig, because: Refused): Promise<HookAnswer> {
    const { inbox, now, onAnswer } = this.#options;
    const at = now();
    const last = this.#refusedAt.get(name);
    const answer = { kind: 'refused', because } as const;
    onAnswer(name, answer);
    if (last !== undefined && last <= at && at < last + SECOND) return answer;
    this.#refusedAt.set(name, at);
    await inbox.receive([{ id: randomUUID(), hook: name, receivedAt: at, state: 'refused', because }]);
    return answer;
  }

  async #writeDown(hook: HookConfig, read: Read, now: EpochMs): Promise<HookAnswer> {
    const key = await this.#keyOf(hook.name, read.duplicate, now);
    for (;;) {
      const isFirst = await this.#isFirst(hook);
      const { events, memories } = await this.#judge(hook, read, { key, now, isFirst });
      // Where no message comes of it that could say so.
      if (isFirst && !events.some(({ event }) => greets(event))) await this.#options.welcome?.(hook);
      const receipt = await this.#options.inbox.receive(events, memories);
      // Another run of the same build came in between: this one is judged by what is remembered now.
      if (receipt.kind === 'outdated') continue;
      if (isFirst && receipt.kind === 'written') this.#connected.add(hook.name);
      const [{ id, because }] = events;
      if (receipt.kind === 'duplicate') return { kind: 'duplicate', id };
      const waiting = events.filter(({ state }) => state === 'waiting');
      if (waiting.length > 0) {
        this.#options.onWaiting(toEpochMs(Math.min(...waiting.map(({ dueAt = now }) => dueAt))));
        return { kind: 'accepted', id };
      }
      return { kind: 'ignored', id, because: because as Unheard };
    }
  }

  async #isFirst({ name, paused }: HookConfig): Promise<boolean> {
    if (paused || this.#connected.has(name)) return false;
    const isFirst = (await this.#options.inbox.memory(name, CONNECTED)) === undefined;
    if (!isFirst) this.#connected.add(name);
    return isFirst;
  }

  async #judge(hook: HookConfig, { reading, kept }: Read, { key, now, isFirst }: Moment): Promise<Written> {
    const { inbox, config } = this.#options;
    const idOf = (index: number): string => eventId({ hook: hook.name, key, index });
    const original = hook.keepMs > 0 ? { original: kept } : {};
    if (reading.kind !== 'events') {
      const because = reading.kind === 'unknown' ? reading : { kind: 'says-nothing' };
      const ignored = { state: 'ignored', because, hook: hook.name, receivedAt: now } as const;
      const keptUntil = toEpochMs(now + hook.keepMs);
      const memories = isFirst ? [connected(hook)] : [];
      return { events: [{ id: idOf(0), ...ignored, ...original, keptUntil }], memories };
    }
    const memoryOf = (memory: string) => inbox.memory(hook.name, memory);
    const world = config();
    const by = { hook, people: knownPeople([...world.people.values()]), world, now, memoryOf };
    const found = await Promise.all(reading.events.map((event) => judgeEvent(event, by)));
    const first = isFirst ? found.find(({ received }) => mayGreet(received))?.received : undefined;
    const events = found.map(({ received }, index) => ({
      id: idOf(index),
      ...received,
      ...(received === first && { event: greeting(received.event as HookEvent, hook) }),
      ...(index === 0 && original),
    }));
    return {
      events: events as readonly NewReceived[] as Written['events'],
      memories: [...found.flatMap(({ memory }) => memory ?? []), ...(isFirst ? [connected(hook)] : [])],
    };
  }

  /** Of what is other news later: it, and the time in which it came. */
  async #keyOf(hook: string, { key, sameFor }: DuplicateKey, now: EpochMs): Promise<string> {
    if (sameFor === undefined) return key;
    const window = Math.floor(now / sameFor);
    const [before, within] = [window - 1, window].map((each) => JSON.stringify([key, each])) as [string, string];
    const found = await this.#options.inbox.find(eventId({ hook, key: before, index: 0 }));
    return found && now - found.receivedAt < sameFor ? before : within;
  }
}

type Read = Extract<ReadRequest, { kind: 'read' }>;

interface Moment {
  readonly key: string;
  readonly now: EpochMs;
  /** The first that this hook has ever taken. */
  readonly isFirst: boolean;
}

interface Written {
  readonly events: readonly [NewReceived, ...NewReceived[]];
  readonly memories: readonly NewMemory[];
}

/** Under which it is remembered that a hook has taken something. */
const CONNECTED = 'hook connected';

function connected({ name }: HookConfig): NewMemory {
  return { hook: name, key: CONNECTED, value: true, before: undefined };
}

/** What goes on as it came has no room for a word of ours. */
function greeting(event: HookEvent, { name }: HookConfig): HookEvent {
  return event.message === undefined ? { ...event, greets: name } : event;
}

/** A digest tells of what is in it alone. */
function mayGreet({ state, because }: Pick<NewReceived, 'state' | 'because'>): boolean {
  return state === 'waiting' && (because as Held | undefined)?.kind !== 'digest';
}

function greets(event: unknown): boolean {
  return (event as HookEvent | undefined)?.greets !== undefined;
}
