import { BUSY_TIMEOUT } from './open.ts';
import type { Answer, Call } from './thread-calls.ts';

export interface Gate {
  /** While it is shut, a call that writes is refused as busy: other calls wait before it. */
  isShut: boolean;
}

interface Answering {
  /** Makes the call, whose SQL is done when this returns its promise. */
  readonly make: (call: Call) => Promise<Answer>;
  readonly say: (answer: Answer) => void;
  readonly gate: Gate;
}

/** How often to look whether the other process is done. */
const LOOK = 10;

/**
 * Answers calls in their order, except that reading never waits for another process's transaction. A call that would
 * write meanwhile is tried again, in its order, until {@link BUSY_TIMEOUT} has passed since it was asked. SQLite's own
 * wait blocks the thread: each of twelve writes waited two seconds after the one before it, and every reader behind them.
 * Each call is one transaction: a call that was refused as busy has changed nothing.
 */
export function answerInOrder({ make, say, gate }: Answering): (call: Call) => Promise<void> {
  const waiting: { readonly call: Call; readonly until: number }[] = [];
  let isTrying = false;

  async function attempt(call: Call, isInTurn: boolean): Promise<Answer> {
    gate.isShut = !isInTurn;
    const answer = make(call);
    gate.isShut = false;
    return answer;
  }

  async function tryWaiting(): Promise<void> {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const answer = await attempt(first.call, true);
      if (isBusy(answer) && performance.now() < first.until) return void setTimeout(() => void tryWaiting(), LOOK);
      waiting.shift();
      say(answer);
    }
    isTrying = false;
  }

  return async (call) => {
    const until = performance.now() + BUSY_TIMEOUT;
    // What ends the store comes after all that was asked of it.
    const answer =
      call.method === 'close' && waiting.length > 0 ? undefined : await attempt(call, waiting.length === 0);
    if (answer !== undefined && !isBusy(answer)) return say(answer);
    waiting.push({ call, until });
    if (isTrying) return;
    isTrying = true;
    setTimeout(() => void tryWaiting(), LOOK);
  };
}

function isBusy(answer: Answer): boolean {
  return answer.kind === 'refused' && answer.refusal.kind === 'busy';
}
