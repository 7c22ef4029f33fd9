import type { Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** What a reader who pauses finds when it goes on, in bytes; what is written beyond it is lost. */
const MOST_WAITING = 1024 * 1024;

/** Where the log goes. Whoever reads it may go away, or read no more: nothing waits for them. */
export interface LogOutput {
  write(line: string): void;
  /** Lines that nobody will read, since the start. */
  readonly lost: number;
  /** Resolves when all is handed over; when nobody takes it, after `patienceMs`. */
  flush(patienceMs: number): Promise<void>;
}

/**
 * Each line is handed over as it is written, so that a crash loses none: only what a pipe or a terminal does not take
 * at once waits in memory.
 */
export function createLogOutput(stream: Writable = process.stdout): LogOutput {
  let lost = 0;
  const settle = (error?: Error | null): void => {
    if (error) lost += 1;
  };
  // A pipe without a reader, a full disk: each line that is lost is counted where it is written.
  stream.on('error', () => {});
  neverWait(stream);
  return {
    write(line) {
      if (stream.writableLength > MOST_WAITING) lost += 1;
      else stream.write(line, settle);
    },
    get lost() {
      return lost;
    },
    async flush(patienceMs) {
      const taken = new Promise<void>((resolve) => void stream.write('', () => resolve()));
      await Promise.race([taken, setTimeout(patienceMs, undefined, { ref: false })]);
    },
  };
}

/** Node waits for a terminal until it has taken everything: Ctrl-S would stop the reminders with the log. */
function neverWait(stream: Writable): void {
  const { isTTY, _handle } = stream as { isTTY?: boolean; _handle?: { setBlocking?(isBlocking: boolean): number } };
  if (isTTY) _handle?.setBlocking?.(false);
}
