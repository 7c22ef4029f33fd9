import type { Outcome, Robot } from '../robot/robot.ts';
import { MINUTE, SECOND, toEpochMs } from '../schedule/instant.ts';
import type { Clock } from './clock.ts';
import type { Delivery } from './delivery.ts';
import { sleepThrough } from './sleep-through.ts';

/** A robot that has not answered by then is told to give up; its own time limits are far shorter. */
const DEADLINE = 2 * MINUTE;
/** A robot that was told to give up has that long to say what became of the request. */
const LAST_WORD = SECOND;

/** No attempt lasts longer than this, in ms, whatever the robot does. */
export const LONGEST_ATTEMPT = DEADLINE + LAST_WORD;

/** Why a signal was aborted, which nobody asks: the default, an error with a stack, is dear once per attempt. */
const OVER = 'over';

/** Makes one attempt. Always comes to an outcome, at most {@link LAST_WORD} after `abandon` aborts. */
export async function makeAttempt(
  robot: Robot,
  delivery: Pick<Delivery, 'id' | 'message'>,
  { clock, abandon }: { readonly clock: Clock; readonly abandon: AbortSignal },
): Promise<Outcome> {
  const giveUp = new AbortController();
  const over = new AbortController();
  const deadline = toEpochMs(clock.now() + DEADLINE);
  try {
    return await Promise.race([send(robot, delivery, giveUp.signal), cutOff()]);
  } finally {
    over.abort(OVER);
  }

  async function cutOff(): Promise<Outcome> {
    await sleepThrough(clock, deadline, AbortSignal.any([abandon, over.signal]));
    giveUp.abort(OVER);
    await sleepThrough(clock, toEpochMs(clock.now() + LAST_WORD), over.signal);
    return { kind: 'ambiguous', reason: 'given up before an answer came' };
  }
}

/** A robot never rejects; should one have a bug, nobody knows whether its request left. */
async function send(
  robot: Robot,
  { id, message }: Pick<Delivery, 'id' | 'message'>,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return await robot.send(message, { msgUuid: id, signal });
  } catch (error) {
    // Its text could hold a URL, and a URL a token: the name has to do.
    const name = error instanceof Error ? error.name : typeof error;
    return { kind: 'ambiguous', reason: `a bug in the program cut the attempt off (${name})` };
  }
}
