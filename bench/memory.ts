import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Workspace } from '../test/support/workspace.ts';
import { atMost, type Figure, figureOf } from './figure.ts';
import { inChild } from './in-child.ts';
import { interleave } from './interleave.ts';

const ROUNDS = 5;

/** Resident size, as `ps` and pm2 show it. */
export async function memory(): Promise<readonly Figure[]> {
  using workspace = new Workspace();
  cpSync(join(ROOT, 'schedules'), workspace.at('schedules'), { recursive: true });
  const residentMB =
    (program: URL, args: readonly string[] = []) =>
    async (): Promise<number> =>
      (await inChild<number>(program, { args })) / 1e6;
  const measured = await interleave(
    {
      ours: residentMB(new URL('./memory-daemon-child.mjs', import.meta.url), [workspace.path]),
      peer: residentMB(new URL('./memory-nothing-child.mjs', import.meta.url)),
    },
    { rounds: ROUNDS, warmup: 1 },
  );
  return [figureOf({ name: 'memory', unit: 'MB', ...measured, peerName: 'bare node', goal: atMost(2) })];
}
