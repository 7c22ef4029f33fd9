import pino from 'pino';
import { expect, it } from 'vitest';
import { startHousekeeping } from '../../src/daemon/housekeeping.ts';
import { SettableClock } from '../support/settable-clock.ts';
import { HOUR, toEpochMs } from '../../src/schedule/instant.ts';

const MIDNIGHT = Date.parse('2026-11-24T00:00+08:00');

it('does each chore at its times, again after one has failed, until it is stopped', async () => {
  const clock = new SettableClock(toEpochMs(MIDNIGHT));
  const log: string[] = [];
  const done: string[] = [];
  const note = (name: string): void => void done.push(`${name} ${(clock.now() - MIDNIGHT) / HOUR}`);
  const housekeeping = startHousekeeping(
    [
      { name: 'at three', expression: '0 3 * * *', run: async () => note('at three') },
      {
        name: 'hopeless',
        expression: '30 */12 * * *',
        run: () => {
          note('hopeless');
          return Promise.reject(new Error('the disk is full'));
        },
      },
    ],
    { timezone: 'Asia/Shanghai', logger: pino({ base: null }, { write: (line) => void log.push(line) }), clock },
  );
  await clock.advanceTo(toEpochMs(MIDNIGHT + 30 * HOUR));
  expect(done).toEqual(['hopeless 0.5', 'at three 3', 'hopeless 12.5', 'hopeless 24.5', 'at three 27']);
  expect(log).toHaveLength(3);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ chore: 'hopeless', err: { message: 'the disk is full' } });
  await housekeeping.stop();
  await clock.advanceTo(toEpochMs(MIDNIGHT + 60 * HOUR));
  expect(done).toHaveLength(5);
});
