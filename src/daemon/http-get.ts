import type { Dispatcher } from 'undici';
import request from 'undici/lib/api/api-request.js';

export interface GetOptions {
  /** The network; owned by the caller. */
  readonly network: Dispatcher;
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

/** One GET, as undici's own `request` does it, without all the rest of undici. Rejects when there is no answer. */
export function httpGet(url: URL, { network, signal, headers }: GetOptions): Promise<Dispatcher.ResponseData> {
  const { origin, pathname, search } = url;
  return request.call(network, { method: 'GET', origin, path: `${pathname}${search}`, signal, headers });
}
