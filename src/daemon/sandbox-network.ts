import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import type { Payload } from '../robot/dingtalk/payload.ts';
import type { Sandbox } from '../robot/sandbox/sandbox.ts';

/** One request as the sandbox saw it. */
export interface SandboxPost {
  /** Epoch ms. */
  readonly at: number;
  readonly payload: Payload;
  /** What the sandbox answered; 0 = shown. */
  readonly errcode: number;
}

export interface SandboxNetworkOptions {
  readonly sandbox: Sandbox;
  /** The clock of the far end, epoch ms. */
  readonly now: () => number;
  readonly onPost: (post: SandboxPost) => void;
}

/**
 * A network in memory at whose far end stands the sandbox, whatever host is asked for. Requests arrive and are answered
 * in the same moment; nothing else about them differs from real ones: they are signed, encoded and read by the same code.
 */
export class SandboxNetwork extends Dispatcher {
  readonly #options: SandboxNetworkOptions;

  constructor(options: SandboxNetworkOptions) {
    super();
    this.#options = options;
  }

  override dispatch(request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const controller = new InstantController();
    handler.onRequestStart?.(controller, {});
    if (controller.reason !== null) {
      handler.onResponseError?.(controller, controller.reason);
      return true;
    }
    const answer = Buffer.from(JSON.stringify(this.#receive(request)));
    handler.onResponseStart?.(controller, 200, { 'content-type': 'application/json' });
    handler.onResponseData?.(controller, answer);
    handler.onResponseEnd?.(controller, {});
    return true;
  }

  #receive({ method, path, headers, body }: Dispatcher.DispatchOptions): object {
    if (typeof body !== 'string') throw new TypeError('only whole texts are posted here');
    const { sandbox, now, onPost } = this.#options;
    const at = now();
    const answer = sandbox.receive(
      {
        method,
        query: new URL(path, 'http://sandbox').searchParams,
        contentType: new Headers(headers as Record<string, string>).get('content-type') ?? undefined,
        body,
      },
      at,
    );
    onPost({ at, payload: JSON.parse(body) as Payload, errcode: answer.errcode });
    return answer;
  }
}

/** Answers come at once: there is nothing to pause, and only what has not begun can be given up. */
class InstantController implements Dispatcher.DispatchController {
  readonly paused = false;
  reason: Error | null = null;

  get aborted(): boolean {
    return this.reason !== null;
  }

  abort(reason: Error): void {
    this.reason = reason;
  }

  pause(): void {}

  resume(): void {}
}
