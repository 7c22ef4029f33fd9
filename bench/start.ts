import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { installDingbell } from '../test/support/installed.ts';
import { ROOT, Workspace } from '../test/support/workspace.ts';
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
  const dingbell = (root: string) => join(root, 'src/dingbell.cjs');
  const [installed, checkout] = [dingbell(installDingbell(workspace)), dingbell(ROOT)];
  const program = (path: string, args: readonly string[] = []): ChildProcess =>
    fork(path, [...args], {
      cwd: workspace.path,
      execArgv: [...(OPTIONS_OF[args[0] ?? ''] ?? [])],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const measured = await interleave(
    {
      run: () => timeToReady(program(installed, ['run'])),
      next: () => timeToEnd(program(installed, ['next', '--count', '1'])),
      runOfSource: () => timeToReady(program(checkout, ['run'])),
      nextOfSource: () => timeToEnd(program(checkout, ['next', '--count', '1'])),
      nothing: () => timeToEnd(program(workspace.at('nothing.mjs'))),
    },
    { rounds: ROUNDS, warmup: 2 },
  );
  const peer = { unit: 'ms', peer: measured.nothing, peerName: 'node starting and importing nothing' };
  return [
    figureOf({ name: 'start: run, to ready', ...peer, ours: measured.run, goal: atMost(7) }),
    figureOf({ name: 'start: run, from source', ...peer, ours: measured.runOfSource, goal: NO_GOAL }),
    figureOf({ name: 'start: next --count 1', ...peer, ours: measured.next, goal: atMost(6) }),
    figureOf({ name: 'start: next, from source', ...peer, ours: measured.nextOfSource, goal: NO_GOAL }),
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
