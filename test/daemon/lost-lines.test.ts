import { expect, it } from 'vitest';
import { tellLostLines } from '../../src/daemon/lost-lines.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { MINUTE, toEpochMs } from '../../src/schedule/instant.ts';
import type { DaemonState } from '../../src/store/daemon-state.ts';

const START = toEpochMs(Date.UTC(2026, 10, 24));

it('lines lost are told when there are more, at most once a minute, and again when the store refused', async () => {
  const clock = new SettableClock(START);
  const told: Partial<DaemonState>[] = [];
  let lost = 0;
  let isFull = false;
  const board = {
    async publish(facts: Partial<DaemonState>) {
      if (isFull) throw new Error('the disk is full');
      told.push(facts);
    },
  };
  const lostLines = tellLostLines({ count: () => lost, board, clock });
  await clock.advanceTo(toEpochMs(START + 10 * MINUTE));
  expect(told).toEqual([]);
  for (const count of [3, 7, 7]) {
    lost = count;
    await clock.advanceTo(toEpochMs(clock.now() + MINUTE));
  }
  expect(told).toEqual([{ logLinesLost: 3 }, { logLinesLost: 7 }]);
  [lost, isFull] = [8, true];
  await clock.advanceTo(toEpochMs(clock.now() + MINUTE));
  isFull = false;
  await clock.advanceTo(toEpochMs(clock.now() + MINUTE));
  expect(told.at(-1)).toEqual({ logLinesLost: 8 });
  await lostLines.stop();
});
