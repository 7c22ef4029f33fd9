import { atLeast, type Figure, figureOf, NO_GOAL } from './figure.ts';
import { createHerdStore } from './herd-store.ts';
import { interleave } from './interleave.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { startSandboxProcess } from './sandbox-process.ts';
import { startSender } from './sender-process.ts';

const [REMINDERS, ROBOTS] = [10_000, 500];
const ROUNDS = 5;
/** For the daemon to take up the reminders before they are due. */
const AHEAD_MS = 2_000;

/** From the second in which all are due to the last one's arrival. */
export async function herd(): Promise<readonly Figure[]> {
  await using sandbox = await startSandboxProcess(ROBOTS);
  const args = [sandbox.origin, String(REMINDERS), String(ROBOTS)];
  await using ours = await startSender(new URL('./herd-ours-child.ts', import.meta.url), args, NODE_OPTIONS);
  await using undici = await startSender(new URL('./herd-undici-child.ts', import.meta.url), args);
  await using durable = await startSender(new URL('./herd-durable-child.ts', import.meta.url), args);
  using store = createHerdStore({ reminders: REMINDERS, robots: ROBOTS });
  const rateOf = (sender: typeof ours) => async (): Promise<number> => {
    const received = sandbox.receive(REMINDERS);
    const dueAt = Math.ceil((Date.now() + AHEAD_MS) / 1_000) * 1_000;
    await sender.send(dueAt);
    return (REMINDERS / ((await received).lastAt - dueAt)) * 1_000;
  };
  const {
    ours: rates,
    durable: bound,
    store: alone,
    peer,
  } = await interleave(
    { ours: rateOf(ours), durable: rateOf(durable), store: () => store.rate(), peer: rateOf(undici) },
    { rounds: ROUNDS, warmup: 2 },
  );
  const common = { unit: 'messages/s', ours: rates };
  return [
    figureOf({ name: 'herd', ...common, peer, peerName: 'a bare undici loop', goal: atLeast(0.5) }),
    figureOf({
      name: 'herd: store',
      ...common,
      peer: alone,
      peerName: 'its store alone, nothing posted',
      goal: NO_GOAL,
    }),
    figureOf({ name: 'herd: bound', ...common, peer: bound, peerName: 'the loop, made durable', goal: NO_GOAL }),
    figureOf({
      name: 'herd: durability',
      unit: 'messages/s',
      ours: bound,
      peer,
      peerName: 'a bare undici loop',
      goal: NO_GOAL,
    }),
  ];
}
