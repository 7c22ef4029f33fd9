import { stdout } from 'node:process';
import { acquireLock } from '../../src/store/lock.ts';
import { wallClock } from './wall-clock.ts';

/** Takes the lock and keeps it until killed, telling what happens. */
const [directory = ''] = process.argv.slice(2);
await acquireLock(directory, {
  clock: wallClock,
  onWaiting: (holder) => stdout.write(`waiting for ${holder?.pid}\n`),
});
stdout.write('locked\n');
setInterval(() => {}, 60_000);
