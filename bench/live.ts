import { setTimeout as sleep } from 'node:timers/promises';
import { SECOND } from '../src/schedule/instant.ts';
import type { WatchedDaemon } from './watched-daemon.ts';

const PAGES = ['', 'history', 'metrics'];

/** So many reloads of a daemon, and a look at its pages every second from one to the next, which is `interval` ms. */
export async function live(daemon: WatchedDaemon, reloads: number, interval: number): Promise<void> {
  for (let reload = 0; reload < reloads; reload += 1) {
    await daemon.ask({ kind: 'reload' });
    for (let passed = 0; passed < interval; passed += SECOND) {
      for (const page of PAGES) await (await fetch(daemon.address + page)).arrayBuffer();
      await sleep(SECOND);
    }
  }
}
