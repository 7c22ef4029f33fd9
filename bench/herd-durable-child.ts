import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { request } from 'undici';
import { openNetwork } from '../src/network/open-network.ts';
import { Workspace } from '../test/support/workspace.ts';
import { type Post, postsAt } from './herd-posts.ts';
import { onSend } from './sender-process.ts';

/**
 * What durability costs by itself: the same posts, of which none is forgotten by a crash and no robot has two at once.
 * Each is on the disk before it is due, its attempt before it starts and its outcome before the robot's next. Two
 * tables, no index beyond their keys, no limiter, no history, no log.
 */
const [origin = '', reminders, robots] = process.argv.slice(2);
const dispatcher = openNetwork({ env: {} });
const workspace = new Workspace();
const db = new DatabaseSync(workspace.at('durable.db'));
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE delivery (id INTEGER PRIMARY KEY, body TEXT NOT NULL, state TEXT NOT NULL) STRICT;
  CREATE TABLE attempt (id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL, finished_at INTEGER) STRICT;
`);
const insert = db.prepare(`INSERT INTO delivery (body, state) VALUES (?, 'pending')`);
const start = db.prepare(`UPDATE delivery SET state = 'sending' WHERE id = ?`);
const attempt = db.prepare('INSERT INTO attempt (delivery) VALUES (?)');
const finish = db.prepare('UPDATE attempt SET finished_at = ? WHERE id = ?');
const deliver = db.prepare(`UPDATE delivery SET state = 'delivered' WHERE id = ?`);

interface Flight {
  readonly post: Post;
  readonly delivery: number;
  readonly attempt: number;
}

onSend(
  (dueAt) => {
    void sendAll(postsAt(dueAt, { origin, reminders: Number(reminders), robots: Number(robots) }), dueAt);
  },
  async () => {
    await dispatcher.close();
    db.close();
    workspace[Symbol.dispose]();
  },
);

async function sendAll(posts: readonly Post[], dueAt: number): Promise<void> {
  await sleep(dueAt - Date.now());
  const queues = new Map<number, { readonly post: Post; readonly delivery: number }[]>();
  inOne(() => {
    for (const post of posts) {
      const delivery = Number(insert.run(post.body).lastInsertRowid);
      const queue = queues.get(post.robot);
      if (queue === undefined) queues.set(post.robot, [{ post, delivery }]);
      else queue.push({ post, delivery });
    }
  });
  let landed: Flight[] = [];
  let left = posts.length;
  let free = [...queues.keys()];
  while (left > 0) {
    const landings = landed;
    landed = [];
    free.push(...landings.map(({ post }) => post.robot));
    left -= landings.length;
    const flights = inOne(() => {
      for (const { delivery, attempt: id } of landings) {
        finish.run(Date.now(), id);
        deliver.run(delivery);
      }
      return free.flatMap((robot) => take(queues.get(robot)?.shift()) ?? []);
    });
    free = [];
    for (const flight of flights) void send(flight).then(() => landed.push(flight));
    // An answer comes between two turns of the event loop.
    if (left > 0) while (landed.length === 0) await setImmediate();
  }
}

function take(next: { readonly post: Post; readonly delivery: number } | undefined): Flight | undefined {
  if (next === undefined) return undefined;
  start.run(next.delivery);
  return { ...next, attempt: Number(attempt.run(next.delivery).lastInsertRowid) };
}

async function send({ post }: Flight): Promise<void> {
  const answer = await request(post.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: post.body,
    dispatcher,
  });
  await answer.body.json();
}

function inOne<T>(work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  const result = work();
  db.exec('COMMIT');
  return result;
}
