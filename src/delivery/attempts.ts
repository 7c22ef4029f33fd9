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

/** Our lease had run out before anything left: the member that took over sends it. */
const STALE: Outcome = { kind: 'unreachable', cause: { code: 'stale' } };

/** Why a signal was aborted, which nobody asks: the default, an error with a stack, is dear. */
const OVER = 'over';

interface UnderWay {
  readonly giveUp: AbortController;
  readonly resolve: (outcome: Outcome) => void;
  /** When our patience ends, in ms of {@link Clock.elapsed}: first it is told to give up, then it is cut off. */
  until: number;
}

/**
 * Makes attempts, and watches over those under way: one timer for all of them, whatever their number. A wall clock that
 * is set meanwhile cuts none of them short.
 */
export class Attempts {
  readonly #clock: Clock;
  readonly #abandon: AbortSignal;
  readonly #underWay = new Set<UnderWay>();
  /** Ends the watch, which lasts as long as anything is under way. */
  #over = new AbortController();

  constructor(clock: Clock, abandon: AbortSignal) {
    this.#clock = clock;
    this.#abandon = abandon;
  }

  /**
   * One attempt. Always comes to an outcome, at most {@link LAST_WORD} after `abandon` aborts.
   *
   * @param robot `undefined` = the configuration has none for it any more: the next round finds out whose it is now.
   * @param mayLeave Asked again when it is about to be written: `false` = nothing is.
   */
  async make(
    robot: Robot | undefined,
    delivery: Pick<Delivery, 'id' | 'message'>,
    mayLeave: () => boolean,
  ): Promise<Outcome> {
    if (robot === undefined || !mayLeave()) return STALE;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    const attempt = { giveUp: new AbortController(), resolve, until: this.#clock.elapsed() + DEADLINE };
    this.#underWay.add(attempt);
    if (this.#underWay.size === 1) {
      this.#over = new AbortController();
      void this.#watch(this.#over.signal);
    }
    void send(robot, delivery, { signal: attempt.giveUp.signal, mayLeave }).then(resolve);
    const outcome = await promise;
    this.#underWay.delete(attempt);
    if (this.#underWay.size === 0) this.#over.abort(OVER);
    return outcome;
  }

  async #watch(done: AbortSignal): Promise<void> {
    const interruption = AbortSignal.any([this.#abandon, done]);
    while (!done.aborted) {
      const elapsed = this.#clock.elapsed();
      for (const attempt of this.#underWay) this.#hurry(attempt, elapsed);
      const next = Math.min(...Iterator.from(this.#underWay).map(({ until }) => until));
      const until = toEpochMs(this.#clock.now() + Math.ceil(next - elapsed));
      await this.#clock.sleepUntil(until, this.#abandon.aborted ? done : interruption);
    }
  }

  #hurry(attempt: UnderWay, elapsed: number): void {
    const isTold = attempt.giveUp.signal.aborted;
    if (!isTold && (this.#abandon.aborted || elapsed >= attempt.until)) {
      attempt.giveUp.abort(OVER);
      attempt.until = elapsed + LAST_WORD;
    } else if (isTold && elapsed >= attempt.until) {
      attempt.resolve({ kind: 'ambiguous', cause: { code: 'given-up', fate: 'sent' } });
    }
  }
}

/** A robot never rejects. If one does because of a bug, it is not known whether its request left. */
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
