import { setTimeout as sleep } from 'node:timers/promises';
import { atLeast, atMost, type Figure, figureOf } from './figure.ts';
import { startHookReceiver, type HookReceiver, startHookSender } from './hook-load.ts';
import { interleave } from './interleave.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { quantile } from './statistics.ts';

/** Pushes a second, and for how long. */
const [RATE, SECONDS] = [200, 30];
const ROUNDS = 3;
/** An answer that nobody waits for, ms at p99. */
const LIMIT = 20;
/** The highest rate is looked for in steps of this factor, then between the last two, so long at each. */
const [STEP, HALVINGS, LOOK] = [1.5, 3, 5];
/** Longer than the hook gathers, ms. */
const GATHERED = 12_000;
/** Nobody pushes as often. */
const HIGHEST = 20_000;

const PEER = 'bare hono, @octokit/webhooks-methods, SQLite';

/** How long a signed push waits for its answer, and how many there may be a second. */
export async function hook(scale: number): Promise<readonly Figure[]> {
  await using sandbox = await startSandboxProcess(1);
  await using sender = await startHookSender();
  await using ours = await startHookReceiver(
    new URL('./hook-ours-child.ts', import.meta.url),
    [sandbox.origin],
    NODE_OPTIONS,
  );
  await using peer = await startHookReceiver(new URL('./hook-hono-child.ts', import.meta.url));
  const p99 = async ({ address }: HookReceiver, rate: number, seconds: number): Promise<number> =>
    quantile((await sender.send({ address, rate, seconds })).latencies, 0.99);
  const steady = (receiver: HookReceiver) => alone(() => p99(receiver, RATE, SECONDS * scale));
  const highest = (receiver: HookReceiver) => alone(() => highestRate((rate) => p99(receiver, rate, LOOK * scale)));

  const waits = await interleave({ ours: steady(ours), peer: steady(peer) }, { rounds: ROUNDS });
  const rates = await interleave({ ours: highest(ours), peer: highest(peer) }, { rounds: ROUNDS });
  const of = { peerName: PEER };
  return [
    figureOf({ name: `hook: ${RATE} pushes/s`, unit: 'ms at p99', ...waits, ...of, goal: atMost(2) }),
    figureOf({ name: `hook: p99 under ${LIMIT} ms`, unit: 'pushes/s', ...rates, ...of, goal: atLeast(0.7) }),
  ];
}

/** Measures, then lets what was gathered meanwhile be told: nothing of it falls into the other's round. */
function alone(measure: () => Promise<number>): () => Promise<number> {
  return async () => {
    const measured = await measure();
    await sleep(GATHERED);
    return measured;
  };
}

/** The highest rate at which p99 stays under the limit; each is tried once more before it is given up. */
async function highestRate(p99: (rate: number) => Promise<number>): Promise<number> {
  const isHeld = async (rate: number): Promise<boolean> => (await p99(rate)) < LIMIT || (await p99(rate)) < LIMIT;
  let held = RATE / STEP;
  let tooMuch = RATE;
  while (tooMuch < HIGHEST && (await isHeld(tooMuch))) [held, tooMuch] = [tooMuch, tooMuch * STEP];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const between = Math.sqrt(held * tooMuch);
    if (await isHeld(between)) held = between;
    else tooMuch = between;
  }
  return held;
}
