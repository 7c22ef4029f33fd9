import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What arrived since it was asked to count. */
export interface Received {
  count: number;
  /** When the last one was there, epoch ms. */
  lastAt: number;
  /** From the instant that a message names (`due <epoch ms>`) to its arrival, ms. */
  readonly latenesses: number[];
}

export type FromSandbox =
  | { readonly kind: 'listening'; readonly origin: string }
  | { readonly kind: 'received'; readonly received: Received }
  | { readonly kind: 'wrong'; readonly what: string };

/** Counts from nothing, and tells when so many have arrived. */
export interface ToSandbox {
  readonly count: number;
}

export const SECRET = 'SEC-for-measuring';

/** The sandbox in a process of its own: what it costs is not counted as ours, nor as the peer's. */
export interface SandboxProcess extends AsyncDisposable {
  readonly origin: string;
  /** Resolves when `count` messages more have arrived. Rejects when one is refused or comes twice. */
  receive(count: number): Promise<Received>;
}

export async function startSandboxProcess(robots: number): Promise<SandboxProcess> {
  const child = fork(new URL('./sandbox-child.ts', import.meta.url), [String(robots), SECRET]);
  const [first] = (await once(child, 'message')) as [FromSandbox];
  if (first.kind !== 'listening') throw new Error('the sandbox does not listen');
  return {
    origin: first.origin,
    async receive(count) {
      const request: ToSandbox = { count };
      child.send(request);
      const [answer] = (await once(child, 'message')) as [FromSandbox];
      if (answer.kind !== 'received') throw new Error(`the sandbox says ${JSON.stringify(answer)}`);
      return answer.received;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

export function webhookOf(origin: string, robot: number): string {
  return `${origin}/robot/send?access_token=token-${robot}`;
}
