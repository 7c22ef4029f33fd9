import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface ChildOptions {
  readonly args?: readonly string[];
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** Runs a program of ours in a process of its own, and gives the one message that it sends. */
export async function inChild<Result>(
  program: URL,
  { args = [], nodeOptions = [] }: ChildOptions = {},
): Promise<Result> {
  const child = fork(program, [...args], { execArgv: [...nodeOptions], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const results: Result[] = [];
  child.on('message', (result) => results.push(result as Result));
  await once(child, 'close');
  const [result] = results;
  if (child.exitCode !== 0 || result === undefined) throw new Error(`${program.pathname} ended without a result`);
  return result;
}
