import { atMost, type Figure, figureOf, NO_GOAL } from './figure.ts';
import { interleave } from './interleave.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { startSender } from './sender-process.ts';
import { quantile } from './statistics.ts';

const [ROBOTS, SECONDS] = [200, 10];
/** Three times ten seconds each, in turns, after one that does not count. */
const ROUNDS = 3;
const AHEAD_MS = 1_000;

/** From the instant at which a message is due to its arrival: of a hundred, the latest but one. */
export async function lateness(): Promise<readonly Figure[]> {
  await using sandbox = await startSandboxProcess(ROBOTS);
  const args = [sandbox.origin, String(ROBOTS), String(SECONDS)];
  await using ours = await startSender(new URL('./lateness-ours-child.ts', import.meta.url), args, NODE_OPTIONS);
  await using peer = await startSender(new URL('./lateness-node-cron-child.ts', import.meta.url), args);
  await using undici = await startSender(new URL('./lateness-undici-child.ts', import.meta.url), args);
  const latest = (sender: typeof ours) => async (): Promise<number> => {
    const received = sandbox.receive(ROBOTS * SECONDS);
    await sender.send(Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000);
    return quantile((await received).latenesses, 0.99);
  };
  const measured = await interleave(
    { ours: latest(ours), posts: latest(undici), peer: latest(peer) },
    { rounds: ROUNDS, warmup: 1 },
  );
  const common = { unit: 'ms at p99', ours: measured.ours, goal: atMost(1) };
  return [
    figureOf({ name: 'lateness', ...common, peer: measured.peer, peerName: 'node-cron + fetch' }),
    figureOf({ name: 'lateness: bound', ...common, peer: measured.posts, peerName: 'the posts alone', goal: NO_GOAL }),
  ];
}
