import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Workspace } from '../test/support/workspace.ts';
import { bundledChild } from './bundled-child.ts';
import { atMost, type Figure, figureOf, NO_GOAL } from './figure.ts';
import { inChild } from './in-child.ts';
import { interleave } from './interleave.ts';
import { NODE_OPTIONS } from './node-options.ts';

const ROUNDS = 3;

/** Of the daemon, bytes: when its hour ends, and when it has waited for a while. */
interface Resident {
  readonly busy: number;
  readonly waiting: number;
}

/** Resident size, as `ps` and pm2 show it. */
export async function memory(): Promise<readonly Figure[]> {
  using workspace = new Workspace();
  const daemon = await bundledChild(workspace, 'memory-daemon-child');
  const ends: number[] = [];
  const { ours, nothing } = await interleave(
    {
      ours: () =>
        withSchedules(async (folder) => {
          const { busy, waiting } = await inChild<Resident>(daemon, { args: [folder], nodeOptions: NODE_OPTIONS });
          ends.push(busy / 1e6);
          return waiting / 1e6;
        }),
      nothing: async () => (await inChild<number>(new URL('./memory-nothing-child.mjs', import.meta.url))) / 1e6,
    },
    { rounds: ROUNDS, warmup: 1 },
  );
  const peer = { unit: 'MB', peer: nothing, peerName: 'bare node' };
  return [
    figureOf({ name: 'memory', ...peer, ours, goal: atMost(2.6) }),
    figureOf({ name: 'memory: when the hour ends', ...peer, ours: ends.slice(-ROUNDS), goal: NO_GOAL }),
  ];
}

/** In a folder of its own each time: what has been told in an hour is not told in it again. */
async function withSchedules<Result>(measure: (folder: string) => Promise<Result>): Promise<Result> {
  using workspace = new Workspace();
  cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
  return await measure(workspace.path);
}
