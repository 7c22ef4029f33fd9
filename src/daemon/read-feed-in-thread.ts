import { once } from 'node:events';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type FeedReading, readFeed } from '../hooks/feed-read.ts';
import { SECOND } from '../schedule/instant.ts';
import type { FeedOrder } from './reading-feed-thread.ts';

/** Beside this module, in the source as in what is built. */
const THREAD = join(import.meta.dirname, `reading-feed-thread${extname(import.meta.filename)}`);
/** Smaller ones are read within a turn of the loop, in characters. */
const LARGE = 50_000;
/** 2 MB take a second or two, and 100 MB. Whoever makes more of it is no feed. */
const LIMITS = { maxOldGenerationSizeMb: 400 };
const PATIENCE = 20 * SECOND;

/** Reads a feed, a large one in a thread of its own: nobody else waits for it. What takes too long is none. */
export async function readFeedInThread(order: FeedOrder): Promise<FeedReading> {
  if (order.xml.length < LARGE) return readFeed(order.xml, order.address);
  const thread = new Worker(THREAD, { name: 'feed', workerData: order, resourceLimits: LIMITS });
  // The process may end without it.
  thread.unref();
  try {
    const [reading] = (await once(thread, 'message', { signal: AbortSignal.timeout(PATIENCE) })) as [FeedReading];
    return reading;
  } catch {
    return { kind: 'not-xml' };
  } finally {
    await thread.terminate();
  }
}
