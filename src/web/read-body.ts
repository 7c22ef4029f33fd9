import type { IncomingMessage } from 'node:http';

/** Bodies up to this size wait for nobody, in bytes. */
const SMALL = 64 * 1_024;
/** So many larger ones are in memory at a time; the others wait until one of them is done. */
const MOST_LARGE = 6;
/** Of one caller: whoever sends slowly keeps nobody else waiting. */
const MOST_LARGE_OF_ONE = 2;

/** Reads bodies up to a limit, few large ones at a time. */
export class BodyReader {
  readonly #most: number;
  /** Who has a place, as often as they have one. */
  readonly #placed: string[] = [];
  #waiting: readonly Waiting[] = [];

  /** @param most in bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Lets `work` have the body, byte for byte; `undefined` when it is longer than it may be, of which no more is read.
   * Who leaves half-way ends the promise with what the connection says.
   */
  async read<T>(
    incoming: IncomingMessage,
    caller: string,
    work: (body: Uint8Array) => Promise<T>,
  ): Promise<T | undefined> {
    if (Number(incoming.headers['content-length'] ?? 0) > this.#most) return undefined;
    const pieces: Buffer[] = [];
    let size = 0;
    let isLarge = false;
    try {
      // Left half-read, it still has to be answered.
      for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += piece.byteLength;
        if (size > this.#most) return undefined;
        if (size > SMALL && !isLarge) {
          await this.#enter(caller);
          isLarge = true;
        }
        pieces.push(piece);
      }
      return await work(Buffer.concat(pieces));
    } finally {
      if (isLarge) this.#leave(caller);
    }
  }

  async #enter(caller: string): Promise<void> {
    const entered = new Promise<void>((enter) => {
      this.#waiting = [...this.#waiting, { caller, enter }];
    });
    this.#admit();
    await entered;
  }

  #leave(caller: string): void {
    this.#placed.splice(this.#placed.indexOf(caller), 1);
    this.#admit();
  }

  /** Whoever has waited longest and may have one more. */
  #admit(): void {
    for (const waiting of this.#waiting) {
      const own = this.#placed.filter((caller) => caller === waiting.caller).length;
      if (this.#placed.length >= MOST_LARGE) return;
      if (own >= MOST_LARGE_OF_ONE) continue;
      this.#placed.push(waiting.caller);
      this.#waiting = this.#waiting.filter((each) => each !== waiting);
      waiting.enter();
    }
  }
}

interface Waiting {
  readonly caller: string;
  readonly enter: () => void;
}
