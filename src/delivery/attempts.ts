import type { Outcome, Robot, SendOptions } from '../robot/robot.ts';
import { MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';
import type { Delivery } from './delivery.ts';

/** A robot that has not answered by then is told to give up; its own time limits are far shorter. */
const DEADLINE = 2 * MINUTE;
/** A robot that was told to give up has that long to say what became of the request. */
const LAST_WORD = SECOND;

/** No attempt lasts longer than this, in ms, whatever the robot does. */
export const LONGEST_ATTEMPT = DEADLINE + LAST_WORD;

/** Our lease had run out before anything left: whoever took over sends it. */
const STALE: Outcome = { kind: 'unreachable', cause: { code: 'stale' } };

/** Why a signal was aborted, which nobody asks: the default, an error with a stack, is dear. */
const OVER = 'over';

/**
 * Makes attempts, and watches over those under way: one timer for all of them, whatever their number. A wall clock that
 * is set meanwhile cuts none of them short.
 */
export interface Attempts {
  /**
   * One attempt. Always comes to an outcome, at most {@link LAST_WORD} after `abandon` aborts.
   *
   * @param robot `undefined` = the configuration has none for it any more: the next round finds out whose it is now.
   * @param mayLeave Asked again when it is about to be written: `false` = nothing is.
   */
  make(robot: Robot | undefined, delivery: Pick<Delivery, 'id' | 'message'>, mayLeave: () => boolean): Promise<Outcome>;
}

interface UnderWay {
  readonly giveUp: AbortController;
  readonly resolve: (outcome: Outcome) => void;
  /** When our patience ends, in ms of {@link Clock.elapsed}: first it is told to give up, then it is cut off. */
  until: number;
}

export function createAttempts(options: { readonly clock: Clock; readonly abandon: AbortSignal }): Attempts {
  const { clock, abandon } = options;
  const underWay = new Set<UnderWay>();
  /** Ends the watch, which lasts as long as anything is under way. */
  let over = new AbortController();

  function make(
    robot: Robot | undefined,
    delivery: Pick<Delivery, 'id' | 'message'>,
    mayLeave: () => boolean,
  ): Promise<Outcome> {
    if (robot === undefined || !mayLeave()) return Promise.resolve(STALE);
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const attempt = { giveUp: new AbortController(), resolve, until: clock.elapsed() + DEADLINE };
    underWay.add(attempt);
    if (underWay.size === 1) {
      over = new AbortController();
      void watch(over.signal);
    }
    void send(robot, delivery, { signal: attempt.giveUp.signal, mayLeave }).then(resolve);
    return promise.finally(() => {
      underWay.delete(attempt);
      if (underWay.size === 0) over.abort(OVER);
    });
  }

  async function watch(done: AbortSignal): Promise<void> {
    const interruption = AbortSignal.any([abandon, done]);
    while (!done.aborted) {
      const elapsed = clock.elapsed();
      for (const attempt of underWay) hurry(attempt, elapsed);
      const next = Math.min(...Iterator.from(underWay).map(({ until }) => until));
      await clock.sleepUntil(toEpochMs(clock.now() + Math.ceil(next - elapsed)), abandon.aborted ? done : interruption);
    }
  }

  function hurry(attempt: UnderWay, elapsed: number): void {
    const isTold = attempt.giveUp.signal.aborted;
    if (!isTold && (abandon.aborted || elapsed >= attempt.until)) {
      attempt.giveUp.abort(OVER);
      attempt.until = elapsed + LAST_WORD;
    } else if (isTold && elapsed >= attempt.until) {
      attempt.resolve({ kind: 'ambiguous', cause: { code: 'given-up', fate: 'sent' } });
    }
  }

  return { make };
}

/** A robot never rejects; should one have a bug, nobody knows whether its request left. */
async function send(
  robot: Robot,
  { id, message }: Pick<Delivery, 'id' | 'message'>,
  options: Pick<SendOptions, 'signal' | 'mayLeave'>,
): Promise<Outcome> {
  try {
    return await robot.send(message, { msgUuid: id, ...options });
  } catch (error) {
    // Its text could hold a URL, and a URL a token: the name has to do.
    const name = error instanceof Error ? error.name : typeof error;
    return { kind: 'ambiguous', cause: { code: 'bug', error: name } };
  }
}
