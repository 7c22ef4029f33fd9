import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { deliveryId } from '../src/delivery/identity.ts';
import { createDispatcher } from '../src/robot/dingtalk/dispatcher.ts';
import { buildPayload } from '../src/robot/dingtalk/payload.ts';
import { sign } from '../src/robot/dingtalk/sign.ts';
import { toEpochMs } from '../src/schedule/instant.ts';
import { messageAt } from './many-reminders.ts';
import { SECRET, webhookOf } from './sandbox-process.ts';
import { onSend } from './sender-process.ts';

/** The same posts, written and signed before the clock runs, over as many connections, as fast as they go. */
const [origin = '', reminders, robots] = process.argv.slice(2);
const dispatcher = createDispatcher({ env: {} });

interface Post {
  readonly url: string;
  readonly body: string;
}

onSend(
  (dueAt) => {
    const posts = Array.from({ length: Number(reminders) }, (_, index) => postOf(index, dueAt));
    void sendAll(posts, dueAt);
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

function postOf(index: number, dueAt: number): Post {
  const robot = index % Number(robots);
  const id = `reminder-${index}`;
  const uuid = deliveryId({ reminder: id, dueAt: toEpochMs(dueAt), robot: `robot-${robot}` });
  const signature = encodeURIComponent(sign(SECRET, dueAt));
  return {
    url: `${webhookOf(origin, robot)}&timestamp=${dueAt}&sign=${signature}`,
    body: JSON.stringify(buildPayload(messageAt(id, dueAt), uuid)),
  };
}
