import { Dispatcher } from 'undici';
import type { Clock } from '../../src/delivery/clock.ts';
import type { Sandbox } from '../../src/robot/sandbox/sandbox.ts';
import { SECOND, toEpochMs } from '../../src/schedule/instant.ts';

/** What happens to one request. */
export type Mishap =
  | { readonly kind: 'none' }
  /** Never connected: nothing left. */
  | { readonly kind: 'refused' }
  /** Cut off before the far end has read it. */
  | { readonly kind: 'reset-before-read' }
  /** Cut off when the far end has taken it. */
  | { readonly kind: 'reset-after-read' }
  | { readonly kind: 'truncated' }
  /** No answer comes; whether the far end has taken it, nobody says. */
  | { readonly kind: 'silence'; readonly taken: boolean }
  /** Not looked at, but answered with this. */
  | { readonly kind: 'body'; readonly body: string }
  /** Not looked at, but answered with the very address that was asked for, and its signature by itself. */
  | { readonly kind: 'echo' }
  | { readonly kind: 'status'; readonly httpStatus: number; readonly taken: boolean; readonly body: string };

/** How a request fares, and how long each way takes, in ms. */
export interface Passage {
  readonly mishap: Mishap;
  readonly thereMs: number;
  readonly backMs: number;
}

export interface ChaosNetworkOptions {
  readonly clock: Clock;
  /** The far end. */
  readonly sandbox: Sandbox;
  /** Its clock minus ours, in ms. */
  readonly skewMs: () => number;
  /** How the next request fares. */
  readonly passage: () => Passage;
  /** What a dead process has not sent does not arrive. */
  readonly process: { readonly isDead: boolean };
  /** Learns the signature of each request. */
  readonly onSigned?: (signature: string) => void;
}

/** When undici itself gives up waiting. */
const PATIENCE = 10 * SECOND;

/** A network that does to requests what networks do, at whose far end stands the sandbox, all on one clock. */
export class ChaosNetwork extends Dispatcher {
  readonly #options: ChaosNetworkOptions;

  constructor(options: ChaosNetworkOptions) {
    super();
    this.#options = options;
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#options.onSigned?.(signatureOf(request));
    void this.#carry(request, handler, this.#options.passage());
    return true;
  }

  async #carry(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    { mishap, thereMs, backMs }: Passage,
  ): Promise<void> {
    const { process } = this.#options;
    const controller = new Controller(handler);
    if (mishap.kind === 'refused') {
      await this.#sleep(thereMs);
      return controller.fail('ECONNREFUSED');
    }
    handler.onRequestStart?.(controller, {});
    await this.#sleep(thereMs);
    // Hangs for ever, like the process that waits for it.
    if (process.isDead) return controller.fail('ECONNRESET');
    if (mishap.kind === 'reset-before-read') return controller.fail('ECONNRESET');
    const answer = this.#answer(request, mishap);
    await this.#sleep(mishap.kind === 'silence' ? PATIENCE : backMs);
    switch (mishap.kind) {
      case 'reset-after-read':
        return controller.fail('ECONNRESET');
      case 'silence':
        return controller.fail('UND_ERR_HEADERS_TIMEOUT');
      case 'truncated':
        controller.begin(200, this.#date(), answer.slice(0, answer.length / 2));
        return controller.fail('UND_ERR_SOCKET');
      case 'status':
        controller.begin(mishap.httpStatus, this.#date(), mishap.body);
        return controller.end();
      case 'body':
      case 'echo':
      case 'none':
        controller.begin(200, this.#date(), answer);
        return controller.end();
    }
  }

  #answer(request: Dispatcher.DispatchOptions, mishap: Mishap): string {
    if (mishap.kind === 'body') return mishap.body;
    if (mishap.kind === 'echo') {
      return JSON.stringify({ errcode: 777_777, errmsg: `sign ${signatureOf(request)} of ${request.path}` });
    }
    return takes(mishap) ? this.#receive(request) : '';
  }

  #receive({ method, path, headers, body }: Dispatcher.DispatchOptions): string {
    const answer = this.#options.sandbox.receive(
      {
        method,
        query: new URL(path, 'http://sandbox').searchParams,
        contentType: (headers as Readonly<Record<string, string>>)['content-type'],
        body: body as string,
      },
      this.#now(),
    );
    return JSON.stringify({ errcode: answer.errcode, errmsg: answer.errmsg });
  }

  #now(): number {
    return this.#options.clock.now() + this.#options.skewMs();
  }

  #date(): string {
    return new Date(this.#now()).toUTCString();
  }

  #sleep(ms: number): Promise<void> {
    const { clock } = this.#options;
    return clock.sleepUntil(toEpochMs(clock.now() + ms));
  }
}

function signatureOf({ path }: Dispatcher.DispatchOptions): string {
  return new URL(path, 'http://sandbox').searchParams.get('sign') ?? '';
}

function takes(mishap: Mishap): boolean {
  return 'taken' in mishap ? mishap.taken : true;
}

/** Hands over what comes, until the request is over or given up. */
class Controller implements Dispatcher.DispatchController {
  readonly paused = false;
  reason: Error | null = null;
  readonly #handler: Dispatcher.DispatchHandler;

  constructor(handler: Dispatcher.DispatchHandler) {
    this.#handler = handler;
  }

  get aborted(): boolean {
    return this.reason !== null;
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.reason = reason;
    this.#handler.onResponseError?.(this, reason);
  }

  pause(): void {}

  resume(): void {}

  begin(httpStatus: number, date: string, body: string): void {
    if (this.aborted) return;
    this.#handler.onResponseStart?.(this, httpStatus, { 'content-type': 'application/json', date });
    this.#handler.onResponseData?.(this, Buffer.from(body));
  }

  end(): void {
    if (!this.aborted) this.#handler.onResponseEnd?.(this, {});
  }

  fail(code: string): void {
    if (!this.aborted) this.#handler.onResponseError?.(this, Object.assign(new Error(code), { code }));
  }
}
