import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';

/** Long enough that a start is over. */
const SOON_MS = 1_000;

/**
 * Connections whose code is loaded with the first request, or a second after the start: no start waits for what only
 * sends, and hardly any request for it to be loaded.
 */
export class LateDispatcher extends Dispatcher {
  readonly #load: () => Promise<Dispatcher>;
  readonly #soon: NodeJS.Timeout;
  #loading: Promise<Dispatcher> | undefined;
  #loaded: Dispatcher | undefined;
  #isClosed = false;

  constructor(load: () => Promise<Dispatcher>) {
    super();
    this.#load = load;
    this.#soon = setTimeout(() => void this.#get().catch(() => undefined), SOON_MS).unref();
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#loaded !== undefined) return this.#loaded.dispatch(options, handler);
    void this.#dispatchLater(options, handler);
    return true;
  }

  override async close(): Promise<void> {
    await (await this.#end())?.close();
  }

  override async destroy(): Promise<void> {
    await (await this.#end())?.destroy();
  }

  async #dispatchLater(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): Promise<void> {
    try {
      (await this.#get()).dispatch(options, handler);
    } catch (error) {
      handler.onResponseError?.(NEVER_BEGUN, error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #get(): Promise<Dispatcher> {
    if (this.#isClosed) throw new Error('the connections are closed');
    try {
      this.#loaded = await (this.#loading ??= this.#load());
      return this.#loaded;
    } catch (error) {
      // While packages are installed anew, say. The next request tries again.
      this.#loading = undefined;
      throw error;
    }
  }

  /** Gives what has to be closed, if anything. */
  async #end(): Promise<Dispatcher | undefined> {
    this.#isClosed = true;
    clearTimeout(this.#soon);
    return this.#loading?.catch(() => undefined);
  }
}

/** Of a request of which nothing has been written. */
const NEVER_BEGUN: Dispatcher.DispatchController = {
  aborted: false,
  paused: false,
  reason: null,
  rawHeaders: null,
  rawTrailers: null,
  abort: () => {},
  pause: () => {},
  resume: () => {},
};
