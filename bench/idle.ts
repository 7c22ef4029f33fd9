import { fork } from 'node:child_process';
import { once } from 'node:events';
import { atMost, type Figure, figureOf, NO_GOAL } from './figure.ts';

/** Who waits in `idle-child.ts`. */
export type Waiting = 'ours' | 'node-cron' | 'croner';

const REMINDERS = 100_000;
/** More of croner's jobs do not fit into the heap that Node allows itself. */
const CRONER_JOBS = 10_000;
/** Half a minute, in pieces. */
const [WINDOWS, WINDOW_MS] = [6, 5_000];

/** Processor time of processes that wait side by side: none has anything to do, so none is in another's way. */
export async function idle(): Promise<readonly Figure[]> {
  const waiting = await Promise.all([
    startWaiting('ours', REMINDERS),
    startWaiting('ours', 0),
    startWaiting('node-cron', REMINDERS),
    startWaiting('croner', CRONER_JOBS),
  ]);
  const [ours, none, nodeCron, croner] = (await Promise.all(waiting.map((each) => each.watch()))) as [
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  const unit = `CPU ms in ${WINDOW_MS / 1_000} s`;
  const count = (jobs: number): string => jobs.toLocaleString('en');
  return [
    figureOf({ name: 'idle', unit, ours, peer: none, peerName: 'the same process with none', goal: atMost(1.1) }),
    figureOf({
      name: 'idle: node-cron',
      unit,
      ours,
      peer: nodeCron,
      peerName: `node-cron with ${count(REMINDERS)}`,
      goal: NO_GOAL,
    }),
    figureOf({
      name: 'idle: croner',
      unit,
      ours,
      peer: croner,
      peerName: `croner with ${count(CRONER_JOBS)}`,
      goal: NO_GOAL,
    }),
  ];
}

interface WaitingProcess {
  /** Processor time of each window, ms. */
  watch(): Promise<readonly number[]>;
}

async function startWaiting(who: Waiting, count: number): Promise<WaitingProcess> {
  const program = new URL('./idle-child.ts', import.meta.url);
  const child = fork(program, [who, String(count)], {
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  return {
    async watch() {
      const used: number[] = [];
      child.send({ windows: WINDOWS, windowMs: WINDOW_MS });
      const [windows] = (await once(child, 'message')) as [readonly number[]];
      used.push(...windows);
      await once(child, 'exit');
      return used;
    },
  };
}
