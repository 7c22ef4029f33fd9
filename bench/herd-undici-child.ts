import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { openNetwork } from '../src/network/open-network.ts';
import { type Post, postsAt } from './herd-posts.ts';
import { onSend } from './sender-process.ts';

/** The same posts, written and signed before the clock runs, over as many connections, as fast as they go. */
const [origin = '', reminders, robots] = process.argv.slice(2);
const dispatcher = openNetwork({ env: {} });

onSend(
  (dueAt) => {
    void sendAll(postsAt(dueAt, { origin, reminders: Number(reminders), robots: Number(robots) }), dueAt);
  },
  () => dispatcher.close(),
);

async function sendAll(posts: readonly Post[], dueAt: number): Promise<void> {
  await sleep(dueAt - Date.now());
  await Promise.all(
    posts.map(async ({ url, body }) => {
      const answer = await request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body,
        dispatcher,
      });
      await answer.body.json();
    }),
  );
}
