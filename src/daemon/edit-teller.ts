import { type Clock, sleepThrough } from '../delivery/clock.ts';
import { type EpochMs, HOUR, toEpochMs } from '../schedule/instant.ts';
import type { EditNews } from './owner-news.ts';
import { errorFields } from './error-fields.ts';
import type { Logger } from './logger.ts';

/** After a bad edit was told, the next one waits so long, and is told then if it still stands. */
const QUIET = HOUR;

export interface EditTellerOptions {
  readonly clock: Clock;
  /** Puts the notices into the outbox. */
  readonly send: (news: EditNews) => Promise<void>;
  readonly logger: Logger;
  /** Nothing is told any more. */
  readonly signal: AbortSignal;
}

/**
 * Decides which edits the owners hear of: the first bad one of a streak, at most once an hour, and that it is mended,
 * if they heard of it. Somebody who tries things out in an editor does not fill their group.
 */
export function createEditTeller({
  clock,
  send,
  logger,
  signal,
}: EditTellerOptions): (news: EditNews) => Promise<void> {
  /** Bad, and nobody has been told. */
  let untold: EditNews | undefined;
  let isTold = false;
  let toldAt: EpochMs | undefined;
  let isWaiting = false;

  async function tellBad(): Promise<void> {
    if (untold === undefined) return;
    const now = clock.now();
    if (toldAt !== undefined && toldAt <= now && now < toldAt + QUIET) {
      if (!isWaiting) void wait(toEpochMs(toldAt + QUIET));
      return;
    }
    await send(untold);
    untold = undefined;
    isTold = true;
    toldAt = now;
  }

  async function wait(until: EpochMs): Promise<void> {
    isWaiting = true;
    await sleepThrough(clock, until, signal);
    isWaiting = false;
    if (signal.aborted) return;
    try {
      await tellBad();
    } catch (error) {
      logger.error(errorFields(error), 'the owner could not be told that the newest edit is not valid');
    }
  }

  return async (news) => {
    if (news.kind === 'bad') {
      if (isTold) return;
      untold = news;
      return tellBad();
    }
    untold = undefined;
    if (!isTold) return;
    isTold = false;
    await send(news);
  };
}
