import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Workspace } from '../test/support/workspace.ts';
import { bundledChildren } from './bundled-children.ts';
import { atMost, type Figure, figureOf, NO_GOAL } from './figure.ts';
import { interleave } from './interleave.ts';
import { COMMAND_OPTIONS, NODE_OPTIONS } from './node-options.ts';

const ROUNDS = 15;
const OPTIONS_OF: Readonly<Record<string, readonly string[]>> = { run: NODE_OPTIONS, next: COMMAND_OPTIONS };

/** From the start of the process to `ready`, as pm2 waits for it, and to the end of one short command. */
export async function start(): Promise<readonly Figure[]> {
  using workspace = new Workspace();
  cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
  workspace.write('nothing.mjs', '');
  const dingbell = join(ROOT, 'src/dingbell.cjs');
  const { 'code-child': code } = await bundledChildren(workspace, 'code-child');
  const program = (path: string | URL, args: readonly string[] = []): ChildProcess =>
    fork(path, [...args], {
      cwd: workspace.path,
      execArgv: [...(OPTIONS_OF[args[0] ?? ''] ?? [])],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const { run, next, nothing, ...bounds } = await interleave(
    {
      run: () => timeToReady(program(dingbell, ['run'])),
      next: () => timeToEnd(program(dingbell, ['next', '--count', '1'])),
      codeOfRun: () => timeToEnd(program(code, ['run'])),
      codeOfNext: () => timeToEnd(program(code, ['next'])),
      nothing: () => timeToEnd(program(workspace.at('nothing.mjs'))),
    },
    { rounds: ROUNDS, warmup: 2 },
  );
  const peer = { unit: 'ms', peer: nothing, peerName: 'node starting and importing nothing' };
  return [
    figureOf({ name: 'start: run, to ready', ...peer, ours: run, goal: atMost(6) }),
    figureOf({ name: 'start: the code of run alone', ...peer, ours: bounds.codeOfRun, goal: NO_GOAL }),
    figureOf({ name: 'start: next --count 1', ...peer, ours: next, goal: atMost(5) }),
    figureOf({ name: 'start: the code of next alone', ...peer, ours: bounds.codeOfNext, goal: NO_GOAL }),
  ];
}

async function timeToReady(child: ChildProcess): Promise<number> {
  const start = performance.now();
  await Promise.race([once(child, 'message'), diedEarly(child)]);
  const ms = performance.now() - start;
  child.kill('SIGTERM');
  await ended(child);
  return ms;
}

async function diedEarly(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`ended with ${child.exitCode ?? child.signalCode}, never ready`);
}

async function timeToEnd(child: ChildProcess): Promise<number> {
  const start = performance.now();
  await ended(child);
  return performance.now() - start;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`ended with ${child.exitCode ?? child.signalCode}`);
}
