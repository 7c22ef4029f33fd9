import { parentPort, workerData } from 'node:worker_threads';
import { readFeed } from '../hooks/feed-read.ts';

// The thread in which a large feed is read. `read-feed-in-thread.ts` starts it.

export interface FeedOrder {
  readonly xml: string;
  readonly address: string;
}

const { xml, address } = workerData as FeedOrder;
parentPort?.postMessage(readFeed(xml, address));
