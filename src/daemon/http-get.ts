import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';
import { type NetworkProblem, networkProblem } from '../network/network-problem.ts';
import { scrub } from '../network/scrub.ts';
import type { InBoth } from '../message/language.ts';
import { EN } from '../robot/cause-words-en.ts';
import { ZH_CN } from '../robot/cause-words-zh-cn.ts';

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

/** There was no whole answer: why, in one line. Holds nothing of the address. */
export interface Failed {
  readonly kind: 'failed';
  readonly reason: InBoth;
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
    if (signal?.aborted === true) return failed({ zh: '已放弃', en: 'given up' });
    if (deadline.aborted) {
      return failed({
        zh: `${timeoutMs} 毫秒内没有收到完整的回答`,
        en: `the answer was not complete within ${timeoutMs} ms`,
      });
    }
    const { problem, text } = networkProblem(error instanceof Error ? error : new Error(String(error)));
    return failed(text === undefined ? inBoth(problem) : alike(scrub(text)));
  }
}

export function failed(reason: InBoth): Failed {
  return { kind: 'failed', reason };
}

/** What others said, in their words. */
export function alike(text: string): InBoth {
  return { zh: text, en: text };
}

function inBoth(problem: NetworkProblem): InBoth {
  return { zh: ZH_CN.problems[problem].what, en: EN.problems[problem].what };
}
