import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { openNetwork } from '../src/network/open-network.ts';
import { type Post, postsAt } from './herd-posts.ts';
import { onSend } from './sender-process.ts';

/** What the posts alone take: bodies that were signed before, each second all of them at once, and nothing besides. */
const [origin = '', robots, seconds] = process.argv.slice(2);
const dispatcher = openNetwork({ env: {} });

onSend(
  (dueAt) => {
    for (let second = 0; second < Number(seconds); second += 1) {
      const at = dueAt + second * 1_000;
      void sendAll(postsAt(at, { origin, reminders: Number(robots), robots: Number(robots) }), at);
    }
  },
  () => dispatcher.close(),
);

async function sendAll(posts: readonly Post[], dueAt: number): Promise<void> {
  await sleep(dueAt - Date.now());
  await Promise.all(posts.map(send));
}

async function send({ url, body }: Post): Promise<void> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const answer = await request(url, { method: 'POST', headers, body, dispatcher });
  await answer.body.json();
}
