import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { printable, printableJson } from '../message/printable.ts';

/** Large enough that a hundred thousand lines are few writes, small enough to be nothing in memory. */
const CHUNK_CHARACTERS = 16_384;

export type Style = Parameters<typeof styleText>[0];

/**
 * Lines on their way to a stream, in chunks and at the pace of the reader.
 * Rejects with `EPIPE` when the reader went away (`| head`).
 */
export class Output {
  readonly #stream: Writable;
  #buffered = '';

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Keeps text for the next flush. */
  append(text: string): void {
    this.#buffered += text;
  }

  /** Writes one line, or several when `text` has line breaks. Nothing but colours commands the terminal. */
  async line(text = ''): Promise<void> {
    this.append(
      `${text
        .split(COLOUR)
        .map((piece, index) => (index % 2 === 0 ? printable(piece) : piece))
        .join('')}\n`,
    );
    if (this.#buffered.length >= CHUNK_CHARACTERS) await this.flush();
  }

  /** One JSON object on a line of its own. */
  async json(value: object): Promise<void> {
    this.append(`${printableJson(JSON.stringify(value))}\n`);
    if (this.#buffered.length >= CHUNK_CHARACTERS) await this.flush();
  }

  /** Resolves when everything written so far has been handed over. */
  async flush(): Promise<void> {
    const chunk = this.#buffered;
    if (chunk === '') return;
    this.#buffered = '';
    // The stream emits what it tells the callback as well; unheard, that would end the process with a stack trace.
    if (this.#stream.listenerCount('error') === 0) this.#stream.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** A text from outside, whose own colours go too. Colours where the stream shows them: a terminal, `FORCE_COLOR`, and not `NO_COLOR`. */
  paint(style: Style, text: string): string {
    return styleText(style, printable(text), { stream: this.#stream });
  }
}

/** As `styleText` writes it. */
const COLOUR = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]*m)`);

/** Whether this is how writing fails when the reader went away. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
