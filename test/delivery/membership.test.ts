import { expect, it } from 'vitest';
import { createMembership, type Membership } from '../../src/delivery/membership.ts';
import { createSimulatedClock } from '../../src/delivery/simulated-clock.ts';
import { toEpochMs } from '../../src/schedule/instant.ts';
import { openStore } from '../../src/store/store.ts';
import { at } from '../store/plan.ts';
import { temporaryDirectory } from '../store/temporary-directory.ts';

const HOUR = 3_600_000;

/** Whether a member wrote anything to the store in an hour, and whether it is one still. */
it.each([
  [
    'writes nothing while it is idle and alone, and is buried by whoever comes',
    false,
    false,
    { wrote: false, lives: 0 },
  ],
  ['keeps its lease while anything is under way', true, false, { wrote: true, lives: 1 }],
  ['keeps its lease while there is another', false, true, { wrote: true, lives: 2 }],
])('%s', async (_name, isBusy, hasCompany, expected) => {
  const directory = temporaryDirectory();
  const [store, watcher] = [openStore(directory), openStore(directory)];
  const clock = createSimulatedClock(at(0));
  const start = async (pid: number): Promise<Membership> => {
    const identity = { pid, host: 'h' };
    const { members } = store;
    const membership = createMembership({
      members,
      clock,
      identity,
      isBusy: () => isBusy,
      onReleased: () => undefined,
    });
    await membership.live();
    return membership;
  };
  const all = [await start(1), ...(hasCompany ? [await start(2)] : [])];
  for (const each of all) each.look();
  const before = await watcher.history.changeCounter();
  await clock.advanceTo(toEpochMs(at(HOUR)));
  expect((await watcher.history.changeCounter()) !== before).toBe(expected.wrote);
  const present = await watcher.members.list(clock.read());
  expect(present.filter(({ leaseLeftMs }) => leaseLeftMs > 0)).toHaveLength(expected.lives);
  expect(await watcher.members.buryDead(clock.read())).toBe(0);
  for (const each of all) await each.stop();
  expect(await watcher.members.list(clock.read())).toEqual([]);
  for (const each of [store, watcher]) each.close();
});
