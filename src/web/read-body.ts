import type { IncomingMessage } from 'node:http';

/** Bodies up to this size wait for nobody, in bytes. */
const SMALL = 64 * 1_024;
/** So many larger ones are in memory at a time; the others wait until one of them is done. */
const MOST_LARGE = 6;

/** Reads bodies up to a limit, few large ones at a time. */
export class BodyReader {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #large = 0;

  /** @param most in bytes */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Lets `work` have the body, byte for byte; `undefined` when it is longer than it may be, of which no more is read.
   * Who leaves half-way ends the promise with what the connection says.
   */
  async read<T>(incoming: IncomingMessage, work: (body: Uint8Array) => Promise<T>): Promise<T | undefined> {
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
          await this.#enter();
          isLarge = true;
        }
        pieces.push(piece);
      }
      return await work(Buffer.concat(pieces));
    } finally {
      if (isLarge) this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#large < MOST_LARGE) this.#large += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Hands its place on to whoever has waited longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#large -= 1;
  }
}
