import { expect, it } from 'vitest';
import { HookTeller } from '../../src/daemon/hook-teller.ts';
import { createLogger } from '../../src/daemon/logger.ts';
import { SimulatedClock } from '../../src/delivery/simulated-clock.ts';
import { SECOND, toEpochMs } from '../../src/schedule/instant.ts';
import { Opened } from '../store/opened.ts';

const START = toEpochMs(Date.UTC(2026, 10, 24, 2));
const after = (seconds: number) => toEpochMs(START + seconds * SECOND);

it('looks at what waits when it is due, however much comes meanwhile that is due later', async () => {
  const opened = new Opened();
  const clock = new SimulatedClock(START);
  const { inbox } = opened.store;
  const looks: number[] = [];
  const teller = new HookTeller({
    inbox: {
      ...inbox,
      due: (now) => {
        looks.push((now - START) / SECOND);
        return inbox.due(now);
      },
    },
    clock,
    random: () => 0.5,
    logger: createLogger({ scrub: (line) => line, destination: { write: () => {} } }),
    newsOf: (waiting) =>
      Promise.resolve({ events: waiting.map(({ id }) => ({ id, state: 'told', deliveries: [] })), deliveries: [] }),
    onTold: () => {},
  });
  const receive = async (thing: string, dueAt: number) => {
    const event = { id: `${thing} ${dueAt}`, hook: 'shop', kind: 'push', thing, event: {} } as const;
    await inbox.receive([{ ...event, receivedAt: clock.now(), state: 'waiting', dueAt: after(dueAt) }]);
    teller.wake(after(dueAt));
  };
  const settled = () => clock.runUntil(() => false, START);
  teller.start();
  await settled();
  await receive('a', 10);
  await settled();
  for (let index = 0; index < 10; index += 1) await receive(`b${index}`, 11);
  await settled();
  expect(looks).toEqual([0, 0]);
  await receive('c', 5);
  await clock.runUntil(() => false, after(20));
  await teller.stop();
  expect(new Set(looks.slice(2))).toEqual(new Set([0, 5, 10, 11]));
  expect((await inbox.list({ state: 'waiting' })).length).toBe(0);
});
