import type { Dispatcher as Network } from 'undici';
import type { Clock } from '../delivery/clock.ts';
import { MINUTE, SECOND } from '../schedule/instant.ts';
import { httpGet } from './http-get.ts';
import type { Logger } from './logger.ts';
import { repeat } from './repeat.ts';

const EVERY = MINUTE;
const TIMEOUT = 10 * SECOND;
/** An answer to a ping is short; whoever sends more is not read to the end. */
const MOST_BYTES = 64 * 1024;

export interface HeartbeatOptions {
  /** Where to; asked each time, since it can be edited. `undefined` = nowhere. */
  readonly url: () => string | undefined;
  /** Why the daemon is not well, in one line; `undefined` = it is. Asked only where pings go somewhere. */
  readonly trouble: () => Promise<string | undefined>;
  readonly clock: Clock;
  /** The network; owned by the caller. */
  readonly network: Network;
  readonly logger: Logger;
}

/**
 * A dead-man switch: pings an address once a minute while the daemon is well, from the start on. Whoever listens there
 * raises the alarm when the pings stop. One line per streak of failures; the address, which is a key, is in none.
 */
export function startHeartbeat({ url, trouble, clock, network, logger }: HeartbeatOptions): { stop(): Promise<void> } {
  let said: string | undefined;
  return repeat(clock, EVERY, async (stopping) => {
    const target = url();
    if (target === undefined) return;
    const sick = await trouble();
    const problem = sick === undefined ? await ping(target, network, stopping) : `not sent: ${sick}`;
    if (stopping.aborted) return;
    if (problem !== undefined && said === undefined) logger.warn({ reason: problem }, 'the heartbeat did not arrive');
    if (problem === undefined && said !== undefined) logger.info('the heartbeat arrives again');
    said = problem;
  });
}

/** Returns in one line why it did not arrive. */
async function ping(target: string, network: Network, signal: AbortSignal): Promise<string | undefined> {
  const options = { network, timeoutMs: TIMEOUT, signal };
  const answer = await httpGet(new URL(target), options, async ({ statusCode, body }, end) => {
    await body.dump({ limit: MOST_BYTES, signal: end });
    return { kind: 'answered', statusCode } as const;
  });
  if (answer.kind === 'failed') return answer.reason.en;
  return answer.statusCode < 300 ? undefined : `HTTP ${answer.statusCode}`;
}
