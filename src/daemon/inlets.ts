import type { HookConfig } from '../config/config.ts';
import type { Inbox } from '../delivery/inbox.ts';
import type { InletCause, InletState } from '../delivery/inlet.ts';
import { DAY, HOUR, toEpochMs } from '../schedule/instant.ts';
import { errorFields } from './error-fields.ts';
import type { InletOptions } from './inlet.ts';
import { tellInletCause } from './inlet-words.ts';
import { keepListening } from './relay.ts';
import { keepWatching } from './watch-feed.ts';

export interface InletsOptions extends Omit<InletOptions, 'name' | 'url' | 'hook' | 'onWell' | 'onTrouble'> {
  /** The hooks as they are configured now. */
  readonly hooks: () => ReadonlyMap<string, HookConfig>;
  readonly inbox: Pick<Inbox, 'memory' | 'remember'>;
  /** For those who look from outside; must not reject. */
  readonly onChange: (states: Readonly<Record<string, InletState>>) => void;
  /** It has been in trouble for so long that the owner should know; tells of each trouble once. */
  readonly tellOwner: (hook: string, state: InletState) => Promise<void>;
}

/** How long nothing comes in until the owner hears of it, in ms: what is posted to a relay meanwhile is lost. */
const PATIENCE: Readonly<Record<InletState['kind'], number>> = { relay: HOUR, feed: DAY };

/**
 * Fetches the events of those hooks that have to be fetched: from the channels of relays and from feeds. The daemon that
 * plans does so, and no other. Those that an edit does not change go on undisturbed.
 */
export class Inlets {
  readonly #options: InletsOptions;
  readonly #running = new Map<string, Running>();
  readonly #ending = new Set<Promise<void>>();
  #followed: ReadonlyMap<string, HookConfig> | undefined;
  #isStopped = false;

  constructor(options: InletsOptions) {
    this.#options = options;
  }

  /** By the names of their hooks. */
  get states(): ReadonlyMap<string, InletState> {
    return new Map([...this.#running.values()].map(({ name, state }) => [name, state]));
  }

  /** Starts and stops what the configuration of now asks for; nothing while it is the same. */
  follow(): void {
    const hooks = this.#options.hooks();
    if (this.#isStopped || hooks === this.#followed) return;
    this.#followed = hooks;
    const wanted = new Map([...hooks.values()].flatMap(inletsOf).map((each) => [each.key, each]));
    for (const [key, { stop }] of this.#running) if (!wanted.has(key)) stop();
    for (const [key, each] of wanted) if (!this.#running.has(key)) this.#start(each);
    this.#changed();
  }

  /** Idempotent; resolves when none is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { stop } of this.#running.values()) stop();
    await Promise.all(this.#ending);
  }

  #start({ key, name, kind, url, everyMs }: Wanted): void {
    const { inbox } = this.#options;
    const stopping = new AbortController();
    const state: InletState = { kind, host: new URL(url).host };
    const options: InletOptions = {
      ...this.#options,
      name,
      url,
      hook: () => this.#options.hooks().get(name),
      onWell: () => this.#isWell(key),
      onTrouble: (cause, since) => this.#isTroubled(key, cause, since),
    };
    const ended =
      kind === 'relay'
        ? keepListening(options, stopping.signal)
        : keepWatching({ ...options, inbox, everyMs }, stopping.signal);
    this.#ending.add(ended);
    void ended.finally(() => this.#ending.delete(ended));
    const stop = (): void => {
      stopping.abort();
      this.#running.delete(key);
    };
    this.#running.set(key, { name, state, stop });
  }

  #isWell(key: string): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    const { name, state } = running;
    const { logger, clock } = this.#options;
    if (state.trouble !== undefined && running.isLogged) logger.info({ hook: name }, `the ${state.kind} works again`);
    const { trouble: _trouble, ...fine } = state;
    this.#running.set(key, { ...running, isLogged: false, state: { ...fine, at: clock.now() } });
    this.#changed();
  }

  #isTroubled(key: string, cause: InletCause, since: number | undefined): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    const { name, state, isLogged = false } = running;
    const { logger, clock } = this.#options;
    const trouble = { cause, since: state.trouble?.since ?? toEpochMs(since ?? clock.now()) };
    // The end of a connection is none: the next one stands in a second.
    const isWorthIt = !isLogged && (cause.code !== 'ended' || state.trouble !== undefined);
    if (isWorthIt) logger.warn({ hook: name, reason: tellInletCause(cause, 'en') }, `the ${state.kind} does not work`);
    this.#running.set(key, { ...running, isLogged: isLogged || isWorthIt, state: { ...state, trouble } });
    this.#changed();
    if (clock.now() - trouble.since >= PATIENCE[state.kind]) void this.#tellOwner(name, { ...state, trouble });
  }

  async #tellOwner(name: string, state: InletState): Promise<void> {
    try {
      await this.#options.tellOwner(name, state);
    } catch (error) {
      this.#options.logger.error(
        { ...errorFields(error), hook: name },
        'the owner could not be told that the hook gets nothing',
      );
    }
  }

  #changed(): void {
    this.#options.onChange(Object.fromEntries(this.states));
  }
}

interface Running {
  readonly name: string;
  readonly state: InletState;
  readonly isLogged?: boolean;
  readonly stop: () => void;
}

interface Wanted {
  /** Whatever changes in it makes another one. */
  readonly key: string;
  readonly name: string;
  readonly kind: InletState['kind'];
  readonly url: string;
  readonly everyMs: number;
}

function inletsOf({ name, relay, feed }: HookConfig): readonly Wanted[] {
  const all = [
    ...(relay === undefined ? [] : [{ kind: 'relay', url: relay, everyMs: 0 } as const]),
    ...(feed === undefined ? [] : [{ kind: 'feed', ...feed } as const]),
  ];
  return all.map((each) => ({ ...each, name, key: JSON.stringify([name, each]) }));
}
