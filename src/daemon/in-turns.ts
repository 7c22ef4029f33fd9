import { setImmediate } from 'node:timers/promises';

/** So long the work on one list may keep everything else waiting, in ms; a page looks at several at the same time. */
const LONGEST = 4;

/**
 * The same items, with breaks in which others have their turn: nothing keeps a reminder waiting, however many there are.
 *
 * @param elapsed Time that has passed, in ms. Default: that of the process.
 */
export async function* inTurns<T>(
  items: Iterable<T>,
  elapsed: () => number = () => performance.now(),
): AsyncGenerator<T> {
  let since = elapsed();
  for (const item of items) {
    yield item;
    if (elapsed() - since < LONGEST) continue;
    await setImmediate();
    since = elapsed();
  }
}
