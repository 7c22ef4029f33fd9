import type { Dispatcher } from 'undici';

/** What came back over HTTP, as it came. */
export interface RawAnswer {
  readonly httpStatus: number;
  readonly body: string;
}

/** One POST, told by what is known of its fate: whether anything of it can have arrived. */
export type Exchange =
  | (RawAnswer & {
      readonly kind: 'answered';
      /** The server's clock when it answered, in epoch ms; `undefined` when it did not say. */
      readonly serverTime?: number;
    })
  /** Nothing was written to a connection: it surely did not arrive. */
  | { readonly kind: 'not-sent'; readonly error: Error }
  /** It was written, at least in part, and no whole answer came. */
  | { readonly kind: 'cut'; readonly error: Error; readonly httpStatus?: number };

export interface ExchangeRequest {
  readonly dispatcher: Dispatcher;
  /** `https://oapi.dingtalk.com` */
  readonly origin: string;
  /** With its query: a credential. */
  readonly path: string;
  readonly body: string;
  readonly timeouts: Timeouts;
  readonly signal?: AbortSignal | undefined;
  /** Asked when the request is about to be written; `false` = nothing is. */
  readonly mayLeave?: (() => boolean) | undefined;
}

/** All in milliseconds. The time to connect belongs to the dispatcher. */
export interface Timeouts {
  /** From the request's last byte to the answer's headers. Default 10 s. */
  readonly headersMs: number;
  /** Between two pieces of the answer's body. Default 10 s. */
  readonly bodyMs: number;
  /** For everything together, connecting and waiting for a free connection included. Default 30 s. */
  readonly totalMs: number;
}

export const DEFAULT_TIMEOUTS: Timeouts = { headersMs: 10_000, bodyMs: 10_000, totalMs: 30_000 };

/** Vendors answer in some hundred bytes; their refusal pages take a few thousand. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** The request was given up by us: the caller's signal, a `mayLeave` that said no, the clock, or too long an answer. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
  readonly why: 'abandoned' | 'stale' | 'too-slow' | 'answer-too-large';

  constructor(why: GivenUp['why']) {
    super(why);
    this.why = why;
  }
}

/**
 * Posts JSON and never rejects. Speaks to undici's dispatch interface rather than to `request()`, because only there one
 * learns when a request is about to be written: errors before that are safe to retry, whatever their code, and errors
 * after it are not, though a reset connection has the same code in both.
 */
export function exchange(request: ExchangeRequest): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const { signal, timeouts, mayLeave = () => true } = request;
  const handler = new ExchangeHandler(mayLeave, (result) => {
    // A timer left running would keep all this in memory for half a minute per message.
    clearTimeout(deadline);
    signal?.removeEventListener('abort', abandon);
    resolve(result);
  });
  const abandon = () => handler.giveUp(new GivenUp('abandoned'));
  const deadline = setTimeout(() => handler.giveUp(new GivenUp('too-slow')), timeouts.totalMs);

  if (signal?.aborted === true || !mayLeave()) {
    handler.giveUp(new GivenUp(signal?.aborted === true ? 'abandoned' : 'stale'));
    return promise;
  }
  signal?.addEventListener('abort', abandon);
  try {
    request.dispatcher.dispatch(dispatchOptions(request), handler);
  } catch (error) {
    handler.onResponseError(undefined, toError(error));
  }
  return promise;
}

function dispatchOptions({ origin, path, body, timeouts }: ExchangeRequest): Dispatcher.DispatchOptions {
  return {
    origin,
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json',
      'user-agent': 'dingbell',
    },
    body,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
  };
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #mayLeave: () => boolean;
  readonly #settle: (result: Exchange) => void;
  #settled = false;
  #controller: Dispatcher.DispatchController | undefined;
  #httpStatus: number | undefined;
  #serverTime: number | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(mayLeave: () => boolean, settle: (result: Exchange) => void) {
    this.#mayLeave = mayLeave;
    this.#settle = settle;
  }

  /** Called when a connection stands and the request is about to be written to it. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // It may have waited long for a connection. What was given up meanwhile, and so reported as not sent, or what may
    // not leave any more, must not leave now: aborted here, nothing of it is written.
    if (!this.#settled && !this.#mayLeave()) this.giveUp(new GivenUp('stale'));
    if (this.#settled) controller.abort(new GivenUp('abandoned'));
    else this.#controller = controller;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    httpStatus: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#httpStatus = httpStatus;
    const serverTime = typeof headers['date'] === 'string' ? Date.parse(headers['date']) : Number.NaN;
    this.#serverTime = Number.isNaN(serverTime) ? undefined : serverTime;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_ANSWER_BYTES) {
      controller.abort(new GivenUp('answer-too-large'));
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish({
      kind: 'answered',
      httpStatus: this.#httpStatus ?? 0,
      body: Buffer.concat(this.#chunks).toString('utf8'),
      ...(this.#serverTime === undefined ? {} : { serverTime: this.#serverTime }),
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#controller === undefined) {
      this.#finish({ kind: 'not-sent', error });
      return;
    }
    this.#finish({ kind: 'cut', error, ...(this.#httpStatus === undefined ? {} : { httpStatus: this.#httpStatus }) });
  }

  giveUp(reason: GivenUp): void {
    if (this.#controller === undefined) this.#finish({ kind: 'not-sent', error: reason });
    else this.#controller.abort(reason);
  }

  #finish(result: Exchange): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#settle(result);
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
