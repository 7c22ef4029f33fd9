import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A program that posts what it was started for, whenever it is told an instant. */
export interface Sender extends AsyncDisposable {
  /** Everything at this instant, epoch ms. Resolves when the program has said that it is prepared. */
  send(dueAt: number): Promise<void>;
}

/** @param nodeOptions What Node is told when it starts. Default: nothing. */
export async function startSender(
  program: URL,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
): Promise<Sender> {
  const child = fork(program, [...args], { execArgv: [...nodeOptions], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  return {
    async send(dueAt) {
      child.send(dueAt);
      await once(child, 'message');
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** The other side, within the program: `prepare` is called with each instant. */
export function onSend(prepare: (dueAt: number) => void | Promise<void>, stop: () => PromiseLike<void>): void {
  process.on('message', (dueAt: number) => {
    void Promise.resolve(prepare(dueAt)).then(() => process.send?.('prepared'));
  });
  process.on('disconnect', () => void stop());
  process.send?.('started');
}
