import { randomUUID } from 'node:crypto';
import type { Config, HookConfig } from '../config/config.ts';
import { eventId } from '../delivery/identity.ts';
import type { Inbox, NewMemory, NewReceived, Original } from '../delivery/inbox.ts';
import type { Refused } from '../hooks/because.ts';
import { knownPeople } from '../hooks/known-people.ts';
import { proofOf } from '../hooks/proof.ts';
import { type DuplicateKey, type ReadRequest, readRequest } from '../hooks/read-request.ts';
import type { HookRequest } from '../hooks/sender.ts';
import { type EpochMs, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { HoldWorld } from './hook-hold.ts';
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

export interface HookDoorOptions {
  readonly inbox: Inbox;
  readonly config: () => HookWorld;
  readonly now: () => EpochMs;
  /** Something waits from now on. */
  readonly onWaiting: () => void;
  readonly onAnswer: (hook: string, answer: HookAnswer) => void;
}

/** What other programs send comes in here: proven, read, judged and written down before it is answered. */
export class HookDoor {
  readonly #options: HookDoorOptions;
  readonly #refusedAt = new Map<string, EpochMs>();

  constructor(options: HookDoorOptions) {
    this.#options = options;
  }

  async receive(hook: HookConfig, request: HookRequest): Promise<HookAnswer> {
    const now = this.#options.now();
    const proof = proofOf(hook, request, now);
    if (proof.kind === 'refused') return this.refuse(hook, proof.because);
    const read = await readRequest(hook, request);
    return read.kind === 'refused' ? this.refuse(hook, read.because) : this.take(hook, read, now);
  }

  /** What a proven sender sent, or what is replayed. */
  async take(hook: HookConfig, read: Read, now: EpochMs): Promise<HookAnswer> {
    const answer = await this.#writeDown(hook, read, now);
    this.#options.onAnswer(hook.name, answer);
    if (answer.kind === 'accepted') this.#options.onWaiting();
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
      const { events, memories } = await this.#judge(hook, read, { key, now });
      const receipt = await this.#options.inbox.receive(events, memories);
      // Another run of the same build came in between: this one is judged by what is remembered now.
      if (receipt.kind === 'outdated') continue;
      const [{ id, because }] = events;
      if (receipt.kind === 'duplicate') return { kind: 'duplicate', id };
      if (events.some(({ state }) => state === 'waiting')) return { kind: 'accepted', id };
      return { kind: 'ignored', id, because: because as Unheard };
    }
  }

  async #judge(hook: HookConfig, { reading, kept }: Read, { key, now }: Moment): Promise<Written> {
    const { inbox, config } = this.#options;
    const idOf = (index: number): string => eventId({ hook: hook.name, key, index });
    const original = hook.keepMs > 0 ? { original: kept } : {};
    if (reading.kind !== 'events') {
      const because = reading.kind === 'unknown' ? reading : { kind: 'says-nothing' };
      const ignored = { state: 'ignored', because, hook: hook.name, receivedAt: now } as const;
      const keptUntil = toEpochMs(now + hook.keepMs);
      return { events: [{ id: idOf(0), ...ignored, ...original, keptUntil }], memories: [] };
    }
    const memoryOf = (memory: string) => inbox.memory(hook.name, memory);
    const world = config();
    const by = { hook, people: knownPeople([...world.people.values()]), world, now, memoryOf };
    const found = await Promise.all(reading.events.map((event) => judgeEvent(event, by)));
    const events = found.map(({ received }, index) => ({ id: idOf(index), ...received, ...(index === 0 && original) }));
    return {
      events: events as readonly NewReceived[] as Written['events'],
      memories: found.flatMap(({ memory }) => memory ?? []),
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
}

interface Written {
  readonly events: readonly [NewReceived, ...NewReceived[]];
  readonly memories: readonly NewMemory[];
}
