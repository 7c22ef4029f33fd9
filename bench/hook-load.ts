import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface HookLoad {
  /** Where they are posted to. */
  readonly address: string;
  /** Pushes a second, evenly spaced, whatever is answered meanwhile. */
  readonly rate: number;
  readonly seconds: number;
}

/** What came of it: how long each answer took from the instant at which its push was to be sent, ms. */
export interface HookAnswers {
  readonly latencies: readonly number[];
  /** Answers that were not 202. */
  readonly refused: number;
}

/** Whoever pushes, in a process of its own: what it costs is not counted as ours, nor as the peer's. */
export interface HookSender extends AsyncDisposable {
  send(load: HookLoad): Promise<HookAnswers>;
}

export async function startHookSender(): Promise<HookSender> {
  const child = fork(new URL('./hook-load-child.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return {
    async send(load) {
      child.send(load);
      const [answers] = (await once(child, 'message')) as [HookAnswers];
      if (answers.refused > 0) throw new Error(`${answers.refused} pushes were refused by ${load.address}`);
      return answers;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** A program that receives pushes, and where. */
export interface HookReceiver extends AsyncDisposable {
  readonly address: string;
}

export async function startHookReceiver(
  program: URL,
  args: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<HookReceiver> {
  const child = fork(program, [...args], { execArgv: [...nodeOptions], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [address] = (await once(child, 'message')) as [string];
  return {
    address,
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
