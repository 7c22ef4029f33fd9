import { type ScheduledTask, schedule } from 'node-cron';
import { sign } from '../src/robot/dingtalk/sign.ts';
import { messageAt } from './many-reminders.ts';
import { buildPayload } from '../src/robot/dingtalk/payload.ts';
import { SECRET, webhookOf } from './sandbox-process.ts';
import { onSend } from './sender-process.ts';

/** What one writes without dingbell: a task per robot that signs and posts. */
const [origin = '', robots, seconds] = process.argv.slice(2);

onSend(
  (dueAt) => {
    const until = dueAt + Number(seconds) * 1_000;
    const tasks = Array.from({ length: Number(robots) }, (_, index) =>
      schedule(
        '* * * * * *',
        ({ date }) => (date.getTime() < dueAt || date.getTime() >= until ? undefined : post(index, date.getTime())),
        { timezone: 'UTC' },
      ),
    );
    setTimeout(() => void stopAll(tasks), until - Date.now());
  },
  () => Promise.resolve(),
);

async function post(robot: number, at: number): Promise<void> {
  const now = Date.now();
  const url = `${webhookOf(origin, robot)}&timestamp=${now}&sign=${encodeURIComponent(sign(SECRET, now))}`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(buildPayload(messageAt(`reminder-${robot}`, at), crypto.randomUUID())),
  });
  await answer.json();
}

async function stopAll(tasks: readonly ScheduledTask[]): Promise<void> {
  for (const task of tasks) await task.stop();
}
