import { setImmediate } from 'node:timers/promises';

/** So long the work on one list may keep everything else waiting, in ms; a page looks at several at the same time. */
const LONGEST = 4;

/** The same items, with breaks in which others have their turn: no page keeps a reminder waiting, however many there are. */
export async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let since = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - since < LONGEST) continue;
    await setImmediate();
    since = performance.now();
  }
}
