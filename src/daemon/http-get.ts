import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import { networkProblem } from '../network/network-problem.ts';
import { scrub } from '../network/scrub.ts';
import { EN } from '../robot/cause-words-en.ts';

export interface GetOptions {
  /** The network; owned by the caller. */
  readonly network: Dispatcher;
  /** For everything together, in ms. */
  readonly timeoutMs: number;
  /** Gives up. */
  readonly signal?: AbortSignal | undefined;
  /** Default: anything. */
  readonly accept?: string;
}

/** There was no whole answer: why, for the log, in one line. Holds nothing of the address. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
}

/**
 * One GET, as undici's own `request` does it, without all the rest of undici. Never rejects, follows no redirect.
 *
 * @param read Takes the answer, whose body must be read or dumped: it holds its connection.
 */
export async function httpGet<Result>(
  url: URL,
  { network, timeoutMs, signal, accept = '*/*' }: GetOptions,
  read: (answer: Dispatcher.ResponseData, signal: AbortSignal) => Promise<Result>,
): Promise<Result | Failed> {
  const { origin, pathname, search } = url;
  const headers = { accept, 'user-agent': 'dingbell' };
  const deadline = AbortSignal.timeout(timeoutMs);
  const end = AbortSignal.any(signal === undefined ? [deadline] : [deadline, signal]);
  try {
    const options = { method: 'GET', origin, path: `${pathname}${search}`, signal: end, headers } as const;
    return await read(await request.call(network, options), end);
  } catch (error) {
    if (signal?.aborted === true) return failed('given up');
    if (deadline.aborted) return failed(`no whole answer within ${timeoutMs} ms`);
    const { problem, text } = networkProblem(error instanceof Error ? error : new Error(String(error)));
    return failed(text === undefined ? EN.problems[problem].what : scrub(text));
  }
}

export function failed(reason: string): Failed {
  return { kind: 'failed', reason };
}
