import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IS_LONG } from './breadth.ts';
import { ROOT } from './workspace.ts';

/** The seed of `npm test`: the same worlds for everybody, every time. */
const QUICK_SEED = 20_261_124;

/**
 * Where everything that tests choose at random begins. `SEED` decides where it is set; else `npm test` has a fixed one,
 * and the long run one for each commit: another commit looks into other worlds, the same commit gives the same answer.
 */
export function seedOfThisRun(): number {
  const asked = process.env['SEED'];
  if (asked !== undefined && asked !== '') return asNumber(asked);
  return IS_LONG ? seedFrom(commit() ?? version()) : QUICK_SEED;
}

/** fast-check takes 32 bits with a sign. */
function asNumber(asked: string): number {
  const seed = Number(asked);
  if (!Number.isInteger(seed) || (seed | 0) !== seed)
    throw new Error(`SEED is a whole number of 32 bits, not ${asked}`);
  return seed;
}

function seedFrom(text: string): number {
  return createHash('sha256').update(text).digest().readInt32BE();
}

/** `undefined` where this is no checkout: a downloaded archive, a machine without git. */
function commit(): string | undefined {
  // CI may run as somebody else than the owner of the checkout, which git would else refuse to read.
  const args = ['-c', 'safe.directory=*', 'rev-parse', 'HEAD'];
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}
