const HEARTBEAT_MS = 25_000;
/** Two events a second tell a page everything it can show: it fetches what changed anyway. */
const COALESCE_MS = 500;
/** A browser opens one per visible tab: more than this is no audience but a leak. */
const MAX_LISTENERS = 100;
/** A reader that has left so many unread is not there any more. */
const MAX_UNREAD = 64;

type Controller = ReadableStreamDefaultController<Uint8Array>;

/**
 * Server-sent events that say only that something changed. The first change goes out at once, those that follow
 * within half a second together; comments in between keep proxies from closing a quiet line.
 */
export class ChangeFeed {
  readonly #listeners = new Set<Controller>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #pause: NodeJS.Timeout | undefined;
  #changedDuringPause = false;
  #closed = false;

  constructor(subscribe: (listener: () => void) => () => void) {
    this.#unsubscribe = subscribe(() => this.#changed());
    this.#heartbeat = setInterval(() => this.#broadcast(': still here\n\n'), HEARTBEAT_MS).unref();
  }

  /** One more listener's stream; `undefined` when there are too many, or the feed is closed. */
  open(): ReadableStream<Uint8Array> | undefined {
    if (this.#closed || this.#listeners.size >= MAX_LISTENERS) return undefined;
    let listener: Controller | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = controller;
          controller.enqueue(encode('retry: 2000\n\n'));
          this.#listeners.add(controller);
        },
        cancel: () => {
          if (listener) this.#listeners.delete(listener);
        },
      },
      { highWaterMark: MAX_UNREAD },
    );
  }

  /** Says so to every listener. The daemon does it by itself; what is done here and nowhere else has to be said. */
  changed(): void {
    if (!this.#closed) this.#changed();
  }

  /** Ends every stream. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#pause);
    for (const listener of this.#listeners) listener.close();
    this.#listeners.clear();
  }

  #changed(): void {
    if (this.#pause) {
      this.#changedDuringPause = true;
      return;
    }
    this.#broadcast('event: change\ndata:\n\n');
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      const isStale = this.#changedDuringPause;
      this.#changedDuringPause = false;
      if (isStale) this.#changed();
    }, COALESCE_MS).unref();
  }

  #broadcast(text: string): void {
    const bytes = encode(text);
    for (const listener of this.#listeners) this.#send(listener, bytes);
  }

  #send(listener: Controller, bytes: Uint8Array): void {
    if ((listener.desiredSize ?? 0) > 0) {
      listener.enqueue(bytes);
      return;
    }
    this.#listeners.delete(listener);
    listener.close();
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
