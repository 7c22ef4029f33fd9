import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readConfig } from '../config/load.ts';
import { type Carried, carried } from '../config/report.ts';
import { readHolidays } from './holiday-files.ts';
import type { ReadingOrder, ReadingPart } from './read-in-thread.ts';

// The thread in which a large edit is read. `read-in-thread.ts` starts it, and puts together what it says.

/** What arrives at once keeps whoever gets it for a few milliseconds only. */
const TOGETHER = 250;

if (parentPort !== null) void read(workerData as ReadingOrder, parentPort);

async function read({ directory, ...order }: ReadingOrder, asker: MessagePort): Promise<void> {
  const result = await readConfig(directory, {
    ...order,
    holidays: async (dataDirectory) => (await readHolidays(dataDirectory)).source,
  });
  const say = (part: ReadingPart): void => asker.postMessage(part);
  const problems = (result.kind === 'config' ? result.warnings : result.problems).map((each): Carried => carried(each));
  if (result.kind === 'problems') return say({ kind: 'problems', problems });
  const { reminders, ...others } = result.data;
  for (let index = 0; index < reminders.length; index += TOGETHER) {
    say({ kind: 'reminders', reminders: reminders.slice(index, index + TOGETHER) });
    // Whatever waits in a port is taken in one turn.
    await once(asker, 'message');
  }
  say({ kind: 'config', data: { ...others, reminders: [] }, warnings: problems });
}
